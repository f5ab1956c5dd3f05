"""Offices and countries of persons, from the words beside their names: titles, appositions, "of"."""

from pipeline.extract.actors.nominals import owned_by, phrase
from pipeline.extract.actors.nouns import collectives, titles
from pipeline.extract.actors.people import joined
from pipeline.extract.actors.spans import POSSESSIVES, title_before
from pipeline.extract.actors.stage import Draft, Found, Stage
from pipeline.extract.actors.words import NOUNS, SUBJECTS, Words

# Places of a noun that describes what another names: beside it, joined to such a noun, or behind "is".
BESIDE = frozenset({"appos", "conj", "attr"})
# Prepositions between an office and what it is of.
OF = frozenset({"of", "for"})
# How far before its verb a subject is looked for, in tokens.
REACH = 15


def learn(stage: Stage) -> None:
    """Give persons their country and role where the text tells them, and note the descriptions set beside names."""
    for found in list(stage.found):
        draft = stage.drafts[found.key]
        if draft.entity_type == "person" and found.form == "name":
            _titled(stage, draft, found)
    words = stage.words
    for token, dep in enumerate(words.dep):
        if dep not in BESIDE or words.pos[token] not in NOUNS:
            continue
        head = words.head[token]
        if dep == "conj":
            dep, head = words.dep[head], words.head[head]
        if dep == "appos":
            _beside(stage, token, _office(stage, token, head))
        elif dep == "attr" and words.lemma[head] == "be":
            _beside(stage, token, _subject(words, head))


def _subject(words: Words, verb: int) -> int:
    """The subject before a verb; the verb itself where there is none near."""
    before = range(verb - 1, max(verb - REACH, -1), -1)
    return next((token for token in before if words.head[token] == verb and words.dep[token] in SUBJECTS), verb)


def _titled(stage: Stage, draft: Draft, found: Found) -> None:
    """The country before a title ("Serbian President ...") or behind the name ("King ... of Morocco")."""
    words = stage.words
    title, _ = title_before(words, found.first)
    if draft.country is not None:
        return
    before = (title[0] if title else found.first) - 1
    if before >= 0 and words.text[before] in POSSESSIVES:
        before -= 1
    owner = stage.at.get(before)
    if (
        owner is not None
        and words.sentence[before] == words.sentence[found.first]
        and (title or owner.form == "demonym")
    ):
        draft.country = stage.drafts[owner.key].country
    elif title and words.lower[found.last : found.last + 1] == ["of"]:
        after = stage.at.get(found.last + 1)
        draft.country = stage.drafts[after.key].country if after else None


def _office(stage: Stage, token: int, head: int) -> int:
    """The office where the parse hangs its holder's name on what it is of: `the governor of Bavaria, Ida Holm`."""
    words, named, owner = stage.words, stage.draft_at(token), stage.draft_at(head)
    if named is None or named.entity_type != "person" or owner is None or owner.entity_type == "person":
        return head
    return words.head[words.head[head]] if words.lower[words.head[head]] in OF else head


def _beside(stage: Stage, token: int, head: int) -> None:
    """A noun in apposition to a name, on either side."""
    words = stage.words
    named, other = stage.at.get(head), stage.at.get(token)
    if named is not None and other is None and words.tag[token] in {"NN", "NNP"}:
        _describes(stage, named, token)
    elif other is not None and named is None and words.tag[head] == "NN" and words.dep[token] == "appos":
        _describes(stage, other, head)


def _describes(stage: Stage, named: Found, noun: int) -> None:
    words = stage.words
    draft = stage.drafts[named.key]
    if draft.entity_type != "person" or named.form != "name":
        return
    entry = collectives().get(words.lower[noun])
    if (entry is None or entry.entity_type != "person") and titles().get(words.lower[noun]) is None:
        return
    described = phrase(stage, noun)
    role = [words.text[token] for token in range(described.first, noun + 1) if _told(stage, token)]
    if role:
        draft.roles.add(joined(role).lower())
        draft.role = draft.role or joined(role)
    if draft.country is None:
        draft.country = _country(stage, described.owner, noun)
    stage.note(draft, described.first, noun + 1, "nominal")


def _told(stage: Stage, token: int) -> bool:
    """Whether a word before the noun belongs to the role itself."""
    words = stage.words
    return token not in stage.at and words.pos[token] in {"NOUN", "PROPN", "ADJ"} and words.dep[token] != "poss"


def _country(stage: Stage, owner: Draft | None, noun: int) -> str | None:
    if owner is not None:
        return owner.country
    of = owned_by(stage, noun)
    return of.country if of else None
