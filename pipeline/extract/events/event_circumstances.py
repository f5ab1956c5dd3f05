"""Where and when an act happened, and the figures that its clause states."""

from collections.abc import Sequence, Set

from spacy.tokens import Token

from pipeline.base.date_interval import Interval
from pipeline.base.text_span import Span
from pipeline.extract.events import deep_syntax
from pipeline.extract.events.event_triggers import Trigger
from pipeline.extract.events.trigger_lexicon import is_in_class
from pipeline.extract.records import DocumentAnalysis, Figure, Mention
from pipeline.extract.temporal import temporal_links
from schemas.event_ontology import get_event_type

PLACE_PREPOSITIONS = frozenset(
    {"in", "at", "near", "into", "to", "across", "through", "throughout", "inside", "outside", "on", "around", "within"}
)
PLACE_ENTITY_TYPES = frozenset({"place", "facility"})


def find_location(analysis: DocumentAnalysis, trigger: Trigger, parties: Set[str | None]) -> Mention | None:
    """The place that the act's words or clause name, else that of what it hits or helps to do, or of whoever does it.

    Else one that follows at once, or the only one of its sentence; these two are taken where they are no party.
    """
    head = trigger.head
    ties = PLACE_PREPOSITIONS | {"from"} if trigger.event_type == "RETREAT" else PLACE_PREPOSITIONS
    found = _find_named_place(analysis, trigger, ties, parties) or _find_struck_place(analysis, head)
    if found is None and not get_event_type(trigger.event_type).is_verbal:
        doer = deep_syntax.find_child(head, *deep_syntax.SUBJECT_LABELS, *deep_syntax.PASSIVE_SUBJECT_LABELS)
        found = _find_complement_place(analysis, head, ties, parties)
        found = found or (
            _find_prepositional_place(analysis, doer, PLACE_PREPOSITIONS) if doer is not None else None
        )  # `nurses in Lagos walked out`
    if found is not None:
        return found
    if (later := _find_following_place(analysis, head, ties)) is not None and later.entity_key not in parties:
        return later
    sentence = analysis.parsed.find_sentence(head.i)
    verbs = (token for token in analysis.parsed.doc[sentence.first : sentence.last] if deep_syntax.is_verb(token))
    found_all = (_find_prepositional_place(analysis, verb, PLACE_PREPOSITIONS) for verb in verbs)
    named = {
        mention.entity_key: mention
        for mention in found_all
        if mention is not None and mention.entity_key not in parties
    }
    return next(iter(named.values())) if len(named) == 1 else None


def _find_named_place(
    analysis: DocumentAnalysis, trigger: Trigger, ties: Set[str], parties: Set[str | None]
) -> Mention | None:
    """The place that a preposition ties to the act or its clause, or that the act's own words or object name."""
    head = trigger.head
    # Who praises a town does so anywhere, who visits it does so there.
    is_verbal = get_event_type(trigger.event_type).is_verbal
    addressed = deep_syntax.is_verb(head) and is_verbal and trigger.event_type != "CONSULT"
    for token in _list_governing_tokens(head):
        if (found := _find_prepositional_place(analysis, token, ties)) is not None:
            return found
        if token.i == head.i and not addressed and (own := _find_phrase_place(analysis, head, parties)) is not None:
            return own
    return None


def _find_struck_place(analysis: DocumentAnalysis, head: Token) -> Mention | None:
    """The place that the verb around the act hits: `a quake hit Lagos, killing two`."""
    participle = head.dep_ == "advcl" and head.tag_ == "VBG"
    hits = (participle or head.dep_ == "nsubj") and is_in_class(
        head.head, "rocks"
    )  # a strike that angers Moscow is elsewhere
    hit = deep_syntax.find_child(head.head, "dobj") if hits else None
    return _find_place_mention(analysis, hit) if hit is not None else None


def _find_complement_place(
    analysis: DocumentAnalysis, head: Token, ties: Set[str], parties: Set[str | None]
) -> Mention | None:
    """The place of what is helped, begun or tried: `helped to retake the bridge in Lagos`."""
    inner = deep_syntax.find_child(head, "xcomp")
    if inner is None:
        return None
    for token in (inner, deep_syntax.deep_object(inner)):
        if token is not None and (found := _find_prepositional_place(analysis, token, ties)) is not None:
            return found
    return _find_phrase_place(analysis, inner, parties)


