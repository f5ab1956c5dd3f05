"""The bill of materials of a release: valid CycloneDX, the lock's packages and hashes, or what is installed."""

import json
from importlib.metadata import version
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from pipeline.publish.metadata.locked_packages import LOCK_FILE, LockedPackage, LockFileError, list_packages, read_lock

DIGESTS = [f"{number:064x}" for number in (1, 2)]


def test_a_release_lists_the_software_that_made_it(released: Path) -> None:
    written = (released / "sbom.cdx.json").read_text(encoding="utf-8")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(written) is None
    bill = json.loads(written)
    assert bill["metadata"]["component"]["name"] == "newsledger"
    components = {(component["name"], component["version"]): component for component in bill["components"]}
    assert len(components) == len(list_packages())
    spacy = components["spacy", version("spacy")]
    assert spacy["purl"] == f"pkg:pypi/spacy@{version('spacy')}"
    locked = LOCK_FILE.read_text(encoding="utf-8")
    assert all(f"--hash=sha256:{entry['content']}" in locked for entry in spacy["hashes"])
    assert f"spacy=={version('spacy')}" in locked


def test_a_lock_is_read_with_its_platforms_and_hashes(tmp_path: Path) -> None:
    (tmp_path / "a.lock").write_text(
        "# made by hand\n"
        f"Zope.Thing==1.0+local ; sys_platform == 'win32' \\\n    --hash=sha256:{DIGESTS[1]} \\\n"
        f"    --hash=sha256:{DIGESTS[0]}\nother==2.0\n"
    )
    assert read_lock(tmp_path / "a.lock") == [
        LockedPackage("zope-thing", "1.0+local", "sys_platform == 'win32'", tuple(DIGESTS)),
        LockedPackage("other", "2.0"),
    ]
    (tmp_path / "b.lock").write_text("other==2.0\n-r more.txt\n")
    with pytest.raises(LockFileError, match=r"b\.lock, line 2 is neither a pin nor a hash: -r more\.txt"):
        read_lock(tmp_path / "b.lock")


def test_what_is_installed_in_another_version_is_listed_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.lock").write_text(f"lxml==0.1 \\\n    --hash=sha256:{DIGESTS[0]}\nabsent-thing==3.0\n")
    assert list_packages(tmp_path / "a.lock") == (
        LockedPackage("absent-thing", "3.0"),
        LockedPackage("lxml", version("lxml")),
    )


def test_without_a_lock_the_installed_packages_are_listed(tmp_path: Path) -> None:
    found = {package.name: package for package in list_packages(tmp_path / "absent.lock")}
    assert found["spacy"] == LockedPackage("spacy", version("spacy"))
    assert "thinc" in found, "what the packages themselves stand on is listed too"
    assert "newsledger" not in found
    assert "pytest" not in found, "what is installed for other reasons is not"
