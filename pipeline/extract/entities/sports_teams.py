"""Teams that have the names of countries, states or towns: in the report of a game `Peru beat Chile` tells of teams.

A place is a team where the document is a report of games, and most of its mentions play or have players. Those behind a
preposition of place (`a tournament in Peru`) stay places.
"""

from collections import defaultdict
from dataclasses import replace

from pipeline.extract.entities.entity_lexicons import load_word_set
from pipeline.extract.entities.index_builder import EntityIndexBuilder, MentionDraft
from pipeline.extract.entities.token_arrays import SUBJECT_RELATIONS, TokenArrays
from pipeline.language.syntax.grammatical_relations import Relation

# So many different words of games make a report of games.
MIN_GAME_WORDS = 3
PLAYING = SUBJECT_RELATIONS | {Relation.OBJECT}
# Prepositions before an opponent.
OPPOSING = frozenset({"against", "over", "to", "with", "between", "by"})
# Prepositions before a place that is one.
LOCATING = frozenset({"in", "at", "near", "from", "across", "around"})
OWNERS = frozenset({Relation.POSSESSOR, Relation.COMPOUND})


def set_teams_apart(builder: EntityIndexBuilder) -> None:
    """Make the places that play in a report of games bodies of their own, without the place's item and point."""
    tokens = builder.tokens
    if len(load_word_set("game_words") & set(tokens.lemma)) < MIN_GAME_WORDS:
        return
    named: dict[str, list[MentionDraft]] = defaultdict(list)
    for mention in builder.mentions:
        if mention.form == "name" and builder.drafts[mention.key].entity_type == "place":
            named[mention.key].append(mention)
    for key, mentions in named.items():
        elsewhere = [mention for mention in mentions if tokens.lower[mention.first - 1] in LOCATING]
        others = [mention for mention in mentions if mention not in elsewhere]
        if 2 * sum(_is_playing(tokens, mention) for mention in others) > len(others):
            draft = builder.drafts[key]
            team = replace(
                draft, key=f"team:{key}", entity_type="organisation", kind="team", wikidata_id=None, geonames_id=None,
                latitude=None, longitude=None, place_precision=None, link_score=None, link_candidates=(),
            )  # fmt: skip
            builder.drafts[team.key] = team
            for mention in others:
                mention.key = team.key


def _is_playing(tokens: TokenArrays, mention: MentionDraft) -> bool:
    """Whether a name stands where a team does: beside a verb of play, or before those who play for it."""
    head = next((at for at in range(mention.last - 1, mention.first - 1, -1) if _leaves(tokens, mention, at)), None)
    if head is None:
        return False
    above, relation = tokens.head[head], tokens.relation[head]
    while relation in (Relation.CONJUNCT, Relation.APPOSITION) and tokens.head[above] != above:
        above, relation = tokens.head[above], tokens.relation[above]
    if relation in OWNERS:
        return tokens.lemma[above] in load_word_set("players")
    if relation is Relation.PREPOSITIONAL_OBJECT and tokens.lower[above] in OPPOSING:
        return tokens.lemma[tokens.head[above]] in load_word_set("plays")
    return relation in PLAYING and tokens.lemma[above] in load_word_set("plays")


def _leaves(tokens: TokenArrays, mention: MentionDraft, token: int) -> bool:
    return not mention.first <= tokens.head[token] < mention.last or tokens.head[token] == token
