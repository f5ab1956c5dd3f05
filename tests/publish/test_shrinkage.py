"""An empty or shrunken input does not empty a release."""

import json

import pytest

from tests.test_cli import newsledger

TEXT = "Ferry strike {}\n\nTURKU -- About {}00 sailors stopped work on Monday.\n"


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    folder = tmp_path_factory.mktemp("shrinkage")
    (folder / "in").mkdir()
    for number in range(1, 6):
        (folder / "in" / f"{number}.txt").write_text(TEXT.format(number, number))
    arguments = ("build", folder / "in", "--out", folder / "out", "--state", folder / "state", "--workers", "1")
    assert newsledger(*arguments).returncode == 0
    return folder, arguments


def test_less_than_half_is_not_published_unless_it_is_allowed(published):
    folder, arguments = published
    before = (folder / "out" / "SHA256SUMS").read_bytes()
    for number in (3, 4, 5):
        (folder / "in" / f"{number}.txt").unlink()
    refused = newsledger(*arguments)
    assert refused.returncode == 1
    assert "the input gives 2 documents, the release has 5, and less than 50%" in refused.stderr
    assert "--allow-shrinking" in refused.stderr
    assert (folder / "out" / "SHA256SUMS").read_bytes() == before
    allowed = newsledger(*arguments, "--allow-shrinking")
    assert allowed.returncode == 0 and "2 documents" in allowed.stdout
    index = json.loads((folder / "out" / "history" / "index.json").read_text())
    assert index["releases"][-1]["counts"]["documents"] == {"added": 0, "updated": 0, "removed": 3}


def test_no_document_at_all_is_not_published(published):
    folder, arguments = published
    for path in (folder / "in").iterdir():
        path.unlink()
    refused = newsledger(*arguments)
    assert refused.returncode == 1
    assert "the input gives no document" in refused.stderr
    assert (folder / "out" / "README.md").is_file()
