"""Acts inside acts: what is asked, promised, refused or threatened, and what that makes of the act that tells it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.extract.events import deep_syntax
from pipeline.extract.events.event_factuality import ASSERTED, PLANNED, classify_factuality
from pipeline.extract.events.event_triggers import Trigger
from pipeline.extract.events.trigger_lexicon import expand_word_classes, is_in_class
from schemas.event_ontology import get_event_type

# Where the content of an act stands; phrases of time and subordinate clauses beside it are not part of it.
EMBEDDED_LABELS = frozenset(
    {"dobj", "xcomp", "ccomp", "acl", "prep", "pobj", "pcomp", "nsubjpass", "dative", "relcl", "conj", "csubj", "amod"}
    | {"compound", "appos", "agent", "poss", "attr"}
)


@dataclass(frozen=True)
class EventMention:
    """An act as told: its trigger, the type and mode that its surroundings make of it, and its status."""

    trigger: Trigger
    event_type: str
    event_mode: str | None
    factuality: str


def select_event_mentions(found: Sequence[Trigger]) -> list[EventMention]:
    """The acts of one sentence as told; acts that are only the content of another are left out."""
    by_head = {trigger.head.i: trigger for trigger in found}
    acts = {i: _build_event_mention(trigger, by_head) for i, trigger in by_head.items() if not _is_incidental(trigger)}
    acts = {i: act for i, act in acts.items() if not _is_attribution(act, acts)}
    return [
        act for act in acts.values() if get_event_type(act.event_type).is_independent or not _is_embedded(act, acts)
    ]


def _is_embedded(mention: EventMention, acts: Mapping[int, EventMention]) -> bool:
    """Whether an act is the content of another."""
    token = mention.trigger.head
    if any(kid.lower_ in expand_word_classes(("@coming",)) for kid in token.children):
        return False  # what is scheduled stands whatever is said of it
    beside = False  # crossed into a condition or a purpose
    while token.head.i != token.i:
        if _is_circumstance(token) or _is_fact_clause(token):
            return False
        if token.dep_ == "advcl":
            beside = True
        elif token.dep_ not in EMBEDDED_LABELS:
            return False
        sibling = token.dep_ == "conj"
        token = token.head
        outer = acts.get(token.i)
        if outer is None or sibling:
            continue
        outer_type = get_event_type(outer.event_type)
        if mention.event_type == "REQUEST" and outer_type.embeds_demands:
            return True
        if (
            outer_type.embeds_content
            and not _is_self_performed(outer, mention)
            and (not beside or outer_type.embeds_conditions)
        ):
            return True
    return False


def _is_self_performed(order: EventMention, mention: EventMention) -> bool:
    """Whether who orders an act does it: nobody is named who is told to (`ordered to arrest him`)."""
    head = order.trigger.head
    alone = order.event_type == "REQUEST" and deep_syntax.find_child(head, "dobj", "prep", "dative") is None
    return alone and deep_syntax.is_verb(mention.trigger.head) and head.lemma_ in expand_word_classes(("@orders",))


def _is_fact_clause(token: Token) -> bool:
    """Whether a clause tells what somebody else did, whatever is said around it: `an offer that Oslo spurned`."""
    if token.dep_ == "relcl":
        doer = deep_syntax.find_child(token, "nsubj")
        finite = token.tag_ in ("VBD", "VBZ", "VBP") or any(kid.tag_ in ("VBD", "VBZ", "VBP") for kid in token.children)
        return finite and doer is not None and doer.tag_ not in ("WDT", "WP")
    return token.dep_ == "pcomp" and token.head.lower_ == "for" and is_in_class(token.head.head, "judges")


def _is_circumstance(token: Token) -> bool:
    """Whether a phrase tells when or amid what, rather than what."""
    if token.dep_ != "prep":
        return False
    return token.lower_ in expand_word_classes(("@amid",)) or (
        deep_syntax.is_verb(token.head) and token.i < token.head.i
    )


def _is_incidental(trigger: Trigger) -> bool:
    """Whether a word only colours another: a participle before its noun, a bare noun in a phrase of circumstance."""
    head = trigger.head
    if deep_syntax.is_verb(head):
        put_down = trigger.event_type == "COERCE" and is_in_class(head.head, "rally")
        return _is_imperative(head) or (head.dep_ == "amod" and not put_down)
    if head.dep_ == "compound" and trigger.sense.part_of_speech == "noun" and not is_in_class(head.head, "carriers"):
        return True  # an arrest warrant, a border patrol agent
    if (
        trigger.sense.part_of_speech != "noun"
        or not get_event_type(trigger.event_type).noun_needs_party
        or head.dep_ not in ("pobj", "appos", "conj")
    ):
        return False
    named = any(
        kid.dep_ in ("poss", "prep", "compound", "amod") and kid.pos_ in ("PROPN", "ADP") for kid in head.children
    )
    return (
        not named
        and head.lemma_ not in expand_word_classes(("@talks",))
        and not any(k.dep_ == "poss" for k in head.children)
    )


def _is_imperative(verb: Token) -> bool:
    """Whether a verb is an imperative: what is told to the reader or hearer, not of anybody."""
    alone = not any(kid.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass", "expl") for kid in verb.children)
    return verb.tag_ == "VB" and verb.dep_ == "ROOT" and alone


def _is_attribution(mention: EventMention, acts: Mapping[int, EventMention]) -> bool:
    """Whether an accusing verb only says who tells the sentence's act: `guards beat him, a rights group charged`."""
    head = mention.trigger.head
    content = deep_syntax.find_child(head, "ccomp")
    if mention.event_type != "ACCUSE" or content is None or content.i > head.i:
        return False
    return any(i != head.i and (i == content.i or content.is_ancestor(other.trigger.head)) for i, other in acts.items())


