"""Pronouns: which actor "he", "she", "it" and "they" stand for, by agreement and salience.

Candidates of this sentence and the three before it are ranked in the manner of Lappin and Leass (1994, "An algorithm
for pronominal anaphora resolution"): subjects before others, near before far, a subject for a subject. Plain nouns
compete, and where one wins the pronoun stays unresolved.
"""

from pipeline.extract.coreference.discourse_history import PLURAL_TAGS, DiscourseHistory, Referent
from pipeline.extract.entities.entity_lexicons import load_nominal_heads, load_word_set
from pipeline.extract.entities.index_builder import EntityDraft, EntityIndexBuilder, MentionDraft
from pipeline.extract.entities.token_arrays import SUBJECT_RELATIONS, TokenArrays
from pipeline.language.syntax.dependency_relations import find_subject
from pipeline.language.syntax.grammatical_relations import Relation

MAX_SENTENCES = 3
# How far behind a passive verb its clause may begin ("it was said that").
MAX_CLAUSE_DISTANCE = 15
# Dependencies by which a clause takes over the subject of the clause above it.
SUBJECT_SHARING_RELATIONS = frozenset(
    {
        Relation.ADVERBIAL_CLAUSE,
        Relation.OPEN_CLAUSE,
        Relation.CONJUNCT,
        Relation.PREPOSITION,
        Relation.PREPOSITIONAL_OBJECT,
    }
)
RELATIVE_TAGS = frozenset({"WP", "WDT", "WP$"})
# How a phrase or clause hangs on the verb that it stands before.
FRONTED_RELATIONS = frozenset({Relation.PREPOSITION, Relation.ADVERBIAL_CLAUSE})
# Forms that are never subjects, whatever the parse says (`had him arrested`).
OBJECT_FORMS = frozenset({"him", "her", "them", "me", "us"})
# How far up the tree the clause around a pronoun's own may be.
MAX_CLIMB = 6
# Weights, set by hand: a subject outweighs one sentence of distance, an object more than a name inside a phrase, being
# named often little; of two subjects in one sentence that of the clause around the pronoun's is likelier.
(
    SUBJECT_WEIGHT,
    OBJECT_WEIGHT,
    PARALLEL_WEIGHT,
    OUTER_SUBJECT_WEIGHT,
    DISTANCE_PENALTY,
    FREQUENCY_WEIGHT,
    GENDER_WEIGHT,
) = 1.2, 0.4, 0.5, 0.4, 1.0, 0.05, 0.3


def resolve_pronoun(builder: EntityIndexBuilder, history: DiscourseHistory, token: int) -> MentionDraft | None:
    """The actor a pronoun stands for, as a mention of form "pronoun"; None where nothing or a plain noun fits best."""
    tokens = builder.tokens
    if tokens.tag[token] in RELATIVE_TAGS:
        return _resolve_relative(builder, token)
    kind = _classify_pronoun(tokens.lower[token])
    if kind is None or _is_pleonastic(tokens, token, kind):
        return None
    ahead = _resolve_cataphor(builder, token, kind)
    if ahead is not None:
        return MentionDraft(ahead.key, token, token + 1, "pronoun", "coreference/cataphor")
    best: tuple[float, Referent] | None = None
    recent = history.list_recent(tokens.sentence[token], MAX_SENTENCES)
    bound = [referent for referent in recent if _is_coargument(tokens, token, referent)]
    others = {referent.draft.key for referent in bound if referent.draft is not None}
    for referent in recent:
        other = referent in bound or (referent.draft is not None and referent.draft.key in others)
        if _is_compatible(tokens, kind, referent) and not other:
            weight = _score_antecedent(tokens, history, token, kind, referent)
            if best is None or weight > best[0]:
                best = weight, referent
    if best is None or best[1].draft is None:
        return None
    return MentionDraft(best[1].draft.key, token, token + 1, "pronoun", "coreference/pronoun")


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
    return mention if _is_compatible(tokens, kind, named) else None


def _classify_pronoun(lower: str) -> str | None:
    return next((kind for kind in ("he", "she", "it", "they") if lower in load_word_set(kind)), None)


