from pathlib import Path

import pytest

from pipeline.base.lexicon_loader import Entry, LexiconError, load_lexicon


class Word(Entry):
    word: str


def lexicon(tmp_path: Path, content: str) -> Path:
    path = tmp_path / "words.yml"
    path.write_text(content)
    return path


def test_entries_come_in_the_order_of_the_file_and_count_their_hits(tmp_path: Path) -> None:
    words = load_lexicon(lexicon(tmp_path, "- {id: b, word: two}\n- {id: a, word: one}\n"), Word)
    assert [entry.word for entry in words] == ["two", "one"]
    words.record_hit(words.entries[0])
    assert words.list_unused() == ["a"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("- {id: a, word: one, wrod: two}", "wrod"),
        ("- {id: a}", "word"),
        ("- {word: one}", "id"),
        ("- {id: a, word: one}\n- {id: a, word: two}", "twice"),
        ("a: one", "list"),
        ("- just text", "entry 0"),
        ("- {id: a", "YAML"),
        ("- {id: a, word: 2024-02-31}", "YAML"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_with_what_is_wrong(tmp_path: Path, content: str, told: str) -> None:
    with pytest.raises(LexiconError, match=told) as caught:
        load_lexicon(lexicon(tmp_path, content), Word)
    assert "words.yml" in str(caught.value)
