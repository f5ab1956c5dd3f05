"""Bodies and places that a common noun goes back to by their own names or roles: `the mosque`, `the team`."""

from collections.abc import Iterable

from pipeline.extract.coreference.discourse_history import DiscourseHistory
from pipeline.extract.entities.entity_lexicons import load_anaphoric_nouns, load_name_type_words, load_word_set
from pipeline.extract.entities.index_builder import EntityDraft

BODY_TYPES = frozenset({"organisation", "facility", "place"})
# Drafts with names of their own; descriptions, institutions and states have their rules.
NAMED_KEYS = ("organisation:", "facility:", "place:", "body:")
# Sentences before its own in which the name of a noun's body may stand, and in which a body of unknown kind may.
MAX_NAME_SENTENCES, MAX_GENERIC_SENTENCES = 12, 2


def can_be_in_name(noun: str) -> bool:
    """Whether a noun is one that stands in names of bodies, buildings and places and so can go on about them."""
    entry = load_name_type_words().get(noun)
    return entry is not None and entry.id != "none"


def find_by_name_word(
    history: DiscourseHistory, sentence: int, noun: str, modifiers: Iterable[str]
) -> EntityDraft | None:
    """The body or place last mentioned whose name has the noun for its head: `Northern Church`, `Church of Alba`."""
    wanted = set(modifiers)
    for referent in history.list_recent(sentence, MAX_NAME_SENTENCES):
        draft = referent.draft
        if draft is None or draft.entity_type not in BODY_TYPES or not draft.key.startswith(NAMED_KEYS):
            continue
        words = draft.name.lower().split()
        heads = {words[-1], *(words[place - 1] for place, word in enumerate(words) if word in {"of", "for"} and place)}
        if (noun in heads or noun in draft.roles) and len(words) > 1 and wanted <= {*words, *draft.roles}:
            return draft
    return None


def find_generic_body(history: DiscourseHistory, sentence: int, noun: str) -> EntityDraft | None:
    """The only body near by that a noun for any body can mean (`the company`): one whose name tells no other kind."""
    if noun not in load_word_set("generic_bodies"):
        return None
    found = {
        referent.draft.key: referent.draft
        for referent in history.list_recent(sentence, MAX_GENERIC_SENTENCES)
        if referent.draft is not None
        and referent.draft.key.startswith("organisation:")
        and not _tells_kind(referent.draft)
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _tells_kind(draft: EntityDraft) -> bool:
    """Whether the last word of a name tells what the body is."""
    last = draft.name.lower().split()[-1]
    return load_name_type_words().get(last) is not None or last in load_anaphoric_nouns()
