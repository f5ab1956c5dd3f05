"""The names of a document without overlaps: the registry's against the model's, and titles where both are silent."""

import re
from collections import Counter
from dataclasses import replace

from pipeline.extract.actors.gazetteer import gazetteer
from pipeline.extract.actors.names import fold
from pipeline.extract.actors.nouns import collectives, genders, institutions, kinds, name_words, small_words, titles
from pipeline.extract.actors.spans import Name, announced, recognised, registered, title_before, town_of, trimmed
from pipeline.extract.actors.words import Words

# A sentence of so many longer words, so large a share of them with a capital, is a heading; closed by a full stop, it
# takes more.
HEADED, LARGE = 4, 0.8
HEADED_CLOSED, LARGE_CLOSED = 6, 0.9
DOMAIN = re.compile(r"[\w-]{3,60}\.[A-Za-z]{2,10}$|@|#|https?:")
PLURAL = frozenset({"NNS", "NNPS"})


def candidates(words: Words) -> list[Name]:
    """Names in the order of the text; none overlaps another. Institutions with a nationality come later, over these."""
    known = [name for name in registered(words) if not _compounded(words, name)]
    at: dict[int, Name] = {token: name for name in known for token in range(name.first, name.last)}
    kept: list[Name] = []
    dropped: set[int] = set()
    titled, headings = _titled(words), _headings(words)
    for name in recognised(words):
        if name.entity_type != "person" and not titled.isdisjoint(range(name.first, name.last)):
            continue
        inside = {id(at[token]): at[token] for token in range(name.first, name.last) if token in at}
        if not inside:
            kept.append(name)
            continue
        kept += _against(words, name, list(inside.values()), dropped, headings)
    kept += [name for name in known if id(name) not in dropped]
    kept = _apart([name for name in kept if _actor(words, name)])
    taken = [False] * len(words)
    for name in kept:
        taken[name.first : name.last] = [True] * (name.last - name.first)
    late = announced(words, taken)
    ordered = sorted([*kept, *late], key=lambda name: name.first)
    return _retyped(words, _unheaded(words, ordered, headings))


def _unheaded(words: Words, names: list[Name], headings: set[int]) -> list[Name]:
    """Names without those that only the capitals of a heading make: there a name must be known from running text."""
    if not headings:
        return names
    running = {
        tuple(words.text[first : name.last])
        for name in names
        if words.sentence[name.first] not in headings
        for first in {name.first, name.last - 1}
    }
    kept: list[Name] = []
    for name in names:
        if name.known is not None or words.sentence[name.first] not in headings:
            kept.append(name)
            continue
        ends = range(name.last, name.first, -1)
        end = next((end for end in ends if tuple(words.text[name.first : end]) in running), None)
        if end is not None:
            kept.append(replace(name, last=end))
    return kept


def _headings(words: Words) -> set[int]:
    """The numbers of sentences that write nearly all words large, and no verb small."""
    large: Counter[int] = Counter()
    total: Counter[int] = Counter()
    for token, text in enumerate(words.text):
        if len(text) > 3 and text.isalpha():
            total[words.sentence[token]] += 1
            large[words.sentence[token]] += text[0].isupper()
    verbs = {
        words.sentence[token] for token, text in enumerate(words.text) if words.pos[token] == "VERB" and text.islower()
    }
    closed = {words.sentence[token] for token, text in enumerate(words.text) if text == "."}
    headings: set[int] = set()
    for number, count in total.items():
        least, share = (HEADED_CLOSED, LARGE_CLOSED) if number in closed else (HEADED, LARGE)
        if number not in verbs and count >= least and large[number] >= share * count:
            headings.add(number)
    return headings


def _titled(words: Words) -> set[int]:
    """The tokens of titles before capitalised words: names found among them are parts of the title."""
    tokens: set[int] = set()
    for token in range(len(words)):
        match = titles().match(words.lower, token)
        if match and match[0] - token > 1 and match[0] < len(words) and words.capital(match[0]):
            tokens.update(range(token, match[0]))
    return tokens


def _compounded(words: Words, name: Name) -> bool:
    """Whether a registry name is a language or a half of a compound ("Spanish-language", "East-West")."""
    if words.text[name.last : name.last + 1] == ["-"]:
        return words.lower[name.last + 1 : name.last + 2] in (["language"], ["speaking"])
    return words.text[name.first - 1 : name.first] == ["-"] and words.lower[name.first - 2 : name.first - 1] == ["east"]