def _find_prepositional_place(analysis: DocumentAnalysis, token: Token, ties: Set[str]) -> Mention | None:
    """The place that a preposition ties to a word, at once or behind a part of it (`in the west of the country`)."""
    for name, noun in deep_syntax.list_prepositions(token):
        if name in ties or (name == "over" and deep_syntax.is_noun(token)):
            found = _find_place_mention(analysis, noun)
            deeper = (
                _find_place_mention(analysis, inner)
                for part, inner in deep_syntax.list_prepositions(noun)
                if part in ("in", "of")
            )
            found = found if found is not None else next((one for one in deeper if one is not None), None)
            if found is not None:
                return found
    return None


def _find_following_place(analysis: DocumentAnalysis, head: Token, ties: Set[str]) -> Mention | None:
    """The first place that follows behind a preposition before another verb, however the parse hangs it."""
    for token in head.doc[head.i + 1 : head.sent.end]:
        if deep_syntax.is_verb(token):
            return None
        if token.dep_ == "prep" and token.lower_ in ties:
            noun = deep_syntax.find_child(token, "pobj")
            found = _find_place_mention(analysis, noun) if noun is not None else None
            if found is not None:
                return found
    return None


def _find_phrase_place(analysis: DocumentAnalysis, head: Token, parties: Set[str | None]) -> Mention | None:
    """A place inside the act's own noun phrase or that of its object: `the Lagos riots`, `retook the airport`."""
    thing = deep_syntax.deep_object(head) if deep_syntax.is_verb(head) else head
    if thing is None:
        return None
    for token in (thing, *(kid for kid in thing.children if kid.dep_ in ("compound", "poss", "nmod"))):
        mention = _find_place_mention(analysis, token)
        if mention is not None and (mention.entity_key not in parties or thing.i != head.i):
            return mention
    if is_in_class(thing, "grounds"):
        return next(
            (
                _find_place_mention(analysis, noun)
                for name, noun in deep_syntax.list_prepositions(thing)
                if name == "of"
            ),
            None,
        )
    return None


def _list_governing_tokens(head: Token) -> list[Token]:
    """The act's word, its object, a clause that describes it, and what it is part of up to its own clause."""
    thing = deep_syntax.deep_object(head) if deep_syntax.is_verb(head) else deep_syntax.find_child(head, "relcl", "acl")
    chain = [head] if thing is None else [head, thing]
    token = head
    while token.head.i != token.i and token.dep_ not in ("relcl", "ccomp", "advcl") and len(chain) < 8:
        token = token.head
        chain.append(token)
    return chain


def _find_place_mention(analysis: DocumentAnalysis, noun: Token) -> Mention | None:
    mention = analysis.entity_index.mention_at(noun.i)
    if mention is None or mention.form in ("demonym", "pronoun"):
        return None
    return mention if analysis.entity_index.entities[mention.entity_key].entity_type in PLACE_ENTITY_TYPES else None


def find_event_date(analysis: DocumentAnalysis, head: Token) -> tuple[Interval | None, Span | None]:
    """The date phrase that dates the act, with the days it means: the days may be open where the words are plain."""
    found = temporal_links.find_event_timex(analysis.parsed, analysis.timexes, head.i)
    return (found.interval, found.span) if found is not None else (None, None)


def find_governed_figures(analysis: DocumentAnalysis, head: Token, figures: Sequence[Figure]) -> tuple[Span, ...]:
    """Spans of the figures that hang on the act's word: how many were killed, sent, detained."""
    own = {head.i} | {token.i for token in _list_core_arguments(head)}
    return tuple(figure.span for figure in figures if _list_figure_tokens(analysis, figure) & own)


def _list_core_arguments(head: Token) -> list[Token]:
    if deep_syntax.is_verb(head):
        return [noun for noun in (deep_syntax.deep_object(head), deep_syntax.deep_subject(head)) if noun is not None]
    return [head.head] if head.dep_ in ("dobj", "nsubjpass", "pobj") else []


def _list_figure_tokens(analysis: DocumentAnalysis, figure: Figure) -> set[int]:
    parsed = analysis.parsed
    first, last = parsed.find_token(figure.span.start), parsed.find_token(figure.span.end - 1)
    return {figure.head_token} if figure.head_token is not None else set(range(first, last + 1))
