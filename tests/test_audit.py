"""The audit of the lock files: which versions an advisory in the OSV format concerns."""

import json
from pathlib import Path
from typing import Any

import pytest

from scripts.audit_dependencies import is_affected, main

LOCK = "quill==2.4.1 \\\n    --hash=sha256:" + "0" * 64 + "\nink-pot==1.0.post1\n"


def ranges(*events: dict[str, str], kind: str = "ECOSYSTEM") -> dict[str, Any]:
    return {"ranges": [{"type": kind, "events": list(events)}]}


@pytest.mark.parametrize(
    ("version", "affected", "expected"),
    [
        ("2.4.1", ranges({"introduced": "0"}), True),
        ("2.4.1", ranges({"introduced": "0"}, {"fixed": "2.4.1"}), False),
        ("2.4.1rc1", ranges({"introduced": "0"}, {"fixed": "2.4.1"}), True),
        ("2.4.1", ranges({"introduced": "0"}, {"last_affected": "2.4.1"}), True),
        ("2.4.1.post1", ranges({"introduced": "0"}, {"last_affected": "2.4.1"}), False),
        ("2.10", ranges({"introduced": "2.9"}, {"fixed": "2.11"}), True),
        ("3.0", ranges({"introduced": "1"}, {"fixed": "2"}, {"introduced": "3"}), True),
        ("2.5", ranges({"introduced": "3"}, {"fixed": "2"}, {"introduced": "1"}), False),
        ("2.4.1", ranges({"introduced": "0"}, kind="GIT"), False),
        ("2.4.1", {"versions": ["2.4.0", "2.4.1", "an old name"]}, True),
        ("2.4.1", {"versions": ["2.4"]}, False),
    ],
)
def test_versions_are_compared_as_the_format_says(version: str, affected: dict[str, Any], expected: bool) -> None:
    assert is_affected(version, affected) is expected


def advisory(name: str, *events: dict[str, str], **more: Any) -> dict[str, Any]:
    span = ranges(*(events or [{"introduced": "0"}, {"fixed": "2.5"}]))
    affected = {"package": {"ecosystem": "PyPI", "name": name}, **span}
    return {"id": f"TEST-{name}", "affected": [affected]} | more


def audit(folder: Path, advisories: object) -> int:
    (folder / "a.lock").write_text(LOCK)
    (folder / "advisories").mkdir()
    (folder / "advisories" / "a.json").write_text(json.dumps(advisories))
    return main([str(folder / "advisories")], (folder / "a.lock",))


def test_what_is_affected_is_told_with_its_remedy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    others = [advisory("Ink_Pot", withdrawn="2024-01-01T00:00:00Z"), advisory("feather")]
    assert audit(tmp_path, [advisory("Quill", summary="It spills."), *others]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "quill 2.4.1: TEST-Quill: It spills. (fixed in 2.5)",
        "1 of 2 locked packages are affected by 3 advisories read",
    ]


def test_nothing_affected_is_status_zero(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert audit(tmp_path, advisory("feather")) == 0
    assert capsys.readouterr().out == "0 of 2 locked packages are affected by 1 advisories read\n"


@pytest.mark.parametrize(
    ("advisories", "told"),
    [
        ([], "holds no advisory"),
        ([{"summary": "nameless"}], "a.json, entry 1 is no advisory"),
        (advisory("quill", affected=[{"package": {"ecosystem": "PyPI"}}]), "TEST-quill is not in the OSV format"),
        (advisory("quill", {"introduced": "x"}), "TEST-quill is not in the OSV format"),
    ],
)
def test_advisories_that_cannot_be_judged_are_no_good_news(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], advisories: object, told: str
) -> None:
    assert audit(tmp_path, advisories) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert told in line


def test_the_lock_files_of_the_project_can_be_audited(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(advisory("feather")))
    assert main([str(tmp_path / "a.json")]) == 0
    (tmp_path / "a.json").write_text(json.dumps(advisory("spacy", {"introduced": "0"})))
    assert main([str(tmp_path / "a.json")]) == 1
