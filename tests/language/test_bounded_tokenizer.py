"""Long strings cost time in proportion to their length, and every character stays where it was."""

import time

import pytest

from pipeline.base.reading_settings import Settings
from pipeline.language.bounded_tokenizer import MAX_STRING_CHARS
from pipeline.language.document_parser import load_model

PROSE = "The minister (of defence) paid $300 to U.S. dockers at www.example.org, he said."


def tokens(text: str) -> list[str]:
    return [token.text for token in load_model(Settings().model).make_doc(text)]


def test_ordinary_text_is_read_as_the_model_reads_it() -> None:
    tokenizer = load_model(Settings().model).tokenizer.tokenizer
    for text in (PROSE, "(" * MAX_STRING_CHARS):
        assert tokens(text) == [token.text for token in tokenizer(text)]


@pytest.mark.parametrize("sign", ["$", "(", "<", ".", "-", "'", "a", "😀", "1,", "n't"])
def test_a_run_of_signs_takes_no_time_and_loses_no_character(sign: str) -> None:
    text = f"{PROSE} {sign * (20_000 // len(sign))} {PROSE}"
    started = time.process_time()
    doc = load_model(Settings().model).make_doc(text)
    assert time.process_time() - started < 3  # half a minute for some of them without the bound
    assert "".join(token.text_with_ws for token in doc) == text
    assert [token.text for token in doc[:5]] == tokens(PROSE)[:5]