def _is_pleonastic(tokens: TokenArrays, token: int, kind: str) -> bool:
    """Whether an "it" stands for nothing ("it is clear that"), or as an object mostly for what is no actor."""
    if kind != "it" or tokens.lower[token] != "it":
        return False
    if tokens.relation[token] not in SUBJECT_RELATIONS:
        return True
    verb = tokens.head[token]
    clauses = (
        later for later in range(verb + 1, min(verb + MAX_CLAUSE_DISTANCE, len(tokens))) if tokens.head[later] == verb
    )
    that = tokens.relation[token] == Relation.PASSIVE_SUBJECT and any(
        tokens.relation[later] in {Relation.CLAUSE, Relation.SUBJECT} for later in clauses
    )
    return that or tokens.lemma[verb] in load_word_set("pleonastic")


def _is_compatible(tokens: TokenArrays, kind: str, referent: Referent) -> bool:
    draft = referent.draft
    if draft is None:
        return _is_compatible_noun(tokens, kind, referent)
    if kind in {"he", "she"}:
        gender = "male" if kind == "he" else "female"
        return draft.entity_type == "person" and not referent.is_plural and draft.gender in {None, gender}
    if kind == "it":
        bare = referent.form != "demonym" or draft.entity_type == "organisation"
        return draft.entity_type in {"organisation", "place", "facility"} and bare and not draft.is_plural
    if draft.entity_type == "group" or draft.is_plural:
        return True
    return referent.form == "demonym" and referent.is_plural


def _is_compatible_noun(tokens: TokenArrays, kind: str, referent: Referent) -> bool:
    entry = load_nominal_heads().get(tokens.lower[referent.token])
    person = entry is not None and entry.entity_type == "person"
    if kind == "they":
        return referent.is_plural
    if referent.is_plural:
        return False
    return person if kind in {"he", "she"} else not person


def _is_coargument(tokens: TokenArrays, token: int, referent: Referent) -> bool:
    """Whether both are arguments of one verb, so that only a reflexive could go back; participles share the subject."""
    if tokens.lower[token].endswith(("self", "selves")) or tokens.relation[token] == Relation.POSSESSOR:
        return tokens.head[token] == referent.token
    subject = tokens.relation[token] in SUBJECT_RELATIONS
    if not referent.is_subject or (subject and tokens.lower[token] not in OBJECT_FORMS):
        return False
    verb = tokens.head[tokens.head[token]] if subject else tokens.head[token]
    for _ in range(3):
        if tokens.head[referent.token] == verb:
            return True
        if tokens.relation[verb] not in SUBJECT_SHARING_RELATIONS:
            return False
        verb = tokens.head[verb]
    return False


def _is_outer_subject(tokens: TokenArrays, token: int, subject: int) -> bool:
    """Whether a subject is that of the next clause around the pronoun's own."""
    verb = tokens.head[token]
    for _ in range(MAX_CLIMB):
        if tokens.head[verb] == verb:
            return False
        verb = tokens.head[verb]
        if tokens.pos[verb] in {"VERB", "AUX"}:
            return tokens.head[subject] == verb
    return False


def _score_antecedent(
    tokens: TokenArrays, history: DiscourseHistory, token: int, kind: str, referent: Referent
) -> float:
    weight = -DISTANCE_PENALTY * (tokens.sentence[token] - referent.sentence)
    weight += SUBJECT_WEIGHT if referent.is_subject else OBJECT_WEIGHT if referent.is_object else 0.0
    subject = tokens.relation[token] in SUBJECT_RELATIONS and tokens.lower[token] not in OBJECT_FORMS
    weight += PARALLEL_WEIGHT if referent.is_subject and subject else 0.0
    weight += (
        OUTER_SUBJECT_WEIGHT
        if referent.is_subject and subject and _is_outer_subject(tokens, token, referent.token)
        else 0.0
    )
    draft: EntityDraft | None = referent.draft
    if draft is not None:
        weight += FREQUENCY_WEIGHT * min(history.mention_counts.get(draft.key, 0), 6)
        weight += GENDER_WEIGHT if kind in {"he", "she"} and draft.gender else 0.0
    return weight - 0.001 * (token - referent.token)
