"""Pronouns: which actor "he", "she", "it" and "they" stand for, and relative pronouns.

Referents of this sentence and those before it are ranked by weighed signs (`pronoun_features`, `pronoun_ranking`).
Plain nouns compete, and where one wins, or no actor is likely enough, the pronoun stays unresolved.
"""

from collections.abc import Callable, Sequence

from pipeline.extract.coreference.discourse_history import PLURAL_TAGS, DiscourseHistory, Referent
from pipeline.extract.coreference.pronoun_features import MAX_CLIMB, Candidate, Pronoun, is_compatible, list_candidates
from pipeline.extract.coreference.pronoun_ranking import choose_antecedent
from pipeline.extract.coreference.speech_context import SpeechContext
from pipeline.extract.entities.entity_lexicons import load_word_set
from pipeline.extract.entities.index_builder import EntityIndexBuilder, MentionDraft
from pipeline.extract.entities.token_arrays import SUBJECT_RELATIONS, TokenArrays
from pipeline.language.syntax.dependency_relations import find_subject
from pipeline.language.syntax.grammatical_relations import Relation

# Sentences before its own in which a pronoun's antecedent may stand.
MAX_SENTENCES = {"he": 5, "she": 5, "it": 3, "they": 3}
# How far behind a passive verb its clause may begin ("it was said that").
MAX_CLAUSE_DISTANCE = 15
RELATIVE_TAGS = frozenset({"WP", "WDT", "WP$"})
# How a phrase or clause hangs on the verb that it stands before.
FRONTED_RELATIONS = frozenset({Relation.PREPOSITION, Relation.ADVERBIAL_CLAUSE})

# The key of the actor that a pronoun at a token means, of its candidates.
AntecedentChoice = Callable[[int, Sequence[Candidate]], str | None]


def resolve_pronoun(
    builder: EntityIndexBuilder,
    history: DiscourseHistory,
    speech: SpeechContext,
    token: int,
    choose: AntecedentChoice = choose_antecedent,
) -> MentionDraft | None:
    """The actor a pronoun stands for, as a mention of form "pronoun" that the history has; None for nobody known."""
    tokens = builder.tokens
    if tokens.tag[token] in RELATIVE_TAGS:
        relative = _resolve_relative(builder, token)
        if relative is not None:
            history.add_mention(relative)
        return relative
    kind = _classify_pronoun(tokens.lower[token])
    if kind is None or _is_pleonastic(tokens, token, kind):
        return None
    gloss = _find_gloss(builder, token)
    if gloss is not None:
        mention = MentionDraft(gloss.key, token, token + 1, "pronoun", "coreference/gloss")
        history.add_pronoun(mention, kind)
        return mention
    ahead = _resolve_cataphor(builder, token, kind)
    if ahead is not None:
        mention = MentionDraft(ahead.key, token, token + 1, "pronoun", "coreference/cataphor")
    else:
        key = choose(token, list_candidates(builder, history, speech, Pronoun(token, kind), MAX_SENTENCES[kind]))
        if key is None:
            return None
        mention = MentionDraft(key, token, token + 1, "pronoun", "coreference/pronoun")
    history.add_pronoun(mention, kind)
    return mention


def _resolve_relative(builder: EntityIndexBuilder, token: int) -> MentionDraft | None:
    """What a relative pronoun goes back to: the mention right before it, or the noun that its clause qualifies."""
    tokens = builder.tokens
    before = token - 2 if tokens.text[token - 1 : token] == [","] else token - 1
    mention = builder.mention_by_token.get(before)
    if mention is None:
        verb = tokens.head[token]
        mention = (
            builder.mention_by_token.get(tokens.head[verb])
            if tokens.relation[verb] == Relation.RELATIVE_CLAUSE and tokens.head[verb] < token
            else None
        )
    if (
        mention is not None
        and builder.drafts[mention.key].entity_type == "place"
        and tokens.lower[mention.first - 1] == "in"
    ):
        mention = builder.mention_by_token.get(mention.first - 2, mention)
    if mention is None or mention.form == "demonym":
        return None
    person = builder.drafts[mention.key].entity_type in {"person", "group"}
    if person != (tokens.tag[token] != "WDT"):
        return None
    return MentionDraft(mention.key, token, token + 1, "pronoun", "coreference/relative_pronoun")


def _find_gloss(builder: EntityIndexBuilder, token: int) -> MentionDraft | None:
    """The name that an editor put in brackets behind a pronoun: `He [Holm] signed it`."""
    tokens = builder.tokens
    if tokens.text[token + 1 : token + 2] not in (["["], ["("]):
        return None
    mention = builder.mention_by_token.get(token + 2)
    closed = mention is not None and tokens.text[mention.last : mention.last + 1] in (["]"], [")"])
    return mention if closed and mention is not None and mention.form == "name" else None


def _resolve_cataphor(builder: EntityIndexBuilder, token: int, kind: str) -> MentionDraft | None:
    """Whom an owner before the main clause looks forward to, its subject: `In her first speech, Ida Holm promised`."""
    tokens, above = builder.tokens, token
    if tokens.relation[token] != Relation.POSSESSOR:
        return None
    for _ in range(MAX_CLIMB):
        relation, above = tokens.relation[above], tokens.head[above]
        if above > token and relation in FRONTED_RELATIONS:
            break
    else:
        return None
    subject = find_subject(tokens.tree, above)
    if subject is None or not token < subject < above:
        return None
    mention = builder.mention_by_token.get(subject)
    if mention is None:
        return None
    plural = tokens.tag[subject] in PLURAL_TAGS
    named = Referent(subject, builder.drafts[mention.key], mention.form, tokens.sentence[subject], True, False, plural)
    return mention if is_compatible(tokens, kind, named) else None


def _classify_pronoun(lower: str) -> str | None:
    return next((kind for kind in ("he", "she", "it", "they") if lower in load_word_set(kind)), None)


def _is_pleonastic(tokens: TokenArrays, token: int, kind: str) -> bool:
    """Whether an "it" is a subject that stands for nothing ("it is clear that", "it was said that")."""
    if kind != "it" or tokens.lower[token] != "it" or tokens.relation[token] not in SUBJECT_RELATIONS:
        return False
    verb = tokens.head[token]
    clauses = (
        later for later in range(verb + 1, min(verb + MAX_CLAUSE_DISTANCE, len(tokens))) if tokens.head[later] == verb
    )
    that = tokens.relation[token] == Relation.PASSIVE_SUBJECT and any(
        tokens.relation[later] in {Relation.CLAUSE, Relation.SUBJECT} for later in clauses
    )
    return that or tokens.lemma[verb] in load_word_set("pleonastic")
