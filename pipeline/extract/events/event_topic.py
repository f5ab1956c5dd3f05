"""What an event is about if that is no party: what is asked for, the post that is lost, the house that is stormed."""

from collections.abc import Iterator, Set
from functools import cache

from pipeline.base.lexicon_loader import Entry, Lexicon, load_lexicon
from pipeline.base.text_span import Span
from pipeline.extract.events.agent_candidates import find_object_noun
from pipeline.extract.events.argument_nouns import ArgumentNouns
from pipeline.extract.events.event_triggers import Trigger
from pipeline.extract.events.trigger_lexicon import LEXICON_FOLDER, expand_word_classes
from pipeline.language.syntax.content_clauses import find_content_clause
from pipeline.language.syntax.dependency_relations import (
    find_direct_object,
    find_subject,
    get_relation,
    is_infinitive,
    is_noun,
    is_verb,
    list_appositions,
    list_markers,
    list_obliques,
)
from pipeline.language.syntax.dependency_tree import DependencyTree
from pipeline.language.syntax.grammatical_relations import Relation
from pipeline.language.syntax.understood_subjects import find_object_verb

# Named entities that tell when or how many, and not what.
EXCLUDED_ENTITY_TYPES = frozenset({"DATE", "TIME", "PERCENT"})
MODIFIER_PLACES = frozenset({Relation.COMPOUND, Relation.ADJECTIVE})
INNER_CLAUSES = frozenset({Relation.ADVERBIAL_CLAUSE, Relation.OPEN_CLAUSE, Relation.CLAUSE})
GOVERNED_PLACES = frozenset({Relation.OBJECT, Relation.PASSIVE_SUBJECT})


class TopicRule(Entry):
    """Where events of one type tell what they are about; see `topics.yml`."""

    positions: tuple[str, ...]


@cache
def _load_topic_rules() -> tuple[Lexicon[TopicRule], dict[str, TopicRule]]:
    lexicon = load_lexicon(LEXICON_FOLDER / "topics.yml", TopicRule)
    return lexicon, {entry.id: entry for entry in lexicon}


def find_topic(nouns: ArgumentNouns, trigger: Trigger, parties: Set[int]) -> Span | None:
    """Find the words that tell what an event is about; `parties` are the heads of its actor and recipient."""
    lexicon, by_type = _load_topic_rules()
    tree = nouns.tree
    entry = by_type.get(trigger.event_type, by_type["default"])
    for tie in entry.positions:
        for token in _walk_topic_tokens(tree, trigger, tie):
            own = trigger.first <= token < trigger.last or tree.lemma[token] in expand_word_classes(("@measures",))
            if own or token in parties or tree.entity[token] in EXCLUDED_ENTITY_TYPES:
                continue
            if is_verb(tree, token) and tie != "object":
                lexicon.record_hit(entry)
                return _get_clause_span(nouns, token)
            if tie == "inside" and _can_be_topic(nouns, token):
                lexicon.record_hit(entry)
                return _get_modifier_span(nouns, token, trigger.head)
            if _can_be_topic(nouns, token):
                lexicon.record_hit(entry)
                return nouns.get_phrase_span(_resolve_general_noun(tree, token))
    return None


def _walk_topic_tokens(tree: DependencyTree, trigger: Trigger, tie: str) -> Iterator[int]:
    head = trigger.head
    verb = is_verb(tree, head)
    match tie:
        case "clause":
            content = find_content_clause(tree, head)
            yield from [content] if content is not None and is_verb(tree, content) else []
        case "purpose":
            content = _find_purpose_clause(tree, head)
            yield from [content] if content is not None else []
        case "for" if (meant := _find_requested_subject(tree, head)) is not None:
            yield meant
        case "object":
            thing = find_object_noun(tree, head) if verb else None
            yield from [thing] if thing is not None else []
        case "inside":
            yield from (one for one in tree.children[head] if get_relation(tree, one) in MODIFIER_PLACES and one < head)
        case _:
            thing = find_object_noun(tree, head) if verb else None
            if not verb and get_relation(tree, head) in GOVERNED_PLACES:
                thing = tree.head[head]
            for token in (head, thing):
                found = list_obliques(tree, token) if token is not None else iter(())
                yield from (one.object for one in found if one.is_behind(tie))


def _find_purpose_clause(tree: DependencyTree, noun: int) -> int | None:
    """The infinitive that the parse hangs on the verb of a noun: `gave orders to the guards to wait`."""
    verb = find_object_verb(tree, noun)
    clauses = (
        [one for one in tree.children[verb] if get_relation(tree, one) in INNER_CLAUSES] if verb is not None else []
    )
    return clauses[0] if clauses and is_infinitive(tree, clauses[0]) else None


def _find_requested_subject(tree: DependencyTree, head: int) -> int | None:
    """Who is asked for: `asked for guards to keep the gate`."""
    clause = next((one for one in tree.children[head] if get_relation(tree, one) in INNER_CLAUSES), None)
    if clause is None or not any(tree.lower[mark] == "for" for mark in list_markers(tree, clause)):
        return None
    return find_subject(tree, clause)


def _can_be_topic(nouns: ArgumentNouns, token: int) -> bool:
    """Whether a noun names something that an event can be about: no pronoun, nobody who is named."""
    tree, index = nouns.tree, nouns.analysis.entity_index
    if tree.pos[token] == "PRON" or not (is_noun(tree, token) or get_relation(tree, token) in MODIFIER_PLACES):
        return False
    mention = index.mention_at(token)
    if mention is None or mention.form != "name":
        return True
    return index.entities[mention.entity_key].entity_type not in ("person", "place")


def _resolve_general_noun(tree: DependencyTree, noun: int) -> int:
    """What a general word for a post stands for: `the post of head of the guard`, `his job as head of the guard`."""
    if tree.lemma[noun] not in expand_word_classes(("@vacancy",)):
        return noun
    inner = [found.object for found in list_obliques(tree, noun) if found.is_behind("as", "of")]
    return next((one for one in (*list_appositions(tree, noun), *inner) if is_noun(tree, one)), noun)


def _get_modifier_span(nouns: ArgumentNouns, token: int, noun: int) -> Span:
    """The words from one to the noun that they modify: `the stay-at-home order`."""
    last = noun
    while last > token + 1 and nouns.tree.pos[last - 1] == "PUNCT":
        last -= 1
    return nouns.analysis.parsed.get_span(token, last)


def _get_clause_span(nouns: ArgumentNouns, verb: int) -> Span:
    """A verb of the content with its object."""
    thing = find_direct_object(nouns.tree, verb)
    own = nouns.analysis.parsed.get_span(verb, verb + 1)
    if thing is None or thing < verb:
        return own
    return Span(own.start, nouns.get_phrase_span(thing).end)
