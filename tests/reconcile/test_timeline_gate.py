"""The gate of the timeline: what tells a particular event, and which joins a second look confirms."""

import polars as pl
import pytest

from pipeline.base.lexicon_loader import load_lexicon
from pipeline.reconcile.event_rules import find_subtype
from pipeline.reconcile.series import series_rows
from pipeline.reconcile.timeline import event_specificity, summary_sentences, timeline_rows
from pipeline.reconcile.timeline.event_joining import find_stories
from pipeline.reconcile.timeline.event_specificity import TriggerContext, TriggerWords, describe_specificity
from pipeline.reconcile.timeline.summary_sentences import (
    SummaryWords,
    dates_a_report,
    has_loose_reference,
    is_clear,
    is_whole,
    measure_passing,
    strip_half_quotation,
    strip_opening,
    tells_aside,
)
from schemas import table_registry
from tests.reconcile.frames import DAY, documents, entities, events, key, trigger_rule

WHO = entities(
    Norway=("place", "NOR"),
    Oslo=("place", "NOR"),
    Ann_Carter=("person", "NOR"),
    Beth_Olsen=("person", "NOR"),
    Olsen=("person", "NOR"),
)
DOCUMENTS = documents(*({"name": name, "publisher": f"paper {name}"} for name in "abc"))
NOTHING = {"status": "asserted", "actor_text": None, "actor_entity_id": None, "recipient_text": None}
NOTHING |= {"recipient_entity_id": None, "date_start": None, "date_end": None, "date_text": None}
NOTHING |= {"location_entity_id": None, "event_type": "ASSAULT"}


def score(sentence, **fields):
    """The log odds that the words in brackets tell one particular event."""
    start, end = sentence.index("["), sentence.index("]") - 1
    plain = sentence.replace("[", "").replace("]", "")
    row = NOTHING | {"text": plain[start:end]} | fields
    described = describe_specificity(row, TriggerContext(plain, start, end), is_lead=False, is_counted=False)
    return event_specificity.score_specificity(described)


@pytest.mark.parametrize(
    ("particular", "general"),
    [
        ("The [raid] on the mill lasted an hour.", "A string of [raids] hit the valley."),
        ("A guard [attacked] the clerk.", "Fans often [attack] the buses."),
        ("The miners [struck] the gate.", "The miners might [strike] the gate."),
        ("She [criticised] the port.", "Unions which have [criticised] the port"),
    ],
)
def test_a_particular_event_scores_above_habits_series_and_ideas(particular, general):
    assert score(particular) > score(general)


def test_what_is_thought_of_or_denied_is_less_particular():
    told = "The guard [attacked] the clerk."
    assert score(told) > score(told, status="denied") > score(told, status="hypothetical")


def test_every_entry_of_the_trigger_words_stands_in_its_example():
    lexicon = load_lexicon(event_specificity.LEXICONS / "en" / "trigger_words.yml", TriggerWords)
    for entry in lexicon:
        before, rest = entry.example.split("[")
        plain = before + rest.replace("]", "", 1)
        context = TriggerContext(plain, len(before), len(before) + rest.index("]"))
        found = (
            event_specificity.has_party_words(entry.id, plain) if entry.side == "party" else context.has_words(entry.id)
        )
        assert found, entry.id


def build(*tellings):
    """The timeline of mentions that are given as a document, a sentence with the trigger in brackets, and fields."""
    rows, sentences = [], []
    for number, (document, sentence, fields) in enumerate(tellings):
        start, end = sentence.index("["), sentence.index("]") - 1
        plain = sentence.replace("[", "").replace("]", "")
        base = 1000 * number
        rows.append({"document": document, "text": plain[start:end]} | fields)
        sentences.append(
            {
                "sentence_id": key("sen", f"{document} {number}"),
                "document_id": key("doc", document),
                "segment_id": key("seg", document),
                "sentence_no": number,
                "char_start": base,
                "char_end": base + len(plain),
                "text": plain,
                "start": base + start,
                "end": base + end,
            }
        )
    told = events(*rows).with_columns(
        sentence_id=pl.Series([row["sentence_id"] for row in sentences]),
        char_start=pl.Series([row["start"] for row in sentences]).cast(events(*rows).schema["char_start"]),
        char_end=pl.Series([row["end"] for row in sentences]).cast(events(*rows).schema["char_end"]),
    )
    columns = table_registry.build_polars_schema("sentences").names()
    lines = [{name: row[name] for name in columns if name in row} for row in sentences]
    tables = {name: table_registry.make_empty_frame(name) for name in ("mentions", "statements", "figures")}
    tables |= {"documents": DOCUMENTS, "entities": WHO, "events": told}
    tables["sentences"] = table_registry.make_frame("sentences", lines)
    groups = series_rows.group_figures(tables["figures"], told, DOCUMENTS, WHO)
    return timeline_rows.build_timeline(tables, groups, find_stories(tables))[0]


