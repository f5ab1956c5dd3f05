"""Actors described by nationality or organisation instead of named ("Kazakh officials", "NATO troops")."""

from pipeline.extract.actors.nouns import Collective, collectives, kinds, small_words, titles
from pipeline.extract.actors.people import joined
from pipeline.extract.actors.places import state_draft
from pipeline.extract.actors.spans import POSSESSIVES
from pipeline.extract.actors.stage import Draft, Found, Stage
from pipeline.extract.actors.words import NOUNS, Words

# What may stand between the nationality and the head noun.
BETWEEN = frozenset({"ADJ", "NOUN", "PROPN", "VERB", "NUM", "PUNCT"})
REACH = 5
# What may stand before the nationality and still belong to the description ("young Algerian students").
BEFORE = frozenset({"ADJ", "NOUN"})
PREPOSITIONS = frozenset({"of", "from", "in"})


def describe(stage: Stage, token: int) -> Found | None:
    """Put the actor that a noun describes on the stage; the nationality or owner inside keeps its own mention."""
    words = stage.words
    entry = collectives().get(words.lower[token])
    if entry is None or token in stage.titles or not _heads(words, token):
        return None
    start = _owned(stage, token)
    owner = _owner(stage, start) if start is not None else _after(stage, token, entry)
    if owner is None or (
        owner.entity_type == "person" and words.lower[token] in kinds() and entry.entity_type != "person"
    ):
        return None
    collectives().lexicon.hit(entry)
    return _add(stage, entry, owner, start, token)


def _owner(stage: Stage, token: int) -> Draft | None:
    """The actor at a token, named or meant by a pronoun; the troops of a capital or ministry are the state's."""
    named, spoken = stage.draft_at(token), stage.spoken_at(token)
    if named is None and spoken is not None and spoken.key.startswith(("capital:", "seat:")) and spoken.country:
        return state_draft(spoken.country)
    return named or spoken


def _heads(words: Words, token: int) -> bool:
    """Whether the noun heads its phrase: no noun after it that it qualifies, no name that it titles."""
    after = token + 1
    if after >= len(words) or words.sentence[after] != words.sentence[token]:
        return True
    if words.pos[after] == "PROPN" and words.capital(after) and words.tag[token] in {"NN", "NNP"}:
        return False
    return words.pos[after] not in NOUNS or (words.head[token] != words.head[after] and words.head[token] != after)


def _owned(stage: Stage, head: int) -> int | None:
    """The last token of the nationality, organisation or owner left of a head noun, in the same phrase."""
    words = stage.words
    for token in range(head - 1, max(head - 1 - REACH, -1), -1):
        if words.sentence[token] != words.sentence[head]:
            return None
        found = stage.at.get(token)
        if found is not None:
            fits = words.tag[token] != "NNPS" and _governed(words, token, head)
            return token if fits else None
        if token in stage.spoken:
            return token if words.dep[token] == "poss" and words.head[token] == head else None
        if words.text[token] in POSSESSIVES or words.text[token] == "-":
            continue
        if words.text[token] == ")" and token - 1 in stage.at and words.text[token - 2] == "(":
            return token - 1
        if words.pos[token] not in BETWEEN or words.text[token] in {",", "(", ")", '"', ";", ":"}:
            return None
    return None


def _governed(words: Words, token: int, head: int) -> bool:
    """Whether a modifier belongs to the head noun, directly or through what stands between the two."""
    for _ in range(3):
        token = words.head[token]
        if token == head:
            return True
    return False