def _build_event_mention(trigger: Trigger, by_head: Mapping[int, Trigger]) -> EventMention:
    event_type, mode = trigger.event_type, trigger.sense.mode
    how = trigger.sense.factuality or classify_factuality(trigger.head)
    verb = _find_predicate_verb(trigger.head)
    properties = get_event_type(event_type)
    is_cooperative = properties.stance == "cooperative"
    if how == PLANNED and verb is not None and _is_intended(verb):
        if (properties.promise_is_threat and event_type != "REJECT") or (is_cooperative and _has_unless_clause(verb)):
            return EventMention(trigger, "THREATEN", None, PLANNED)
        if is_cooperative:
            return EventMention(trigger, "AGREE", None, PLANNED)
    content = deep_syntax.find_complement(trigger.head)
    inner = _find_promised_trigger(content, by_head)
    if event_type == "AGREE" and inner is not None and content is not None:
        against = get_event_type(inner.event_type).promise_is_threat
        if against != _is_negated(content):
            return EventMention(trigger, "THREATEN" if against else "REJECT", None, ASSERTED)
    if is_cooperative and verb is not None and _is_refused(verb):
        return EventMention(trigger, "REJECT", None, ASSERTED)
    return EventMention(trigger, event_type, mode, how)


def _find_promised_trigger(content: Token | None, by_head: Mapping[int, Trigger]) -> Trigger | None:
    """The act that is promised: the verb of the complement, or the noun that is its object."""
    if content is None:
        return None
    thing = deep_syntax.find_child(content, "dobj")
    return by_head.get(content.i) or (by_head.get(thing.i) if thing is not None else None)


def _find_predicate_verb(head: Token) -> Token | None:
    """The verb that an act stands or falls with: its own word, or the light verb above it (`will hold talks`)."""
    if deep_syntax.is_verb(head):
        return head
    above = deep_syntax.find_governor(head)
    return above if above is not None and is_in_class(above, "light") else None


def _is_intended(verb: Token) -> bool:
    """Whether the future is the doer's own word: `will`, `would` in what it says of itself, `is to`, `plans to`."""
    if any(kid.dep_ == "aux" and kid.lower_ in expand_word_classes(("@future",)) for kid in verb.children):
        return True
    above = verb.head
    if (
        verb.dep_ == "conj"
        and deep_syntax.is_verb(above)
        and deep_syntax.find_child(verb, "aux", *deep_syntax.SUBJECT_LABELS) is None
    ):
        return _is_intended(above)  # will train and equip
    going = above.lemma_ == "be" or (above.lemma_ == "go" and above.tag_ == "VBG")
    return verb.dep_ == "xcomp" and not _is_negated(above) and (going or is_in_class(above, "intends"))


def _is_refused(verb: Token) -> bool:
    """Whether a doer says that it will not or cannot do it."""
    says = any(
        kid.dep_ == "aux"
        and (kid.lower_ in expand_word_classes(("@future",)) or kid.lower_ in expand_word_classes(("@able",)))
        for kid in verb.children
    )
    return says and _is_negated(verb)


def _is_negated(verb: Token) -> bool:
    return any(kid.dep_ == "neg" for kid in verb.children)


def _has_unless_clause(verb: Token) -> bool:
    """Whether an `unless` hangs on the act."""
    clause = deep_syntax.find_child(verb, "advcl")
    return clause is not None and any(kid.lower_ == "unless" for kid in clause.children)
