"""Acts inside acts: what is asked, promised, refused or threatened, and what that makes of the act that tells it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.extract.acts import grammar
from pipeline.extract.acts.lexicon import among, words
from pipeline.extract.acts.status import ASSERTED, PLANNED, status
from pipeline.extract.acts.triggers import Trigger

COOPERATION = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
CONFLICT = frozenset({"REJECT", "THREATEN", "PROTEST", "SANCTION", "COERCE", "ASSAULT"})
# The content of these is what is wanted, promised or refused, not what happened.
SPOKEN = frozenset({"AGREE", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "SANCTION"})
# Only people, bodies and their texts do these; `a problem demands`, `the stakes met` tell no act.
PERSONAL = SPOKEN | {"CONSULT", "PROTEST", "COOPERATE", "AID", "RETREAT", "MOBILIZE"}
# To these belong also conditions and purposes: `will visit to mediate`, `threatened to leave unless`.
CONDITIONAL = frozenset({"AGREE", "THREATEN", "REJECT", "SUPPORT"})
# What protesters or those who threaten call for is what their act is for.
MARCHING = frozenset({"PROTEST", "THREATEN"})
# Acts that are told in their own right even inside another: posts and who is to lose them.
KEPT = frozenset({"OFFICE", "ACCIDENT"})
# Bare nouns of these types, without a party and in passing (`after days of fighting`), tell no act of their own.
PASSING = frozenset({"ASSAULT", "CONSULT", "ACCUSE"})
# Where the content of an act stands; phrases of time and subordinate clauses beside it are not part of it.
INSIDE = frozenset(
    {"dobj", "xcomp", "ccomp", "acl", "prep", "pobj", "pcomp", "nsubjpass", "dative", "relcl", "conj", "csubj", "amod"}
    | {"compound", "appos", "agent", "poss", "attr"}
)


@dataclass(frozen=True)
class Told:
    """An act as told: its trigger, the type and mode that its surroundings make of it, and its status."""

    trigger: Trigger
    event_type: str
    mode: str | None
    status: str


def told(found: Sequence[Trigger]) -> list[Told]:
    """The acts of one sentence as told; acts that are only the content of another are left out."""
    by_head = {trigger.head.i: trigger for trigger in found}
    acts = {i: _told(trigger, by_head) for i, trigger in by_head.items() if not _in_passing(trigger)}
    acts = {i: act for i, act in acts.items() if not _attributes(act, acts)}
    return [act for act in acts.values() if act.event_type in KEPT or not _inside(act, acts)]


def _inside(act: Told, acts: Mapping[int, Told]) -> bool:
    """Whether an act is the content of another."""
    token = act.trigger.head
    if any(kid.lower_ in words(("@coming",)) for kid in token.children):
        return False  # what is scheduled stands whatever is said of it
    beside = False  # crossed into a condition or a purpose
    while token.head.i != token.i:
        if _setting(token) or _fact(token):
            return False
        if token.dep_ == "advcl":
            beside = True
        elif token.dep_ not in INSIDE:
            return False
        sibling = token.dep_ == "conj"
        token = token.head
        outer = acts.get(token.i)
        if outer is None or sibling:
            continue
        if act.event_type == "REQUEST" and outer.event_type in MARCHING:
            return True
        if outer.event_type in SPOKEN and not _own(outer, act) and (not beside or outer.event_type in CONDITIONAL):
            return True
    return False


def _own(order: Told, act: Told) -> bool:
    """Whether who orders an act does it: nobody is named who is told to (`ordered to arrest him`)."""
    head = order.trigger.head
    alone = order.event_type == "REQUEST" and grammar.child(head, "dobj", "prep", "dative") is None
    return alone and grammar.is_verb(act.trigger.head) and head.lemma_ in words(("@orders",))


def _fact(token: Token) -> bool:
    """Whether a clause tells what somebody else did, whatever is said around it: `an offer that Oslo spurned`."""
    if token.dep_ == "relcl":
        doer = grammar.child(token, "nsubj")
        finite = token.tag_ in ("VBD", "VBZ", "VBP") or any(kid.tag_ in ("VBD", "VBZ", "VBP") for kid in token.children)
        return finite and doer is not None and doer.tag_ not in ("WDT", "WP")
    return token.dep_ == "pcomp" and token.head.lower_ == "for" and among(token.head.head, "judges")


def _setting(token: Token) -> bool:
    """Whether a phrase tells when or amid what, rather than what."""
    if token.dep_ != "prep":
        return False
    return token.lower_ in words(("@amid",)) or (grammar.is_verb(token.head) and token.i < token.head.i)


def _in_passing(trigger: Trigger) -> bool:
    """Whether a word only colours another: a participle before its noun, a bare noun in a phrase of circumstance."""
    head = trigger.head
    if grammar.is_verb(head):
        put_down = trigger.event_type == "COERCE" and among(head.head, "rally")
        return _commands(head) or (head.dep_ == "amod" and not put_down)
    if head.dep_ == "compound" and trigger.act.kind == "noun" and not among(head.head, "carriers"):
        return True  # an arrest warrant, a border patrol agent
    if trigger.act.kind != "noun" or trigger.event_type not in PASSING or head.dep_ not in ("pobj", "appos", "conj"):
        return False
    named = any(
        kid.dep_ in ("poss", "prep", "compound", "amod") and kid.pos_ in ("PROPN", "ADP") for kid in head.children
    )
    return not named and head.lemma_ not in words(("@talks",)) and not any(k.dep_ == "poss" for k in head.children)


def _commands(verb: Token) -> bool:
    """Whether a verb is an imperative: what is told to the reader or hearer, not of anybody."""
    alone = not any(kid.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass", "expl") for kid in verb.children)
    return verb.tag_ == "VB" and verb.dep_ == "ROOT" and alone


def _attributes(act: Told, acts: Mapping[int, Told]) -> bool:
    """Whether an accusing verb only says who tells the sentence's act: `guards beat him, a rights group charged`."""
    head = act.trigger.head
    content = grammar.child(head, "ccomp")
    if act.event_type != "ACCUSE" or content is None or content.i > head.i:
        return False
    return any(i != head.i and (i == content.i or content.is_ancestor(other.trigger.head)) for i, other in acts.items())