def _after(stage: Stage, head: int, entry: Collective) -> Draft | None:
    """The state or organisation that a head noun belongs to by "of", "from" or "in" ("officials in Kyiv")."""
    words = stage.words
    token = head + 1
    if token >= len(words) or words.lower[token] not in PREPOSITIONS:
        return None
    if entry.entity_type == "person" and not _office(words, head):
        return None
    preposition = words.lower[token]
    if preposition != "of" and (words.head[token] != head or entry.relational):
        return None
    token += 1
    while token < len(words) and words.lower[token] in {"the", "former"}:
        token += 1
    found = stage.at.get(token)
    if found is not None and found.form == "demonym":
        found = stage.at.get(found.last)
    if found is not None and found.last < len(words) and words.text[found.last] == "-":
        found = next((stage.at[later] for later in range(found.last + 1, found.last + 4) if later in stage.at), None)
    if found is None or found.form != "name" or _modifies(words, found.last):
        return None
    draft = stage.drafts[found.key]
    if draft.key.startswith("capital:") and entry.id == "rulers" and draft.country:
        return state_draft(draft.country)
    return (
        draft if draft.entity_type == "place" or (draft.entity_type == "organisation" and preposition != "in") else None
    )


def _office(words: Words, head: int) -> bool:
    """Whether a noun means the one holder of an office ("the governor of Bavaria"), not the office or any holder."""
    if words.lower[head + 1] != "of" or titles().get(words.lower[head]) is None:
        return False
    first = head
    while first > 0 and words.head[first - 1] == head and words.pos[first - 1] in {"ADJ", "NOUN", "PROPN", "DET"}:
        first -= 1
    return words.lower[first] == "the"


def _modifies(words: Words, after: int) -> bool:
    """Whether the name before a token qualifies it ("a group of Yoruba leaders")."""
    return after < len(words) and words.pos[after] in NOUNS and words.head[after - 1] >= after


def _add(stage: Stage, entry: Collective, owner: Draft, start: int | None, head: int) -> Found:
    words = stage.words
    within = stage.at.get(start) if start is not None else None
    first = within.first if within else (start if start is not None else head)
    inner = within.last if within else (start + 1 if start is not None else head)
    told = [token for token in range(inner, head + 1) if words.text[token] not in {"(", ")"}]
    telling = [token for token in told if words.text[token] not in POSSESSIVES]
    noun = joined(_common(words, token) for token in telling)
    if within is None or within.form == "nominal":
        written = f"{owner.adjective} {noun}" if owner.adjective else f"{noun} of {owner.name}"
    else:
        written = joined([*words.text[first:inner], *(_common(words, token) for token in told)])
    opening = _opening(stage, first, head)
    draft = Draft(_key(words, entry, owner, telling), written, entry.entity_type, owner.country)
    draft.plural = words.tag[head] in {"NNS", "NNPS"} or entry.entity_type == "group"
    draft.kind = _singular(words, head)
    if entry.same and draft.key.endswith(f":{entry.id}"):
        draft.name = f"{owner.adjective} {entry.id}" if owner.adjective else f"{entry.id} of {owner.name}"
    if not draft.plural and words.lower[opening - 1 : opening] in (["a"], ["an"], ["another"]):
        draft.key = f"{draft.key}:{head}"
    stage.add(draft, opening, head + 1, "nominal").aliases.add(written)
    return stage.at[head]


def _key(words: Words, entry: Collective, owner: Draft, telling: list[int]) -> str:
    """One key for all that means one actor: the owner with the words that describe, or with the entry itself."""
    if entry.same and {words.lower[token] for token in telling[:-1]} <= small_words("plain"):
        return f"described:{owner.key}:{entry.id}"
    return f"described:{owner.key}:{' '.join(_singular(words, token) for token in telling)}"


def _opening(stage: Stage, first: int, head: int) -> int:
    """Where the description begins, with what stands before the nationality."""
    words = stage.words
    while first > 0 and words.head[first - 1] == head and words.pos[first - 1] in BEFORE and first - 1 not in stage.at:
        first -= 1
    return first


def _common(words: Words, token: int) -> str:
    """A word of a description, in lower case unless it is a name's; headings write all words large."""
    lower = words.lower[token]
    return lower if collectives().get(lower) or words.pos[token] != "PROPN" else words.text[token]


def _singular(words: Words, token: int) -> str:
    lower = words.lower[token]
    if words.pos[token] == "PROPN" and collectives().get(lower) and lower.endswith("s"):
        return lower[:-1]
    return words.lemma[token].lower()
