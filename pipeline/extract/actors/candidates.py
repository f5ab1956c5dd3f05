"""The names of a document without overlaps: the registry's against the model's, and titles where both are silent."""

from dataclasses import replace

from pipeline.extract.actors.nouns import genders, institutions
from pipeline.extract.actors.spans import Name, announced, recognised, registered, title_before, trimmed
from pipeline.extract.actors.words import Words

PLURAL = frozenset({"NNS", "NNPS"})


def candidates(words: Words) -> list[Name]:
    """Names in the order of the text; none overlaps another. Institutions with a nationality come later, over these."""
    known = registered(words)
    at: dict[int, Name] = {token: name for name in known for token in range(name.first, name.last)}
    kept: list[Name] = []
    dropped: set[int] = set()
    for name in recognised(words):
        inside = {id(at[token]): at[token] for token in range(name.first, name.last) if token in at}
        if not inside:
            kept.append(name)
            continue
        kept += _against(words, name, list(inside.values()), dropped)
    kept += [name for name in known if id(name) not in dropped]
    kept = _apart([name for name in kept if _actor(words, name)])
    taken = [False] * len(words)
    for name in kept:
        taken[name.first : name.last] = [True] * (name.last - name.first)
    late = announced(words, taken)
    return _retyped(words, sorted([*kept, *late], key=lambda name: name.first))


def _retyped(words: Words, names: list[Name]) -> list[Name]:
    """Names that bear the surname of a person of the document, or a title right before them, are persons too."""
    surnames = {words.lower[name.last - 1] for name in names if name.entity_type == "person"}
    for name in names:
        if name.known is not None or name.entity_type == "person":
            continue
        title, entry = title_before(words, name.first)
        lone = name.last - name.first == 1
        if entry is not None and (entry.gender or not entry.office or words.capital(name.first - 1)):
            name.entity_type, name.title, name.title_entry = "person", title, entry
        elif words.lower[name.last - 1] in surnames and (lone or words.text[name.first] in genders()):
            name.entity_type = "person"
    return names


def _against(words: Words, name: Name, known: list[Name], dropped: set[int]) -> list[Name]:
    """What is left of a model's name beside the registry's names that it meets; `dropped` gets those that lose."""
    first, last = name.first, name.last
    if any(other.first <= first and last <= other.last for other in known):
        return []
    if any(other.first < first or last < other.last for other in known):
        return []
    if any(institutions().match(words.lower, token) for token in range(first, last)):
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
    if name.known is None and name.entity_type == "group":
        return words.tag[name.last - 1] in PLURAL
    return True


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
