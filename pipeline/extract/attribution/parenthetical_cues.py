"""Cues between or behind the words said: "The bridge, she said, is safe", "The bridge is safe, said the mayor"."""

from pipeline.extract.attribution.attribution_record import TokenRange
from pipeline.extract.attribution.cue_lexicon import find_cue
from pipeline.language.syntax.clause_structure import find_phrase_span, list_subtree
from pipeline.language.syntax.dependency_relations import (
    FINITE_TAGS,
    NOMINAL,
    find_subject,
    get_relation,
    has_subject,
    list_dependents,
    list_markers,
)
from pipeline.language.syntax.dependency_tree import DependencyTree
from pipeline.language.syntax.grammatical_relations import Relation

SPEAKER_POS = NOMINAL | {"DET", "ADJ", "ADP", "PART", "NUM"}
VERB_POS = frozenset({"VERB", "AUX"})
# What may follow a cue between commas: "she said on Monday, ...", "she told the council, ...".
ASIDES = frozenset(
    {
        Relation.ADVERB,
        Relation.AGENT_PREPOSITION,
        Relation.NOUN_ADVERBIAL,
        Relation.PREPOSITION,
        Relation.OBJECT,
        Relation.INDIRECT_OBJECT,
        Relation.PARTICLE,
    }
)
# Prepositions of when, where and to whom something was said.
SETTING_PREPOSITIONS = frozenset({"after", "at", "before", "during", "in", "on", "to"})
COMMAS = frozenset({",", "—", "–", "-", "--"})
MAX_THAT_DISTANCE = 10  # words between a cue and its `that`: whom it was told, where and when
# What the first word of a clause may be to its head.
CLAUSE_OPENERS = frozenset(
    {
        Relation.SUBJECT,
        Relation.PASSIVE_SUBJECT,
        Relation.DETERMINER,
        Relation.POSSESSOR,
        Relation.COMPOUND,
        Relation.ADJECTIVE,
        Relation.EXPLETIVE,
        Relation.NUMBER,
        Relation.ADVERB,
    }
)


def find_interrupted_content(tree: DependencyTree, verb: int, first: int, last: int) -> list[TokenRange]:
    """Find what a cue between commas interrupts or closes in a sentence: "The bridge, she said, is safe".

    Also what an `as` clause credits ("As she said, the bridge is safe"). Empty where the cue does not stand so.
    """
    subject = find_subject(tree, verb)
    credited = any(tree.lower[mark] == "as" for mark in list_markers(tree, verb))
    if not credited and (subject is None or _is_marked(tree, verb, subject)):
        return []
    if subject is not None and tree.tag[subject] in ("WP", "WDT"):
        return []
    start, end = _find_insertion(tree, verb, subject, credited)
    while end < last and tree.entity[end] in ("DATE", "TIME"):
        end += 1
    closes = end < last and tree.lower[end] in COMMAS
    if credited and start - first <= 1 and closes:
        return [(end, last)]
    opens = start - first >= 2 and tree.lower[start - 1] in COMMAS and tree.tag[start - 1] != "HYPH"
    final = end >= last - 1 and (credited or get_relation(tree, verb) is Relation.PARATAXIS)
    if not opens or not (closes or final):
        return []
    if _is_writer_resuming(tree, end + 1, last):
        closed = credited or (tree.tag[end + 1] == "CC" and has_finite_verb(tree, first, start))
        return [(first, start)] if closed else []
    clause = has_finite_verb(tree, first, start) or has_finite_verb(tree, end, last)
    return [(first, start), (end, last)] if clause else []


def _is_marked(tree: DependencyTree, verb: int, subject: int) -> bool:
    """Whether a conjunction right before its subject makes the cue's clause a subordinate one."""
    start = find_phrase_span(tree, subject)[0]
    return any(mark >= start - 2 for mark in list_dependents(tree, verb, Relation.MARKER) if mark < verb)


def _find_insertion(tree: DependencyTree, verb: int, subject: int | None, credited: bool) -> TokenRange:
    """The bounds of a cue with its subject, its hearer, and the place and time of saying."""
    start, end = find_phrase_span(tree, verb)[0], verb + 1
    if subject is not None:
        before, behind = find_phrase_span(tree, subject)
        start = start if credited else min(before, verb)
        end = max(end, behind)
    for child in tree.children[verb]:
        span = find_phrase_span(tree, child)
        if child > verb and span[0] == end and get_relation(tree, child) in ASIDES:
            end = span[1]
    return start, end


