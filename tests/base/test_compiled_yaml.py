from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml

from pipeline.base import compiled_yaml


@pytest.fixture(autouse=True)
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package of one YAML file, and an empty cache folder."""
    monkeypatch.setattr(compiled_yaml, "PACKAGE", tmp_path / "package")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "words.yml").write_text("- id: harbour\n  words: [port, quay]\n")
    forget()
    yield tmp_path / "package"
    forget()


def forget() -> None:
    """Begin as a new process does."""
    compiled_yaml._read_compiled.cache_clear()
    compiled_yaml._compile_all.cache_clear()


def refuse(content: bytes) -> None:
    raise AssertionError("the YAML was parsed")


def test_yaml_is_parsed_once_and_again_where_it_changed(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = package / "words.yml"
    first = compiled_yaml.load_own_yaml(words)
    forget()
    with monkeypatch.context() as patched:
        patched.setattr(compiled_yaml, "_parse_yaml", refuse)
        assert compiled_yaml.load_own_yaml(words) == first == [{"id": "harbour", "words": ["port", "quay"]}]
    words.write_text("- id: harbour\n  words: [pier]\n")
    forget()
    assert compiled_yaml.load_own_yaml(words) == [{"id": "harbour", "words": ["pier"]}]


@pytest.mark.parametrize("damage", [b"", b"x\n{}", b"[" * 10_000])
def test_a_damaged_compiled_file_is_made_again(package: Path, damage: bytes) -> None:
    words = package / "words.yml"
    first = compiled_yaml.load_own_yaml(words)
    sound = compiled_yaml.find_compiled_file().read_bytes()
    compiled_yaml.find_compiled_file().write_bytes(damage)
    forget()
    assert compiled_yaml.load_own_yaml(words) == first
    assert compiled_yaml.find_compiled_file().read_bytes() == sound


def test_nothing_is_written_into_the_package_and_no_cache_folder_is_no_fault(
    package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (package.parent / "cache").write_text("a file in the way")
    assert compiled_yaml.load_own_yaml(package / "words.yml")
    assert [path.name for path in package.rglob("*")] == ["words.yml"]


def test_days_are_compiled_too(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    days = package / "days.yml"
    days.write_text("- from: 2020-02-29\n  name: leap day\n")
    first = compiled_yaml.load_own_yaml(days)
    forget()
    monkeypatch.setattr(compiled_yaml, "_parse_yaml", refuse)
    assert compiled_yaml.load_own_yaml(days) == first == [{"from": date(2020, 2, 29), "name": "leap day"}]


@pytest.mark.parametrize("text", ["- 2020-02-29T10:00:00Z\n", "1: one\n", "- {'!day': soon}\n"])
def test_what_json_cannot_hold_stays_in_yaml(package: Path, text: str) -> None:
    (package / "others.yml").write_text(text)
    assert compiled_yaml.load_own_yaml(package / "others.yml") == yaml.safe_load(text)


def test_a_file_that_is_no_yaml_is_told_of(package: Path) -> None:
    (package / "bad.yml").write_text("[")
    with pytest.raises(yaml.YAMLError):
        compiled_yaml.load_own_yaml(package / "bad.yml")