def _told(trigger: Trigger, by_head: Mapping[int, Trigger]) -> Told:
    event_type, mode = trigger.event_type, trigger.act.mode
    how = trigger.act.status or status(trigger.head)
    verb = _doing(trigger.head)
    if how == PLANNED and verb is not None and _intends(verb):
        if (event_type in CONFLICT and event_type != "REJECT") or (event_type in COOPERATION and _conditional(verb)):
            return Told(trigger, "THREATEN", None, PLANNED)
        if event_type in COOPERATION:
            return Told(trigger, "AGREE", None, PLANNED)
    content = grammar.complement(trigger.head)
    inner = _act_inside(content, by_head)
    if event_type == "AGREE" and inner is not None and content is not None:
        against = inner.event_type in CONFLICT
        if against != _negated(content):
            return Told(trigger, "THREATEN" if against else "REJECT", None, ASSERTED)
    if event_type in COOPERATION and verb is not None and _refuses(verb):
        return Told(trigger, "REJECT", None, ASSERTED)
    return Told(trigger, event_type, mode, how)


def _act_inside(content: Token | None, by_head: Mapping[int, Trigger]) -> Trigger | None:
    """The act that is promised: the verb of the complement, or the noun that is its object."""
    if content is None:
        return None
    thing = grammar.child(content, "dobj")
    return by_head.get(content.i) or (by_head.get(thing.i) if thing is not None else None)


def _doing(head: Token) -> Token | None:
    """The verb that an act stands or falls with: its own word, or the light verb above it (`will hold talks`)."""
    if grammar.is_verb(head):
        return head
    above = grammar.governor(head)
    return above if above is not None and among(above, "light") else None


def _intends(verb: Token) -> bool:
    """Whether the future is the doer's own word: `will`, `would` in what it says of itself, `is to`, `plans to`."""
    if any(kid.dep_ == "aux" and kid.lower_ in words(("@future",)) for kid in verb.children):
        return True
    above = verb.head
    if verb.dep_ == "conj" and grammar.is_verb(above) and grammar.child(verb, "aux", *grammar.SUBJECTS) is None:
        return _intends(above)  # will train and equip
    going = above.lemma_ == "be" or (above.lemma_ == "go" and above.tag_ == "VBG")
    return verb.dep_ == "xcomp" and not _negated(above) and (going or among(above, "intends"))


def _refuses(verb: Token) -> bool:
    """Whether a doer says that it will not or cannot do it."""
    says = any(
        kid.dep_ == "aux" and (kid.lower_ in words(("@future",)) or kid.lower_ in words(("@able",)))
        for kid in verb.children
    )
    return says and _negated(verb)


def _negated(verb: Token) -> bool:
    return any(kid.dep_ == "neg" for kid in verb.children)


def _conditional(verb: Token) -> bool:
    """Whether an `unless` hangs on the act."""
    clause = grammar.child(verb, "advcl")
    return clause is not None and any(kid.lower_ == "unless" for kid in clause.children)
