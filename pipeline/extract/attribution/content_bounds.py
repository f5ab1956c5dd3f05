"""Where content begins and ends: the edges of the clauses, objects and infinitives that a cue governs."""

from pipeline.extract.attribution.attribution_record import Attribution, TokenRange
from pipeline.extract.attribution.content_asides import find_end_before_aside
from pipeline.extract.attribution.cue_lexicon import Cue, find_cue
from pipeline.extract.attribution.speaker_phrases import find_speaker_phrase
from pipeline.language.syntax.clause_structure import find_phrase_span
from pipeline.language.syntax.datelines import find_dateline_end
from pipeline.language.syntax.dependency_relations import (
    find_subject,
    get_relation,
    has_subject,
    list_dependents,
    list_markers,
)
from pipeline.language.syntax.dependency_tree import DependencyTree
from pipeline.language.syntax.grammatical_relations import Relation

MAX_CLAUSE_LENGTH = 200  # tokens of a clause that are looked at; prose has no longer ones
ASIDE_OPENERS = frozenset({"which", "while", "where", "whose"})  # open an aside of the writer after a comma
EDGE_MARKS = frozenset(",.;:—–-") | {"--"}
QUOTES = frozenset("“”\"'‘’`") | {"''", "``"}
OPENERS = frozenset({Relation.MARKER, Relation.ADVERB})
COORDINATED = frozenset({Relation.CONJUNCT, Relation.ADVERBIAL_CLAUSE})
TRAILING = frozenset({Relation.RELATIVE_CLAUSE, Relation.ADVERBIAL_CLAUSE})


def trim_range(tree: DependencyTree, first: int, last: int) -> TokenRange:
    """Cut punctuation and white space off both ends, a dateline, and the `that` that opens a clause."""
    dash = find_dateline_end(tree, first) if first < last and tree.starts[first] else None
    first = dash + 1 if dash is not None and dash + 1 < last else first
    while first < last and (tree.pos[first] == "SPACE" or tree.lower[first] in EDGE_MARKS):
        first += 1
    while first < last and (tree.pos[last - 1] == "SPACE" or tree.lower[last - 1] in EDGE_MARKS):
        last -= 1
    opens = first < last and (get_relation(tree, first) in OPENERS or tree.tag[first] == "IN")
    if last - first > 1 and tree.lower[first] == "that" and opens:
        first += 1 + int(tree.lower[first + 1] == ",")
    return first, last


def build_attribution(
    tree: DependencyTree, cue: int, who: int | None, pieces: list[TokenRange], frame: str
) -> Attribution | None:
    """Build the attribution of a cue from its speaker's head and its pieces; None where no piece has a word."""
    kept = [piece for piece in (trim_range(tree, *piece) for piece in pieces) if piece[0] < piece[1]]
    if not kept:
        return None
    speaker, head = find_speaker_phrase(tree, who) if who is not None else (None, None)
    return Attribution((cue, cue + 1), speaker, head, tuple(kept), frame)


def find_prepositional_content(tree: DependencyTree, token: int, cue: Cue, after: int = 0) -> list[TokenRange]:
    """Find what follows the first of a cue's prepositions that hangs on a token and stands after a place."""
    for child in tree.children[token]:
        if child < max(token, after):
            continue
        first, last = find_phrase_span(tree, child)
        relation = get_relation(tree, child)
        if relation is Relation.PREPOSITION and tree.lower[child] in cue.prepositions:
            if not is_date_preposition(tree, child):
                last = extend_past_as(tree, last)
                return [(child + 1, find_end_before_aside(tree, child + 1, last))]
        elif relation in (Relation.ADVERBIAL_CLAUSE, Relation.CLAUSE):
            marked = get_relation(tree, first) is Relation.MARKER
            if marked and tree.lower[first] in cue.prepositions:
                return [(first + 1, last)]
    return []


def extend_past_as(tree: DependencyTree, last: int) -> int:
    """Move the end of an object behind an `as` phrase that follows at once ("the plan | as a threat")."""
    follows = last < len(tree) and tree.lower[last] == "as" and get_relation(tree, last) is Relation.PREPOSITION
    return find_phrase_span(tree, last)[1] if follows else last