ARREST = {"type": "COERCE", "mode": "arrest", "place": "Oslo"}


def test_a_named_person_is_arrested_once_in_a_story():
    row = build(
        ("a", "Police [arrested] Beth Olsen in Oslo.", ARREST | {"recipient": "Beth Olsen", "sufferer": "Beth Olsen"}),
        ("b", "Beth Olsen was [arrested] in Oslo.", ARREST | {"recipient": "Beth Olsen", "sufferer": "Beth Olsen"}),
    )
    assert row["event_count"].to_list() == [2]
    assert row["agreement"].to_list() == ["agree"]


def test_a_last_name_alone_may_be_that_of_a_person_in_full():
    who = {"recipient": "Beth Olsen", "sufferer": "Beth Olsen"}
    rows = build(
        ("a", "Police [arrested] Beth Olsen in Oslo.", ARREST | who),
        ("b", "Olsen was [arrested] in Oslo.", ARREST | {"recipient": "Olsen", "sufferer": "Olsen"}),
    )
    assert rows["event_count"].to_list() == [2]
    other = build(
        ("a", "Police [arrested] Beth Olsen in Oslo.", ARREST | who),
        ("b", "Ann Carter was [arrested] in Oslo.", ARREST | {"recipient": "Ann Carter", "sufferer": "Ann Carter"}),
    )
    assert other.height == 2


def test_other_people_in_one_text_are_other_arrests():
    rows = build(
        ("a", "Police [arrested] a clerk in Oslo.", ARREST | {"sufferer": "a clerk", "on": DAY}),
        ("a", "Two other clerks were [arrested].", ARREST | {"sufferer": "Two other clerks", "on": DAY}),
    )
    assert rows.height == 2


def test_what_happened_years_ago_is_another_event():
    shot = {"type": "ASSAULT", "place": "Oslo"}
    rows = build(
        ("a", "A miller [beat] two bakers in Oslo.", shot | {"sufferer": "two bakers"}),
        ("a", "Two years ago a miller [beat] three bakers in Oslo.", shot | {"sufferer": "three bakers"}),
    )
    assert rows.height == 2


def test_mentions_that_a_second_look_does_not_confirm_are_related():
    said = {"type": "ACCUSE", "actor": "Ann Carter", "doer": "Ann Carter"}
    rows = build(
        ("a", "Ann Carter often [criticised] ferry fares.", said | {"about": "ferry fares"}),
        ("b", "Ann Carter has [criticised] several schools.", said | {"about": "several schools"}),
    )
    assert rows["event_count"].to_list() == [1, 1]
    first, second = rows.select("cluster_id", "related_cluster_ids").rows()
    assert (first[1], second[1]) == ([second[0]], [first[0]])


def test_a_definite_noun_takes_up_what_its_text_has_just_told():
    told = ("a", "Guards [detained] a clerk in Oslo.", {"type": "COERCE", "mode": "arrest", "doer": "Guards"})
    taken_up = ("a", "Nobody was told why, or how long the [arrest] would last.", {"type": "COERCE", "mode": "arrest"})
    others = [("a", f"Miners [left] pit {number}.", {"type": "PROTEST", "rule": f"r{number}"}) for number in range(7)]

    def count(*tellings):
        return build(*tellings).filter(pl.col("event_type") == "COERCE")["event_count"].to_list()

    assert count(told, taken_up, *others) == [2]
    assert count(taken_up, told, *others) == [1, 1]
    assert count(told, *others, taken_up) == [1, 1]


def test_a_plural_of_what_is_said_takes_up_nothing():
    told = ("a", "A clerk in Oslo was [accused] of theft.", {"type": "ACCUSE", "sufferer": "A clerk"})
    others = [("a", f"Miners [left] pit {number}.", {"type": "PROTEST", "rule": f"r{number}"}) for number in range(7)]

    def count(sentence):
        taken_up = ("a", sentence, {"type": "ACCUSE"})
        return build(told, taken_up, *others).filter(pl.col("event_type") == "ACCUSE")["event_count"].to_list()

    assert count("Nobody spoke of the [accusation].") == [2]
    assert count("Nobody spoke of the [accusations].") == [1, 1]


