"""The arguments of event nouns and adjectives, after NomBank: possessors, `of`, `by`, compounds, light verbs."""

from pipeline.language.syntax.clause_structure import is_passive, resolve_relative
from pipeline.language.syntax.dependency_relations import (
    adjectives_of,
    compounds_of,
    conjuncts_of,
    is_noun,
    is_verb,
    object_behind,
    obliques_of,
    possessor_of,
)
from pipeline.language.syntax.dependency_tree import DependencyTree
from pipeline.language.syntax.syntax_words import words_of
from pipeline.language.syntax.understood_subjects import (
    light_verb_of,
    logical_subject_of,
    nominal_agent_of,
    passive_agent_of,
)
from pipeline.language.syntax.verb_arguments import Roles

# Prepositions of whom an act is aimed at, the likeliest first.
AIMED = ("on", "against", "upon", "at", "with", "into")


def nominal_roles(tree: DependencyTree, noun: int) -> Roles:
    """Agent, patient and recipient of an event noun."""
    sides = _sides(tree, noun)
    if sides is not None:
        return sides
    light = light_verb_of(tree, noun)
    undergone = _undergone(tree, noun)
    patient = undergone if undergone is not None else _patient_behind(tree, noun, light)
    agent = _agent_beside(tree, noun)
    owner = possessor_of(tree, noun)
    if owner is not None and not _is_time(tree, owner):
        suffers = tree.lemma[noun] in words_of("patient_nouns") or agent is not None
        if patient is None and suffers:
            patient = owner
        elif agent is None:
            agent = owner
    if agent is None and undergone is not None:
        agent = object_behind(tree, noun, "from", "by") or object_behind(tree, _above(tree, noun), "from", "by")
    elif agent is None:
        agent = _understood_agent(tree, noun, patient)
    recipient = object_behind(tree, noun, "to")
    if recipient is None and light is not None:
        recipient = object_behind(tree, light, "to")
    return Roles(_noun(tree, agent), _noun(tree, patient), _noun(tree, recipient))


def _noun(tree: DependencyTree, token: int | None) -> int | None:
    return resolve_relative(tree, token) if token is not None else None


def _sides(tree: DependencyTree, noun: int) -> Roles | None:
    """`talks between Tarn and Orsk`: the first and the second side."""
    first = object_behind(tree, noun, "between", "among")
    if first is None:
        return None
    joined = conjuncts_of(tree, first)
    return Roles(first, joined[1] if len(joined) > 1 else None)


def _above(tree: DependencyTree, noun: int) -> int:
    return tree.head[tree.head[noun]]


def _undergone(tree: DependencyTree, noun: int) -> int | None:
    """`came under attack`: the subject suffers what the noun says."""
    head = tree.head[noun]
    verb = tree.head[head]
    if tree.label[noun] != "pobj" or tree.lower[head] != "under" or not is_verb(tree, verb):
        return None
    if is_passive(tree, verb) or tree.lemma[verb] not in words_of("undergoing"):
        return None
    return logical_subject_of(tree, verb)


def _patient_behind(tree: DependencyTree, noun: int, light: int | None) -> int | None:
    """Who suffers the act: behind `of`, else behind a preposition of aim beside the noun or its light verb."""
    of = object_behind(tree, noun, "of")
    if of is not None and tree.lemma[noun] not in words_of("intransitive_nouns") and not is_verb(tree, of):
        return of
    for holder in (noun, light):
        found = [one for one in obliques_of(tree, holder) if is_noun(tree, one.object)] if holder is not None else []
        for word in AIMED:
            aimed = next((one.object for one in found if one.word == word and not _is_time(tree, one.object)), None)
            if aimed is not None:
                return aimed
    return None


def _is_time(tree: DependencyTree, noun: int) -> bool:
    return tree.entity[noun] in ("DATE", "TIME")


def _agent_beside(tree: DependencyTree, noun: int) -> int | None:
    """Who does it by the noun's own words: behind `by`, before it, or behind `of` where nobody suffers it."""
    by = object_behind(tree, noun, "by")
    if by is None:  # the model hangs `by` on what stands before it: the killing of two monks by gunmen
        for found in obliques_of(tree, noun):
            inner = object_behind(tree, found.object, "by") if is_noun(tree, found.object) else None
            by = inner if by is None else by
    if by is not None and not _is_time(tree, by):
        return by
    unowned = possessor_of(tree, noun) is None
    if (
        unowned
        and tree.lemma[noun] in words_of("intransitive_nouns")
        and (of := object_behind(tree, noun, "of")) is not None
    ):
        return of
    before = [*compounds_of(tree, noun), *adjectives_of(tree, noun)]
    return next((word for word in before if _is_collective(tree, word)), None)


def _is_collective(tree: DependencyTree, word: int) -> bool:
    return tree.lemma[word] in words_of("collectives") or tree.entity[word] in ("NORP", "ORG")


def _understood_agent(tree: DependencyTree, noun: int, patient: int | None) -> int | None:
    """Who does it by the verb around the noun."""
    verb = light_verb_of(tree, noun)
    if verb is not None and is_passive(tree, verb):
        return passive_agent_of(tree, verb)
    found = nominal_agent_of(tree, noun)
    return found if found is not None and found != patient and not _is_time(tree, found) else None


def adjective_roles(tree: DependencyTree, adjective: int) -> Roles:
    """Of whom an adjective tells, and whom it is aimed at: `the editor was critical of the king`."""
    head = tree.head[adjective]
    subject = None
    if tree.label[adjective] in ("acomp", "oprd", "xcomp", "attr") and head != adjective:
        subject = logical_subject_of(tree, head)
    elif tree.label[adjective] == "amod":
        if tree.lower[adjective].endswith(("ed", "en")) and tree.lemma[adjective] == tree.lower[adjective]:
            return Roles(None, head)  # the wounded soldiers: a participle read as an adjective
        subject = head
    elif tree.label[adjective] == "conj":
        subject = adjective_roles(tree, head).agent
    aimed = object_behind(tree, adjective, "of", "with", "towards", "toward", "against", "about", "at", "for")
    return Roles(subject, aimed, object_behind(tree, adjective, "to"))
