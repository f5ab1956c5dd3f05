"""Sentences of languages that are not parsed."""

import pytest

from pipeline.base.text_span import Span
from pipeline.language.sentence_splitter import split_sentences
from tests.support import read_text


def sentences(text: str) -> list[str]:
    """The sentences of one paragraph."""
    return [sentence.span.slice_text(text) for sentence in split_sentences(text, [(0, Span(0, len(text)))]).sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Il pleut. Elle part !  Pourquoi ?", ["Il pleut.", "Elle part !", "Pourquoi ?"]),
        ("Am 3. Mai kam J. S. Bach. Er blieb.", ["Am 3. Mai kam J. S. Bach.", "Er blieb."]),
        ("Das war z. B. gut bzw. besser. Ja.", ["Das war z. B. gut bzw. besser.", "Ja."]),
        ("Ganó en 2019. Perdió después.", ["Ganó en 2019.", "Perdió después."]),
        ("«Нет». Он ушёл… Всё.", ["«Нет».", "Он ушёл…", "Всё."]),
        ("他走了。她留下！为什么？", ["他走了。", "她留下！", "为什么？"]),
        ("「行く」と言った。 雨だ。", ["「行く」と言った。", "雨だ。"]),
        ("ذهب. لماذا؟ لا أعرف.", ["ذهب.", "لماذا؟", "لا أعرف."]),
        ("वह गया। वह रुकी।", ["वह गया।", "वह रुकी।"]),
        ("Πού πάει; Εκεί.", ["Πού πάει;", "Εκεί."]),
        ("Un; deux.", ["Un; deux."]),
        ("Sans fin", ["Sans fin"]),
        ("  ", []),
    ],
)
def test_sentences_end_at_their_marks(text: str, expected: list[str]) -> None:
    """Each script with its own marks; abbreviations, initials and ordinals end nothing."""
    assert sentences(text) == expected


def test_a_foreign_document_keeps_sentences_and_claims_nothing() -> None:
    """Segments, sentences and no more."""
    text = (
        "Le ministre a annoncé lundi que vingt personnes avaient été arrêtées à Paris. La police cherche encore.\n"
        "Le président de la République a déclaré que le gouvernement allait partir dans les prochaines semaines."
    )
    tables = read_text(text)
    assert tables["documents"][0]["language"] == "fr"
    assert [row["text"] for row in tables["sentences"]] == [
        "Le ministre a annoncé lundi que vingt personnes avaient été arrêtées à Paris.",
        "La police cherche encore.",
        "Le président de la République a déclaré que le gouvernement allait partir dans les prochaines semaines.",
    ]
    assert not any(tables.get(name) for name in ("statements", "figures", "events", "mentions", "actors"))
