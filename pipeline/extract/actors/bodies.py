"""Organisations: institutions of states, acronyms introduced in brackets, and names in several lengths."""

from dataclasses import dataclass

from pipeline.extract.actors.names import fold
from pipeline.extract.actors.nouns import Institution, institutions, small_words
from pipeline.extract.actors.people import joined
from pipeline.extract.actors.registry import registry
from pipeline.extract.actors.spans import POSSESSIVES, Name
from pipeline.extract.actors.stage import Draft, Found, Stage
from pipeline.extract.actors.words import Words

LINKS = frozenset({"of", "in", "for"})


@dataclass(frozen=True, slots=True)
class Seat:
    """An institution in the text: tokens `[first, last)` of its form, and the country beside it if there is one."""

    first: int
    last: int
    entry: Institution
    country: str | None


def seats(stage: Stage) -> list[Seat]:
    """The institutions of states, with the country that a nationality, an owner or a place after them tells."""
    words = stage.words
    found: list[Seat] = []
    index, size = 0, len(words)
    while index < size:
        match = institutions().match(words.lower, index)
        if match is None or index in stage.at or not _heads(stage, index, match[0]):
            index += 1
            continue
        last, entry = match
        found.append(Seat(index, last, entry, _owner(stage, index, last, entry)))
        index = last
    return found


def _heads(stage: Stage, first: int, last: int) -> bool:
    """Whether the form stands for the body itself and does not qualify the noun after it."""
    words = stage.words
    follows = words.pos[last] if last < len(words) and words.lower[last] not in small_words("calendar") else ""
    if words.pos[last - 1] not in {"NOUN", "PROPN"}:
        return False
    if follows in {"NOUN", "PROPN"} and words.sentence[last] == words.sentence[first] and words.head[last - 1] >= last:
        return last - first > 1 and not words.capital(last)
    return True


def _owner(stage: Stage, first: int, last: int, entry: Institution) -> str | None:
    words = stage.words
    left = first - 1
    while left >= 0 and words.lower[left] in small_words("qualifying"):
        left -= 1
    if left >= 0 and words.text[left] in POSSESSIVES:
        left -= 1
    owner = stage.draft_at(left) if left >= 0 and words.sentence[left] == words.sentence[first] else None
    if owner is not None and owner.country:
        return owner.country
    right = last
    if right < len(words) and words.lower[right] in LINKS and not (entry.abroad and words.lower[right] == "in"):
        right += 1
        while right < len(words) and words.lower[right] in {"the", "former"}:
            right += 1
        place = stage.draft_at(right) if right < len(words) else None
        if place is not None and place.entity_type == "place":
            return place.country
    return None


def settle(stage: Stage, seat: Seat, country: str | None) -> Found | None:
    """Put an institution on the stage as that of a country; without one it must be a name to be an actor."""
    words = stage.words
    named = words.capital(seat.first) or words.capital(seat.last - 1)
    if country is None and not named:
        return None
    first, before = seat.first, stage.at.get(seat.first - 1)
    if before is not None and before.form == "demonym":
        first = before.first
    state = registry().states.get(country) if country else None
    institutions().lexicon.hit(seat.entry)
    written = joined(words.text[first : seat.last])
    name = seat.entry.name.format(country=state.name) if state else written
    draft = Draft(f"seat:{seat.entry.id}:{country or ''}", name, "organisation", country, kind=seat.entry.kind)
    draft.plural = words.tag[seat.last - 1] in {"NNS", "NNPS"}
    kept = stage.add(draft, first, seat.last, "name" if named or seat.country else "nominal")
    kept.aliases.add(written)
    _rename(stage, kept, seat)
    return stage.at[seat.last - 1]


def _rename(stage: Stage, draft: Draft, seat: Seat) -> None:
    """Let an acronym in brackets behind an institution stand for it, also where it was taken for another body."""
    words = stage.words
    acronym = bracketed(words, seat.last)
    if acronym is None or not acronym.isupper() or (acronym,) in registry().names:
        return
    draft.aliases.add(acronym)
    for found in stage.found:
        if words.text[found.first : found.last] == [acronym]:
            found.key = draft.key


def bracketed(words: Words, token: int) -> str | None:
    """The one word that stands in brackets at a token."""
    return (
        words.text[token + 1]
        if words.text[token : token + 1] == ["("] and words.text[token + 2 : token + 3] == [")"]
        else None
    )


class Bodies:
    """Other organisations of one document, by name and by acronym."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.by_name: dict[str, Draft] = {}
        self.acronyms: dict[str, Draft] = {}
        for found in list(stage.found):
            draft = stage.drafts[found.key]
            if draft.entity_type == "organisation":
                self.introduce(draft, found.first, found.last)

    def abbreviated(self) -> None:
        """Find the acronyms that the text has introduced, wherever they stand."""
        for token, text in enumerate(self.stage.words.text):
            draft = self.acronyms.get(text)
            found = self.stage.at.get(token)
            if draft is not None and found is not None and found.last - found.first == 1:
                found.key = draft.key
            elif draft is not None and found is None:
                self.stage.note(draft, token, token + 1, "name")

    def add(self, name: Name) -> None:
        """Put an organisation or facility on the stage: a new one, or one that it is a part or an acronym of."""
        words = self.stage.words
        written = joined(words.text[name.first : name.last])
        folded = fold(written).removeprefix("the ")
        draft = self.by_name.get(folded) or self.acronyms.get(written) or self._longer(folded)
        if draft is None:
            country = name.known.actor.country if name.known else None
            kind = words.lower[name.last - 1]
            draft = Draft(
                f"{name.entity_type}:{folded}", written, name.entity_type or "organisation", country, kind=kind
            )
            self.by_name[folded] = draft
        self.stage.add(draft, name.first, name.last, "name").aliases.add(written)
        self.introduce(draft, name.first, name.last)

    def introduce(self, draft: Draft, first: int, last: int) -> None:
        """Learn the acronym in brackets behind a name, if its letters are the name's initials."""
        words = self.stage.words
        acronym = bracketed(words, last)
        if acronym is not None and abbreviates(acronym, words.text[first:last]):
            self.acronyms[acronym] = draft
            draft.aliases.add(acronym)

    def _longer(self, folded: str) -> Draft | None:
        """An organisation already named whose name this one opens or ends, as texts shorten names."""
        if " " not in folded and len(folded) < 4:
            return None
        fitting = {
            draft.key: draft
            for name, draft in self.by_name.items()
            if name.startswith(f"{folded} ") or (" " in folded and name.endswith(f" {folded}"))
        }
        return next(iter(fitting.values())) if len(fitting) == 1 else None


def abbreviates(acronym: str, tokens: list[str]) -> bool:
    """Whether a word in capitals can be made of a name's letters, beginning with that of one of its words."""
    letters = acronym.replace(".", "")
    if not 2 <= len(letters) <= 8 or sum(char.isupper() for char in letters) < 2 or len(tokens) < 2:
        return False
    if letters[0].lower() not in {token[0].lower() for token in tokens}:
        return False
    rest = iter("".join(tokens).lower())
    return all(char in rest for char in letters.lower())
