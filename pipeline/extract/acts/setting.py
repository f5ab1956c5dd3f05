"""Where and when an act happened, and the figures that its clause states."""

from collections.abc import Sequence, Set

from spacy.tokens import Token

from pipeline.base.interval import Interval
from pipeline.base.span import Span
from pipeline.extract.acts import grammar
from pipeline.extract.acts.lexicon import among
from pipeline.extract.acts.triggers import Trigger
from pipeline.extract.calendar import dating
from pipeline.extract.records import Figure, Mention, Reading

AT = frozenset(
    {"in", "at", "near", "into", "to", "across", "through", "throughout", "inside", "outside", "on", "around", "within"}
)
# Acts of words are seldom done where those live who do them.
SAID = frozenset({"ACCUSE", "AGREE", "CONSULT", "REJECT", "REQUEST", "SUPPORT", "THREATEN"})
PLACES = frozenset({"place", "facility"})


def place(reading: Reading, trigger: Trigger, parties: Set[str | None]) -> Mention | None:
    """The place that the act's words or clause name, else that of what it hits or helps to do, or of whoever does it.

    Else one that follows at once, or the only one of its sentence; these two are taken where they are no party.
    """
    head = trigger.head
    ties = AT | {"from"} if trigger.event_type == "RETREAT" else AT
    found = _named(reading, trigger, ties, parties) or _hit(reading, head)
    if found is None and trigger.event_type not in SAID:
        doer = grammar.child(head, *grammar.SUBJECTS, *grammar.PASSIVE)
        found = _inside(reading, head, ties, parties)
        found = found or (_beside(reading, doer, AT) if doer is not None else None)  # `nurses in Lagos walked out`
    if found is not None:
        return found
    if (later := _later(reading, head, ties)) is not None and later.key not in parties:
        return later
    sentence = reading.parsed.sentence_of(head.i)
    verbs = (token for token in reading.parsed.doc[sentence.first : sentence.last] if grammar.is_verb(token))
    found_all = (_beside(reading, verb, AT) for verb in verbs)
    named = {mention.key: mention for mention in found_all if mention is not None and mention.key not in parties}
    return next(iter(named.values())) if len(named) == 1 else None


def _named(reading: Reading, trigger: Trigger, ties: Set[str], parties: Set[str | None]) -> Mention | None:
    """The place that a preposition ties to the act or its clause, or that the act's own words or object name."""
    head = trigger.head
    # Who praises a town does so anywhere, who visits it does so there.
    addressed = grammar.is_verb(head) and trigger.event_type in SAID - {"CONSULT"}
    for token in _chain(head):
        if (found := _beside(reading, token, ties)) is not None:
            return found
        if token.i == head.i and not addressed and (own := _within(reading, head, parties)) is not None:
            return own
    return None


def _hit(reading: Reading, head: Token) -> Mention | None:
    """The place that the verb around the act hits: `a quake hit Lagos, killing two`."""
    participle = head.dep_ == "advcl" and head.tag_ == "VBG"
    hits = (participle or head.dep_ == "nsubj") and among(
        head.head, "rocks"
    )  # a strike that angers Moscow is elsewhere
    hit = grammar.child(head.head, "dobj") if hits else None
    return _place_at(reading, hit) if hit is not None else None


def _inside(reading: Reading, head: Token, ties: Set[str], parties: Set[str | None]) -> Mention | None:
    """The place of what is helped, begun or tried: `helped to retake the bridge in Lagos`."""
    inner = grammar.child(head, "xcomp")
    if inner is None:
        return None
    for token in (inner, grammar.theme(inner)):
        if token is not None and (found := _beside(reading, token, ties)) is not None:
            return found
    return _within(reading, inner, parties)


def _beside(reading: Reading, token: Token, ties: Set[str]) -> Mention | None:
    """The place that a preposition ties to a word, at once or behind a part of it (`in the west of the country`)."""
    for name, noun in grammar.prepositions(token):
        if name in ties or (name == "over" and grammar.is_noun(token)):
            found = _place_at(reading, noun)
            deeper = (_place_at(reading, inner) for part, inner in grammar.prepositions(noun) if part in ("in", "of"))
            found = found if found is not None else next((one for one in deeper if one is not None), None)
            if found is not None:
                return found
    return None


def _later(reading: Reading, head: Token, ties: Set[str]) -> Mention | None:
    """The first place that follows behind a preposition before another verb, however the parse hangs it."""
    for token in head.doc[head.i + 1 : head.sent.end]:
        if grammar.is_verb(token):
            return None
        if token.dep_ == "prep" and token.lower_ in ties:
            noun = grammar.child(token, "pobj")
            found = _place_at(reading, noun) if noun is not None else None
            if found is not None:
                return found
    return None


def _within(reading: Reading, head: Token, parties: Set[str | None]) -> Mention | None:
    """A place inside the act's own noun phrase or that of its object: `the Lagos riots`, `retook the airport`."""
    thing = grammar.theme(head) if grammar.is_verb(head) else head
    if thing is None:
        return None
    for token in (thing, *(kid for kid in thing.children if kid.dep_ in ("compound", "poss", "nmod"))):
        mention = _place_at(reading, token)
        if mention is not None and (mention.key not in parties or thing.i != head.i):
            return mention
    if among(thing, "grounds"):
        return next((_place_at(reading, noun) for name, noun in grammar.prepositions(thing) if name == "of"), None)
    return None


def _chain(head: Token) -> list[Token]:
    """The act's word, its object, a clause that describes it, and what it is part of up to its own clause."""
    thing = grammar.theme(head) if grammar.is_verb(head) else grammar.child(head, "relcl", "acl")
    chain = [head] if thing is None else [head, thing]
    token = head
    while token.head.i != token.i and token.dep_ not in ("relcl", "ccomp", "advcl") and len(chain) < 8:
        token = token.head
        chain.append(token)
    return chain


def _place_at(reading: Reading, noun: Token) -> Mention | None:
    mention = reading.cast.mention_at(noun.i)
    if mention is None or mention.form in ("demonym", "pronoun"):
        return None
    return mention if reading.cast.actors[mention.key].entity_type in PLACES else None


def day(reading: Reading, head: Token) -> tuple[Interval | None, Span | None]:
    """The date phrase that dates the act, with the days it means: the days may be open where the words are plain."""
    found = dating.phrase_of(reading.parsed, reading.dates, head.i)
    return (found.interval, found.span) if found is not None else (None, None)


def governed(reading: Reading, head: Token, figures: Sequence[Figure]) -> tuple[Span, ...]:
    """Spans of the figures that hang on the act's word: how many were killed, sent, detained."""
    own = {head.i} | {token.i for token in _close(head)}
    return tuple(figure.span for figure in figures if _attached(reading, figure) & own)


def _close(head: Token) -> list[Token]:
    if grammar.is_verb(head):
        return [noun for noun in (grammar.theme(head), grammar.subject(head)) if noun is not None]
    return [head.head] if head.dep_ in ("dobj", "nsubjpass", "pobj") else []


def _attached(reading: Reading, figure: Figure) -> set[int]:
    parsed = reading.parsed
    first, last = parsed.token_at(figure.span.start), parsed.token_at(figure.span.end - 1)
    return {figure.head} if figure.head is not None else set(range(first, last + 1))
