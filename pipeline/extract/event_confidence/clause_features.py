"""What kind of clause and sentence an event stands in: its tense, person and mood, and what holds it."""

from pipeline.extract.event_confidence.argument_features import bucket, classify_word
from pipeline.extract.event_confidence.context_words import load_context_words
from pipeline.language.syntax.clause_structure import find_clause_head, is_passive
from pipeline.language.syntax.content_holders import list_content_holders
from pipeline.language.syntax.dependency_relations import (
    find_direct_object,
    find_first_conjunct,
    find_governor,
    find_prepositional_object,
    find_subject,
    get_relation,
    is_infinitive,
    is_verb,
    list_auxiliaries,
    list_compounds,
    list_determiners,
    list_obliques,
)
from pipeline.language.syntax.dependency_tree import DependencyTree
from pipeline.language.syntax.embedding_forms import find_embedding
from pipeline.language.syntax.factuality import read_factuality
from pipeline.language.syntax.grammatical_relations import Relation
from pipeline.language.syntax.understood_subjects import find_light_verb

PERSONS = ("first_person", "second_person", "third_person", "neuter", "relative", "indefinite")
SENTENCE_LIMITS = (8, 15, 25, 40)
# Reasons of a status that are told apart; past them the rule is one of the lexicon of signatures.
OWN_REASONS = frozenset(
    {
        "condition", "negation", "modal", "future", "adverb", "question", "negative determiner", "coming", "uncertain",
        "foiled", "infinitive", "purpose", "infinitive of a noun", "headline infinitive", "be to", "participle",
        "complement", "without", "rather than",
    }
)  # fmt: skip

Features = dict[str, str]


def describe_clause(tree: DependencyTree, trigger: int) -> Features:
    """Describe the trigger's own form and its clause."""
    verb = find_clause_head(tree, trigger)
    reasons = read_factuality(tree, trigger).reasons
    first = reasons[0].rule if reasons else "none"
    return {
        "trigger_tag": tree.tag[trigger],
        "trigger_relation": get_relation(tree, trigger).value,
        "trigger_article": _read_article(tree, trigger),
        "trigger_case": _read_case(tree, trigger),
        "subject_kind": _classify(tree, find_subject(tree, verb)),
        "object_kind": _classify(tree, _find_undergoer(tree, trigger)),
        "behind": _describe_oblique(tree, trigger),
        "compound_kind": _classify(tree, next(iter(list_compounds(tree, trigger)), None)),
        "above_kind": _classify(
            tree, find_governor(tree, trigger) if not is_verb(tree, trigger) else tree.head[trigger]
        ),
        "reason_id": first,
        "object": _read_object(tree, trigger),
        "clause": get_relation(tree, find_first_conjunct(tree, verb)).value,
        "governor": _read_governor(tree, trigger),
        "holder": _read_holder(tree, trigger),
        "tense": read_tense(tree, verb),
        "voice": "passive" if is_verb(tree, verb) and is_passive(tree, verb) else "active",
        "person": _read_person(tree, verb),
        "reason": first if first in OWN_REASONS or first == "none" else "signature",
        "reasons": bucket(len(reasons), (0, 1, 2)),
    }


def describe_sentence(tree: DependencyTree, trigger: int) -> Features:
    """Describe the sentence as a whole: its length, its marks, whom it speaks to."""
    first, last = tree.find_sentence_bounds(trigger)
    words = tree.lower[first:last]
    root = next((token for token in range(first, last) if get_relation(tree, token) is Relation.ROOT), first)
    capitals = [tree.pos[token] == "PROPN" for token in range(first, last) if tree.lower[token].isalpha()]
    return {
        "length": bucket(last - first, SENTENCE_LIMITS),
        "sentence_end": words[-1] if words[-1] in (".", "?", "!", ":") else "none",
        "mood": "imperative" if tree.tag[root] == "VB" and find_subject(tree, root) is None else "other",
        "main_tense": read_tense(tree, root),
        "main_person": _read_person(tree, root),
        "speaks_to": "reader" if load_context_words("second_person").intersection(words) else "nobody",
        "habit": "yes" if load_context_words("habits").intersection(words) else "no",
        "names": bucket(sum(capitals) / max(len(capitals), 1), (0, 0.1, 0.25, 0.5)),
        "digits": "yes" if any(word[0].isdigit() for word in words if word) else "no",
    }


