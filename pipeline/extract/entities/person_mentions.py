"""Persons: full names, their spellings, and the surnames that stand for them later."""

from collections import Counter
from collections.abc import Iterable

from pipeline.extract.entities.entity_lexicons import (
    load_counted_name_genders,
    load_name_genders,
    load_nominal_heads,
    load_titles,
    load_word_set,
)
from pipeline.extract.entities.entity_registry import Leader, load_registry
from pipeline.extract.entities.index_builder import EntityDraft, EntityIndexBuilder
from pipeline.extract.entities.name_spans import NameSpan
from pipeline.extract.entities.name_spelling import fold_name, is_same_person, join_tokens

NAME_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
# A new name is compared with so many others that begin alike, the last ones; more are lists, not articles.
MAX_COMPARED = 200
# Endings of Slavic women's surnames.
FEMALE_ENDINGS = ("ova", "eva", "ina", "skaya", "skaia")


class PersonResolver:
    """The persons of one document by surname; names must be given in the order full names first, then short ones."""

    def __init__(self, builder: EntityIndexBuilder, publication_year: int | None) -> None:
        self.builder = builder
        self.publication_year = publication_year
        self.by_full_name: dict[tuple[str, ...], EntityDraft] = {}
        self.by_initial: dict[str, list[tuple[tuple[str, ...], EntityDraft]]] = {}  # by the first letter of the surname
        self.short_mention_counts: Counter[str] = Counter()  # how often each was meant by the surname alone
        self.by_surname: dict[str, list[tuple[int, EntityDraft]]] = {}
        self.by_given_name: dict[str, list[tuple[int, EntityDraft]]] = {}

    def add_persons(self, names: Iterable[NameSpan]) -> None:
        """Put persons on the stage: full names make actors, short ones find theirs."""
        persons = [name for name in names if name.entity_type == "person"]
        for name in persons:
            if len(self._split_name(name)) > 1:
                self._add_full_name(name)
        for name in persons:
            if len(self._split_name(name)) == 1:
                self._add_short_name(name)

    def add_missed_surnames(self) -> None:
        """Find surnames that the model passed over or took for something else."""
        tokens = self.builder.tokens
        for token, text in enumerate(tokens.text):
            if token in self.builder.mention_by_token or not tokens.is_capitalised(token) or len(text) < 3:
                continue
            bearers = self.by_surname.get(fold_name(text))
            if bearers and tokens.pos[token] in {"PROPN", "NOUN"} and not self._opens_with_noun(token):
                draft = self._find_nearest_bearer(bearers, token, None)
                self.builder.add_mention(draft, token, token + 1, "name", "names/surname")

    def _opens_with_noun(self, token: int) -> bool:
        """Whether a sentence's first word is a common noun for persons, large only there (`Man charged`)."""
        tokens = self.builder.tokens
        return tokens.is_sentence_start[token] and load_nominal_heads().get(tokens.lower[token]) is not None

    def _split_name(self, name: NameSpan) -> tuple[str, ...]:
        tokens = self.builder.tokens
        parts = fold_name(" ".join(tokens.text[name.first : name.last])).replace(" - ", "-").split()
        while len(parts) > 1 and parts[-1] in NAME_SUFFIXES:
            parts.pop()
        return tuple(parts)

    def _join_name(self, name: NameSpan) -> str:
        tokens = self.builder.tokens
        return join_tokens(tokens.text[name.first : name.last])

    def _add_full_name(self, name: NameSpan) -> None:
        parts, written = self._split_name(name), self._join_name(name)
        draft = self.by_full_name.get(parts) or self._find_spelling_variant(parts)
        if draft is None:
            draft = self._find_leader(name, parts) or EntityDraft(
                f"person:{' '.join(parts)}", written, "person", gender=self._infer_gender(name, parts)
            )
        else:
            draft.aliases.add(written)
            if (
                len(written) > len(draft.name)
                and not draft.key.startswith("leader:")
                and _is_longer_form(written, draft.name)
            ):
                draft.aliases.add(draft.name)
                draft.name = written
        self._apply_title(draft, name)
        if parts not in self.by_full_name:
            self.by_full_name[parts] = draft
            self.by_initial.setdefault(parts[-1][:1], []).append((parts, draft))
        for surname in {parts[-1], " ".join(parts[1:])}:
            self.by_surname.setdefault(surname, []).append((name.first, draft))
        self.by_given_name.setdefault(parts[0], []).append((name.first, draft))
        self.builder.add_entity(draft, name.first, name.last, "name", _cite_person(draft))
        draft.aliases.add(written)

    def _find_spelling_variant(self, parts: tuple[str, ...]) -> EntityDraft | None:
        """A person of the document whose name this is in another spelling or length."""
        near = self.by_initial.get(parts[-1][:1], [])[-MAX_COMPARED:]
        return next((draft for other, draft in near if is_same_person(other, parts)), None)

    def _add_short_name(self, name: NameSpan) -> None:
        (word,), written = self._split_name(name), self._join_name(name)
        if word in load_word_set("calendar"):
            return
        bearers = self.by_surname.get(word)
        entry = name.title_entry
        if bearers:
            draft = self._find_nearest_bearer(bearers, name.first, entry.gender if entry else None)
        elif (given := self.by_given_name.get(word)) and len({draft.key for _, draft in given}) == 1 and entry is None:
            draft = given[0][1]
        else:
            draft = self._find_leader_by_surname(word, name) or EntityDraft(
                f"person:{word}", written, "person", gender=self._infer_gender(name, (word,))
            )
            self.by_surname.setdefault(word, []).append((name.first, draft))
        self._apply_title(draft, name)
        self.builder.add_entity(draft, name.first, name.last, "name", _cite_person(draft))
        draft.aliases.add(written)

    def _find_nearest_bearer(
        self, bearers: list[tuple[int, EntityDraft]], token: int, gender: str | None
    ) -> EntityDraft:
        """Of the bearers of a surname the one that fits the form of address, named here in full or else most before."""
        fitting = [
            (place, draft) for place, draft in bearers if gender is None or draft.gender in {None, gender}
        ] or bearers
        before = [draft for place, draft in fitting if place <= token]
        if not before:
            return fitting[0][1]
        sentence = self.builder.tokens.sentence
        here = [draft for place, draft in fitting if place <= token and sentence[place] == sentence[token]]
        bearer = (
            here[-1]
            if here
            else max(
                reversed(before),
                key=lambda draft: sum(each is draft for each in before) + self.short_mention_counts[draft.key],
            )
        )
        self.short_mention_counts[bearer.key] += 1
        return bearer

    def _apply_title(self, draft: EntityDraft, name: NameSpan) -> None:
        tokens = self.builder.tokens
        if name.title is None or name.title_entry is None:
            return
        load_titles().lexicon.record_hit(name.title_entry)
        self.builder.title_tokens.update(range(*name.title))
        draft.gender = draft.gender or name.title_entry.gender
        if name.title_entry.is_office:
            role = join_tokens(tokens.text[name.title[0] : name.title[1]])
            draft.role = draft.role or role
            # Of a leader out of office the title is one of the past: "the president" is somebody else.
            past = draft.key.startswith("leader:") and any(each.startswith("former ") for each in draft.roles)
            draft.roles.add(f"former {role.lower()}" if past else role.lower())

    def _infer_gender(self, name: NameSpan, parts: tuple[str, ...]) -> str | None:
        tokens = self.builder.tokens
        if name.title_entry and name.title_entry.gender:
            return name.title_entry.gender
        opening = join_tokens(tokens.text[name.first : name.last]).split(" ")[0]
        given = None
        if len(parts) > 1:
            given = load_name_genders().get(opening) or load_counted_name_genders().get(opening.lower())
        if given is None and len(parts[-1]) > 6 and parts[-1].endswith(FEMALE_ENDINGS):
            return "female"
        return given

    def _find_leader(self, name: NameSpan, parts: tuple[str, ...]) -> EntityDraft | None:
        if name.registry_name is not None and isinstance(name.registry_name.entry, Leader):
            return self._build_leader_draft(name.registry_name.entry)
        for leader in load_registry().leaders_by_surname.get(parts[-1], ()):
            if any(
                is_same_person(tuple(fold_name(full).split()), parts)
                for full in (leader.name, *leader.aliases)
                if " " in full
            ):
                return self._build_leader_draft(leader)
        return None

    def _find_leader_by_surname(self, word: str, name: NameSpan) -> EntityDraft | None:
        """The leader that a lone surname tells: with the title of the office, or where it can mean nobody else."""
        tokens = self.builder.tokens
        leaders = load_registry().leaders_by_surname.get(word, ())
        title = " ".join(tokens.lower[name.title[0] : name.title[1]]) if name.title else ""
        fitting = [
            leader
            for leader in leaders
            if leader.is_known_by_surname or (leader.office in title and self._is_in_office(leader))
        ]
        return self._build_leader_draft(fitting[0]) if len(fitting) == 1 else None

    def _is_in_office(self, leader: Leader) -> bool:
        year = self.publication_year
        return year is not None and leader.since <= year <= (leader.until or 9999)

    def _build_leader_draft(self, leader: Leader) -> EntityDraft:
        load_registry().leader_lexicon.record_hit(leader)
        entity = load_registry().build_leader_entity(leader)
        draft = EntityDraft(entity.key, entity.name, "person", entity.country, entity.wikidata_id, gender=leader.gender)
        past = self.publication_year is not None and leader.until is not None and leader.until < self.publication_year
        draft.roles.add(f"former {leader.office}" if past else leader.office)
        return draft


def _cite_person(draft: EntityDraft) -> str:
    """The leader's entry where the person is one, as a mention cites it."""
    kind, _, entry_id = draft.key.partition(":")
    return f"leaders/{entry_id}" if kind == "leader" else "names/person"


def _is_longer_form(longer: str, shorter: str) -> bool:
    return fold_name(longer).split()[-1] == fold_name(shorter).split()[-1]
