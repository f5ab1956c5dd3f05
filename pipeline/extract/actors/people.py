"""Persons: full names, their spellings, and the surnames that stand for them later."""

from collections import Counter
from collections.abc import Iterable

from pipeline.extract.actors.names import fold, same_person
from pipeline.extract.actors.nouns import genders, small_words, titles
from pipeline.extract.actors.registry import Leader, registry
from pipeline.extract.actors.spans import Name
from pipeline.extract.actors.stage import Draft, Stage

SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
# A new name is compared with so many others that begin alike, the last ones; more are lists, not articles.
COMPARED = 200
# Endings of Slavic women's surnames.
WOMEN = ("ova", "eva", "ina", "skaya", "skaia")


class People:
    """The persons of one document by surname; names must be given in the order full names first, then short ones."""

    def __init__(self, stage: Stage, published: int | None) -> None:
        self.stage = stage
        self.published = published
        self.exact: dict[tuple[str, ...], Draft] = {}
        self.alike: dict[str, list[tuple[tuple[str, ...], Draft]]] = {}  # by the first letter of the surname
        self.short: Counter[str] = Counter()  # how often each was meant by the surname alone
        self.by_surname: dict[str, list[tuple[int, Draft]]] = {}
        self.by_given: dict[str, list[tuple[int, Draft]]] = {}

    def add(self, names: Iterable[Name]) -> None:
        """Put persons on the stage: full names make actors, short ones find theirs."""
        persons = [name for name in names if name.entity_type == "person"]
        for name in persons:
            if len(self._parts(name)) > 1:
                self._full(name)
        for name in persons:
            if len(self._parts(name)) == 1:
                self._short(name)

    def mononyms(self) -> None:
        """Find surnames that the model passed over or took for something else."""
        words = self.stage.words
        for token, text in enumerate(words.text):
            if token in self.stage.at or not words.capital(token) or len(text) < 3:
                continue
            known = self.by_surname.get(fold(text))
            if known and words.pos[token] in {"PROPN", "NOUN"}:
                draft = self._nearest(known, token, None)
                self.stage.note(draft, token, token + 1, "name")

    def _parts(self, name: Name) -> tuple[str, ...]:
        words = self.stage.words
        parts = fold(" ".join(words.text[name.first : name.last])).replace(" - ", "-").split()
        while len(parts) > 1 and parts[-1] in SUFFIXES:
            parts.pop()
        return tuple(parts)

    def _written(self, name: Name) -> str:
        words = self.stage.words
        return joined(words.text[name.first : name.last])

    def _full(self, name: Name) -> None:
        parts, written = self._parts(name), self._written(name)
        draft = self.exact.get(parts) or self._spelt(parts)
        if draft is None:
            draft = self._leader(name, parts) or Draft(
                f"person:{' '.join(parts)}", written, "person", gender=self._gender(name, parts)
            )
        else:
            draft.aliases.add(written)
            if len(written) > len(draft.name) and not draft.key.startswith("leader:") and _extends(written, draft.name):
                draft.aliases.add(draft.name)
                draft.name = written
        self._learn(draft, name)
        if parts not in self.exact:
            self.exact[parts] = draft
            self.alike.setdefault(parts[-1][:1], []).append((parts, draft))
        for surname in {parts[-1], " ".join(parts[1:])}:
            self.by_surname.setdefault(surname, []).append((name.first, draft))
        self.by_given.setdefault(parts[0], []).append((name.first, draft))
        self.stage.add(draft, name.first, name.last, "name")
        draft.aliases.add(written)

    def _spelt(self, parts: tuple[str, ...]) -> Draft | None:
        """A person of the document whose name this is in another spelling or length."""
        near = self.alike.get(parts[-1][:1], [])[-COMPARED:]
        return next((draft for other, draft in near if same_person(other, parts)), None)

    def _short(self, name: Name) -> None:
        (word,), written = self._parts(name), self._written(name)
        if word in small_words("calendar"):
            return
        known = self.by_surname.get(word)
        entry = name.title_entry
        if known:
            draft = self._nearest(known, name.first, entry.gender if entry else None)
        elif (given := self.by_given.get(word)) and len({draft.key for _, draft in given}) == 1 and entry is None:
            draft = given[0][1]
        else:
            draft = self._leader_alone(word, name) or Draft(
                f"person:{word}", written, "person", gender=self._gender(name, (word,))
            )
            self.by_surname.setdefault(word, []).append((name.first, draft))
        self._learn(draft, name)
        self.stage.add(draft, name.first, name.last, "name")
        draft.aliases.add(written)

    def _nearest(self, known: list[tuple[int, Draft]], token: int, gender: str | None) -> Draft:
        """Of the bearers of a surname the one that fits the form of address, named here in full or else most before."""
        fitting = [
            (place, draft) for place, draft in known if gender is None or draft.gender in {None, gender}
        ] or known
        before = [draft for place, draft in fitting if place <= token]
        if not before:
            return fitting[0][1]
        sentence = self.stage.words.sentence
        here = [draft for place, draft in fitting if place <= token and sentence[place] == sentence[token]]
        meant = (
            here[-1]
            if here
            else max(reversed(before), key=lambda draft: sum(each is draft for each in before) + self.short[draft.key])
        )
        self.short[meant.key] += 1
        return meant

    def _learn(self, draft: Draft, name: Name) -> None:
        words = self.stage.words
        if name.title is None or name.title_entry is None:
            return
        titles().lexicon.hit(name.title_entry)
        self.stage.titles.update(range(*name.title))
        draft.gender = draft.gender or name.title_entry.gender
        if name.title_entry.office:
            role = joined(words.text[name.title[0] : name.title[1]])
            draft.role = draft.role or role
            draft.roles.add(role.lower())

    def _gender(self, name: Name, parts: tuple[str, ...]) -> str | None:
        words = self.stage.words
        if name.title_entry and name.title_entry.gender:
            return name.title_entry.gender
        given = genders().get(joined(words.text[name.first : name.last]).split(" ")[0]) if len(parts) > 1 else None
        if given is None and len(parts[-1]) > 6 and parts[-1].endswith(WOMEN):
            return "female"
        return given

    def _leader(self, name: Name, parts: tuple[str, ...]) -> Draft | None:
        if name.known is not None and isinstance(name.known.entry, Leader):
            return self._known(name.known.entry)
        for leader in registry().leaders.get(parts[-1], ()):
            if any(
                same_person(tuple(fold(full).split()), parts) for full in (leader.name, *leader.aliases) if " " in full
            ):
                return self._known(leader)
        return None

    def _leader_alone(self, word: str, name: Name) -> Draft | None:
        """The leader that a lone surname tells: with the title of the office, or where it can mean nobody else."""
        words = self.stage.words
        leaders = registry().leaders.get(word, ())
        title = " ".join(words.lower[name.title[0] : name.title[1]]) if name.title else ""
        fitting = [leader for leader in leaders if leader.alone or (leader.office in title and self._in_office(leader))]
        return self._known(fitting[0]) if len(fitting) == 1 else None

    def _in_office(self, leader: Leader) -> bool:
        year = self.published
        return year is not None and leader.since <= year <= (leader.until or 9999)

    def _known(self, leader: Leader) -> Draft:
        registry().leader_list.hit(leader)
        actor = registry().leader_actor(leader)
        draft = Draft(actor.key, actor.name, "person", actor.country, actor.wikidata_id, gender=leader.gender)
        past = self.published is not None and leader.until is not None and leader.until < self.published
        draft.roles.add(f"former {leader.office}" if past else leader.office)
        return draft


def joined(tokens: Iterable[str]) -> str:
    """Tokens as a name is written: hyphens and possessive marks close up."""
    text = " ".join(tokens)
    return text.replace(" - ", "-").replace(" 's", "'s").replace(" ’s", "’s").replace(" ,", ",")


def _extends(longer: str, shorter: str) -> bool:
    return fold(longer).split()[-1] == fold(shorter).split()[-1]
