"""Where names stand: the registry's, the model's after repair, and those that titles announce."""

from dataclasses import dataclass

from pipeline.extract.actors.nouns import Title, genders, kinds, name_words, small_words, titles
from pipeline.extract.actors.registry import Known, registry
from pipeline.extract.actors.words import Words

LABELS = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "NORP": "group",
    "FAC": "facility",
}
# Tokens at which a span of the model falls apart into names.
BREAKS = frozenset(',;:()/|!?"—–“”') | {"..."}
# Titles in a row before one name have no more tokens than this, whatever a text may pile up.
TITLED = 12
# A person's name has no more tokens than this after its title.
LONGEST = 6
POSSESSIVES = frozenset({"'s", "’s", "'", "’"})


@dataclass(slots=True)
class Name:
    """A name in the text: tokens `[first, last)`, what it names (None: not told), the registry's entry, its title."""

    first: int
    last: int
    entity_type: str | None
    known: Known | None = None
    title: tuple[int, int] | None = None
    title_entry: Title | None = None


def registered(words: Words) -> list[Name]:
    """The registry's names, longest first at every token, none inside another."""
    known = registry()
    found: list[Name] = []
    index, size = 0, len(words)
    while index < size:
        match = _registered_at(words, index, known.longest.get(words.text[index], 0)) or _shouted(words, index)
        if match:
            match.first = _styled(words, match)
            found.append(match)
            index = match.last
        else:
            index += 1
    return found


def _styled(words: Words, name: Name) -> int:
    """Where a state's name begins with its style before it ("the Kingdom of Norway")."""
    first = name.first
    if first > 1 and words.lower[first - 1] == "of" and words.lower[first - 2] in small_words("styles"):
        return first - 2 if words.capital(first - 2) else first
    return first


def _registered_at(words: Words, at: int, longest: int) -> Name | None:
    names = registry().names
    for size in range(min(longest, len(words) - at), 0, -1):
        if known := names.get(tuple(words.text[at : at + size])):
            entity_type = "group" if known.form == "people" else known.actor.entity_type
            return Name(at, at + size, entity_type, known)
    return None


def _shouted(words: Words, at: int) -> Name | None:
    """A name in capitals, as datelines and headings have it."""
    text = words.text[at]
    if len(text) < 4 or not text.isupper():
        return None
    known = registry()
    longest = known.longest.get(text.title(), 0)
    for size in range(min(longest, len(words) - at), 0, -1):
        tokens = words.text[at : at + size]
        if all(token.isupper() for token in tokens) and (
            match := known.names.get(tuple(token.title() for token in tokens))
        ):
            return Name(at, at + size, match.actor.entity_type, match)
    return None


def recognised(words: Words) -> list[Name]:
    """The model's entities that can be actors or places, without what does not belong to the name."""
    found: list[Name] = []
    index, size = 0, len(words)
    while index < size:
        label = words.label[index]
        if not label:
            index += 1
            continue
        last = index + 1
        while last < size and words.label[last] == label and not words.begins[last]:
            last += 1
        if label in LABELS:
            found.extend(_repaired(words, index, last, LABELS[label]))
        index = last
    return found


def _repaired(words: Words, first: int, last: int, entity_type: str) -> list[Name]:
    """The names in a span of the model: parted at possessives, commas and brackets, each without its title."""
    parts: list[tuple[int, int]] = []
    start = first
    for token in range(first, last):
        text = words.text[token]
        dash = text == "-" and words.spaced[token - 1]
        if dash or text in POSSESSIVES or text in BREAKS or "\n" in text:
            parts.append((start, token))
            start = token + 1
    parts.append((start, last))
    names: list[Name] = []
    for begin, end in parts:
        names += trimmed(words, begin, end, entity_type)
    return names


