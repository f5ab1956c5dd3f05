import numpy as np
import polars as pl
import pytest

from pipeline.reconcile.average_linkage import link_by_average
from pipeline.reconcile.stories.story_clusters import cluster_stories
from pipeline.reconcile.timeline.event_summary import write_summary
from tests.reconcile.frames import DAY, documents, key

FERRY = "The ferry Sula ran aground off Kvalvik and its passengers were taken ashore."
STRIKE = "Teachers in Lindero walked out over unpaid salaries and closed the schools."


def stories(**texts):
    made = documents(*({"name": name} for name in texts)).with_columns(title=pl.lit(None, dtype=pl.String))
    rows = [
        {"sentence_id": key("sen", name), "document_id": key("doc", name), "sentence_no": 0, "text": text}
        for name, text in texts.items()
    ]
    mentions = pl.DataFrame(schema={"document_id": pl.String, "sentence_id": pl.String, "entity_id": pl.String})
    found = cluster_stories(made, pl.DataFrame(rows), mentions, pl.Series([], dtype=pl.String))
    return {name: found.numbers[key("doc", name)] for name in texts}


def test_documents_that_share_rare_words_are_one_story():
    told = stories(a=FERRY, b=f"Divers reached it later. {FERRY}", c=STRIKE)
    assert told["a"] == told["b"] != told["c"]


def test_a_chain_of_weak_links_joins_no_ends():
    """Two that are unlike stay apart, though a third is like both."""
    close = np.array([[0, 3, -4], [3, 0, 2], [-4, 2, 0]], dtype=float)
    assert link_by_average(close, 0.0) == [[0, 1], [2]]


def test_a_merge_that_is_refused_is_not_made():
    close = np.array([[0, 3, 1], [3, 0, 1], [1, 1, 0]], dtype=float)
    assert link_by_average(close, 0.0, lambda one, other: {*one, *other} != {0, 1}) == [[0, 2], [1]]


def summary(sentence, trigger, **fields):
    names = ("actor", "recipient", "location")
    row: dict[str, object] = {f"{name}_{part}": None for name in names for part in ("name", "text")}
    row |= {"date_text": None, "date_start": None, "date_end": None, "status": "asserted", "statement_id": None}
    row |= {"location_basis": None, "date_basis": None, "speaker": None, "speaker_text": None, "cue_text": None}
    row |= {"event_type": "OFFICE", "event_mode": None}
    start = sentence.index(trigger)
    row |= {"sentence": sentence, "sentence_start": 100, "char_start": 100 + start}
    return write_summary(row | {"char_end": 100 + start + len(trigger)} | fields)


@pytest.mark.parametrize(
    ("sentence", "trigger", "fields", "told"),
    [
        (
            "She stepped down on Tuesday.",
            "stepped down",
            {"actor_text": "She", "actor_name": "Ann Berg", "date_start": DAY, "date_end": DAY},
            "She [Ann Berg] stepped down on Tuesday (2021-05-04).",
        ),
        (  # a last name alone is told in full
            "Berg stepped down.",
            "stepped down",
            {"actor_text": "Berg", "actor_name": "Ann M. Berg"},
            "[Ann M.] Berg stepped down.",
        ),
        (
            "LINDERO, May 4 (Newswire) - The mayor resigned.",
            "resigned",
            {"location_name": "Lindero"},
            "The mayor resigned (Lindero).",
        ),
        (
            "The minister will resign.",
            "resign",
            {"statement_id": "sta", "speaker": "Ann Berg"},
            "Ann Berg said: The minister will resign.",
        ),
        (
            "The minister will resign, Ann Berg said.",
            "resign",
            {"statement_id": "sta", "speaker": "Ann Berg", "cue_text": "said", "status": "planned"},
            "The minister will resign, Ann Berg said (planned).",
        ),
        # Half a quotation loses its mark; a sentence that leans on the one before is still what the text says.
        (
            "I will not stay, she said, and with that the mayor resigned.”",
            "resigned",
            {"actor_name": "Ann Berg", "date_start": DAY, "date_end": DAY},
            "I will not stay, she said, and with that the mayor resigned (2021-05-04).",
        ),
        (  # what somebody says stays said
            "That is why the mayor will resign.”",
            "resign",
            {"actor_name": "Ann Berg", "statement_id": "sta", "speaker": "Per Holm", "status": "planned"},
            "Per Holm said: That is why the mayor will resign (planned).",
        ),
        (
            "Its mayor resigned.",
            "resigned",
            {"actor_name": "Ann Berg", "location_name": "Lindero"},
            "Its mayor resigned (Lindero).",
        ),
    ],
)
def test_a_summary_is_the_sentence_of_one_mention_with_what_it_leaves_out(sentence, trigger, fields, told):
    assert summary(sentence, trigger, **fields) == told