def find_closed_content(tree: DependencyTree, verb: int, first: int, last: int) -> list[TokenRange]:
    """Find what a cue closes with its subject before it ("The bridge is safe, she said"), whatever the parse."""
    places = range(verb - 1, first - 1, -1)
    start = next((at for at in places if tree.pos[at] in VERB_POS or _is_comma(tree, at)), first)
    subject = range(start + 1, verb)
    if tree.lower[start] not in COMMAS or not subject or tree.pos[verb - 1] not in NOMINAL:
        return []
    if any(tree.pos[at] not in SPEAKER_POS for at in subject) or not has_finite_verb(tree, first, start):
        return []
    settings = [child for child in tree.children[verb] if child > verb and tree.lower[child] in SETTING_PREPOSITIONS]
    asides = {below for child in settings for below in list_subtree(tree, child)}
    rest = (at for at in range(verb + 1, last) if tree.pos[at] not in ("PUNCT", "SPACE"))
    return [(first, start)] if all(tree.entity[at] in ("DATE", "TIME") or at in asides for at in rest) else []


def _is_comma(tree: DependencyTree, token: int) -> bool:
    return tree.lower[token] in COMMAS and tree.tag[token] != "HYPH"


def find_inverted_content(tree: DependencyTree, verb: int, first: int) -> tuple[TokenRange, int] | None:
    """Find what a cue closes with its subject behind it ("The bridge is safe, said the mayor"), and that subject."""
    if verb < first + 2 or verb + 1 >= len(tree) or tree.lower[verb - 1] != ",":
        return None
    subject = find_subject(tree, verb)
    if get_relation(tree, verb) is Relation.CONJUNCT or tree.tag[verb] not in ("VBD", "VBZ"):
        return None
    if subject is not None and subject < verb:
        return None
    head = verb + 1
    while get_relation(tree, head) is Relation.COMPOUND or _determines(tree, head):
        head = tree.head[head]
    named = tree.pos[head] in NOMINAL and tree.tag[head] not in ("WP", "WDT") and tree.lower[head] != "it"
    return ((first, verb - 1), head) if named and has_finite_verb(tree, first, verb) else None


def _determines(tree: DependencyTree, token: int) -> bool:
    return tree.pos[token] in SPEAKER_POS - NOMINAL and tree.head[token] > token


def find_following_content(tree: DependencyTree, verb: int, last: int) -> list[TokenRange]:
    """Find the words after a cue up to its sentence's end that hold a clause which the parser hung elsewhere."""
    behind = range(verb + 1, min(last, verb + 1 + MAX_THAT_DISTANCE))
    that = next((at for at in behind if tree.lower[at] == "that" and _opens_clause(tree, at)), None)
    first = that if that is not None else verb + 1
    opens = that is not None
    if not opens and verb + 2 < last and tree.tag[verb] in FINITE_TAGS and has_subject(tree, verb):
        owned = list_dependents(tree, verb, Relation.OBJECT, Relation.OPEN_CLAUSE)
        opens = get_relation(tree, verb + 1) in CLAUSE_OPENERS and not any(child > verb for child in owned)
    return [(first, last)] if opens and has_finite_verb(tree, first, last) else []


def _opens_clause(tree: DependencyTree, that: int) -> bool:
    return tree.tag[that] == "IN" or get_relation(tree, that) is Relation.ADVERB


def _is_writer_resuming(tree: DependencyTree, place: int, last: int) -> bool:
    """Whether what follows an interrupting cue is the writer's: a participle, a relative clause, a further cue."""
    if place >= last:
        return False
    if tree.tag[place] == "CC":
        finite = next((at for at in range(place + 1, last) if tree.tag[at] in FINITE_TAGS), None)
        cue = find_cue(tree, finite) if finite is not None else None
        return cue is not None and ("quote" in cue.frames or finite == place + 1)
    return tree.tag[place] in ("VBG", "WDT", "WP") and tree.lower[place] != "including"


def has_finite_verb(tree: DependencyTree, first: int, last: int) -> bool:
    """Whether one of the tokens `[first, last)` is a finite verb or a modal."""
    return any(tag in FINITE_TAGS for tag in tree.tag[first:last])
