"""Arguments and factuality over the grid `syntax_grid.yml`, and the examples of the signatures."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from spacy.tokens import Doc

from pipeline.base.settings import Settings
from pipeline.language.parse import model
from pipeline.language.syntax import clause_structure, dependency_relations
from pipeline.language.syntax.content_holders import content_holders_of, is_untold
from pipeline.language.syntax.dependency_tree import tree_of
from pipeline.language.syntax.factuality import factuality_of
from pipeline.language.syntax.grammatical_relations import Relation
from pipeline.language.syntax.predicates import read_predicate
from pipeline.language.syntax.signatures import Signature, signatures
from tests.support import ROOT

GRID = yaml.safe_load(Path(__file__).with_name("syntax_grid.yml").read_text(encoding="utf-8"))
CASES = [(group["construction"], at, case) for group in GRID for at, case in enumerate(group["cases"])]
ROLES = ("agent", "patient", "recipient")


@cache
def parsed(text: str) -> Doc:
    return model(Settings().model)(text)


def violations(case: dict[str, str]) -> list[str]:
    """What a case expects and the reading does not give."""
    doc = parsed(case["text"])
    tree = tree_of(doc)
    token = next(token.i for token in doc if token.text == case["word"])
    found = read_predicate(tree, token)
    wrong = []
    for role in ROLES:
        own = getattr(found, role)
        words = {doc[own].text} if own is not None else {None}
        wanted = set(case[role].split("|")) if case.get(role) else {None}
        if not words & wanted and "any" not in wanted and not (role == "recipient" and role not in case):
            wrong.append(f"{role} {words} for {wanted}")
    status = factuality_of(tree, token)
    wanted = set(case.get("status", "asserted").split("|"))
    if status.status not in wanted and "any" not in wanted:
        wrong.append(f"status {status.status} for {wanted} by {status.reasons}")
    return wrong


@pytest.mark.parametrize(("construction", "at", "case"), CASES, ids=[f"{name}-{at}" for name, at, _ in CASES])
def test_grid(construction: str, at: int, case: dict[str, Any]) -> None:
    if case.get("beyond"):
        pytest.xfail(case["beyond"])
    assert not violations(case), case["text"]


@pytest.mark.parametrize("entry", list(signatures()), ids=lambda entry: entry.id)
def test_signature_example(entry: Signature) -> None:
    before, word, after = entry.example.split("*")
    doc = parsed(before + word + after)
    token = next(token.i for token in doc if token.idx == len(before))
    found = factuality_of(tree_of(doc), token)
    assert found.status == entry.positive, found
    assert entry.id in {reason.rule for reason in found.reasons}, found


def test_signatures_do_not_contradict() -> None:
    known: dict[tuple[object, ...], tuple[str, object]] = {}
    for entry in signatures():
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
    found = content_holders_of(tree_of(doc), token)
    assert [doc[holder.head].text for holder in found] == heads
    assert [doc[holder.source].text if holder.source is not None else None for holder in found] == sources
    assert is_untold(tree_of(doc), token) is untold


def at(doc: Doc, word: str) -> int:
    return next(token.i for token in doc if token.text == word)


def test_primitive_relations() -> None:
    doc = parsed("Ada Quill, the old mayor of Brenn, gave the exiles, who fled by night, a boat and carts on Monday.")
    tree = tree_of(doc)
    gave, quill, exiles, fled = (at(doc, word) for word in ("gave", "Quill", "exiles", "fled"))
    assert dependency_relations.subject_of(tree, gave) == quill
    assert dependency_relations.relation_of(tree, quill) is Relation.SUBJECT
    assert [doc[one].text for one in dependency_relations.appositions_of(tree, quill)] == ["mayor"]
    assert [doc[one].text for one in dependency_relations.adjectives_of(tree, at(doc, "mayor"))] == ["old"]
    assert dependency_relations.relative_clauses_of(tree, exiles) == [fled]
    assert clause_structure.antecedent_of(tree, fled) == exiles
    assert dependency_relations.governor_of(tree, at(doc, "Monday")) == gave
    assert dependency_relations.preposition_of(tree, at(doc, "Monday")) == "on"
    assert clause_structure.clause_head_of(tree, at(doc, "night")) == fled
    assert clause_structure.clause_head_of(tree, at(doc, "carts")) == gave
    first, last = clause_structure.phrase_span_of(tree, fled)
    assert doc[first:last].text == "who fled by night"
    assert dependency_relations.is_finite(tree, gave) and dependency_relations.is_relative_clause(tree, fled)
    assert not dependency_relations.is_finite(tree, quill)


def test_repaired_trees_have_no_circles() -> None:
    texts = [json.loads(line)["text"] for line in (ROOT / "tests/gold/segments.jsonl").open(encoding="utf-8")][:200]
    for doc in model(Settings().model).pipe(texts):
        tree = tree_of(doc)
        for token in range(len(tree)):
            assert sum(1 for _ in tree.ancestors(token)) < len(tree)
            assert token not in tree.children[token]
            assert all(tree.head[child] == token for child in tree.children[token])
            read_predicate(tree, token)
            factuality_of(tree, token)
            content_holders_of(tree, token)
