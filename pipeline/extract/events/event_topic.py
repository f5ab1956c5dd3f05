"""What an act is about where that is no party: what is asked for, the post that is lost, the house that is stormed."""

from collections.abc import Iterator, Set
from functools import cache

from spacy.tokens import Token

from pipeline.base.lexicon_loader import Entry, Lexicon, load_lexicon
from pipeline.base.text_span import Span
from pipeline.extract.events import deep_syntax
from pipeline.extract.events.argument_nouns import ArgumentNouns
from pipeline.extract.events.event_triggers import Trigger
from pipeline.extract.events.trigger_lexicon import LEXICON_FOLDER, expand_word_classes

# Named entities that tell when or how many, and not what.
EXCLUDED_ENTITY_TYPES = frozenset({"DATE", "TIME", "PERCENT"})


class TopicRule(Entry):
    """Where acts of one type tell what they are about; see `themes.yml`."""

    positions: tuple[str, ...]


@cache
def _load_topic_rules() -> tuple[Lexicon[TopicRule], dict[str, TopicRule]]:
    lexicon = load_lexicon(LEXICON_FOLDER / "topics.yml", TopicRule)
    return lexicon, {entry.id: entry for entry in lexicon}


def find_topic(nouns: ArgumentNouns, trigger: Trigger, parties: Set[int]) -> Span | None:
    """The words that tell what an act is about, or null; `parties` are the heads of its actor, recipient and place."""
    lexicon, by_type = _load_topic_rules()
    entry = by_type.get(trigger.event_type, by_type["default"])
    for tie in entry.positions:
        for token in _walk_topic_tokens(trigger, tie):
            own = trigger.first <= token.i < trigger.last or token.lemma_.lower() in expand_word_classes(("@measures",))
            if own or token.i in parties or token.ent_type_ in EXCLUDED_ENTITY_TYPES:
                continue
            if deep_syntax.is_verb(token) and tie != "object":
                lexicon.record_hit(entry)
                return _get_clause_span(nouns, token)
            if tie == "inside" and _can_be_topic(nouns, token):
                lexicon.record_hit(entry)
                return _get_modifier_span(nouns, token, trigger.head)
            if _can_be_topic(nouns, token):
                lexicon.record_hit(entry)
                return nouns.get_phrase_span(_resolve_general_noun(token))
    return None


def _walk_topic_tokens(trigger: Trigger, tie: str) -> Iterator[Token]:
    head = trigger.head
    verb = deep_syntax.is_verb(head)
    match tie:
        case "clause":
            content = deep_syntax.find_complement(head)
            yield from [content] if content is not None and deep_syntax.is_verb(content) else []
        case "purpose":
            content = _find_purpose_clause(head)
            yield from [content] if content is not None else []
        case "for" if (meant := _find_requested_subject(head)) is not None:
            yield meant
        case "object":
            thing = deep_syntax.deep_object(head) if verb else None
            yield from deep_syntax.list_conjuncts(thing)[:1] if thing is not None else []
        case "inside":
            yield from (kid for kid in head.children if kid.dep_ in ("compound", "nmod", "amod") and kid.i < head.i)
        case _:
            thing = deep_syntax.deep_object(head) if verb else head.head if head.dep_ in ("dobj", "nsubjpass") else None
            for token in (head, thing):
                yield from (noun for name, noun in deep_syntax.list_prepositions(token) if name == tie) if token else ()


def _find_purpose_clause(noun: Token) -> Token | None:
    """The infinitive that the parse hangs on the verb of a noun: `gave orders to the guards to wait`."""
    verb = deep_syntax.find_governor(noun)
    clause = deep_syntax.find_child(verb, "advcl", "xcomp") if verb is not None else None
    return clause if clause is not None and any(kid.tag_ == "TO" for kid in clause.children) else None


def _find_requested_subject(head: Token) -> Token | None:
    """Who is asked for: `asked for guards to keep the gate`."""
    clause = deep_syntax.find_child(head, "advcl", "xcomp", "ccomp")
    marked = clause is not None and any(kid.dep_ == "mark" and kid.lower_ == "for" for kid in clause.children)
    return deep_syntax.find_child(clause, *deep_syntax.SUBJECT_LABELS) if marked and clause is not None else None


def _can_be_topic(nouns: ArgumentNouns, token: Token) -> bool:
    """Whether a noun names something that an act can be about: no pronoun, nobody who is named."""
    if token.pos_ == "PRON" or not (deep_syntax.is_noun(token) or token.dep_ in ("compound", "nmod", "amod")):
        return False
    mention = nouns.analysis.entity_index.mention_at(token.i)
    if mention is None or mention.form != "name":
        return True
    return nouns.analysis.entity_index.entities[mention.entity_key].entity_type not in ("person", "place")


def _resolve_general_noun(noun: Token) -> Token:
    """What a general word for a post stands for: `the post of head of the guard`, `his job as head of the guard`."""
    if noun.lemma_.lower() not in expand_word_classes(("@vacancy",)):
        return noun
    inner = [inner for name, inner in deep_syntax.list_prepositions(noun) if name in ("as", "of")]
    apposed = deep_syntax.find_child(noun, "appos")
    return next((one for one in (apposed, *inner) if one is not None and deep_syntax.is_noun(one)), noun)


def _get_modifier_span(nouns: ArgumentNouns, token: Token, noun: Token) -> Span:
    """The words from one to the noun that they modify: `the stay-at-home order`."""
    last = noun.i
    while last > token.i + 1 and noun.doc[last - 1].is_punct:
        last -= 1
    return nouns.analysis.parsed.get_span(token.i, last)


def _get_clause_span(nouns: ArgumentNouns, verb: Token) -> Span:
    """A verb of the content with its object."""
    thing = deep_syntax.find_child(verb, "dobj")
    parsed = nouns.analysis.parsed
    own = parsed.get_span(verb.i, verb.i + 1)
    if thing is None or thing.i < verb.i:
        return own
    return Span(own.start, nouns.get_phrase_span(thing).end)
