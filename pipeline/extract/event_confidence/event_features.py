"""The features of each event of a document: what the confidence of a row is made of. No words of the text are among
them, only entries of the lexicons and kinds of things.
"""

from collections.abc import Mapping, Sequence
from functools import cache

from pipeline.extract.document_topic.topic_model import classify_topic
from pipeline.extract.event_confidence.argument_features import bucket, describe_argument
from pipeline.extract.event_confidence.clause_features import describe_clause, describe_sentence
from pipeline.extract.event_confidence.document_features import describe_company, describe_document
from pipeline.extract.events.dateline_scene import is_placed_by_country
from pipeline.extract.events.trigger_lexicon import TriggerSense, load_trigger_lexicon
from pipeline.extract.records import DocumentAnalysis, Event, Statement
from pipeline.language.syntax.dependency_relations import is_verb
from pipeline.language.syntax.dependency_tree import DependencyTree, get_tree
from schemas.event_ontology import get_event_type

POSITION_LIMITS = (2, 5, 12)
SPECIFICITY_LIMITS = (2, 4, 6)

Features = dict[str, str]


def describe_events(
    analysis: DocumentAnalysis, statements: Sequence[Statement], events: Sequence[Event], topic: str | None
) -> list[Features]:
    """Describe each event of a document by named features, each with one of a few values."""
    tree = get_tree(analysis.parsed.doc)
    around = describe_document(analysis, tree, events) | {"topic": topic or "unknown"}
    return [
        _describe_event(analysis, tree, statements, event) | describe_company(event, events) | around
        for event in events
    ]


def _describe_event(
    analysis: DocumentAnalysis, tree: DependencyTree, statements: Sequence[Statement], event: Event
) -> Features:
    parsed = analysis.parsed
    trigger = _find_trigger_head(analysis, tree, event)
    sentence = parsed.find_sentence(trigger)
    actor = describe_argument(analysis, tree, trigger, event.actor, event.actor_key)
    recipient = describe_argument(analysis, tree, trigger, event.recipient, event.recipient_key)
    sense = find_sense(event.rule)
    return {
        "type": event.event_type,
        "stance": get_event_type(event.event_type).stance,
        "mode": event.event_mode or "none",
        "rule": event.rule,
        "part_of_speech": sense.part_of_speech if sense is not None else "unknown",
        "specificity": bucket(sense.specificity, SPECIFICITY_LIMITS) if sense is not None else "unknown",
        "changed_type": "no" if event.rule.startswith(f"{event.event_type.lower()}/") else "yes",
        "status": event.status,
        **{f"actor_{name}": value for name, value in actor._asdict().items()},
        **{f"recipient_{name}": value for name, value in recipient._asdict().items()},
        "same_entity": _compare_sides(event),
        "place": "named" if event.location_key is not None and not _is_placed_by_scene(analysis, event) else "none",
        "day": "stated" if event.date_text is not None else "dated" if event.date_interval is not None else "none",
        "theme": "yes" if event.theme is not None else "no",
        "figures": "yes" if event.figures else "no",
        "speech": _find_speech(statements, event),
        "sentence_number": bucket(sentence.number, POSITION_LIMITS),
        "sentence_topic": classify_topic(tree, sentence.first, sentence.last) or "unknown",
        **describe_clause(tree, trigger),
        **describe_sentence(tree, trigger),
    }


def _is_placed_by_scene(analysis: DocumentAnalysis, event: Event) -> bool:
    return event.location_basis == "dateline" or is_placed_by_country(analysis.entity_index, event)


def find_sense(rule: str) -> TriggerSense | None:
    """The entry of the trigger lexicon that a rule names, such as `assault/kill`."""
    lexicon, _, entry_id = rule.partition("/")
    return _index_senses().get((lexicon, entry_id))


@cache
def _index_senses() -> Mapping[tuple[str, str], TriggerSense]:
    return {
        (event_type.lower(), sense.id): sense
        for event_type, lexicon in load_trigger_lexicon().lexicons.items()
        for sense in lexicon
    }


def _find_trigger_head(analysis: DocumentAnalysis, tree: DependencyTree, event: Event) -> int:
    """The token of a trigger that heads it: its first verb, else its first word (`took into custody`), behind a prefix
    and hyphen (`self-talk`) the last.
    """
    parsed = analysis.parsed
    first, last = parsed.find_token(event.trigger.start), parsed.find_token(event.trigger.end - 1) + 1
    if last - first > 2 and tree.lower[first + 1] == "-":
        return first + 2
    return next((token for token in range(first, last) if is_verb(tree, token)), first)


def _compare_sides(event: Event) -> str:
    if event.actor is None and event.recipient is None:
        return "nobody"
    if event.actor is None or event.recipient is None:
        return "one side"
    return "both linked" if event.actor_key is not None and event.recipient_key is not None else "both"


def _find_speech(statements: Sequence[Statement], event: Event) -> str:
    """The kind of the shortest statement around an event, and whether its speaker is known."""
    holding = [statement for statement in statements if statement.content.contains(event.trigger)]
    if not holding:
        return "none"
    inner = min(holding, key=lambda statement: statement.content.end - statement.content.start)
    return f"{inner.kind}, {'speaker' if inner.speaker is not None else 'nobody'}"