def _retyped(words: Words, names: list[Name]) -> list[Name]:
    """Names with the types that the document tells: a surname or title makes a person, what is in it makes a town."""
    surnames = {words.lower[name.last - 1] for name in names if name.entity_type == "person"}
    alone = {words.lower[name.first] for name in names if name.last - name.first == 1 and name.known is None}
    for name in names:
        # Persons are shortened to the last of their names, bodies to the first.
        shortened = name.last - name.first == 2 and words.lower[name.last - 1] in alone and name.known is None
        if shortened and name.entity_type != "place" and _personal(words, name):
            name.entity_type = "person"
            surnames.add(words.lower[name.last - 1])
    written = {tuple(words.text[name.first : name.last]) for name in names if name.entity_type == "person"}
    full = {parts[-1].lower() for parts in written if len(parts) > 1}
    for name in names:
        if name.known is not None:
            continue
        if name.entity_type == "person":
            strange = name.last - name.first == 1 and words.lower[name.first] not in full and name.title is None
            name.entity_type = "place" if strange and _inside(words, name) else "person"
            continue
        title, entry = title_before(words, name.first)
        lone = name.last - name.first == 1
        if not lone and tuple(words.text[name.first : name.last]) in written:
            name.entity_type = "person"  # the model took it for one elsewhere
        elif entry is not None and (entry.gender or not entry.office or words.capital(name.first - 1)):
            name.entity_type, name.title, name.title_entry = "person", title, entry
        elif lone and words.lower[name.first] in surnames:
            name.entity_type = "person"
        elif lone:
            name.entity_type = "place" if _located(words, name) else name.entity_type
        elif words.text[name.first] in genders() and _personal(words, name):
            name.entity_type = "person"
    return names


def _located(words: Words, name: Name) -> bool:
    """Whether a single word can only be a town: one of the gazetteer, behind "in" or before "region" and the like."""
    if fold(words.text[name.first]) not in gazetteer():
        return False
    after = kinds().get(words.lower[name.last], ()) if name.last < len(words) else ()
    before = words.lower[name.first - 1] in small_words("locative") or town_of(words, name.first)
    return before or any(each.entity_type == "place" for each in after)


def _inside(words: Words, name: Name) -> bool:
    """Whether what the model takes for a person is a town: something is in it, or its streets or mayor are told of."""
    inside = words.lower[name.first - 1] in small_words("inside") and words.dep[name.first] == "pobj"
    return (inside or town_of(words, name.first)) and fold(words.text[name.first]) in gazetteer()


def _personal(words: Words, name: Name) -> bool:
    """Whether a name that opens with a given name can be a person's: short, no place, no word of bodies."""
    written = " ".join(words.text[name.first : name.last])
    plain = not any(name_words().get(words.lower[token]) for token in range(name.first, name.last))
    return name.last - name.first <= 4 and plain and fold(written) not in gazetteer()


def _against(words: Words, name: Name, known: list[Name], dropped: set[int], headings: set[int]) -> list[Name]:
    """What is left of a model's name beside the registry's names that it meets; `dropped` gets those that lose."""
    first, last = name.first, name.last
    if any(other.first <= first and last <= other.last for other in known):
        return []
    if any(other.first < first or last < other.last for other in known):
        return []
    if any(institutions().match(words.lower, token) for token in range(first, last)):
        return []
    if name.entity_type == "person" and words.sentence[first] in headings:
        return []
    if known[-1].last == last and known[-1].known is not None and known[-1].known.form == "demonym":
        return []
    leading = known[0]
    if leading.first == first and leading.last < last:
        rest = trimmed(words, leading.last, last, name.entity_type)
        lone = (
            leading.known is not None
            and leading.known.form != "name"
            and name.entity_type in {"person", "place", "group"}
        )
        if not rest or (rest[0].title and rest[0].title[0] >= leading.last) or lone:
            return [
                each for each in rest if not any(other.first < each.last and each.first < other.last for other in known)
            ]
        if len(known) == 1 and leading.known is not None and leading.known.actor.entity_type == "organisation":
            return []
    dropped.update(id(other) for other in known)
    owner = next((other.known for other in known if other.known and other.known.actor.country), None)
    return [replace(name, known=owner)] if owner and name.entity_type != "person" else [name]


def _actor(words: Words, name: Name) -> bool:
    """Whether a name can be an actor or place: no works, no bare adjectives of belief or party."""
    if name.entity_type == "other":
        return False
    if name.known is None and (words.lower[name.first] in small_words("never") or DOMAIN.match(words.text[name.first])):
        return False
    lone = name.last - name.first == 1
    if lone and name.known is None and name.entity_type != "person" and _common(words.lower[name.first]):
        return False
    if name.entity_type == "person" and name.known is None:
        whole = titles().match(words.lower, name.first)
        return whole is None or whole[0] < name.last
    if name.known is None and name.entity_type == "group":
        return words.tag[name.last - 1] in PLURAL
    return True


def _common(lower: str) -> bool:
    """Whether a capitalised word is but a noun of office or kind ("the Office", "the Mayor")."""
    return any(nouns.get(lower) for nouns in (name_words(), titles(), collectives())) or lower in kinds()


def _apart(names: list[Name]) -> list[Name]:
    """Names without overlaps: the longer wins, then the earlier."""
    taken: set[int] = set()
    kept: list[Name] = []
    for name in sorted(names, key=lambda each: (each.first - each.last, each.first)):
        tokens = range(name.first, name.last)
        if not any(token in taken for token in tokens):
            taken.update(tokens)
            kept.append(name)
    return kept
