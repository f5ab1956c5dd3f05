"""Primitive relations of the tree: subjects, objects, prepositions, modifiers, clauses. Tokens are indices in the Doc.

Labels are those of spaCy's English models (ClearNLP). Callers outside this package name none: where no function here
fits, `relation_of` gives a typed `Relation`.
"""

from collections.abc import Iterator
from typing import NamedTuple

from pipeline.language.syntax.dependency_tree import DependencyTree
from pipeline.language.syntax.grammatical_relations import RELATIONS, Relation
from pipeline.language.syntax.syntax_words import words_of

ACTIVE_SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
SUBJECTS = ACTIVE_SUBJECTS | PASSIVE_SUBJECTS
OBJECT = frozenset({"dobj"})
DATIVE = frozenset({"dative"})
PREPOSITIONAL = frozenset({"pobj", "pcomp"})
PREPOSITIONS = frozenset({"prep", "agent", "dative", "prt", "advmod"})
COMPLEMENTS = frozenset({"ccomp", "xcomp"})
AUXILIARIES = frozenset({"aux", "auxpass"})
NOUN_CLAUSES = frozenset({"acl", "relcl"})
PREDICATIVES = frozenset({"acomp", "attr", "oprd"})
BEFORE_NOUN = frozenset({"amod", "compound", "nmod", "nummod", "poss", "det", "quantmod", "predet"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP", "MD"})


class Oblique(NamedTuple):
    """An argument behind a preposition: the preposition's token and word (`out of` is one), what it governs."""

    preposition: int
    word: str
    object: int


def relation_of(tree: DependencyTree, token: int) -> Relation:
    """How a token hangs on its head, as a typed value; for the extract packages, which name no label."""
    return RELATIONS.get(tree.label[token], Relation.OTHER)


def is_verb(tree: DependencyTree, token: int) -> bool:
    """Whether a token is a verb form, whatever its part of speech was guessed to be (`was jeered`, no adjective)."""
    if tree.tag[token].startswith("VB"):
        return True
    if tree.tag[token] == "JJ" and tree.lower[token].endswith("ed"):
        return tree.first_child(token, frozenset({"auxpass", "agent"})) is not None
    return tree.pos[token] == "VERB" or (tree.label[token] == "ccomp" and _is_bare_clause(tree, token))


def _is_bare_clause(tree: DependencyTree, token: int) -> bool:
    """`made villagers dig trenches`: a verb read as an adjective, with a subject and an object of its own."""
    return subject_of(tree, token) is not None and direct_object_of(tree, token) is not None


def is_noun(tree: DependencyTree, token: int) -> bool:
    """Whether a token heads a noun phrase."""
    return tree.pos[token] in NOMINAL or tree.tag[token] in ("NN", "NNS", "NNP", "NNPS")


def is_infinitive(tree: DependencyTree, verb: int) -> bool:
    """Whether a verb stands in the infinitive with `to`."""
    return any(tree.tag[child] == "TO" for child in tree.children[verb] if child < verb)


def is_finite(tree: DependencyTree, verb: int) -> bool:
    """Whether a verb or one of its auxiliaries has a tense; a past form that is a participle has none."""
    if is_infinitive(tree, verb):
        return False
    return tree.tag[verb] in FINITE_TAGS or any(
        tree.tag[helper] in FINITE_TAGS for helper in auxiliaries_of(tree, verb)
    )


def is_relative_clause(tree: DependencyTree, verb: int) -> bool:
    """Whether a verb heads a relative clause, in full or reduced to a participle."""
    label = tree.label[verb]
    return label == "relcl" or (label == "acl" and is_verb(tree, verb) and not is_content_of_noun(tree, verb))


def is_content_of_noun(tree: DependencyTree, verb: int) -> bool:
    """Whether a clause tells what its noun is about: `reports that they left`, `a plan to sell`."""
    if tree.label[verb] != "acl":
        return False
    markers = markers_of(tree, verb)
    return is_infinitive(tree, verb) or any(tree.lower[mark] in ("that", "whether", "if") for mark in markers)


def subject_of(tree: DependencyTree, verb: int) -> int | None:
    """The grammatical subject that hangs on a verb; of two the next, as the first is a dateline or a pronoun."""
    own = tree.children_with(verb, SUBJECTS)
    before = [subject for subject in own if subject < verb]
    relative = [subject for subject in before if tree.lower[subject] in words_of("relative_pronouns")]
    if len(before) > 1 and relative and relative[-1] == before[-1]:
        return next(subject for subject in reversed(before) if subject != relative[-1])
    return before[-1] if before else next(iter(own), None)


def direct_object_of(tree: DependencyTree, verb: int) -> int | None:
    """The direct object that hangs on a verb itself."""
    return tree.first_child(verb, OBJECT)


def indirect_object_of(tree: DependencyTree, verb: int) -> int | None:
    """The noun without a preposition to whom something is given or told (`gave the islanders boats`)."""
    return next((child for child in tree.children_with(verb, DATIVE) if is_noun(tree, child)), None)


def obliques_of(tree: DependencyTree, token: int) -> Iterator[Oblique]:
    """What prepositions beside a token govern, also through a chain (`out of the valley` is `out of`)."""
    for child in tree.children_with(token, PREPOSITIONS):
        for inner in tree.children[child]:
            if tree.label[inner] in PREPOSITIONAL:
                yield Oblique(child, tree.lower[child], inner)
            elif tree.label[inner] == "prep" and tree.tag[child] != "VBG":
                word = f"{tree.lower[child]} {tree.lower[inner]}"
                yield from (Oblique(child, word, deep) for deep in tree.children_with(inner, PREPOSITIONAL))


def object_behind(tree: DependencyTree, token: int, *words: str) -> int | None:
    """The first noun or gerund that one of these prepositions beside a token governs."""
    return next((found.object for found in obliques_of(tree, token) if found.word in words), None)


def auxiliaries_of(tree: DependencyTree, verb: int) -> list[int]:
    """The auxiliaries of a verb, of the passive too, and the `to` of an infinitive."""
    return tree.children_with(verb, AUXILIARIES)


def markers_of(tree: DependencyTree, verb: int) -> list[int]:
    """The words that open a clause: `that`, `if`, `because`, `when`, `whether`."""
    return [child for child in tree.children[verb] if child < verb and _opens(tree, child)]


def _opens(tree: DependencyTree, token: int) -> bool:
    return tree.label[token] == "mark" or (tree.label[token] == "advmod" and tree.tag[token] in ("WRB", "IN"))


def particle_of(tree: DependencyTree, verb: int) -> int | None:
    """The particle of a phrasal verb (`blew up`), not one that bounds a number (`sent up to 200 troops`)."""
    own = tree.first_child(verb, frozenset({"prt"}))
    if own is None or (tree.lower[own : own + 2] == ["up", "to"] and tree.tag[own + 2 : own + 3] == ["CD"]):
        return None
    return own


def possessor_of(tree: DependencyTree, noun: int) -> int | None:
    """Whose a noun is: `the army's arrest`, `his arrest`."""
    return tree.first_child(noun, frozenset({"poss"}))


def compounds_of(tree: DependencyTree, noun: int) -> list[int]:
    """The nouns before a noun that are part of it: `police` in `police shooting`."""
    return tree.children_with(noun, frozenset({"compound", "nmod"}))


def adjectives_of(tree: DependencyTree, noun: int) -> list[int]:
    """The adjectives and participles before a noun; for the extract packages events and quantities too."""
    return tree.children_with(noun, frozenset({"amod"}))


def determiners_of(tree: DependencyTree, noun: int) -> list[int]:
    """Articles, `no`, `any` and numbers before a noun."""
    return tree.children_with(noun, frozenset({"det", "predet", "nummod", "quantmod", "neg", "preconj"}))


def appositions_of(tree: DependencyTree, noun: int) -> list[int]:
    """Nouns set beside a noun that name the same (`Quill, the mayor`); for entities and attribution."""
    return tree.children_with(noun, frozenset({"appos"}))


def predicatives_of(tree: DependencyTree, verb: int) -> list[int]:
    """What a subject or object is said to be: `was critical`, `is the mayor`, `called it a farce`."""
    return tree.children_with(verb, PREDICATIVES)


def conjuncts_of(tree: DependencyTree, token: int) -> list[int]:
    """A token and those coordinated after it, in order."""
    found = [token]
    for one in found:
        found += tree.children_with(one, frozenset({"conj"}))
    return sorted(found)


def first_conjunct_of(tree: DependencyTree, token: int) -> int:
    """The first of the words that a token is coordinated with."""
    while tree.label[token] == "conj" and tree.head[token] != token:
        token = tree.head[token]
    return token


def complements_of(tree: DependencyTree, token: int) -> list[int]:
    """Clauses that a verb, adjective or noun takes: what is said, asked, promised or planned."""
    own = tree.children_with(token, COMPLEMENTS)
    if is_noun(tree, token):
        own += [child for child in tree.children_with(token, NOUN_CLAUSES) if is_content_of_noun(tree, child)]
    for linked in predicatives_of(tree, token):
        own += tree.children_with(linked, COMPLEMENTS)
    return own


def governor_of(tree: DependencyTree, noun: int) -> int | None:
    """What a noun hangs on, over its preposition and its coordination; for quantities, temporal and events."""
    noun = first_conjunct_of(tree, noun)
    above = tree.head[noun]
    if above == noun:
        return None
    while tree.label[above] in ("prep", "agent", "dative", "prt", "advmod") and tree.pos[above] in (
        "ADP",
        "SCONJ",
        "ADV",
        "PART",
    ):
        if tree.head[above] == above:
            return None
        above = tree.head[above]
    return above


def preposition_of(tree: DependencyTree, noun: int) -> str | None:
    """The preposition that governs a noun or gerund, null where there is none; for temporal and quantities."""
    noun = first_conjunct_of(tree, noun)
    return tree.lower[tree.head[noun]] if tree.label[noun] in PREPOSITIONAL else None


def relative_clauses_of(tree: DependencyTree, noun: int) -> list[int]:
    """The verbs of the relative clauses and participles on a noun; for entities, attribution and events."""
    return [child for child in tree.children_with(noun, NOUN_CLAUSES) if is_relative_clause(tree, child)]
