"""What a reader has in mind: who and what was mentioned so far, the last first."""

from dataclasses import dataclass

from pipeline.extract.actors.stage import Draft, Found, Stage
from pipeline.extract.actors.words import SUBJECTS

# No more referents than this are kept in mind: it bounds the work on texts that name hundreds of things a sentence.
MANY = 150
PLURAL = frozenset({"NNS", "NNPS"})


@dataclass(frozen=True, slots=True)
class Referent:
    """A noun phrase that later words can go back to; `draft` is None where it is no actor of the cast."""

    token: int  # the head
    draft: Draft | None
    form: str
    sentence: int
    subject: bool
    object: bool
    plural: bool


class History:
    """The referents so far, in the order of the text, and how often each actor was mentioned."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.referents: list[Referent] = []
        self.counts: dict[str, int] = {}

    def mention(self, found: Found) -> None:
        """Add a mention of an actor."""
        draft = self.stage.drafts[found.key]
        self.counts[found.key] = self.counts.get(found.key, 0) + 1
        self._put(found.last - 1, draft, found.form)

    def noun(self, token: int) -> None:
        """Add a plain noun, which may be what a pronoun means instead of an actor."""
        self._put(token, None, "noun")

    def _put(self, token: int, draft: Draft | None, form: str) -> None:
        words = self.stage.words
        head = token
        while words.dep[head] in {"conj", "appos"} and words.head[head] != head and token - words.head[head] < 12:
            head = words.head[head]
        named = draft is not None and draft.entity_type != "group"
        plural = draft.plural if draft is not None and named and form != "demonym" else words.tag[token] in PLURAL
        subject, thing = words.dep[head] in SUBJECTS, words.dep[head] == "dobj"
        self.referents.append(Referent(token, draft, form, words.sentence[token], subject, thing, plural))

    def recent(self, sentence: int, reach: int) -> list[Referent]:
        """The referents of this sentence and so many before it, the last first."""
        found: list[Referent] = []
        for referent in reversed(self.referents[-MANY:]):
            if sentence - referent.sentence > reach:
                break
            found.append(referent)
        return found
