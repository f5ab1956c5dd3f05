"""What speaks for and against each antecedent of a pronoun, as named signs with their strengths.

The signs are those of Lappin and Leass (1994, "An algorithm for pronominal anaphora resolution"): subjects before
others, near before far, a subject for a subject; with gender, number, kind of entity, and in whose quotation both
stand.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.extract.coreference.discourse_history import DiscourseHistory, Referent
from pipeline.extract.coreference.speech_context import SpeechContext
from pipeline.extract.entities.entity_lexicons import load_nominal_heads
from pipeline.extract.entities.index_builder import EntityDraft, EntityIndexBuilder
from pipeline.extract.entities.token_arrays import SUBJECT_RELATIONS, TokenArrays
from pipeline.language.syntax.clause_structure import resolve_relative
from pipeline.language.syntax.dependency_relations import find_subject
from pipeline.language.syntax.grammatical_relations import Relation

Features = Mapping[str, float]

GENDERS = {"he": "male", "she": "female"}
# Forms that are never subjects, whatever the parse says (`had him arrested`).
OBJECT_FORMS = frozenset({"him", "her", "them", "me", "us"})
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
VERB_POS = frozenset({"VERB", "AUX"})
REFLEXIVE_ENDINGS = ("self", "selves")
# Prepositions before whom or what words are about.
TOPIC_PREPOSITIONS = frozenset({"on", "of", "about", "against", "over", "at"})
# How far up the tree the clause around a pronoun's own may be.
MAX_CLIMB = 6
# From so many mentions on, more of them do not make an antecedent likelier.
MAX_MENTIONS = 6


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A pronoun of the third person: its token, and `he`, `she`, `it` or `they` for all of its forms."""

    token: int
    kind: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A referent that a pronoun may go back to, with its signs; `referent` is None for none of them."""

    referent: Referent | None
    features: Features

    @property
    def key(self) -> str | None:
        """The actor that the candidate mentions; None for a plain noun and for none."""
        return self.referent.draft.key if self.referent is not None and self.referent.draft is not None else None


def list_candidates(
    builder: EntityIndexBuilder, history: DiscourseHistory, speech: SpeechContext, pronoun: Pronoun, reach: int
) -> list[Candidate]:
    """The referents of this sentence and so many before it that agree with a pronoun; the last is none of them."""
    tokens = builder.tokens
    recent = history.list_recent(tokens.sentence[pronoun.token], reach)
    bound = [referent for referent in recent if _is_coargument(tokens, pronoun.token, referent)]
    excluded = {referent.draft.key for referent in bound if referent.draft is not None}
    excluded |= _list_governed_names(builder, pronoun.token)
    speaker = speech.find_speaker(pronoun.token)
    speaking = builder.find_draft(speaker) or builder.find_antecedent(speaker) if speaker is not None else None
    if speaking is not None:
        excluded.add(speaking.key)
    fitting = [
        referent
        for referent in recent
        if referent not in bound
        and (referent.draft is None or referent.draft.key not in excluded)
        and is_compatible(tokens, pronoun.kind, referent)
    ]
    most = max((history.count_mentions(each.draft) for each in fitting if each.draft is not None), default=0)
    seen: set[int] = set()
    described = []
    for rank, referent in enumerate(fitting):
        features = _describe(builder, history, speech, pronoun, referent)
        features["nearest"] = float(rank == 0)
        features["most_mentioned"] = float(
            referent.draft is not None and history.count_mentions(referent.draft) == most
        )
        described.append((referent, features))
    for referent, features in reversed(described):
        features["opens_sentence"] = float(referent.sentence not in seen)
        seen.add(referent.sentence)
    return [
        *(Candidate(referent, features) for referent, features in described),
        Candidate(None, _describe_none(tokens, speech, pronoun, fitting)),
    ]


def is_compatible(tokens: TokenArrays, kind: str, referent: Referent) -> bool:
    """Whether number, gender and kind of entity let a pronoun go back to a referent."""
    draft = referent.draft
    if draft is None:
        return _is_compatible_noun(tokens, kind, referent)
    if kind in GENDERS:
        return draft.entity_type == "person" and not referent.is_plural and draft.gender in {None, GENDERS[kind]}
    if kind == "it":
        bare = referent.form != "demonym" or draft.entity_type == "organisation"
        return draft.entity_type in {"organisation", "place", "facility"} and bare and not draft.is_plural
    if draft.entity_type in {"group", "organisation"} or draft.is_plural:
        return True
    if draft.entity_type == "place":
        return referent.form != "demonym" or referent.is_plural
    return False


def _is_compatible_noun(tokens: TokenArrays, kind: str, referent: Referent) -> bool:
    entry = load_nominal_heads().get(tokens.lower[referent.token])
    person = entry is not None and entry.entity_type == "person"
    if kind == "they":
        return referent.is_plural
    if referent.is_plural:
        return False
    return person if kind in GENDERS else not person


def _is_coargument(tokens: TokenArrays, token: int, referent: Referent) -> bool:
    """Whether both are arguments of one verb, so that only a reflexive could go back; participles share the subject."""
    if tokens.lower[token].endswith(REFLEXIVE_ENDINGS) or tokens.relation[token] == Relation.POSSESSOR:
        return tokens.head[token] == referent.token
    subject = _is_subject(tokens, token)
    if not referent.is_subject or subject:
        return False
    verb = tokens.head[tokens.head[token]] if tokens.relation[token] in SUBJECT_RELATIONS else tokens.head[token]
    for _ in range(3):
        if tokens.head[referent.token] == verb:
            return True
        if tokens.relation[verb] not in SUBJECT_SHARING_RELATIONS:
            return False
        verb = tokens.head[verb]
    return False


def _list_governed_names(builder: EntityIndexBuilder, token: int) -> set[str]:
    """The actors named behind a subject pronoun in its own clause: `He praised Holm` is said of somebody else.

    Behind "be" a name may tell who the pronoun is (`She is Ida Holm`).
    """
    tokens = builder.tokens
    verb = tokens.head[token]
    if not _is_subject(tokens, token) or tokens.lemma[verb] == "be":
        return set()
    governed: set[str] = set()
    later = token + 1
    while later < len(tokens) and tokens.sentence[later] == tokens.sentence[token]:
        mention = builder.mention_by_token.get(later)
        if mention is not None and mention.form == "name" and _is_below(tokens, mention.last - 1, verb):
            governed.add(mention.key)
        later = mention.last if mention is not None else later + 1
    return governed


def _is_below(tokens: TokenArrays, token: int, verb: int) -> bool:
    """Whether a token hangs on a verb, directly or through other words, and not as part of a joined clause."""
    for _ in range(MAX_CLIMB):
        above = tokens.head[token]
        if tokens.relation[token] == Relation.CONJUNCT and tokens.pos[token] in VERB_POS:
            return False
        if above in (verb, token):
            return above == verb and tokens.relation[token] != Relation.CONJUNCT
        token = above
    return False


def _is_subject(tokens: TokenArrays, token: int) -> bool:
    return tokens.relation[token] in SUBJECT_RELATIONS and tokens.lower[token] not in OBJECT_FORMS


def _is_outer_subject(tokens: TokenArrays, token: int, referent: Referent) -> bool:
    """Whether somebody is the subject of the next clause around that has one, or whom it describes (`Holm, who`)."""
    verb = tokens.head[token]
    for _ in range(MAX_CLIMB):
        if tokens.head[verb] == verb:
            return False
        verb = tokens.head[verb]
        if tokens.pos[verb] in VERB_POS:
            if referent.is_subject and tokens.head[referent.token] == verb:
                return True
            subject = find_subject(tokens.tree, verb)
            if subject is not None:
                return resolve_relative(tokens.tree, subject) == referent.token != subject
    return False


def _is_joined_object(tokens: TokenArrays, token: int, thing: int) -> bool:
    """Whether a pronoun in a joined clause follows the object of the one before: `caught Holm and had him jailed`."""
    if tokens.lower[token] not in OBJECT_FORMS and tokens.relation[token] != Relation.OBJECT:
        return False
    verb = tokens.head[token]
    for _ in range(MAX_CLIMB):
        above = tokens.head[verb]
        if tokens.relation[verb] == Relation.CONJUNCT and tokens.pos[above] in VERB_POS:
            return tokens.head[thing] == above
        verb = above
    return False


def _takes_plural_verb(tokens: TokenArrays, subject: int) -> bool:
    """Whether a name is the subject of a plural verb, so that it means many: `The Home Office have denied it`."""
    verb = tokens.head[subject]
    before_subject = range(subject + 1, verb + 1)
    return any(
        tokens.tag[token] == "VBP" or tokens.lower[token] == "were"
        for token in before_subject
        if token == verb or tokens.head[token] == verb
    )


def _is_spoken_of(tokens: TokenArrays, speech: SpeechContext, referent: int, quotation: int | None) -> bool:
    """Whether a quotation is announced as being about somebody: `an attack on Holm: "He has failed."`."""
    if quotation is None or tokens.text[referent + 1 : referent + 2] != [":"]:
        return False
    preposition = tokens.lower[tokens.head[referent]]
    about = tokens.relation[referent] == Relation.PREPOSITIONAL_OBJECT and preposition in TOPIC_PREPOSITIONS
    return about and quotation in (speech.find_quotation(referent + 2), speech.find_quotation(referent + 3))


def _describe(
    builder: EntityIndexBuilder, history: DiscourseHistory, speech: SpeechContext, pronoun: Pronoun, referent: Referent
) -> dict[str, float]:
    tokens, token, draft = builder.tokens, pronoun.token, referent.draft
    distance = tokens.sentence[token] - referent.sentence
    subject = _is_subject(tokens, token)
    quotation, other = speech.find_quotation(token), speech.find_quotation(referent.token)
    outer = _is_outer_subject(tokens, token, referent)
    acts = referent.is_subject or outer
    features = {
        "sentence_distance": float(distance),
        "same_sentence": float(distance == 0),
        "far": float(distance > 2),
        "token_distance": math.log2(1 + abs(token - referent.token)) / 4,
        "subject": float(acts),
        "object": float(referent.is_object),
        "parallel_subject": float(acts and subject),
        "parallel_object": float(referent.is_object and tokens.lower[token] in OBJECT_FORMS),
        "outer_subject": float(outer),
        "possessor": float(tokens.relation[referent.token] == Relation.POSSESSOR),
        "quoted_for_unquoted": float(other is not None and other != quotation),
        "unquoted_for_quoted": float(quotation is not None and other != quotation),
        "same_quotation": float(quotation is not None and other == quotation),
        "reflexive_subject": float(outer and tokens.lower[token].endswith(REFLEXIVE_ENDINGS)),
        "joined_object": float(referent.is_object and _is_joined_object(tokens, token, referent.token)),
        "spoken_of": float(_is_spoken_of(tokens, speech, referent.token, quotation)),
    }
    kind = "person" if pronoun.kind in GENDERS else pronoun.kind
    if draft is None:
        features[f"{kind}_{'pair' if referent.form == 'pair' else 'plain_noun'}"] = 1.0
        return features
    if kind == "they" and referent.is_subject and not referent.is_plural:
        features["plural_verb"] = float(_takes_plural_verb(tokens, referent.token))
    features |= {
        f"{kind}_{_classify(draft, referent)}": 1.0,
        "mentions": math.log2(1 + min(history.count_mentions(draft), MAX_MENTIONS)) / 2,
        "pronoun": float(referent.form == "pronoun"),
        "same_pronoun": float(history.has_pronoun(draft, pronoun.kind)),
        "other_pronoun": float(history.has_other_gender(draft, pronoun.kind)),
        "gender_known": float(kind == "person" and draft.gender is not None),
    }
    return features


def _classify(draft: EntityDraft, referent: Referent) -> str:
    """The kind of a candidate: a body, state, place or group, or a person with a name or only described."""
    if referent.form == "demonym":
        return "demonym"
    if draft.key.startswith("described:"):
        return f"described_{draft.entity_type}"
    return "state" if draft.key.startswith("state:") else draft.entity_type


def _describe_none(
    tokens: TokenArrays, speech: SpeechContext, pronoun: Pronoun, fitting: Sequence[Referent]
) -> dict[str, float]:
    """The signs that a pronoun goes back to none of the referents."""
    kind = "person" if pronoun.kind in GENDERS else pronoun.kind
    relation = tokens.relation[pronoun.token]
    return {
        f"{kind}_none": 1.0,
        f"{kind}_none_possessor": float(relation == Relation.POSSESSOR),
        f"{kind}_none_object": float(not _is_subject(tokens, pronoun.token) and relation != Relation.POSSESSOR),
        "none_quoted": float(speech.find_quotation(pronoun.token) is not None),
        "none_alone": float(not any(each.sentence == tokens.sentence[pronoun.token] for each in fitting)),
    }