def read_tense(tree: DependencyTree, verb: int) -> str:
    """The form of a verb with its auxiliaries: past, perfect, present, progressive, future, modal, infinitive, bare."""
    if not is_verb(tree, verb):
        return "no verb"
    helpers = list_auxiliaries(tree, verb)
    words = [tree.lower[helper] for helper in helpers]
    if load_context_words("advice_modals").intersection(words):
        return "modal"
    if load_context_words("future_modals").intersection(words):
        return "future"
    if is_infinitive(tree, verb):
        return "infinitive"
    if "VBD" in (tree.tag[verb], *(tree.tag[helper] for helper in helpers)):
        return "past"
    if any(tree.lemma[helper] == "have" for helper in helpers):
        return "perfect"
    if tree.tag[verb] == "VBG":
        return "progressive" if helpers else "gerund"
    if tree.tag[verb] == "VBN":
        return "present passive" if helpers else "participle"
    return {"VBZ": "present", "VBP": "present"}.get(tree.tag[verb], "bare")


def _read_person(tree: DependencyTree, verb: int) -> str:
    subject = find_subject(tree, verb)
    if subject is None:
        return "none"
    found = next((name for name in PERSONS if tree.lower[subject] in load_context_words(name)), None)
    if found is not None:
        return found
    if tree.pos[subject] == "PROPN":
        return "name"
    return "plural noun" if tree.tag[subject] == "NNS" else "noun"


def _read_article(tree: DependencyTree, token: int) -> str:
    """How a noun that is a trigger is determined: `the attack`, `an attack`, `attacks`, `their attack`."""
    if is_verb(tree, token):
        return "verb"
    if any(get_relation(tree, child) is Relation.POSSESSOR for child in tree.children[token]):
        return "owned"
    words = {tree.lower[child] for child in list_determiners(tree, token)}
    if words & load_context_words("definite"):
        return "definite"
    if words & load_context_words("indefinite_articles"):
        return "indefinite"
    if words:
        return "counted"
    return "bare plural" if tree.tag[token] == "NNS" else "bare"


def _read_object(tree: DependencyTree, token: int) -> str:
    """Whether a verb has an object; of a noun, whether it belongs to a verb that only carries it (`made an attack`)."""
    if is_verb(tree, token):
        return "object" if find_direct_object(tree, token) is not None else "no object"
    return "light verb" if find_light_verb(tree, token) is not None else "noun"


def _classify(tree: DependencyTree, token: int | None) -> str:
    return "none" if token is None else classify_word(tree, token)


def _find_undergoer(tree: DependencyTree, trigger: int) -> int | None:
    """What a verb is done to, or what a noun is said to be of."""
    if is_verb(tree, trigger):
        return find_direct_object(tree, trigger)
    return find_prepositional_object(tree, trigger, "of")


def _describe_oblique(tree: DependencyTree, trigger: int) -> str:
    """The first preposition behind a trigger, and the kind of what it governs: `for act`, `with person`."""
    found = next((one for one in list_obliques(tree, trigger) if one.preposition > trigger), None)
    return "none" if found is None else f"{found.word} {classify_word(tree, found.object)}"


def _read_case(tree: DependencyTree, trigger: int) -> str:
    """Whether a trigger is written as a name: with a capital inside a sentence."""
    return "name" if tree.tag[trigger].startswith("NNP") else "word"


def _read_governor(tree: DependencyTree, token: int) -> str:
    """How what governs the trigger takes it: as a clause, an infinitive, a noun behind a preposition."""
    embedding = find_embedding(tree, token)
    if embedding is None:
        return "none"
    kind = "verb" if is_verb(tree, embedding.governor) else "noun"
    return f"{kind}, {embedding.form}"


def _read_holder(tree: DependencyTree, token: int) -> str:
    """Whether somebody is said to tell what the clause says, and whether that is named."""
    holders = list_content_holders(tree, token)
    if not holders:
        return "none"
    told = "tells" if all(holder.tells for holder in holders) else "tells not"
    return f"{told}, {'named' if holders[0].source is not None else 'unnamed'}"
