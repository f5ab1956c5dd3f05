"""Words that report an event: the entries of the trigger lexicon that fit a token and its surroundings in the parse."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from pipeline.extract.events.lemma_candidates import find_word_start, list_lemmas, list_repaired_lemmas
from pipeline.extract.events.trigger_constraints import match_constraints
from pipeline.extract.events.trigger_lexicon import (
    TriggerSense,
    expand_word_classes,
    is_in_class,
    load_trigger_lexicon,
)
from pipeline.language.syntax.dependency_relations import (
    find_direct_object,
    find_first_conjunct,
    find_subject,
    get_relation,
    is_verb,
    list_markers,
    list_obliques,
)
from pipeline.language.syntax.dependency_tree import DependencyTree
from pipeline.language.syntax.grammatical_relations import Relation
from pipeline.language.syntax.predicates import PredicateKind, classify_predicate

# Where a participle may be an adjective: `were outraged`.
ADJECTIVE_PLACES = frozenset(
    {Relation.PREDICATIVE, Relation.ROOT, Relation.CONJUNCT, Relation.CLAUSE, Relation.RELATIVE_CLAUSE}
)
# Where a noun stands, and where the parse puts one that it takes for a verb.
NOUN_PLACES = frozenset(
    {
        Relation.OBJECT,
        Relation.SUBJECT,
        Relation.PASSIVE_SUBJECT,
        Relation.PREPOSITIONAL_OBJECT,
        Relation.COMPOUND,
        Relation.ADVERBIAL_CLAUSE,
        Relation.OTHER,
    }
)
# How far the words of a phrase may lie apart: an object may come between the first two (`took two men into custody`).
MAX_OBJECT_GAP = 8
MAX_WORD_GAP = 3
# Where the words of a phrase may hang: on the object of its verb (`took two men into custody`).
PHRASE_PLACES = frozenset(
    {
        Relation.OBJECT,
        Relation.SUBJECT,
        Relation.PASSIVE_SUBJECT,
        Relation.PREDICATIVE,
        Relation.CLAUSE,
        Relation.PARTICLE,
        Relation.ADVERB,
    }
)
# Conjunctions of a clause that tells the attack by which somebody came to harm.
SIMULTANEOUS = frozenset({"when", "as"})
WORDS_OF_NOUN = frozenset({Relation.DETERMINER, Relation.AUXILIARY, Relation.COMPOUND})


@dataclass(frozen=True)
class Trigger:
    """A trigger: its entry, its head, the tokens `[first, last)` of its span, and the tokens its constraints took."""

    event_type: str
    sense: TriggerSense
    head: int
    first: int
    last: int
    consumed: frozenset[int]


@dataclass(frozen=True)
class FollowingTokens:
    """The tokens after a word, within its sentence, among which the further words of its phrase may stand."""

    tokens: Sequence[int]
    forms: frozenset[str]

    def has_all(self, further: Sequence[str]) -> bool:
        """Whether all these words are there, in whatever order: most phrases that begin with `take` are ruled out."""
        return self.forms.issuperset(further)


def find_triggers(tree: DependencyTree, start: int, end: int) -> list[Trigger]:
    """Find the triggers among the tokens `[start, end)`, in order, but for those that another one has taken in."""
    found = [trigger for token in range(start, end) if (trigger := _find_trigger_at(tree, token, end)) is not None]
    found += _find_outcomes(tree, found, range(start, end))
    consumed = {i for trigger in found for i in trigger.consumed}
    return sorted((one for one in found if one.head not in consumed), key=lambda trigger: trigger.head)


def _find_outcomes(tree: DependencyTree, found: Sequence[Trigger], tokens: range) -> list[Trigger]:
    """The words that are triggers only beside an event of their type, as what it led to: `exploded, hurting two`."""
    types = {trigger.head: trigger.event_type for trigger in found}
    outcomes = []
    for token in tokens if types else ():
        cause = find_cause_beside(tree, token, types) if is_verb(tree, token) and token not in types else None
        trigger = _find_trigger_at(tree, token, tokens.stop, types[cause]) if cause is not None else None
        outcomes += [trigger] if trigger is not None else []
    return outcomes


def find_cause_beside(tree: DependencyTree, token: int, events: Collection[int]) -> int | None:
    """The event that a bare participle or a verb tells the outcome of: `exploded, hurting two`, `died when men fired`.

    `events` are the heads of the events of the sentence.
    """
    verb = find_first_conjunct(tree, token)
    above = tree.head[verb]
    if tree.tag[verb] == "VBG" and above < verb and above in events:
        return above if find_subject(tree, verb) is None else None
    clauses = (child for child in tree.children[token] if get_relation(tree, child) is Relation.ADVERBIAL_CLAUSE)
    opened = (one for one in clauses if {tree.lower[mark] for mark in list_markers(tree, one)} & SIMULTANEOUS)
    return next((one for one in opened if one in events), None)


def _find_trigger_at(tree: DependencyTree, token: int, end: int, outcome_of: str | None = None) -> Trigger | None:
    after: FollowingTokens | None = None
    for kind in _walk_parts_of_speech(tree, token):
        entries = _find_senses(tree, kind, token)
        if not entries or _is_hyphenated_modifier(tree, token):
            continue
        for event_type, sense in entries:
            if sense.is_outcome and event_type != outcome_of:
                continue
            trail: list[int] | None = []
            if sense.following_words:
                after = _collect_following_tokens(tree, token, end) if after is None else after
                trail = _match_phrase(tree, sense, token, after) if after.has_all(sense.following_words) else None
            if trail is None:
                continue
            consumed = match_constraints(tree, sense, token, trail)
            if consumed is not None:
                return _build_trigger(tree, event_type, sense, token, trail, consumed)
    return None


def _collect_following_tokens(tree: DependencyTree, token: int, end: int) -> FollowingTokens:
    tokens = range(token + 1, min(token + 1 + MAX_OBJECT_GAP + 2 * MAX_WORD_GAP, end))
    return FollowingTokens(tokens, frozenset(form for one in tokens for form in (tree.lower[one], tree.lemma[one])))


def _is_hyphenated_modifier(tree: DependencyTree, token: int) -> bool:
    """Whether a word is part of a hyphened one that describes: `war-torn`, `rebel-held`."""
    described = get_relation(tree, token) in (Relation.ADJECTIVE, Relation.NOUN_CLAUSE, Relation.COMPOUND)
    before = token > 1 and tree.lower[token - 1] == "-" and described
    return before or (token + 1 < len(tree) and tree.lower[token + 1] == "-" and not tree.spaced[token])


def _find_senses(tree: DependencyTree, kind: str, token: int) -> Sequence[tuple[str, TriggerSense]]:
    """The entries for a token, under the first of its lemmas that the lexicon has."""
    by_head = load_trigger_lexicon().by_head
    if kind == "adjective":
        forms = [tree.lower[token]]
    elif kind == "verb":
        forms = list_repaired_lemmas(tree, token)
    else:
        forms = list_lemmas(tree, token)
    if kind == "noun" and tree.tag[token] == "VBG":
        forms = [tree.lower[token], *forms]
    return next((by_head[kind, form] for form in forms if (kind, form) in by_head), ())


def _walk_parts_of_speech(tree: DependencyTree, token: int) -> Iterator[str]:
    tag, relation = tree.tag[token], get_relation(tree, token)
    if tag in ("VBN", "VBD") and _has_determiner(tree, token) and _is_bare(tree, token):
        return  # the number of its wounded
    if tag in ("VBN", "VBD") and _is_counted_participle(tree, token):
        return  # treated 30 wounded
    if is_verb(tree, token):
        yield "verb"
        if tag in ("VBN", "JJ") and relation in ADJECTIVE_PLACES:
            yield "adjective"
        if tag == "VBG" and (classify_predicate(tree, token) is PredicateKind.NOUN or relation is Relation.COMPOUND):
            yield "noun"
        if tag == "VBZ" and relation in NOUN_PLACES and _is_bare(tree, token):
            yield "noun"  # a plural that was taken for a verb
    elif tag in ("NN", "NNS") or (tag.startswith("NNP") and tree.starts[token]):
        yield "noun"  # as part of a name (`the Civil War`) a noun tells no event
    elif tag.startswith("JJ"):
        yield "adjective"
        if find_word_start(tree, token) < token:
            yield "noun"  # a go-slow


def _has_determiner(tree: DependencyTree, token: int) -> bool:
    return any(get_relation(tree, one) in (Relation.POSSESSOR, Relation.DETERMINER) for one in tree.children[token])


def _is_counted_participle(tree: DependencyTree, token: int) -> bool:
    """Whether a participle stands for people behind their bare number, as a noun: `120 wounded were brought in`."""
    number = token > 0 and (tree.pos[token - 1] == "NUM" or is_in_class(tree, token - 1, "tens"))
    alone = all(get_relation(tree, child) is Relation.NUMBER for child in tree.children[token])
    behind = tree.head[token] < token or get_relation(tree, token) in NOUN_PLACES
    return number and alone and behind


def _is_bare(tree: DependencyTree, verb: int) -> bool:
    """Whether a verb has neither subject nor object nor a word that opens its clause."""
    return find_subject(tree, verb) is None and find_direct_object(tree, verb) is None and not list_markers(tree, verb)


def _build_trigger(
    tree: DependencyTree, event_type: str, sense: TriggerSense, token: int, trail: list[int], consumed: set[int]
) -> Trigger:
    together = [token]
    for i in trail:
        if i - together[-1] <= MAX_WORD_GAP - 1:
            together.append(i)
    first = find_word_start(tree, token)
    return Trigger(event_type, sense, token, first, together[-1] + 1, frozenset(consumed | set(trail)))


def _match_phrase(tree: DependencyTree, sense: TriggerSense, token: int, after: FollowingTokens) -> list[int] | None:
    """The tokens of the phrase's further words, in order; None where one is missing."""
    trail: list[int] = []
    particles = expand_word_classes(("@particles",))
    start, reach = 0, MAX_OBJECT_GAP
    for word in sense.following_words:
        ahead = after.tokens[start : start + reach]
        exact = word in particles  # `struck the Iran-backed group` is no `strike back`
        matched = next((one for one in ahead if word in (tree.lower[one], None if exact else tree.lemma[one])), None)
        if matched is None or not _is_part_of_phrase(tree, matched, token, trail):
            return None
        trail.append(matched)
        start, reach = matched - token, MAX_WORD_GAP
    # `took office in May` is no `take in`: a phrase's last word, away from its verb, governs nothing of its own.
    last = trail[-1]
    stranded = get_relation(tree, last) is Relation.PREPOSITION and last > token + len(trail)
    governs = any(found.preposition == last for found in list_obliques(tree, tree.head[last]))
    return None if stranded and governs else trail


def _is_part_of_phrase(tree: DependencyTree, word: int, head: int, trail: Sequence[int]) -> bool:
    """Whether a further word hangs on the phrase so far or on its object, not deeper: `opened a hearing into fire`."""
    if word == head + 1:
        return True
    above = tree.head[tree.head[word]] if get_relation(tree, word) in WORDS_OF_NOUN else tree.head[word]
    while above != head:
        held = tree.head[above] == head and (get_relation(tree, above) in PHRASE_PLACES or above == head + 1)
        if above == tree.head[above] or not (above in trail or held):
            return False
        above = tree.head[above]
    return True
