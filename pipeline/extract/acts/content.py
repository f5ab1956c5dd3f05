"""Acts inside acts: what is asked, promised, refused or threatened, and what that makes of the act that tells it."""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.extract.acts import grammar
from pipeline.extract.acts.status import ASSERTED, DENIED, PLANNED, status
from pipeline.extract.acts.triggers import Trigger

COOPERATION = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
CONFLICT = frozenset({"REJECT", "THREATEN", "PROTEST", "SANCTION", "COERCE", "ASSAULT"})
# The content of these is what is wanted, promised or refused, not what happened.
SPOKEN = frozenset({"AGREE", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "SANCTION"})
# Acts that are told in their own right even inside another: posts and who is to lose them.
KEPT = frozenset({"OFFICE", "ACCIDENT"})
# Where the content of an act stands; phrases of time and subordinate clauses beside it are not part of it.
INSIDE = frozenset({"dobj", "xcomp", "ccomp", "acl", "prep", "pobj", "pcomp", "nsubjpass", "dative", "relcl", "conj"})


@dataclass(frozen=True)
class Told:
    """An act as told: its trigger, the type and mode that its surroundings make of it, and its status."""

    trigger: Trigger
    event_type: str
    mode: str | None
    status: str


def told(found: Sequence[Trigger]) -> list[Told]:
    """The acts of one sentence as told; acts that are only the content of another are left out."""
    speaking = {t.head.i: t for t in found if t.event_type in SPOKEN}
    return [_told(t, found) for t in found if t.event_type in KEPT or not _inside(t, speaking)]


def _inside(trigger: Trigger, speaking: dict[int, Trigger]) -> bool:
    token = trigger.head
    while token.head.i != token.i:
        if token.dep_ not in INSIDE or _aside(token):
            return False
        token = token.head
        if token.i in speaking and speaking[token.i] is not trigger:
            return True
    return False


def _aside(token: Token) -> bool:
    return token.dep_ == "prep" and token.lower_ in ("after", "following", "since", "during", "amid", "before", "as")


def _told(trigger: Trigger, found: Sequence[Trigger]) -> Told:
    event_type, mode = trigger.event_type, trigger.act.mode
    how = trigger.act.status or status(trigger.head)
    if how == PLANNED and trigger.act.kind == "verb" and _committed(trigger.head):
        if event_type in COOPERATION:
            return Told(trigger, "AGREE", None, PLANNED)
        if event_type in CONFLICT:
            return Told(trigger, "THREATEN", None, PLANNED)
    if event_type == "AGREE" and any(t.event_type in CONFLICT and _holds(trigger, t) for t in found):
        return Told(trigger, "THREATEN", None, ASSERTED)
    if how == DENIED and event_type in ("AGREE", "SUPPORT", "AID", "CONSULT", "COOPERATE") and _wills(trigger.head):
        return Told(trigger, "REJECT", None, ASSERTED)
    return Told(trigger, event_type, mode, how)


def _holds(outer: Trigger, inner: Trigger) -> bool:
    return grammar.complement(outer.head) is not None and outer.head.is_ancestor(inner.head)


def _committed(verb: Token) -> bool:
    """Whether the future is the doer's own word: `will`, or `would` in what it says of itself."""
    return any(kid.dep_ == "aux" and kid.lower_ in ("will", "'ll", "would", "shall") for kid in verb.children)


def _wills(verb: Token) -> bool:
    return any(kid.dep_ == "aux" and kid.lower_ in ("will", "'ll", "would", "wo", "shall") for kid in verb.children)
