"""`sources.yml` and what a record says of itself: restrictions hold in doubt, and nothing in them stops a build."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from tests.intake.support import STORY, find

DIGEST = sha256(STORY.encode()).hexdigest()


def write(folder: Path, sources: str, name: str = "a.txt", text: str = STORY) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sources.yml").write_text(sources)
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    return path


def redistributions(*inputs: Path) -> dict[str, str | None]:
    return {item.external_id: item.supplied.redistribution for item in find(*inputs)[0]}


def test_a_file_read_alone_keeps_what_is_known_of_it(tmp_path: Path) -> None:
    entry = f"{{sha256: {DIGEST}, publisher: The Post, redistribution: offsets}}"
    path = write(tmp_path / "in", f"a.txt: {entry}\nsub/b.txt: {entry}\n")
    other = write(tmp_path / "in" / "sub", "{}", "b.txt")
    (tmp_path / "in" / "sub" / "sources.yml").unlink()
    assert redistributions(path) == {"a.txt": "offsets"}
    assert redistributions(other) == {"b.txt": "offsets"}
    assert redistributions(tmp_path / "in" / "sub") == {"b.txt": "offsets"}
    assert redistributions(tmp_path) == {"in/a.txt": "offsets", "in/sub/b.txt": "offsets"}


@pytest.mark.parametrize(
    ("listed", "kept"), [("offsets", "offsets"), ("excerpt", "excerpt"), ("full", "excerpt"), (None, "excerpt")]
)
def test_changed_content_keeps_the_stricter_terms(tmp_path: Path, listed: str | None, kept: str) -> None:
    terms = f", redistribution: {listed}" if listed else ", licence: CC BY 4.0"
    write(tmp_path, f"a.txt: {{sha256: {DIGEST}{terms}}}", text=STORY + "!")
    ((item,), (reject,)) = find(tmp_path)
    assert (item.supplied.redistribution, item.supplied.licence) == (kept, None)
    assert reject.check == "sources.yml: sha256"


@pytest.mark.parametrize(
    "sources",
    [
        "a.txt: [",
        "- a.txt",
        "just words",
        "a.txt: !!python/object:os.system x",
        "a: &a ["
        + "x," * 9
        + "]\n"
        + "".join(f"{n}: &{n} [{','.join(['*' + b] * 9)}]\n" for b, n in zip("abcdef", "bcdefg", strict=True)),
        "[" * 10_000,
        'a.txt: {title: "\\ud800"}',
    ],
)
def test_a_file_that_cannot_be_used_holds_back_all_that_it_may_describe(tmp_path: Path, sources: str) -> None:
    path = write(tmp_path, sources)
    for inputs in (tmp_path, path):
        items, _ = find(inputs)
        assert [item.supplied.redistribution for item in items] == ["offsets"]
    (reject,) = find(tmp_path)[1]
    assert (reject.external_id, reject.check) == ("sources.yml", "sources.yml: unusable")
    assert "\n" not in reject.failure


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ("published: 2024-02-31", "`published` is '2024-02-31'"),
        ("published: !!int abc", "`published` is 'abc'"),
        ("publisher: [a]", "`publisher` is a list"),
        ("redistribution: some", "`redistribution` is 'some'"),
        ("publischer: The Post", "unknown field 'publischer'"),
        ("redistribution: full, url: 7", "`url` is int 7"),
        ("title: " + "x" * 6000, "6000 characters"),
    ],
)
def test_a_bad_field_of_an_entry_costs_the_field_and_holds_the_text_back(
    tmp_path: Path, fields: str, reason: str
) -> None:
    write(tmp_path, f"a.txt: {{sha256: {DIGEST}, licence: CC BY 4.0, {fields}}}")
    ((item,), (reject,)) = find(tmp_path)
    assert (item.supplied.redistribution, item.supplied.licence) == ("offsets", "CC BY 4.0")
    assert reason in reject.failure
    assert reject.external_id == "a.txt"


def test_an_entry_of_a_file_of_many_documents_holds_for_each(tmp_path: Path) -> None:
    path = tmp_path / "d.jsonl"
    records = [{"id": "a", "text": "One."}, {"id": "b", "text": "Two.", "redistribution": "offsets", "publisher": "B"}]
    path.write_text("\n".join(map(json.dumps, records)))
    digest = sha256(path.read_bytes()).hexdigest()
    (tmp_path / "sources.yml").write_text(f"d.jsonl: {{sha256: {digest}, publisher: A, redistribution: excerpt}}")
    assert redistributions(tmp_path) == {"a": "excerpt", "b": "offsets"}
    assert [item.supplied.publisher for item in find(tmp_path)[0]] == ["A", "A"]


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("offsets", "offsets"),
        (" Excerpt ", "excerpt"),
        ("full", "full"),
        ("open", "offsets"),
        (1, "offsets"),
        (None, None),
    ],
)
def test_a_record_may_restrict_itself(tmp_path: Path, given: object, read: str | None) -> None:
    (tmp_path / "d.jsonl").write_text(json.dumps({"id": "a", "text": "One.", "redistribution": given}))
    assert redistributions(tmp_path) == {"a": read}


def test_a_link_keeps_what_is_known_of_its_target(tmp_path: Path) -> None:
    write(tmp_path, f"a.txt: {{sha256: {DIGEST}, redistribution: offsets}}")
    (tmp_path / "link.txt").symlink_to("a.txt")
    assert redistributions(tmp_path) == {"a.txt": "offsets", "link.txt": "offsets"}
