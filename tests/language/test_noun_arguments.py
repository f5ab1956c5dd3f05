"""Noun phrases, the roles of nouns, and verbs of one time, each shown on one sentence."""

import pytest

from pipeline.base.reading_settings import Settings
from pipeline.base.text_span import Span
from pipeline.language.document_parser import parse_documents
from pipeline.language.syntax.argument_roles import list_argument_roles
from pipeline.language.syntax.dependency_tree import DependencyTree, get_tree
from pipeline.language.syntax.noun_phrases import has_number_before, is_attributive, list_phrase_tokens
from pipeline.language.syntax.shared_time import find_reporting_verb, list_same_time_verbs


def parse(text: str) -> DependencyTree:
    """The tree of a text that is one paragraph."""
    return get_tree(parse_documents([(text, [(0, Span(0, len(text)))])], Settings().model)[0].doc)


@pytest.mark.parametrize(
    ("text", "noun", "roles"),
    [
        ("Raiders killed nine herders in the hills.", "herders", ["kill patient"]),
        ("Nine herders were reported killed in the hills.", "herders", ["report patient", "kill patient"]),
        ("Nine herders died in the hills.", "herders", ["die agent"]),
        ("Three carts hit by the landslide were removed.", "carts", ["hit patient", "remove patient"]),
        ("The landslide blocked the road and buried three carts.", "carts", ["bury patient"]),
        ("The killing of nine herders shocked the valley.", "herders", ["killing patient"]),
    ],
)
def test_tells_of_which_predicates_a_noun_is_an_argument(text: str, noun: str, roles: list[str]) -> None:
    tree = parse(text)
    found = list_argument_roles(tree, tree.lower.index(noun))
    assert [f"{tree.lemma[one.predicate]} {one.role}" for one in found] == roles


def test_collects_a_noun_phrase_up_to_a_number_of_its_own() -> None:
    tree = parse("The old stone bridge of Tarn with 12 arches was closed.")
    found = list_phrase_tokens(
        tree, tree.lower.index("bridge"), {tree.lower.index("12")}, with_conjuncts=False, apart=frozenset()
    )
    assert [tree.lower[token] for token in found] == ["the", "old", "stone", "bridge", "of", "tarn"]


def test_tells_a_number_that_counts_from_one_that_names() -> None:
    tree = parse("The 40 guests met in room 12 for the November vote.")
    assert has_number_before(tree, tree.lower.index("40"))
    assert not has_number_before(tree, tree.lower.index("12"))
    assert is_attributive(tree, tree.lower.index("november"))


@pytest.mark.parametrize(
    ("text", "verb", "together"),
    [
        ("Troops crossed the river on Monday and burned two farms.", "burned", {"crossed", "burned"}),
        ("Troops crossed the river on Monday after rebels burned two farms.", "burned", {"burned"}),
    ],
)
def test_groups_verbs_of_one_time(text: str, verb: str, together: set[str]) -> None:
    tree = parse(text)
    assert {tree.lower[token] for token in list_same_time_verbs(tree, tree.lower.index(verb))} == together


def test_dates_what_goes_on_by_the_verb_of_saying() -> None:
    going = parse("The mayor said on Sunday that boats were leaving the port.")
    done = parse("The mayor said on Sunday that boats had left the port.")
    assert find_reporting_verb(going, going.lower.index("leaving"), frozenset()) == going.lower.index("said")
    assert find_reporting_verb(done, done.lower.index("left"), frozenset()) is None