def telling(sentence, **fields):
    start = sentence.index("[")
    plain = sentence.replace("[", "").replace("]", "")
    row = {"sentence": plain, "sentence_start": 0, "char_start": start, "char_end": sentence.index("]") - 1}
    return row | dict.fromkeys(("actor_name", "actor_text", "recipient_name", "recipient_text")) | fields


def test_a_summary_tells_its_event_and_stands_alone():
    assert tells_aside(telling("Ahead of the spring [talks] both towns made an offer."))
    assert not tells_aside(telling("Both towns [met] on Friday."))
    assert has_loose_reference("The owners of these mills were fined.")
    assert not has_loose_reference("Those who stayed were fined.")
    assert not is_clear(telling("I was at the mill when the roof [fell]."))
    assert is_clear(telling('Ann Carter [said]: "I was at the mill."'))
    assert strip_opening("But the meeting ended early.") == "the meeting ended early."
    assert strip_half_quotation('The mayor resigned."') == "The mayor resigned."
    assert not is_whole("Photos: the mill burns Guards were seen.")
    assert not is_whole("He was led away by Sgt.")


def test_a_sentence_that_tells_an_event_goes_before_one_that_takes_it_to_be_known():
    assert measure_passing(telling("Guards [raided] the mill.")) == 0
    assert measure_passing(telling("The guard [met] the clerk.", actor_text="The guard")) == 0
    assert measure_passing(telling("The [raid] left two guards dead.")) == 1
    assert measure_passing(telling("The [raid] went on.")) == 2
    assert measure_passing(telling("Ann Carter saw the dawn [raid].")) == 2
    assert measure_passing(telling("A clerk spoke at Monday's [meeting].")) == 2


def test_a_day_before_that_is_the_day_of_a_report():
    told = "Police said on Monday that a clerk was charged."
    assert dates_a_report(told, "Monday", told.index("charged"))
    told = "Police said on Monday she was charged."
    assert dates_a_report(told, "Monday", told.index("charged"))
    for told in ("On Monday a clerk was charged.", "On Monday she was charged."):
        assert not dates_a_report(told, "Monday", told.index("charged"))


def test_every_entry_of_the_summary_words_stands_in_its_example():
    for entry in load_lexicon(summary_sentences.LEXICONS / "en" / "summary_words.yml", SummaryWords):
        word = entry.example.partition("[")[2].partition("]")[0]
        assert word.casefold() in entry.words, entry.id


def test_a_number_before_a_party_or_an_event_tells_several():
    found = [event_specificity.is_counted_party(words) for words in ("two men from Oslo", "30 clerks", "one man", None)]
    assert found == [True, True, False, False]
    counted = TriggerContext("The clinic had 145,000 visits.", 23, 29)
    assert counted.is_counted()
    assert not TriggerContext("After the 2019 raid", 15, 19).is_counted()


@pytest.mark.parametrize(("word", "course"), [("fired", False), ("launched", False), ("deployed", True)])
def test_what_is_fired_is_fired_once_and_a_deployment_goes_on(word, course):
    rule = trigger_rule("MOBILIZE", word)
    told = find_subtype("MOBILIZE", rule, None)
    assert told is not None
    assert (told.duration_days == 0) != course


@pytest.mark.parametrize("words", ["had several times been", "had been previously"])
def test_what_befell_somebody_at_other_times_is_not_settled_to_be_what_befell_her_now(words):
    arrest = {"type": "COERCE", "mode": "arrest", "recipient": "Beth Olsen", "sufferer": "Beth Olsen"}
    others = [("b", f"Miners [left] pit {number}.", {"type": "PROTEST", "rule": f"r{number}"}) for number in range(7)]

    def find_confidence(words):
        told = ("b", f"A clerk said that Beth Olsen {words} [arrested] over a debt.", arrest)
        rows = build(("a", "Police [arrested] Beth Olsen.", arrest), told, *others)
        return rows.filter(pl.col("event_type") == "COERCE")["confidence"].min()

    assert find_confidence(words) < find_confidence("was") - 0.02
