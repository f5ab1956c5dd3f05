"""One walk through the text that takes up descriptions and pronouns where they stand."""

from collections.abc import Sequence

from pipeline.extract.actors import nominals, pronouns
from pipeline.extract.actors.bodies import Seat, settle
from pipeline.extract.actors.descriptions import describe
from pipeline.extract.actors.history import History
from pipeline.extract.actors.nouns import kinds, small_words
from pipeline.extract.actors.stage import Found, Stage
from pipeline.extract.actors.words import NOUNS

ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj"})


def refer(stage: Stage, institutions: Sequence[Seat]) -> None:
    """Note descriptions, pronouns and the institutions that go without a country, each with what is in mind there."""
    words = stage.words
    told = _told(institutions)
    open_seats = {seat.last - 1: seat for seat in institutions if seat.country is None}
    waiting = {token for seat in open_seats.values() for token in range(seat.first, seat.last)}
    ends: dict[int, list[Found]] = {}
    for found in stage.found:
        ends.setdefault(found.last - 1, []).append(found)
    history = History(stage)
    for token, pos in enumerate(words.pos):
        if token in ends:
            for found in sorted(ends[token], key=lambda each: each.last - each.first):
                history.mention(found)
        elif token in open_seats:
            _seat(stage, history, open_seats[token], told)
        elif pos in NOUNS and token not in stage.at and token not in waiting:
            _noun(stage, history, token)
        elif pos == "PRON":
            spoken = pronouns.resolve(stage, history, token)
            if spoken is not None:
                stage.spoken[token] = spoken
                history.mention(spoken)
    _partitives(stage)


def _partitives(stage: Stage) -> None:
    """Let the heads of "dozens of", "a group of" stand for the people named after them, unpublished like pronouns."""
    words = stage.words
    heads = small_words("partitives")
    for token in range(len(words) - 2):
        if words.lower[token] in kinds() and token not in stage.at and (place := _apposed(stage, token)):
            stage.spoken[token] = Found(place.key, token, token + 1, "pronoun")
        if words.lower[token] in heads and words.lower[token + 1] == "of" and token not in stage.at:
            after = next((later for later in range(token + 2, min(token + 5, len(words))) if later in stage.at), None)
            found = stage.at[after] if after is not None and words.sentence[after] == words.sentence[token] else None
            if found is not None and (found.form == "demonym" or stage.drafts[found.key].entity_type == "group"):
                stage.spoken[token] = Found(found.key, token, token + 1, "pronoun")


def _apposed(stage: Stage, token: int) -> Found | None:
    """The place whose name follows its kind ("the capital Tirana", "the town of Split")."""
    words = stage.words
    found = stage.at.get(token + 2 if words.lower[token + 1] == "of" else token + 1)
    if found is None or found.form != "name" or stage.drafts[found.key].entity_type != "place":
        return None
    return found if any(entry.entity_type == "place" for entry in kinds()[words.lower[token]]) else None


def _told(institutions: Sequence[Seat]) -> dict[str, str]:
    """The country of each kind of institution, where the document tells just one."""
    countries: dict[str, set[str]] = {}
    for seat in institutions:
        if seat.country is not None:
            countries.setdefault(seat.entry.id, set()).add(seat.country)
    return {kind: next(iter(told)) for kind, told in countries.items() if len(told) == 1}


def _seat(stage: Stage, history: History, seat: Seat, told: dict[str, str]) -> None:
    opening = nominals.phrase(stage, seat.last - 1).first
    if stage.words.lower[opening] in small_words("indefinite"):
        return
    owner = stage.spoken_at(seat.first - 1)
    country = owner.country if owner is not None else told.get(seat.entry.id)
    if country is None and owner is None:
        state = nominals.state_in_mind(stage, history, seat.last - 1)
        country = state.country if state else None
    found = settle(stage, seat, country)
    if found is not None:
        history.mention(found)


def _noun(stage: Stage, history: History, token: int) -> None:
    meant = nominals.resolve(stage, history, token)
    if meant is not None:
        stage.note(stage.drafts[meant.key], meant.first, meant.last, "nominal")
    meant = meant or describe(stage, token)
    if meant is None and (meant := nominals.regroup(stage, history, token)):
        stage.note(stage.drafts[meant.key], meant.first, meant.last, "nominal")
    if meant is not None:
        history.mention(meant)
    elif stage.words.dep[token] in ARGUMENTS:
        history.noun(token)
