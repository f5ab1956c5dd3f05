"""Arguments and factuality over the grid `syntax_grid.yml`, and the examples of the signatures."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from spacy.tokens import Doc

from pipeline.base.reading_settings import Settings
from pipeline.language.document_parser import load_model
from pipeline.language.syntax import clause_structure, dependency_relations
from pipeline.language.syntax.content_holders import is_untold, is_withheld_by, list_content_holders
from pipeline.language.syntax.dependency_tree import get_tree
from pipeline.language.syntax.factuality import read_factuality
from pipeline.language.syntax.grammatical_relations import Relation
from pipeline.language.syntax.predicates import read_predicate
from pipeline.language.syntax.signatures import Signature, load_signatures
from tests.support import ROOT

GRID = yaml.safe_load(Path(__file__).with_name("syntax_grid.yml").read_text(encoding="utf-8"))
CASES = [(group["construction"], at, case) for group in GRID for at, case in enumerate(group["cases"])]
ROLES = ("agent", "patient", "recipient")


@cache
def parsed(text: str) -> Doc:
    return load_model(Settings().model)(text)


def violations(case: dict[str, str]) -> list[str]:
    """What a case expects and the reading does not give."""
    doc = parsed(case["text"])
    tree = get_tree(doc)
    token = next(token.i for token in doc if token.text == case["word"])
    found = read_predicate(tree, token)
    wrong = []
    for role in ROLES:
        own = getattr(found, role)
        words = {doc[own].text} if own is not None else {None}
        wanted = set(case[role].split("|")) if case.get(role) else {None}
        if not words & wanted and "any" not in wanted and not (role == "recipient" and role not in case):
            wrong.append(f"{role} {words} for {wanted}")
    status = read_factuality(tree, token)
    wanted = set(case.get("status", "asserted").split("|"))
    if status.status not in wanted and "any" not in wanted:
        wrong.append(f"status {status.status} for {wanted} by {status.reasons}")
    return wrong


@pytest.mark.parametrize(("construction", "at", "case"), CASES, ids=[f"{name}-{at}" for name, at, _ in CASES])
def test_grid(construction: str, at: int, case: dict[str, Any]) -> None:
    if case.get("beyond"):
        pytest.xfail(case["beyond"])
    assert not violations(case), case["text"]


@pytest.mark.parametrize("entry", list(load_signatures()), ids=lambda entry: entry.id)
def test_signature_example(entry: Signature) -> None:
    before, word, after = entry.example.split("*")
    doc = parsed(before + word + after)
    token = next(token.i for token in doc if token.idx == len(before))
    found = read_factuality(get_tree(doc), token)
    assert found.status == entry.positive, found
    assert entry.id in {reason.rule for reason in found.reasons}, found


def test_signatures_do_not_contradict() -> None:
    known: dict[tuple[object, ...], tuple[str, object]] = {}
    for entry in load_signatures():
        special = (
            entry.passive,
            entry.caused,
            entry.perfect,
            entry.going,
            entry.bare,
            entry.subjunctive,
            bool(entry.governs),
        )
        for word in entry.words:
            for form in entry.forms:
                for preposition in entry.prepositions or (None,) if form in ("gerund", "noun") else (None,):
                    key = (entry.kind, word, form, preposition, special)
                    earlier = known.setdefault(key, (entry.id, (entry.positive, entry.negative)))
                    assert earlier[1] == (entry.positive, entry.negative), f"{word} {form}: {earlier[0]}, {entry.id}"


HELD = [
    (
        "The ministry did not comment on reports that 30 miners had died.",
        "died",
        ["reports", "comment"],
        [None, "ministry"],
        True,
    ),
    ("The ministry denied that its planes had bombed the dam.", "bombed", ["denied"], ["ministry"], True),
    (
        "Police refused to say whether guards had beaten the boy.",
        "beaten",
        ["say", "refused"],
        ["Police", "Police"],
        True,
    ),
    ("Police said gunmen had killed a shepherd.", "killed", ["said"], ["Police"], False),
    ("Gunmen killed a shepherd, police said.", "shepherd", ["said"], ["police"], False),
    ("According to the prefect, raiders burned the mill.", "burned", ["According"], ["prefect"], False),
    (
        "The regent said that doctors feared the duke had died.",
        "died",
        ["feared", "said"],
        ["doctors", "regent"],
        False,
    ),
    ("Raiders burned the mill.", "burned", [], [], False),
]


@pytest.mark.parametrize(("text", "word", "heads", "sources", "untold"), HELD, ids=[case[0][:30] for case in HELD])
def test_content_holders(text: str, word: str, heads: list[str], sources: list[str | None], untold: bool) -> None:
    doc = parsed(text)
    token = next(token.i for token in doc if token.text == word)
    found = list_content_holders(get_tree(doc), token)
    assert [doc[holder.head].text for holder in found] == heads
    assert [doc[holder.source].text if holder.source is not None else None for holder in found] == sources
    assert is_untold(get_tree(doc), token) is untold


def at(doc: Doc, word: str) -> int:
    return next(token.i for token in doc if token.text == word)


def test_primitive_relations() -> None:
    doc = parsed("Ada Quill, the old mayor of Brenn, gave the exiles, who fled by night, a boat and carts on Monday.")
    tree = get_tree(doc)
    gave, quill, exiles, fled = (at(doc, word) for word in ("gave", "Quill", "exiles", "fled"))
    assert dependency_relations.find_subject(tree, gave) == quill
    assert dependency_relations.get_relation(tree, quill) is Relation.SUBJECT
    assert [doc[one].text for one in dependency_relations.list_appositions(tree, quill)] == ["mayor"]
    assert [doc[one].text for one in dependency_relations.list_adjectives(tree, at(doc, "mayor"))] == ["old"]
    assert dependency_relations.list_relative_clauses(tree, exiles) == [fled]
    assert clause_structure.find_antecedent(tree, fled) == exiles
    assert dependency_relations.find_governor(tree, at(doc, "Monday")) == gave
    assert dependency_relations.find_preposition(tree, at(doc, "Monday")) == "on"
    assert clause_structure.find_clause_head(tree, at(doc, "night")) == fled
    assert clause_structure.find_clause_head(tree, at(doc, "carts")) == gave
    first, last = clause_structure.find_phrase_span(tree, fled)
    assert doc[first:last].text == "who fled by night"
    assert dependency_relations.is_finite(tree, gave) and dependency_relations.is_relative_clause(tree, fled)
    assert not dependency_relations.is_finite(tree, quill)


def test_repaired_trees_have_no_circles() -> None:
    texts = [json.loads(line)["text"] for line in (ROOT / "tests/gold/segments.jsonl").open(encoding="utf-8")][:200]
    for doc in load_model(Settings().model).pipe(texts):
        tree = get_tree(doc)
        for token in range(len(tree)):
            assert sum(1 for _ in tree.iterate_ancestors(token)) < len(tree)
            assert token not in tree.children[token]
            assert all(tree.head[child] == token for child in tree.children[token])
            read_predicate(tree, token)
            read_factuality(tree, token)
            list_content_holders(tree, token)


@pytest.mark.parametrize(
    ("text", "word", "cue", "withheld"),
    [
        ("The duke denied that raiders had burned the mill.", "burned", "denied", True),
        ("The duke refused to say whether raiders had burned the mill.", "burned", "refused", True),
        ("The duke did not say that raiders had burned the mill.", "burned", "say", True),
        ("The duke did not comment on reports that raiders had burned the mill.", "burned", "comment", True),
        ("The duke responded that raiders had burned the mill.", "burned", "responded", False),
        ("The duke asked whether raiders had burned the mill.", "burned", "asked", False),
        ("The duke did not think that raiders had burned the mill.", "burned", "think", False),
        ("The duke denied the charge that the abbot said was true.", "was", "denied", False),
    ],
)
def test_withheld_clauses(text: str, word: str, cue: str, withheld: bool) -> None:
    doc = parsed(text)
    assert is_withheld_by(get_tree(doc), at(doc, word), at(doc, cue)) is withheld


@pytest.mark.parametrize(
    ("text", "verb", "subject"),
    [
        ("Mayor Ada Quill (R-Orrin) said the mill was closed.", "said", "Quill"),
        ("His ex-wife said the mill was closed.", "said", "wife"),
        ("The regent said he would order a review and warned against raids.", "warned", "regent"),
    ],
)
def test_subjects_that_misreadings_hide(text: str, verb: str, subject: str) -> None:
    doc = parsed(text)
    found = read_predicate(get_tree(doc), at(doc, verb)).agent
    assert found == at(doc, subject)


def test_dependents_by_relation() -> None:
    doc = parsed("There was a fire, and the miners left.")
    tree = get_tree(doc)
    was, left = at(doc, "was"), at(doc, "left")
    assert dependency_relations.has_subject(tree, was) and dependency_relations.has_subject(tree, left)
    assert dependency_relations.list_dependents(tree, left, Relation.SUBJECT) == [at(doc, "miners")]
    assert not dependency_relations.has_subject(tree, at(doc, "fire"))
