"""Who speaks: the noun phrase beside a cue, cut to its name, and the token by which the entity index knows it."""

from pipeline.extract.attribution.attribution_record import TokenRange
from pipeline.extract.attribution.cue_lexicon import find_cue, find_stimulus_verb
from pipeline.extract.entities.entity_lexicons import load_nominal_heads
from pipeline.language.syntax.clause_structure import (
    find_antecedent,
    find_phrase_span,
    is_passive,
    list_subtree,
    resolve_relative,
)
from pipeline.language.syntax.dependency_relations import (
    find_governor,
    find_possessor,
    find_preposition,
    find_prepositional_object,
    find_subject,
    get_relation,
    is_noun,
    is_verb,
)
from pipeline.language.syntax.dependency_tree import DependencyTree
from pipeline.language.syntax.grammatical_relations import Relation
from pipeline.language.syntax.predicates import read_predicate
from pipeline.language.syntax.syntax_words import get_syntax_words
from pipeline.language.syntax.understood_subjects import find_passive_agent

EMPTY_SUBJECTS = frozenset({"it", "that", "this", "there"})  # subjects of what is hard, easy or time to say
PLACE_TYPES = frozenset({"GPE", "LOC", "FAC"})
DATELINE_DASHES = frozenset({"—", "–", "--"})  # part a place and an agency from the first words of an article
FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP"})
# What may stand right of a head and belong to the name: "a spokesman for the ministry", "Smith, the mayor" may not.
NAME_PARTS = frozenset(
    {
        Relation.COMPOUND,
        Relation.NUMBER,
        Relation.CASE,
        Relation.DETERMINER,
        Relation.POSSESSOR,
        Relation.PUNCTUATION,
    }
)
CLAUSES = frozenset({Relation.RELATIVE_CLAUSE, Relation.NOUN_CLAUSE, Relation.ADVERBIAL_CLAUSE})
BEHIND_NAME = frozenset({Relation.PREPOSITION, Relation.ADJECTIVE})  # "a source in the port", "sources close to her"
# Kinds of names, as the model calls them, that speak for themselves.
ACTORS = frozenset({"PERSON", "ORG", "NORP", "GPE"})
GOVERNED = frozenset({Relation.OBJECT, Relation.PREPOSITIONAL_OBJECT})
LISTED = frozenset({Relation.COORDINATOR, Relation.CONJUNCT})


def find_speaker(tree: DependencyTree, verb: int) -> int | None:
    """Find who says what a verb tells: its own subject, a relative pronoun too, or whoever the clause leaves out."""
    own = find_subject(tree, verb)
    if own is not None and (own < verb or tree.tag[verb] not in ("VBG", "VB")):
        return own
    main = _find_joined_cue(tree, verb)
    if main is not None:
        return find_speaker(tree, main)
    found = read_predicate(tree, verb).agent
    if found is None and get_relation(tree, verb) is Relation.NOUN_CLAUSE:
        found = find_antecedent(tree, verb)
    if found is None:
        found = _find_noun_before(tree, verb) if tree.tag[verb] in FINITE_TAGS else None
    if found is None and (tree.tag[verb] not in FINITE_TAGS or get_relation(tree, verb) is Relation.OTHER):
        found = _find_subject_above(tree, verb)
    if found is None or _is_empty(tree, found):
        return None
    if get_relation(tree, verb) is Relation.NOUN_CLAUSE:
        found = _find_author(tree, found)
    return _find_pronoun_for(tree, verb, found)


def _find_joined_cue(tree: DependencyTree, verb: int) -> int | None:
    """`said the mill was old, adding that it leaked`: a participle behind a cue's clause goes with the cue."""
    clause = tree.head[verb]
    if get_relation(tree, verb) is not Relation.ADVERBIAL_CLAUSE or tree.tag[verb] != "VBG":
        return None
    main = tree.head[clause]
    governed = get_relation(tree, clause) is Relation.CLAUSE and main < clause
    return main if governed and find_cue(tree, main) is not None else None


def _find_subject_above(tree: DependencyTree, verb: int) -> int | None:
    """The subject of the closest verb above an infinitive or gerund ("has a history of saying")."""
    for above in tree.iterate_ancestors(verb):
        if is_verb(tree, above) or tree.pos[above] == "AUX":
            return find_subject(tree, above)
    return None


def _is_empty(tree: DependencyTree, subject: int) -> bool:
    """Whether a subject is the `it` or `that` of what is hard, easy or time to say."""
    return tree.lower[subject] in EMPTY_SUBJECTS and tree.lemma[tree.head[subject]] in ("be", "go")


def _find_pronoun_for(tree: DependencyTree, verb: int, noun: int) -> int:
    """The relative pronoun by which a clause around a verb names a noun, else the noun."""
    for above in tree.iterate_ancestors(verb):
        subject = find_subject(tree, above)
        if subject is not None and subject != noun and resolve_relative(tree, subject) == noun:
            return subject
        if above == noun:
            break
    return noun


def _find_noun_before(tree: DependencyTree, verb: int) -> int | None:
    """The noun right before a finite verb to which the parser gave no subject."""
    place = verb - 1
    while place > 0 and tree.pos[place] in ("ADV", "AUX", "PART"):
        place -= 1
    return place if place >= 0 and not tree.starts[verb] and is_noun(tree, place) else None


