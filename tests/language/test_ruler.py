"""The table that stands in for the model's attribute ruler, and its indexed lemmatizer, say what its own say."""

from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.base.reading_settings import Settings
from pipeline.intake.text_decoding import decode_text
from pipeline.language.speedups import attribute_table, lemma_index
from tests.support import SEEDS

TEXTS = [
    "There's one of those who'd have gone; let's see, c'mon!",
    "It did what you did to me, and y'all gonna get what you've got.",
    "Nothin' more than somethin' ol', goin' on and doin' what it doin'.",
    "  Two  spaces,\ta tab\nand a line  ",
    "She isn't what I'd call me.",
]


@pytest.fixture(scope="module")
def model() -> Language:
    return spacy.load(Settings().model)


def told(nlp: Language, texts: list[str]) -> list[tuple[Any, ...]]:
    return [
        (token.text, token.pos, token.tag, token.lemma, str(token.morph), token.dep)
        for doc in nlp.pipe(texts)
        for token in doc
    ]


def test_says_what_the_ruler_says(model: Language) -> None:
    texts = TEXTS + [decode_text(path.read_bytes(), "text/plain", None)[0] for path in sorted(SEEDS.glob("*.txt"))]
    before = told(model, texts)
    tabled = spacy.load(Settings().model)
    attribute_table.replace_attribute_ruler(tabled)
    lemma_index.index_lemmas(tabled)
    assert isinstance(tabled.get_pipe("attribute_ruler"), attribute_table.AttributeTable)
    assert told(tabled, texts) == before


def test_later_patterns_go_over_earlier_ones_and_may_look_at_the_next_token() -> None:
    nlp = spacy.blank("en")
    table = attribute_table.AttributeTable(nlp, "table")
    table.add([[{"LOWER": "salt"}]], {"LEMMA": "first"})
    table.add([[{"LOWER": {"REGEX": "^s"}}], [{"LOWER": {"IN": ["mine"]}}]], {"LEMMA": "second"})
    table.add([[{"LOWER": "salt"}, {"LOWER": {"NOT_IN": ["mine"]}}]], {"LEMMA": "third"}, index=-1)
    assert lemmas(table(nlp("Salt mine"))) == ["second", "second"]
    assert lemmas(table(nlp("salt road"))) == ["second", "third"]
    assert lemmas(table(nlp("The salt"))) == ["", "second"]


def test_leaves_a_ruler_alone_that_asks_for_more() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("attribute_ruler").add([[{"SHAPE": "Xxxx"}]], {"LEMMA": "name"})  # type: ignore[attr-defined]
    attribute_table.replace_attribute_ruler(nlp)
    assert not isinstance(nlp.get_pipe("attribute_ruler"), attribute_table.AttributeTable)
    assert lemmas(nlp("Road")) == ["name"]


def lemmas(doc: Doc) -> list[str]:
    return [token.lemma_ for token in doc]
