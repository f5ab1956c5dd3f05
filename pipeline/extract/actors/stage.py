"""The cast while it is being put together: actors still growing, and where they were found."""

from collections import Counter
from dataclasses import dataclass, field

from pipeline.extract.actors.words import Words
from pipeline.extract.records import Actor


@dataclass
class Draft:
    """An actor still growing. `gender` is "male", "female" or None; `kind` the noun that goes on about it."""

    key: str
    name: str
    entity_type: str
    country: str | None = None
    wikidata_id: str | None = None
    geonames_id: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    aliases: set[str] = field(default_factory=set)
    role: str | None = None
    gender: str | None = None
    roles: set[str] = field(default_factory=set)  # all roles, lower case
    adjective: str | None = None  # how its name stands before a noun ("Russian", "NATO")
    states: frozenset[str] = frozenset()  # of a region
    plural: bool = False
    kind: str | None = None

    def frozen(self) -> Actor:
        """The record that the other rooms see."""
        aliases = tuple(sorted(self.aliases - {self.name}))
        place = self.geonames_id, self.latitude, self.longitude
        return Actor(self.key, self.name, self.entity_type, self.country, self.wikidata_id, *place, aliases, self.role)


@dataclass(slots=True)
class Found:
    """Tokens `[first, last)` that mention an actor; `form` as in `records.Mention`."""

    key: str
    first: int
    last: int
    form: str


@dataclass
class Stage:
    """What is known of one document so far."""

    words: Words
    drafts: dict[str, Draft] = field(default_factory=dict)
    found: list[Found] = field(default_factory=list)
    at: dict[int, Found] = field(default_factory=dict)  # the closest mention of each token
    titles: set[int] = field(default_factory=set)  # tokens of titles before names
    spoken: dict[int, Found] = field(default_factory=dict)  # resolved pronouns by token
    countries: Counter[str] = field(default_factory=Counter)  # how often each is named or meant

    def add(self, draft: Draft, first: int, last: int, form: str) -> Draft:
        """Note a mention of an actor, which is a new one or one with the same key; gives the one kept."""
        kept = self.drafts.setdefault(draft.key, draft)
        self.note(kept, first, last, form)
        return kept

    def note(self, draft: Draft, first: int, last: int, form: str) -> None:
        """Note a mention of an actor that is known."""
        found = Found(draft.key, first, last, form)
        self.found.append(found)
        if draft.country:
            self.countries[draft.country] += 1
        for token in range(first, last):
            before = self.at.get(token)
            if before is None or before.last - before.first >= last - first:
                self.at[token] = found

    def draft_at(self, token: int) -> Draft | None:
        """The actor whose closest mention covers a token."""
        found = self.at.get(token)
        return self.drafts[found.key] if found else None

    def spoken_at(self, token: int) -> Draft | None:
        """The actor that a resolved pronoun stands for."""
        found = self.spoken.get(token)
        return self.drafts[found.key] if found else None

    def main_countries(self) -> list[str]:
        """The countries of the document, the most mentioned first, ties by code."""
        return [iso3 for iso3, _ in sorted(self.countries.items(), key=lambda item: (-item[1], item[0]))]