def _find_author(tree: DependencyTree, noun: int) -> int:
    """Who speaks by a thing that a participle modifies: whoever does something with it (`sent a letter saying`).

    The parser may hang an utterance on the cue's object (`wrote of the raid in a letter saying`). Persons and bodies
    speak for themselves (`met a man saying`).
    """
    if tree.entity[noun] in ACTORS or load_nominal_heads().get(tree.lower[noun]) is not None:
        return noun
    above = find_governor(tree, noun) if get_relation(tree, noun) in GOVERNED else None
    told_in = find_preposition(tree, noun) == "in" and tree.lemma[noun] in get_syntax_words("utterances")
    if above is not None and not is_verb(tree, above) and told_in:
        verb = next((verb for verb in tree.iterate_ancestors(above) if is_verb(tree, verb)), None)
        above = verb if verb is not None and find_cue(tree, verb) is not None else None
    agent = read_predicate(tree, above).agent if above is not None and is_verb(tree, above) else None
    return agent if agent is not None and agent != noun else noun


def find_speaker_phrase(tree: DependencyTree, head: int) -> tuple[TokenRange, int]:
    """Give the tokens of a speaker's name and the token to look up; a relative pronoun stands for its antecedent."""
    antecedent = resolve_relative(tree, head)
    if antecedent != head:
        return (head, head + 1), _find_office(tree, antecedent)
    first, last = find_phrase_span(tree, head)[0], head + 1
    named = head
    for child in tree.children[head]:
        if child < last:
            continue
        relation = get_relation(tree, child)
        if (relation in BEHIND_NAME and child == last) or relation in LISTED:
            last = _find_modifier_end(tree, child)
        elif relation is Relation.APPOSITION:
            last = _find_modifier_end(tree, child)
            if tree.pos[head] != "PROPN" and tree.pos[child] == "PROPN":
                named = child
        elif relation not in NAME_PARTS:
            break
    return _adjust_bounds(tree, head, first, last), named


def _adjust_bounds(tree: DependencyTree, head: int, first: int, last: int) -> TokenRange:
    """Take in a name after its title, and leave out dates, datelines and marks at the ends."""
    while last < len(tree) and (_continues_name(tree, last) or (last == head + 1 and _is_name_after_title(tree, last))):
        last += 1
    while last > head + 1 and tree.entity[last - 1] in ("DATE", "TIME"):
        last -= 1
    while last > head + 1 and tree.pos[last - 1] == "PUNCT" and tree.lower[last - 1] != ")":
        last -= 1
    if last < len(tree) and tree.lower[last] == ")" and "(" in tree.lower[first:last]:
        last += 1
    first = next((at + 1 for at in range(head - 1, first - 1, -1) if tree.lower[at] in DATELINE_DASHES), first)
    while first < head and tree.pos[first] in ("PUNCT", "SPACE"):
        first += 1
    return first, last


def _find_office(tree: DependencyTree, noun: int) -> int:
    """Of an office and its place ("the ministry in Oslo, which said") the office speaks."""
    if tree.entity[noun] in PLACE_TYPES and find_preposition(tree, noun) in ("in", "at"):
        office = find_governor(tree, noun)
        return office if office is not None and is_noun(tree, office) else noun
    return noun


def _continues_name(tree: DependencyTree, token: int) -> bool:
    return tree.entity[token] != "" and tree.entity[token] == tree.entity[token - 1] and not tree.starts[token]


def _is_name_after_title(tree: DependencyTree, token: int) -> bool:
    """Whether a name follows its title without a comma."""
    return tree.entity[token] == "PERSON" and tree.pos[token] == "PROPN"


def _find_modifier_end(tree: DependencyTree, child: int) -> int:
    """The end of a modifier without its relative clauses."""
    last = find_phrase_span(tree, child)[1]
    inner = (below for below in list_subtree(tree, child) if get_relation(tree, below) in CLAUSES)
    return min([last, *(start for below in inner if (start := find_phrase_span(tree, below)[0]) > child)])


def find_nominal_source(tree: DependencyTree, noun: int) -> int | None:
    """Find whose claim, wish or view a noun is: its possessor, who stands after `by` or `from`, or its verb's subject.

    The subject owns what it has or gives, what it is ("is a critic of the plan") and what it does something with ("left
    in hope of a deal"), but not what it stirs in others.
    """
    owner = find_possessor(tree, noun)
    if owner is None:
        owner = find_prepositional_object(tree, noun, "by", "from")
    if owner is not None:
        return owner
    verb, relation = tree.head[noun], get_relation(tree, noun)
    if relation is Relation.PREDICATIVE and tree.lemma[verb] == "be":
        indefinite = any(tree.lower[child] in ("a", "an") for child in tree.children[noun])
        subject = find_speaker(tree, verb) if indefinite else None
        return subject if subject is not None and tree.lower[subject] not in EMPTY_SUBJECTS else None
    if relation is Relation.PREPOSITIONAL_OBJECT and tree.lower[verb] in ("in", "with"):
        verb = tree.head[verb]
    elif relation not in (Relation.OBJECT, Relation.PREDICATIVE) or find_stimulus_verb(tree, verb):
        return None
    if not is_verb(tree, verb):
        return None
    return find_passive_agent(tree, verb) if is_passive(tree, verb) else find_speaker(tree, verb)
