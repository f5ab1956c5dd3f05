"""Which temporal expression of its sentence dates an event: one on its own word, or on a verb of the same time.

A noun is dated by its own relative clause too (`the riots that shook the town last week`), and an event by its distance
from another (`two days after the raid`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.base.date_interval import Interval
from pipeline.base.text_span import Span
from pipeline.extract.records import Timex
from pipeline.extract.temporal.temporal_distances import date_by_distance
from pipeline.extract.temporal.timex_words import index_words
from pipeline.language.parsed_document import ParsedDocument
from pipeline.language.syntax.datelines import find_dateline_end
from pipeline.language.syntax.dependency_relations import (
    find_preposition,
    find_subject,
    list_auxiliaries,
    list_obliques,
    list_relative_clauses,
)
from pipeline.language.syntax.dependency_tree import DependencyTree, get_tree
from pipeline.language.syntax.noun_phrases import find_span_root, is_attributive
from pipeline.language.syntax.shared_time import (
    find_reporting_verb,
    find_top_verb,
    find_verb_above,
    has_verb_time,
    is_purpose_gerund,
    list_same_time_verbs,
)
from pipeline.language.syntax.syntax_words import get_syntax_words

VERB_POS = frozenset({"VERB", "AUX"})
NOUN_POS = frozenset({"NOUN", "PROPN"})
# Words before an event that lies further back than the verb they hang on.
EARLIER = frozenset({"following", "after"})
# What bounds a time within a day: `before dawn on Sunday` is Sunday.
TIMES_OF_DAY = frozenset(
    {"dark", "dawn", "daybreak", "dusk", "midday", "midnight", "nightfall", "noon", "sunrise", "sunset"}
)
CLOCK_TIME = re.compile(r"[\d:.]*\d(?:am|pm|a\.m\.?|p\.m\.?)|\d{1,2}[:.]\d\d|am|pm|a\.m\.?|p\.m\.?")
# Prepositions before what somebody speaks or acts about, which was before: `rallied against the arrest of the mayor`.
TOPICAL = frozenset({"against", "about", "regarding", "concerning"})
MAX_CLIMB = 12
# Of a sentence that is a list of dates only so many around the event are looked at, so that its length costs no more.
MAX_TIMEXES = 16


@dataclass(frozen=True, slots=True)
class EventDate:
    """The days of an event (null where the words that date it cannot be placed), those words, where they stand."""

    interval: Interval | None
    text: Span | None
    basis: str  # `clause` or `sentence`


@dataclass(frozen=True, slots=True)
class TimeGroup:
    """Tokens whose dates are an event's, and whether they are of its own clause."""

    tokens: set[int]
    basis: str


def find_event_date(parsed: ParsedDocument, timexes: Sequence[Timex], head: int) -> EventDate | None:
    """Find the date of the event whose word is the token `head`; null where its sentence has none for it.

    An expression of its own clause comes first, then its distance from another event, then the day on which it is told.
    """
    groups = _list_time_groups(get_tree(parsed.doc), head)
    for group in groups:
        if group.basis != "clause" and (far := _find_distant_date(parsed, timexes, head, groups)) is not None:
            return far
        timex = _find_group_timex(parsed, timexes, head, group)
        if timex is not None:
            return EventDate(timex.interval, timex.span, group.basis)
    return _find_distant_date(parsed, timexes, head, groups)


def find_event_timex(parsed: ParsedDocument, timexes: Sequence[Timex], head: int) -> Timex | None:
    """Find the expression that dates the event whose word is the token `head`; null where its sentence has none."""
    groups = _list_time_groups(get_tree(parsed.doc), head)
    found = (_find_group_timex(parsed, timexes, head, group) for group in groups)
    return next((timex for timex in found if timex is not None), None)


def find_attributive_date(parsed: ParsedDocument, timexes: Sequence[Timex], head: int) -> EventDate | None:
    """Find the date that stands before the noun `head` in its phrase: `the 1999 bombing`."""
    before = [timex for timex in timexes if timex.first < head]
    timex = _find_group_timex(parsed, before, head, TimeGroup({head}, "clause"))
    return EventDate(timex.interval, timex.span, "clause") if timex is not None else None


def _find_group_timex(parsed: ParsedDocument, timexes: Sequence[Timex], head: int, group: TimeGroup) -> Timex | None:
    tree, sentence = get_tree(parsed.doc), parsed.find_sentence(head)
    dash = find_dateline_end(tree, sentence.first)  # the day of a dateline dates no event
    first = sentence.first if dash is None else dash
    nearby = [timex for timex in timexes if first <= timex.first < sentence.last]
    nearby = sorted(nearby, key=lambda timex: abs(timex.first - head))[:MAX_TIMEXES]
    own = [one for one in nearby if not group.tokens.isdisjoint(list_timex_governors(tree, one))]
    return next((one for one in own if not _is_comparison(tree, one, group)), None)