def is_date_preposition(tree: DependencyTree, preposition: int) -> bool:
    """Whether a preposition governs a day or time, not a subject matter ("spoke on Monday")."""
    inside = list_dependents(tree, preposition, Relation.PREPOSITIONAL_OBJECT)
    return any(tree.entity[noun] in ("DATE", "TIME") for noun in inside)


def find_following_clause(tree: DependencyTree, verb: int, clause: int) -> TokenRange:
    """Find the bounds of the clause that follows its cue, with the clauses that continue it."""
    first, last = _find_clause_start(tree, verb, clause), find_phrase_span(tree, clause)[1]
    for sibling in tree.children[verb]:
        if sibling < verb or last >= len(tree):
            continue
        relation, opener = get_relation(tree, sibling), get_relation(tree, last)
        start, end = find_phrase_span(tree, sibling)
        if relation is Relation.ADVERBIAL_CLAUSE and start == last and opener in OPENERS:
            last = end
        elif relation is Relation.CONJUNCT and opener is Relation.COORDINATOR:
            last = end if has_subject(tree, sibling) and not find_cue(tree, sibling) else last
    return first, _find_clause_end(tree, verb, clause, first, last)


def _find_clause_start(tree: DependencyTree, verb: int, clause: int) -> int:
    """Where a clause after its cue begins; of one that the parser cut in two, the first part or its subject."""
    that = next((mark for mark in list_markers(tree, clause) if tree.lower[mark] == "that"), None)
    if that is not None and that > verb and tree.lower[that - 1] == ",":
        return that  # "said, citing witnesses, that the road was closed"
    parts = list_dependents(tree, verb, Relation.CLAUSE)
    if not has_subject(tree, clause):  # "said the days when boats passed are gone": taken for the object
        parts += [child for child in list_dependents(tree, verb, Relation.OBJECT) if tree.pos[child] != "PRON"]
    return min(max(find_phrase_span(tree, part)[0], verb + 1) for part in (clause, *parts) if part > verb)


def _find_clause_end(tree: DependencyTree, verb: int, clause: int, first: int, last: int) -> int:
    """The end of a clause before what the parser hangs on it and the writer says: a further cue, an aside."""
    for token in range(max(first + 2, clause + 1), min(last, first + MAX_CLAUSE_LENGTH)):
        relation = get_relation(tree, token)
        if relation not in COORDINATED and relation not in TRAILING:
            continue
        start, end = find_phrase_span(tree, token)
        joined = relation is Relation.CONJUNCT and tree.tag[token] == tree.tag[verb]
        if joined and not has_subject(tree, token) and find_cue(tree, token):
            before = range(token - 1, first - 1, -1)
            return next((at for at in before if get_relation(tree, at) is Relation.COORDINATOR), token)
        if relation in COORDINATED and start > clause and has_subject(tree, token) and _is_reporting_verb(tree, token):
            return start - 1 if get_relation(tree, start - 1) is Relation.COORDINATOR else start
        if relation in TRAILING and end >= last - 1 and tree.lower[start - 1] == ",":
            written = tree.lower[start] in ASIDE_OPENERS and tree.lower[start + 1] not in QUOTES
            if written or tree.tag[start] == "VBG":
                return start
    return last


def find_preceding_clause(tree: DependencyTree, verb: int, clause: int) -> list[TokenRange]:
    """Find the clause that its cue follows or interrupts, with the words that open the sentence."""
    first, last = find_phrase_span(tree, clause)
    subject = find_subject(tree, verb)
    inserted = (verb, verb + 1)
    if subject is not None and clause < subject:
        start, end = find_phrase_span(tree, subject)
        inserted = (min(verb, start), max(verb + 1, end))
    begin = min(first, find_phrase_span(tree, verb)[0])
    return [(begin, min(last, inserted[0])), (inserted[1], max(last, inserted[1]))]


def _is_reporting_verb(tree: DependencyTree, verb: int) -> bool:
    """Whether a verb is itself a cue of speech with a clause behind it."""
    cue = find_cue(tree, verb)
    if cue is None or "quote" not in cue.frames:
        return False
    return any(child > verb for child in list_dependents(tree, verb, Relation.CLAUSE))
