"""Descriptions that go back to an actor of the document: "the alliance", "the country", "the Kazakh president"."""

from dataclasses import dataclass

from pipeline.extract.actors.history import History
from pipeline.extract.actors.nouns import Kind, collectives, kinds, small_words
from pipeline.extract.actors.places import state_draft
from pipeline.extract.actors.registry import registry, state_key
from pipeline.extract.actors.stage import Draft, Found, Stage
from pipeline.extract.actors.words import SUBJECTS, Words

MODIFIERS = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM", "PART", "VERB", "PUNCT", "ADV"})
# How far back a description goes, in sentences; organisations and persons are rarely described from further away.
REACH = 12
# A noun phrase has no more tokens than this before its head; more is no prose.
WIDEST = 25
# How much a mention tells which state is meant (the state's own name, a person of it, other mentions; the subject of a
# sentence for its object), how it fades from sentence to sentence, and by how much the first must lead the second. Set
# by hand on news of several states.
STATE, PERSON, OTHER, AGENT, FADING, CLEARLY = 1.0, 0.6, 0.3, 0.3, 0.6, 1.1
# The keys of places by the kind that a noun asks for.
PLACES = {"city": ("capital:", "place:"), "region": ("region:", "place:")}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase up to its head, tokens `[first, head]`: the actor that owns or qualifies it, other modifiers."""

    first: int
    head: int
    definite: bool
    owned: bool  # by a possessive pronoun
    owner: Draft | None
    modifiers: tuple[str, ...]


def phrase(stage: Stage, head: int) -> Phrase:
    """The noun phrase that ends in a head noun."""
    words = stage.words
    first = head
    while (
        head - first < WIDEST
        and first > 0
        and words.pos[first - 1] in MODIFIERS
        and words.sentence[first - 1] == words.sentence[head]
    ):
        if not first - 1 < words.head[first - 1] <= head:
            break
        first -= 1
    owner: Draft | None = None
    modifiers: list[str] = []
    for token in range(first, head):
        found = stage.at.get(token)
        if found is not None:
            owner = stage.drafts[found.key]
        elif words.pos[token] in {"ADJ", "NOUN", "PROPN", "VERB", "NUM"}:
            modifiers.append(words.lower[token])
    opening = words.lower[first]
    owned = words.dep[first] == "poss" and first not in stage.at
    return Phrase(first, head, opening in small_words("definite"), owned, owner, tuple(modifiers))


def resolve(stage: Stage, history: History, head: int) -> Found | None:
    """The actor that a description means, as a mention; None where it means none or more than one could be meant."""
    words = stage.words
    noun = words.lower[head] if words.pos[head] == "PROPN" else words.lemma[head].lower()
    meant = kinds().get(noun)
    compound = kinds().get(f"{words.lower[head - 1]} {noun}") if head else None
    if not (meant or compound) or words.tag[head] not in {"NN", "NNP"} or _qualifies(words, head):
        return None
    if _named_next(stage, head):
        return None
    described = phrase(stage, head)
    if not (described.definite or described.owner or described.owned):
        return None
    draft = _meant(stage, history, described, compound or meant or (), noun)
    return Found(draft.key, described.first, head + 1, "nominal") if draft else None


def regroup(stage: Stage, history: History, head: int) -> Found | None:
    """The people of a described group that a bare plural goes back to ("the rebels", "these troops")."""
    words = stage.words
    entry = collectives().get(words.lower[head])
    if entry is None or entry.entity_type != "group" or head in stage.titles:
        return None
    described = phrase(stage, head)
    if described.owner or described.modifiers or words.lower[described.first] not in small_words("definite_plural"):
        return None
    noun = words.lemma[head].lower()
    for referent in history.recent(words.sentence[head], REACH):
        draft = referent.draft
        if draft is None or not draft.key.startswith("described:"):
            continue
        if draft.kind == noun or (entry.same and draft.key.endswith(f":{entry.id}")):
            return Found(draft.key, described.first, head + 1, "nominal")
    return None


def _named_next(stage: Stage, head: int) -> bool:
    """Whether the name itself follows ("the capital of Lima", "the town of Split")."""
    words = stage.words
    return words.lower[head + 1 : head + 2] == ["of"] and words.pos[head + 2 : head + 3] == ["PROPN"]


def _qualifies(words: Words, head: int) -> bool:
    return words.dep[head] == "compound" or (head + 1 < len(words) and words.text[head + 1] == "-")


def _meant(stage: Stage, history: History, described: Phrase, meant: tuple[Kind, ...], noun: str) -> Draft | None:
    kinds_of = {entry.entity_type for entry in meant}
    if "person" in kinds_of:
        return _person(stage, history, described, meant)
    homeland = described.owned and any(entry.id == "country" for entry in meant)
    if not (described.definite or homeland) or (described.owner and not described.owner.key.startswith("region:")):
        return None
    if set(described.modifiers) & small_words("estranging"):
        return None
    if any(entry.id in {"country", "capital"} for entry in meant):
        owner = stage.spoken_at(described.first)
        if owner is not None:
            return state_of(stage, owner)
        region = described.owner.states if described.owner is not None else frozenset()
        state = state_in_mind(stage, history, described.head, region)
        return stage.drafts.get(f"capital:{state.country}") if noun == "capital" and state else state
    for referent in history.recent(stage.words.sentence[described.head], REACH):
        draft = referent.draft
        if draft is not None and referent.form != "demonym" and any(fits(draft, entry) for entry in meant):
            named = {word for name in (draft.name, *draft.aliases) for word in name.lower().split()}
            if set(described.modifiers) <= named:
                return draft
    return None


def fits(draft: Draft, entry: Kind) -> bool:
    """Whether an actor is of a kind: by what the registry or its own last word says."""
    if draft.entity_type != entry.entity_type:
        return False
    if entry.entity_type == "place":
        return draft.kind in entry.kinds or draft.key.startswith(PLACES.get(entry.id, ()))
    last = draft.name.lower().split()[-1]
    return draft.kind in entry.kinds or last in entry.kinds


def state_of(stage: Stage, draft: Draft) -> Draft | None:
    """The state that an actor belongs to, put among the drafts if need be."""
    return _state(stage, draft.country)


def _state(stage: Stage, iso3: str | None) -> Draft | None:
    if iso3 is None or iso3 not in registry().states:
        return None
    return stage.drafts.setdefault(state_key(iso3), state_draft(iso3))


def state_in_mind(stage: Stage, history: History, token: int, among: frozenset[str] = frozenset()) -> Draft | None:
    """The state that the text is about at a token: by how often and how near it and its actors were mentioned.

    Who acts on a state is seldom of it, so the subject of the same sentence counts little for an object, persons aside.
    `among` are the states of the region that the text names ("the Baltic nation"); empty where it names none.
    """
    sentence, object_ = stage.words.sentence[token], stage.words.dep[token] not in SUBJECTS
    weights: dict[str, float] = {}
    for referent in history.recent(sentence, REACH):
        draft = referent.draft
        if draft is None or draft.country is None or (among and draft.country not in among):
            continue
        person = draft.entity_type == "person"
        state = draft.key.startswith("state:") and referent.form in {"name", "nominal"}
        weight = STATE if state else PERSON if person else OTHER
        if object_ and referent.subject and not person and referent.sentence == sentence:
            weight *= AGENT
        weight *= FADING ** (sentence - referent.sentence)
        weights[draft.country] = weights.get(draft.country, 0.0) + weight
    best = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:2]
    if not best or (len(best) == 2 and best[0][1] < CLEARLY * best[1][1]):
        return None
    return _state(stage, best[0][0])


def _person(stage: Stage, history: History, described: Phrase, meant: tuple[Kind, ...]) -> Draft | None:
    former = small_words("past") & set(described.modifiers)
    if set(described.modifiers) & small_words("estranging") - former:
        return None
    owner = described.owner or owned_by(stage, described.head)
    country = owner.country if owner is not None else None
    if owner is not None and (country is None or owner.entity_type == "person"):
        return None
    sentence = stage.words.sentence[described.head]
    nouns = {noun for entry in meant for noun in entry.kinds}
    for referent in history.recent(sentence, REACH):
        draft = referent.draft
        if draft is None or draft.entity_type != "person" or (country and draft.country != country):
            continue
        if any(_serves(role, nouns, bool(former)) for role in draft.roles):
            return draft
    return None


def owned_by(stage: Stage, head: int) -> Draft | None:
    """Whose an office is by "of" ("the president of the alliance")."""
    words = stage.words
    after = head + 1
    if words.lower[after : after + 1] != ["of"]:
        return None
    after += 2 if words.lower[after + 1 : after + 2] == ["the"] else 1
    return stage.draft_at(after)


def _serves(role: str, nouns: set[str], former: bool) -> bool:
    """Whether a role is one of those that a noun describes, past or present as the description says."""
    past = role.startswith(("former ", "ex-", "ex "))
    return past == former and any(role == noun or role.endswith(f" {noun}") for noun in nouns)