def trimmed(words: Words, first: int, last: int, entity_type: str | None) -> list[Name]:
    """One name without what leads and trails it, or none where nothing of a name is left."""
    title, entry = None, None
    while first < last:
        match = titles().match(words.lower, first)
        if match and match[0] < last and words.capital(match[0]) and _titles(words, first, match[1], entity_type):
            title, entry = (first if title is None else title[0], match[0]), match[1]
            first, entity_type = match[0], "person"
        elif _opens(words, first, last) and (entity_type != "person" or last - first == 1 or _personal(words, first)):
            break
        else:
            first += 1
    whole = last
    while first < last and not _closes(words, last - 1):
        last -= 1
    if last - first == 1 and last < whole and entity_type != "person" and words.lower[last] in small_words("calendar"):
        return []
    if first >= last or not any(char.isalpha() for char in words.text[first]):
        return []
    if title is None and entity_type == "person":
        title, entry = title_before(words, first)
    return [Name(first, last, judged(words, first, last, entity_type), title=title, title_entry=entry)]


def _personal(words: Words, token: int) -> bool:
    """Whether a person's name can begin with a token: no verb in capitals before it ("Ask", "Follow")."""
    return words.pos[token] in {"PROPN", "NOUN", "ADJ", "X"} or words.text[token] in genders()


def _titles(words: Words, first: int, entry: Title, entity_type: str | None) -> bool:
    return entity_type == "person" or entry.gender is not None or words.capital(first)


def _opens(words: Words, token: int, last: int) -> bool:
    """Whether a name can begin with a token."""
    more = token + 1 < last
    if words.capital(token):
        return words.lower[token] not in small_words("leading") | small_words("calendar")
    if words.lower[token] in small_words("opening_particles"):
        return more
    return words.text[token][:1].isdigit() and more and words.capital(token + 1)


def _closes(words: Words, token: int) -> bool:
    """Whether a name can end with a token."""
    if words.lower[token] in small_words("calendar"):
        return False
    return words.capital(token) or words.text[token][:1].isdigit()


def judged(words: Words, first: int, last: int, entity_type: str | None) -> str | None:
    """The type that the words of a name tell, or else the model's."""
    entry = name_words().get(words.lower[last - 1]) if last - first > 1 else None
    if entry is not None and entity_type == "person" and entry.id != "bodies":
        entry = None
    if entry is None and last - first > 2 and words.lower[first + 1] in {"of", "for"}:
        entry = name_words().get(words.lower[first])
    if entry is None:
        return entity_type
    name_words().lexicon.hit(entry)
    return entry.entity_type


def title_before(words: Words, first: int) -> tuple[tuple[int, int] | None, Title | None]:
    """The title that stands right before a token, longest wins; several in a row count as one."""
    start, entry = first, None
    moved = True
    while moved and first - start < TITLED:
        moved = False
        for size in range(min(4, start), 0, -1):
            if words.sentence[start - size] != words.sentence[first]:
                continue
            found = titles().get(*words.lower[start - size : start])
            if found is not None and (found.office or start == first):
                entry = entry or found
                start -= size
                moved = True
                break
    return ((start, first), entry) if entry else (None, None)


def town_of(words: Words, token: int) -> bool:
    """Whether what stands before a word is what towns have or are: `the mayor of`, `the streets of`, `the city of`."""
    if words.lower[token - 1] != "of" or token < 2:
        return False
    noun = words.lower[token - 2]
    return noun in small_words("towns") or any(kind.entity_type == "place" for kind in kinds().get(noun, ()))


def announced(words: Words, taken: list[bool]) -> list[Name]:
    """Persons whom a title announces and the model missed: a title and the capitalised words after it."""
    found: list[Name] = []
    index, size = 0, len(words)
    while index < size:
        match = titles().match(words.lower, index)
        if match is None:
            index += 1
            continue
        end, entry = match
        last = end
        while last < size and last - end < LONGEST and not taken[last] and words.sentence[last] == words.sentence[end]:
            if not _named(words, last, last == end):
                break
            last += 1
        capital = words.capital(index) or not entry.office or entry.gender
        if last > end and capital and not (words.first[index] and not words.capital(index)):
            title, widest = title_before(words, end)
            found.append(Name(end, last, "person", title=title or (index, end), title_entry=widest or entry))
        index = max(last, end)
    return found


def _named(words: Words, token: int, opening: bool) -> bool:
    """Whether a token can belong to a person's name that a title announces."""
    if words.capital(token):
        return words.pos[token] == "PROPN" and words.lower[token] not in small_words("calendar")
    particles = small_words("opening_particles") if opening else small_words("particles")
    return words.lower[token] in particles and token + 1 < len(words) and words.capital(token + 1)
