"""Actors described by nationality or organisation instead of named ("Kazakh officials", "NATO troops")."""

from pipeline.extract.actors.nouns import Collective, collectives
from pipeline.extract.actors.people import joined
from pipeline.extract.actors.spans import POSSESSIVES
from pipeline.extract.actors.stage import Draft, Stage
from pipeline.extract.actors.words import NOUNS, Words

# What may stand between the nationality and the head noun.
BETWEEN = frozenset({"ADJ", "NOUN", "PROPN", "VERB", "NUM", "PUNCT"})
REACH = 5
PREPOSITIONS = frozenset({"of", "from", "in"})


def describe(stage: Stage) -> None:
    """Put described actors on the stage; the nationality inside keeps its own mention."""
    words = stage.words
    for token, lower in enumerate(words.lower):
        entry = collectives().get(lower)
        if entry is None or token in stage.at or words.pos[token] not in NOUNS or not _heads(words, token):
            continue
        start = _owned(stage, token)
        owner = stage.draft_at(start) if start is not None else _after(stage, token)
        if owner is None:
            continue
        collectives().lexicon.hit(entry)
        first = stage.at[start].first if start is not None else token
        _add(stage, entry, owner, first, token)


def _heads(words: Words, token: int) -> bool:
    """Whether the noun heads its phrase: no noun after it that it qualifies, no name that it titles."""
    after = token + 1
    if after >= len(words) or words.sentence[after] != words.sentence[token]:
        return True
    if words.pos[after] == "PROPN" and words.capital(after) and words.tag[token] in {"NN", "NNP"}:
        return False
    return words.pos[after] not in NOUNS or (words.head[token] != words.head[after] and words.head[token] != after)


def _owned(stage: Stage, head: int) -> int | None:
    """The last token of the nationality or organisation left of a head noun, in the same phrase."""
    words = stage.words
    for token in range(head - 1, max(head - 1 - REACH, -1), -1):
        if words.sentence[token] != words.sentence[head]:
            return None
        found = stage.at.get(token)
        if found is not None:
            draft = stage.drafts[found.key]
            if draft.entity_type == "person":
                return None
            beside = found.form == "demonym" or draft.entity_type in {"organisation", "place"}
            return token if beside and words.tag[token] != "NNPS" and _governed(words, token, head) else None
        if words.text[token] in POSSESSIVES or words.text[token] == "-":
            continue
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


def _after(stage: Stage, head: int) -> Draft | None:
    """The state or organisation that a head noun belongs to by "of", "from" or "in" ("officials in Kyiv")."""
    words = stage.words
    token = head + 1
    if token >= len(words) or words.lower[token] not in PREPOSITIONS:
        return None
    preposition = words.lower[token]
    token += 1
    while token < len(words) and words.lower[token] in {"the", "former"}:
        token += 1
    found = stage.at.get(token)
    if found is not None and found.form == "demonym":
        found = stage.at.get(found.last)
    if found is not None and found.last < len(words) and words.text[found.last] == "-":
        found = next((stage.at[later] for later in range(found.last + 1, found.last + 4) if later in stage.at), None)
    if found is None or found.form != "name":
        return None
    draft = stage.drafts[found.key]
    return (
        draft if draft.entity_type == "place" or (draft.entity_type == "organisation" and preposition != "in") else None
    )


def _add(stage: Stage, entry: Collective, owner: Draft, first: int, head: int) -> None:
    words = stage.words
    plural = words.tag[head] in {"NNS", "NNPS"} or entry.entity_type == "group"
    start = first
    while (
        start > 0
        and words.head[start - 1] == head
        and words.pos[start - 1] in {"ADJ", "NOUN", "VERB"}
        and start - 1 not in stage.at
    ):
        start -= 1
    written = (
        joined(words.text[first : head + 1])
        if first < head
        else f"{joined(words.text[head : head + 1])} of {owner.name}"
    )
    lemmas = " ".join(words.lemma[token].lower() for token in range(_inner(stage, first), head + 1))
    key = f"described:{owner.key}:{lemmas}"
    if not plural and words.lower[start - 1 : start] in (["a"], ["an"], ["another"]):
        key = f"{key}:{head}"
    draft = Draft(key, written, entry.entity_type, owner.country, plural=plural, kind=words.lemma[head].lower())
    stage.add(draft, start if start < first else first, head + 1, "nominal")


def _inner(stage: Stage, first: int) -> int:
    found = stage.at.get(first)
    return found.last if found is not None else first
