"""Primitive relations of the tree: subjects, objects, prepositions, modifiers, clauses. Tokens are indices in the Doc.

Labels are those of spaCy's English models (ClearNLP). Callers outside this package name none: where no function here
fits, `relation_of` gives a typed `Relation`.
"""

from collections.abc import Iterator
from typing import NamedTuple

from pipeline.language.syntax.dependency_tree import DependencyTree
from pipeline.language.syntax.grammatical_relations import RELATIONS, Relation
from pipeline.language.syntax.syntax_words import get_syntax_words

ACTIVE_SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
SUBJECTS = ACTIVE_SUBJECTS | PASSIVE_SUBJECTS
EXPLETIVE = frozenset({"expl"})
OBJECT = frozenset({"dobj"})
DATIVE = frozenset({"dative"})
PREPOSITIONAL = frozenset({"pobj", "pcomp"})
PREPOSITIONS = frozenset({"prep", "agent", "dative", "prt", "advmod"})
COMPLEMENTS = frozenset({"ccomp", "xcomp"})
AUXILIARIES = frozenset({"aux", "auxpass"})
NOUN_CLAUSES = frozenset({"acl", "relcl"})
CONJUNCT = frozenset({"conj"})
PREDICATIVES = frozenset({"acomp", "attr", "oprd"})
BEFORE_NOUN = frozenset({"amod", "compound", "nmod", "nummod", "poss", "det", "quantmod", "predet"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP", "MD"})


class Oblique(NamedTuple):
    """An argument behind a preposition: the preposition's token and word (`out of` is one), what it governs."""

    preposition: int
    word: str
    object: int

    def is_behind(self, *words: str) -> bool:
        """Whether one of these prepositions governs the argument, alone or as the last of a chain (`out of`)."""
        parts = self.word.split()
        return self.word in words or (len(parts) == 2 and parts[1] in words)


def get_relation(tree: DependencyTree, token: int) -> Relation:
    """How a token hangs on its head, as a typed value; for the extract packages, which name no label."""
    return RELATIONS.get(tree.label[token], Relation.OTHER)


def list_dependents(tree: DependencyTree, token: int, *relations: Relation) -> list[int]:
    """The tokens that hang on a token by one of these relations, in order; for callers that name no label."""
    return [child for child in tree.children[token] if RELATIONS.get(tree.label[child]) in relations]


def is_verb(tree: DependencyTree, token: int) -> bool:
    """Whether a token is a verb form, whatever its part of speech was guessed to be (`was jeered`, no adjective)."""
    if tree.tag[token].startswith("VB"):
        return True
    if tree.tag[token] == "JJ" and tree.lower[token].endswith("ed"):
        return tree.find_child(token, frozenset({"auxpass", "agent"})) is not None
    return tree.pos[token] == "VERB" or (tree.label[token] == "ccomp" and _is_bare_clause(tree, token))


def _is_bare_clause(tree: DependencyTree, token: int) -> bool:
    """`made villagers dig trenches`: a verb read as an adjective, with a subject and an object of its own."""
    return find_subject(tree, token) is not None and find_direct_object(tree, token) is not None


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
        tree.tag[helper] in FINITE_TAGS for helper in list_auxiliaries(tree, verb)
    )


def is_relative_clause(tree: DependencyTree, verb: int) -> bool:
    """Whether a verb heads a relative clause, in full or reduced to a participle."""
    label = tree.label[verb]
    return label == "relcl" or (label == "acl" and is_verb(tree, verb) and not is_content_of_noun(tree, verb))


def is_content_of_noun(tree: DependencyTree, verb: int) -> bool:
    """Whether a clause tells what its noun is about: `reports that they left`, `a plan to sell`."""
    if tree.label[verb] != "acl":
        return False
    markers = list_markers(tree, verb)
    return is_infinitive(tree, verb) or any(tree.lower[mark] in ("that", "whether", "if") for mark in markers)


def find_subject(tree: DependencyTree, verb: int) -> int | None:
    """The grammatical subject that hangs on a verb; of two the next, as the first is a dateline or a pronoun."""
    own = tree.list_children(verb, SUBJECTS)
    before = [subject for subject in own if subject < verb]
    relative = [subject for subject in before if tree.lower[subject] in get_syntax_words("relative_pronouns")]
    if len(before) > 1 and relative and relative[-1] == before[-1]:
        return next(subject for subject in reversed(before) if subject != relative[-1])
    if len(before) > 1 and "and" in tree.lower[before[0] : before[-1]]:
        return before[0]  # the king and, in time, the duke
    return before[-1] if before else next(iter(own), None)


def has_subject(tree: DependencyTree, verb: int) -> bool:
    """Whether a verb has a subject of its own, be it an empty `it` or `there`."""
    return tree.find_child(verb, SUBJECTS | EXPLETIVE) is not None


def find_direct_object(tree: DependencyTree, verb: int) -> int | None:
    """The direct object that hangs on a verb itself."""
    return tree.find_child(verb, OBJECT)


def find_indirect_object(tree: DependencyTree, verb: int) -> int | None:
    """The noun without a preposition to whom something is given or told (`gave the islanders boats`)."""
    return next((child for child in tree.list_children(verb, DATIVE) if is_noun(tree, child)), None)


def list_obliques(tree: DependencyTree, token: int) -> Iterator[Oblique]:
    """What prepositions beside a token govern, also through a chain (`out of the valley` is `out of`).

    A complex preposition is one word: `in support of the miners` is `in support of`, and the support no argument.
    """
    for child in tree.list_children(token, PREPOSITIONS):
        for inner in tree.children[child]:
            behind = tree.list_children(inner, PREPOSITIONAL) if tree.tag[inner] == "IN" else []
            if behind and tree.label[inner] == "pcomp":  # due to
                yield from (Oblique(child, f"{tree.lower[child]} {tree.lower[inner]}", deep) for deep in behind)
            elif tree.label[inner] in PREPOSITIONAL:
                yield _read_complex_preposition(tree, child, inner) or Oblique(child, tree.lower[child], inner)
            elif tree.label[inner] == "prep" and tree.tag[child] != "VBG":
                word = f"{tree.lower[child]} {tree.lower[inner]}"
                yield from (Oblique(child, word, deep) for deep in tree.list_children(inner, PREPOSITIONAL))


def _read_complex_preposition(tree: DependencyTree, preposition: int, noun: int) -> Oblique | None:
    """`at the request of the mayor`: a preposition, its noun and the preposition behind, where the class has them."""
    if tree.lower[noun] not in get_syntax_words("complex_preposition_nouns"):
        return None
    for behind in tree.list_children(noun, PREPOSITIONS):
        word, governed = read_complex_word(tree, behind), tree.find_child(behind, PREPOSITIONAL)
        if governed is not None and word is not None:
            return Oblique(preposition, word, governed)
    return None


def read_complex_word(tree: DependencyTree, behind: int) -> str | None:
    """The complex preposition that a preposition ends, without its determiner: `at request of`."""
    noun = tree.head[behind]
    if tree.lower[noun] not in get_syntax_words("complex_preposition_nouns"):
        return None
    word = f"{tree.lower[tree.head[noun]]} {tree.lower[noun]} {tree.lower[behind]}"
    return word if word in get_syntax_words("complex_prepositions") else None


def find_prepositional_object(tree: DependencyTree, token: int, *words: str) -> int | None:
    """The first noun or gerund that one of these prepositions beside a token governs."""
    return next((found.object for found in list_obliques(tree, token) if found.word in words), None)


def list_auxiliaries(tree: DependencyTree, verb: int) -> list[int]:
    """The auxiliaries of a verb, of the passive too, and the `to` of an infinitive."""
    return tree.list_children(verb, AUXILIARIES)


def list_markers(tree: DependencyTree, verb: int) -> list[int]:
    """The words that open a clause: `that`, `if`, `because`, `when`, `whether`."""
    return [child for child in tree.children[verb] if child < verb and _opens_clause(tree, child)]


def _opens_clause(tree: DependencyTree, token: int) -> bool:
    return tree.label[token] == "mark" or (tree.label[token] == "advmod" and tree.tag[token] in ("WRB", "IN"))


def find_particle(tree: DependencyTree, verb: int) -> int | None:
    """The particle of a phrasal verb (`blew up`), not one that bounds a number (`sent up to 200 troops`)."""
    own = tree.find_child(verb, frozenset({"prt"}))
    if own is None or (tree.lower[own : own + 2] == ["up", "to"] and tree.tag[own + 2 : own + 3] == ["CD"]):
        return None
    return own


def find_possessor(tree: DependencyTree, noun: int) -> int | None:
    """Whose a noun is: `the army's arrest`, `his arrest`."""
    return tree.find_child(noun, frozenset({"poss"}))


def list_compounds(tree: DependencyTree, noun: int) -> list[int]:
    """The nouns before a noun that are part of it: `police` in `police shooting`."""
    return tree.list_children(noun, frozenset({"compound", "nmod"}))


def list_adjectives(tree: DependencyTree, noun: int) -> list[int]:
    """The adjectives and participles before a noun; for the extract packages events and quantities too."""
    return tree.list_children(noun, frozenset({"amod"}))


def list_determiners(tree: DependencyTree, noun: int) -> list[int]:
    """Articles, `no`, `any` and numbers before a noun."""
    return tree.list_children(noun, frozenset({"det", "predet", "nummod", "quantmod", "neg", "preconj"}))


def list_appositions(tree: DependencyTree, noun: int) -> list[int]:
    """Nouns set beside a noun that name the same (`Quill, the mayor`); for entities and attribution."""
    return tree.list_children(noun, frozenset({"appos"}))


def list_predicatives(tree: DependencyTree, verb: int) -> list[int]:
    """What a subject or object is said to be: `was critical`, `is the mayor`, `called it a farce`."""
    return tree.list_children(verb, PREDICATIVES)


def list_conjuncts(tree: DependencyTree, token: int) -> list[int]:
    """A token and those coordinated after it, in order."""
    found = [token]
    for one in found:
        found += tree.list_children(one, CONJUNCT)
        for name in list_appositions(tree, one):  # the king, Abel, and the queen
            found += tree.list_children(name, CONJUNCT)
    return sorted(found)


def find_first_conjunct(tree: DependencyTree, token: int) -> int:
    """The first of the words that a token is coordinated with."""
    while tree.label[token] == "conj" and tree.head[token] != token:
        token = tree.head[token]
    return token


def list_complements(tree: DependencyTree, token: int) -> list[int]:
    """Clauses that a verb, adjective or noun takes: what is said, asked, promised or planned."""
    own = tree.list_children(token, COMPLEMENTS)
    if is_noun(tree, token):
        own += [child for child in tree.list_children(token, NOUN_CLAUSES) if is_content_of_noun(tree, child)]
    for linked in list_predicatives(tree, token):
        own += tree.list_children(linked, COMPLEMENTS)
    return own


def find_governor(tree: DependencyTree, noun: int) -> int | None:
    """What a noun hangs on, over its preposition and its coordination; for quantities, temporal and events."""
    noun = find_first_conjunct(tree, noun)
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


def find_preposition(tree: DependencyTree, noun: int) -> str | None:
    """The preposition that governs a noun or gerund, null where there is none; for temporal and quantities."""
    noun = find_first_conjunct(tree, noun)
    return tree.lower[tree.head[noun]] if tree.label[noun] in PREPOSITIONAL else None


def list_relative_clauses(tree: DependencyTree, noun: int) -> list[int]:
    """The verbs of the relative clauses and participles on a noun; for entities, attribution and events."""
    return [child for child in tree.list_children(noun, NOUN_CLAUSES) if is_relative_clause(tree, child)]
