"""The arguments of event nouns and adjectives, after NomBank: possessors, `of`, `by`, compounds, light verbs."""

from pipeline.language.syntax.clause_structure import is_passive, resolve_relative
from pipeline.language.syntax.dependency_relations import (
    find_indirect_object,
    find_possessor,
    find_prepositional_object,
    is_noun,
    is_verb,
    list_adjectives,
    list_compounds,
    list_conjuncts,
    list_obliques,
)
from pipeline.language.syntax.dependency_tree import DependencyTree
from pipeline.language.syntax.syntax_words import get_syntax_words
from pipeline.language.syntax.understood_subjects import (
    find_light_verb,
    find_logical_subject,
    find_nominal_agent,
    find_passive_agent,
)
from pipeline.language.syntax.verb_arguments import Roles

# Prepositions of whom an act is aimed at, the likeliest first.
AIMED = ("on", "against", "upon", "at", "with", "into")


def read_nominal_roles(tree: DependencyTree, noun: int) -> Roles:
    """Agent, patient and recipient of an event noun."""
    sides = _read_sides(tree, noun)
    if sides is not None:
        return sides
    light = find_light_verb(tree, noun)
    undergone = find_undergone(tree, noun)
    patient = undergone if undergone is not None else _find_patient_behind(tree, noun, light)
    if patient is None and tree.label[noun] == "dobj" and is_verb(tree, tree.head[noun]):
        patient = find_indirect_object(tree, tree.head[noun])  # gave the nurse a life sentence
    agent = _find_agent_beside(tree, noun)
    owner = find_possessor(tree, noun)
    if owner is not None and not _is_time(tree, owner):
        suffers = tree.lemma[noun] in get_syntax_words("patient_nouns") or agent is not None
        if patient is None and suffers:
            patient = owner
        elif agent is None:
            agent = owner
    if agent is None and undergone is not None:
        agent = find_prepositional_object(tree, noun, "from", "by") or find_prepositional_object(
            tree, _find_governing_token(tree, noun), "from", "by"
        )
    elif agent is None:
        agent = _find_understood_agent(tree, noun, patient)
        if agent is None:
            agent = next((word for word in list_adjectives(tree, noun) if _is_collective(tree, word)), None)
    recipient = find_prepositional_object(tree, noun, "to")
    if recipient is None and light is not None:
        recipient = find_prepositional_object(tree, light, "to")
    return Roles(_read_noun_sides(tree, agent), _read_noun_sides(tree, patient), _read_noun_sides(tree, recipient))


def _read_noun_sides(tree: DependencyTree, token: int | None) -> int | None:
    return resolve_relative(tree, token) if token is not None else None


def _read_sides(tree: DependencyTree, noun: int) -> Roles | None:
    """`talks between Tarn and Orsk`: the first and the second side."""
    first = find_prepositional_object(tree, noun, "between", "among")
    if first is None:
        return None
    joined = list_conjuncts(tree, first)
    return Roles(first, joined[1] if len(joined) > 1 else None)


def _find_governing_token(tree: DependencyTree, noun: int) -> int:
    return tree.head[noun] if tree.label[noun] == "dobj" else tree.head[tree.head[noun]]


def find_undergone(tree: DependencyTree, noun: int) -> int | None:
    """Who suffers or gets what a noun says as the subject of its verb: `came under attack`, `drew criticism`."""
    head = tree.head[noun]
    verb = tree.head[head]
    if tree.label[noun] == "dobj":
        return _find_receiver(tree, noun, head)
    if tree.label[noun] != "pobj":
        return None
    if tree.lower[head] == "with" and tree.lemma[verb] == "meet" and not is_passive(tree, verb):
        return find_logical_subject(tree, verb)
    if tree.lower[head] == "of" and tree.lemma[verb] in get_syntax_words("sufferers") and tree.label[verb] == "attr":
        return find_logical_subject(tree, tree.head[verb])  # was the target of an attack
    if tree.lower[head] != "under" or not is_verb(tree, verb):
        return None
    if is_passive(tree, verb) or tree.lemma[verb] not in get_syntax_words("undergoing"):
        return None
    return find_logical_subject(tree, verb)


