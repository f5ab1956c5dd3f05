"""What a reader has in mind: who and what was mentioned so far, the last first."""

from dataclasses import dataclass

from pipeline.extract.entities.index_builder import EntityDraft, EntityIndexBuilder, MentionDraft
from pipeline.extract.entities.token_arrays import SUBJECT_RELATIONS
from pipeline.language.syntax.grammatical_relations import Relation

# No more referents than this are kept in mind: it bounds the work on texts that name hundreds of things a sentence.
MAX_REFERENTS = 150
PLURAL_TAGS = frozenset({"NNS", "NNPS"})


@dataclass(frozen=True, slots=True)
class Referent:
    """A noun phrase that later words can go back to; `draft` is None where it is no entity of the index."""

    token: int  # the head
    draft: EntityDraft | None
    form: str
    sentence: int
    is_subject: bool
    is_object: bool
    is_plural: bool


class DiscourseHistory:
    """The referents so far, in the order of the text, and how often each actor was mentioned."""

    def __init__(self, builder: EntityIndexBuilder) -> None:
        self.builder = builder
        self.referents: list[Referent] = []
        self.mention_counts: dict[str, int] = {}
        self.pronoun_kinds: dict[str, set[str]] = {}  # `he`, `she`, `it` or `they` by actor

    def add_mention(self, mention: MentionDraft) -> None:
        """Add a mention of an actor."""
        draft = self.builder.drafts[mention.key]
        self.mention_counts[mention.key] = self.mention_counts.get(mention.key, 0) + 1
        self._add_referent(mention.last - 1, draft, mention.form)
        self._add_pair(mention.last - 1)

    def add_pronoun(self, mention: MentionDraft, kind: str) -> None:
        """Add a pronoun that was resolved."""
        self.add_mention(mention)
        self.pronoun_kinds.setdefault(mention.key, set()).add(kind)

    def count_mentions(self, draft: EntityDraft) -> int:
        """How often an actor was mentioned so far."""
        return self.mention_counts.get(draft.key, 0)

    def has_pronoun(self, draft: EntityDraft, kind: str) -> bool:
        """Whether this kind of pronoun went back to an actor before."""
        return kind in self.pronoun_kinds.get(draft.key, ())

    def has_other_gender(self, draft: EntityDraft, kind: str) -> bool:
        """Whether pronouns of the other gender went back to a person before."""
        return {"he": "she", "she": "he"}.get(kind) in self.pronoun_kinds.get(draft.key, ())

    def add_noun(self, token: int) -> None:
        """Add a plain noun, which may be what a pronoun means instead of an actor."""
        self._add_referent(token, None, "noun")

    def _add_pair(self, token: int) -> None:
        """Add two that a conjunction joins, whom "they" may mean together: `Holm and Berg left. They ...`."""
        tokens = self.builder.tokens
        first = tokens.head[token]
        if tokens.relation[token] == Relation.CONJUNCT and first in self.builder.mention_by_token and first < token:
            self.referents.append(
                Referent(
                    token,
                    None,
                    "pair",
                    tokens.sentence[token],
                    tokens.relation[first] in SUBJECT_RELATIONS,
                    tokens.relation[first] == Relation.OBJECT,
                    True,
                )
            )

    def _add_referent(self, token: int, draft: EntityDraft | None, form: str) -> None:
        tokens = self.builder.tokens
        head = token
        while (
            tokens.relation[head] in {Relation.CONJUNCT, Relation.APPOSITION}
            and tokens.head[head] != head
            and token - tokens.head[head] < 12
        ):
            head = tokens.head[head]
        named = draft is not None and draft.entity_type != "group"
        plural = (
            draft.is_plural if draft is not None and named and form != "demonym" else tokens.tag[token] in PLURAL_TAGS
        )
        subject, thing = tokens.relation[head] in SUBJECT_RELATIONS, tokens.relation[head] == Relation.OBJECT
        self.referents.append(Referent(token, draft, form, tokens.sentence[token], subject, thing, plural))

    def list_recent(self, sentence: int, reach: int) -> list[Referent]:
        """The referents of this sentence and so many before it, the last first."""
        found: list[Referent] = []
        for referent in reversed(self.referents[-MAX_REFERENTS:]):
            if sentence - referent.sentence > reach:
                break
            found.append(referent)
        return found
