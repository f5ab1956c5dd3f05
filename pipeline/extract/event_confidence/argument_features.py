"""What the words of an actor or recipient are: whom they name, how, and where they stand beside the trigger."""

from typing import NamedTuple

from pipeline.base.text_span import Span
from pipeline.extract.event_confidence.context_words import load_context_words
from pipeline.extract.events.trigger_lexicon import is_in_class
from pipeline.extract.records import DocumentAnalysis, Entity, EntityIndex
from pipeline.language.syntax.dependency_relations import (
    find_direct_object,
    find_preposition,
    find_subject,
    get_relation,
    is_verb,
    list_determiners,
)
from pipeline.language.syntax.dependency_tree import DependencyTree
from pipeline.language.syntax.grammatical_relations import Relation
from pipeline.language.syntax.noun_phrases import find_span_root
from pipeline.language.syntax.predicates import read_predicate
from pipeline.language.word_kinds import load_kinds

PRONOUN_LISTS = ("first_person", "second_person", "third_person", "neuter", "relative", "indefinite")
PHRASE_LIMITS = (1, 3, 6)
DISTANCE_LIMITS = (2, 5, 10, 20)
MENTION_LIMITS = (1, 3, 8)
RIVAL_LIMITS = (0, 1, 2)
RIVAL_REACH = 40  # words before a pronoun in which others are looked for
# Classes of `word_classes.yml` that tell parties and things apart, the narrowest first.
WORD_CLASSES = (
    "troops", "police", "fighters", "officials", "judges", "envoys", "captives", "media", "bodies", "weapons",
    "buildings", "territory", "property", "talks", "pact", "aid", "money", "crime", "post", "texts", "measures",
    "people",
)  # fmt: skip


class ArgumentFeatures(NamedTuple):
    """The features of one side of an event; each is `none` where the row names nobody there."""

    kind: str  # what it is: the type of its entity, else the kind of its noun
    form: str  # how it is named: name, nominal, demonym, pronoun, number, or words without an entity
    linked: str  # whether its entity is known to a registry, only to the document, or not at all
    place: str  # where it stands: subject, object, agent, a preposition
    length: str  # words, in steps
    group: str  # the class of the lexicons that its noun belongs to: troops, officials, buildings
    distance: str  # words between it and the trigger, in steps, before or after
    prominence: str  # how often the document names its entity, in steps
    rivals: str  # how many other persons or bodies are named close before it, where it is a pronoun


NO_ARGUMENT = ArgumentFeatures(*["none"] * len(ArgumentFeatures._fields))


def describe_argument(
    analysis: DocumentAnalysis, tree: DependencyTree, trigger: int, span: Span | None, key: str | None
) -> ArgumentFeatures:
    """Describe the words and the entity of one side of the event whose trigger is a token."""
    if span is None:
        return NO_ARGUMENT
    parsed, index = analysis.parsed, analysis.entity_index
    first, last = parsed.find_token(span.start), parsed.find_token(span.end - 1) + 1
    head = find_span_root(tree, first, last)
    mention = index.mention_at(head)
    entity = index.entities.get(key) if key is not None else None
    pronoun = _classify_pronoun(tree, head)
    if pronoun is not None:
        form = pronoun
    elif mention is not None:
        form = mention.form
    elif tree.pos[head] == "NUM":
        form = "number"
    else:
        form = "words" if tree.entity[head] == "" else "unlinked name"
    known = entity is not None and (entity.wikidata_id is not None or entity.geonames_id is not None)
    return ArgumentFeatures(
        kind=entity.entity_type if entity is not None else _classify_noun(tree, head),
        form=form,
        linked="registry" if known else "document" if entity is not None else "no",
        place=_find_place(tree, trigger, head),
        length=bucket(last - first, PHRASE_LIMITS),
        group=find_word_class(tree, head),
        distance=f"{'before' if head < trigger else 'after'}, {bucket(abs(head - trigger), DISTANCE_LIMITS)}",
        prominence=bucket(sum(one.entity_key == key for one in index.mentions), MENTION_LIMITS) if entity else "none",
        rivals=_count_rivals(index, head, entity) if pronoun is not None and entity is not None else "none",
    )


def _count_rivals(index: EntityIndex, head: int, entity: Entity) -> str:
    """How many other entities of the same type are mentioned among the words before a pronoun."""
    near = {
        mention.entity_key
        for mention in index.mentions
        if head - RIVAL_REACH <= mention.first < head
        and index.entities[mention.entity_key].entity_type == entity.entity_type
    }
    return bucket(len(near - {entity.key}), RIVAL_LIMITS)


def find_word_class(tree: DependencyTree, token: int) -> str:
    """The first of the lexicon's classes of parties and things that holds a noun; `none` where none does."""
    return next((name for name in WORD_CLASSES if is_in_class(tree, token, name)), "none")


def classify_word(tree: DependencyTree, token: int) -> str:
    """The kind of a verb, or of a common noun; names and pronouns are kinds of their own."""
    if is_verb(tree, token):
        return f"verb of {load_kinds('verb').get(tree.lemma[token], 'unknown')}"
    return _classify_noun(tree, token)


def bucket(value: float, limits: tuple[float, ...]) -> str:
    """The step that a number falls into, named by its upper limit; `more` past the last."""
    return next((f"to {limit:g}" for limit in limits if value <= limit), "more")


def _classify_pronoun(tree: DependencyTree, token: int) -> str | None:
    if tree.pos[token] != "PRON":
        return None
    return next((name for name in PRONOUN_LISTS if tree.lower[token] in load_context_words(name)), "pronoun")


def _classify_noun(tree: DependencyTree, head: int) -> str:
    """The kind of a noun without an entity, and whether it is one of several or in general: `workers`, `the worker`."""
    if tree.pos[head] == "PRON":
        return "pronoun"
    if tree.pos[head] == "PROPN" or tree.entity[head]:
        return "name"
    kinds = load_kinds("noun")
    kind = kinds.get(tree.lemma[head]) or kinds.get(tree.lower[head], "unknown")
    if kind not in ("person", "group"):
        return kind
    bare = tree.tag[head] == "NNS" and not list_determiners(tree, head)
    return f"bare {kind}" if bare else kind


def _find_place(tree: DependencyTree, trigger: int, head: int) -> str:
    predicate = read_predicate(tree, trigger)
    if head == find_subject(tree, trigger):
        return "subject"
    if head == find_direct_object(tree, trigger):
        return "object"
    found = next((oblique for oblique in predicate.obliques if oblique.object == head), None)
    if found is not None:
        return f"behind {found.word}"
    if get_relation(tree, head) in (Relation.POSSESSOR, Relation.COMPOUND, Relation.ADJECTIVE):
        return "inside" if tree.head[head] == trigger else "inside another"
    if head in (predicate.agent, predicate.patient, predicate.recipient):
        return "understood"
    if trigger not in tree.iterate_ancestors(head):
        return "before, apart" if head < trigger else "after, apart"
    return f"below {find_preposition(tree, head) or 'another'}"