def _find_receiver(tree: DependencyTree, noun: int, verb: int) -> int | None:
    """Whoever gets what a noun says: `received a sentence`, `was handed a fine`."""
    if not is_verb(tree, verb):
        return None
    if is_passive(tree, verb):
        return find_logical_subject(tree, verb) if tree.lemma[verb] in get_syntax_words("transfer") else None
    owned = tree.lemma[verb] == "have" and tree.lemma[noun] in get_syntax_words("had_nouns")  # has the support of
    received = owned or tree.lemma[verb] in get_syntax_words("receiving")
    return find_logical_subject(tree, verb) if received else None


def _find_patient_behind(tree: DependencyTree, noun: int, light: int | None) -> int | None:
    """Who suffers the act: behind `of`, else behind a preposition of aim beside the noun or its light verb."""
    of = find_prepositional_object(tree, noun, "of")
    if of is not None and tree.lemma[noun] not in get_syntax_words("intransitive_nouns") and not is_verb(tree, of):
        return of
    by = find_prepositional_object(tree, noun, "by") if of is None else None
    lower = find_prepositional_object(tree, by, "of") if by is not None else None
    if lower is not None and tree.entity[lower] not in ("GPE", "ORG", "NORP", "LOC"):
        return lower  # the rejection by the king of a truce
    for holder in (noun, light):
        found = [one for one in list_obliques(tree, holder) if is_noun(tree, one.object)] if holder is not None else []
        for word in AIMED:
            aimed = next((one.object for one in found if one.word == word and not _is_time(tree, one.object)), None)
            if aimed is not None:
                return aimed
    return None


def _is_time(tree: DependencyTree, noun: int) -> bool:
    return tree.entity[noun] in ("DATE", "TIME")


def _find_agent_beside(tree: DependencyTree, noun: int) -> int | None:
    """Who does it by the noun's own words: behind `by`, before it, or behind `of` where nobody suffers it."""
    by = find_prepositional_object(tree, noun, "by")
    if by is None:  # the model hangs `by` on what stands before it: the killing of two monks by gunmen
        for found in list_obliques(tree, noun):
            between = found.word == "of" or _is_collective(tree, found.object) or tree.entity[found.object] == "PERSON"
            inner = find_prepositional_object(tree, found.object, "by") if between else None
            by = inner if by is None else by
    if by is not None and not _is_time(tree, by):
        return by
    unowned = find_possessor(tree, noun) is None
    if (
        unowned
        and tree.lemma[noun] in get_syntax_words("intransitive_nouns")
        and (of := find_prepositional_object(tree, noun, "of")) is not None
    ):
        return of
    before = [*list_compounds(tree, noun), *list_adjectives(tree, noun)]
    return next((word for word in before if _is_collective(tree, word) and not _is_plain_adjective(tree, word)), None)


def _is_plain_adjective(tree: DependencyTree, word: int) -> bool:
    """`military`, `paramilitary`: whose an act is, unless somebody else is named to do it."""
    return tree.tag[word] == "JJ" and tree.entity[word] not in ("NORP", "ORG", "GPE")


def _is_collective(tree: DependencyTree, word: int) -> bool:
    return tree.lemma[word] in get_syntax_words("collectives") or tree.entity[word] in ("NORP", "ORG")


def _find_understood_agent(tree: DependencyTree, noun: int, patient: int | None) -> int | None:
    """Who does it by the verb around the noun."""
    verb = find_light_verb(tree, noun)
    if verb is not None and is_passive(tree, verb):
        return find_passive_agent(tree, verb)
    found = find_nominal_agent(tree, noun)
    return found if found is not None and found != patient and not _is_time(tree, found) else None


def read_adjective_roles(tree: DependencyTree, adjective: int) -> Roles:
    """Of whom an adjective tells, and whom it is aimed at: `the editor was critical of the king`."""
    head = tree.head[adjective]
    subject = None
    if tree.label[adjective] in ("acomp", "oprd", "xcomp", "attr") and head != adjective:
        subject = find_logical_subject(tree, head)
    elif tree.label[adjective] == "amod":
        if tree.lower[adjective].endswith(("ed", "en")) and tree.lemma[adjective] == tree.lower[adjective]:
            return Roles(None, head)  # the wounded soldiers: a participle read as an adjective
        subject = head
    elif tree.label[adjective] == "conj":
        subject = read_adjective_roles(tree, head).agent
    aimed = find_prepositional_object(
        tree, adjective, "of", "with", "towards", "toward", "against", "about", "at", "for"
    )
    return Roles(subject, aimed, find_prepositional_object(tree, adjective, "to"))