def _is_comparison(tree: DependencyTree, timex: Timex, group: TimeGroup) -> bool:
    """Whether a time only bounds what an event is compared with: `shot two men, the fifth such attack since May`.

    With a verb in the perfect it tells how long (`has been held since May`). An end in the past does not tell when what
    lasted began: `was held until May`.
    """
    if tree.lower[timex.first] in index_words("until"):
        return not any(_is_modal(tree, token) for token in group.tokens)
    if tree.lower[timex.first] not in index_words("since"):
        return False
    verbs = [token for token in group.tokens if tree.pos[token] in VERB_POS]
    return not any(tree.lemma[helper] == "have" for verb in verbs for helper in list_auxiliaries(tree, verb))


def _is_modal(tree: DependencyTree, verb: int) -> bool:
    return any(tree.tag[helper] == "MD" for helper in list_auxiliaries(tree, verb))


def _find_distant_date(
    parsed: ParsedDocument, timexes: Sequence[Timex], head: int, groups: Sequence[TimeGroup]
) -> EventDate | None:
    def find_interval(other: int) -> Interval | None:
        timex = find_event_timex(parsed, timexes, other)
        return timex.interval if timex is not None else None

    own = {token for group in groups if group.basis == "clause" for token in group.tokens}
    interval = date_by_distance(parsed, head, own, find_interval)
    return EventDate(interval, None, "sentence") if interval is not None else None


def list_timex_governors(tree: DependencyTree, timex: Timex) -> list[int]:
    """The nouns that an expression may belong to, and the verb above them."""
    token = find_span_root(tree, timex.first, timex.last)
    attribute = is_attributive(tree, token)
    inside = frozenset(index_words("inside"))
    found: list[int] = []
    for _ in range(MAX_CLIMB):
        above = tree.lower[tree.head[token]]
        during = not found and above == "over"  # over the weekend
        during = during or _is_time_of_day(tree.lower[token])
        if tree.head[token] == token or (above in get_syntax_words("parting") and not during):
            break
        token = tree.head[token]
        if tree.pos[token] in VERB_POS and not is_purpose_gerund(tree, token):
            earlier = _find_earlier_noun(tree, timex, token)
            if earlier is not None:
                return [*found, earlier]
            verb = _find_nearer_participle(tree, timex, token)
            return [*found, *dict.fromkeys((verb, find_top_verb(tree, verb)))]
        if tree.pos[token] != "ADP":
            found.append(token)
            if attribute and not has_verb_time(tree, token, inside):
                break
    return found


def _is_time_of_day(word: str) -> bool:
    """Whether a word is a time within a day: `shortly after 8:30 p.m. Thursday` is Thursday."""
    return word in TIMES_OF_DAY or CLOCK_TIME.fullmatch(word) is not None


def _list_time_groups(tree: DependencyTree, event_token: int) -> list[TimeGroup]:
    """The groups of tokens whose dates are the event's, the closest first."""
    groups = [TimeGroup({event_token}, "clause")]
    clauses = {verb for verb in list_relative_clauses(tree, event_token) if tree.pos[verb] in VERB_POS}
    if tree.pos[event_token] not in VERB_POS and clauses:
        groups.append(TimeGroup(clauses, "clause"))
    verb = find_verb_above(tree, event_token)
    if verb is not None and (tree.pos[event_token] in VERB_POS or find_preposition(tree, event_token) not in TOPICAL):
        groups.append(TimeGroup(list_same_time_verbs(tree, verb), "clause"))
        if containing := _list_containing_clauses(tree, verb):
            groups.append(TimeGroup(containing, "sentence"))
        saying = find_reporting_verb(tree, verb, frozenset(index_words("lasting")))
        if saying is not None:
            groups.append(TimeGroup(list_same_time_verbs(tree, saying), "sentence"))
    return groups


def _list_containing_clauses(tree: DependencyTree, verb: int) -> set[int]:
    """The verbs of clauses on what a verb is part of: `were hurt in a blast that occurred on Sunday`."""
    wholes = (tie.object for tie in list_obliques(tree, verb) if tie.is_behind("in", "during"))
    clauses = {clause for whole in wholes for clause in list_relative_clauses(tree, whole)}
    return {clause for clause in clauses if tree.lemma[clause] in get_syntax_words("happening")}


def _find_earlier_noun(tree: DependencyTree, timex: Timex, verb: int) -> int | None:
    """The noun of an earlier event right before an expression: `denied arson following a fire in Brno on Sunday`."""
    for word in range(timex.first - 1, verb, -1):
        if tree.pos[word] in VERB_POS and tree.lower[word] not in EARLIER:
            return None
        if tree.lower[word] in EARLIER:
            inside = (one for one in tree.children[word] if word < one < timex.first)
            return next((one for one in inside if _is_event_noun(tree, one)), None)
    return None


def _is_event_noun(tree: DependencyTree, token: int) -> bool:
    return tree.pos[token] in NOUN_POS and not _is_time_of_day(tree.lower[token])


def _find_nearer_participle(tree: DependencyTree, timex: Timex, verb: int) -> int:
    """The participle behind a subject, where an expression stands before the verb: `men robbed last week have fled`."""
    subject = find_subject(tree, verb)
    if subject is None or not subject < timex.first < verb:
        return verb
    behind = [one for one in list_relative_clauses(tree, subject) if subject < one < timex.first]
    return behind[-1] if behind and tree.tag[behind[-1]] == "VBN" else verb
