"""A registry of the user's, made out of a Wikidata dump."""

import gzip
import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from pipeline.cli import cli
from pipeline.extract.entities.known_items import read_items


def claim(prop: str, value: Any) -> dict[str, Any]:
    return {"rank": "normal", "mainsnak": {"snaktype": "value", "property": prop, "datavalue": {"value": value}}}


def entry(number: str, label: str, classes: list[str], sites: int, **further: Any) -> str:
    claims = {"P31": [claim("P31", {"id": each}) for each in classes]}
    claims |= {prop: [claim(prop, value)] for prop, value in further.items()}
    content = {
        "id": number,
        "labels": {"en": {"value": label}},
        "aliases": {"en": [{"value": f"{label} II"}]},
        "claims": claims,
        "sitelinks": {f"w{n}": {} for n in range(sites)},
    }
    return json.dumps(content)


def write_dump(file: Path) -> None:
    lines = [
        entry("Q901", "Ada Norling", ["Q5"], 12, P27={"id": "Q20"}),
        entry("Q902", "Norling Shipping", ["Q783794"], 12, P17={"id": "Q20"}),
        entry("Q903", "Norlingby", ["Q486972"], 12, P17={"id": "Q20"}, P1566="123456"),
        entry("Q904", "A comet", ["Q3559"], 40),
        entry("Q905", "Bo Unknown", ["Q5"], 2),
        '{"id": "Q906", "labels"',
    ]
    file.write_bytes(gzip.compress(("[\n" + ",\n".join(lines) + "\n]\n").encode()))


def test_a_dump_gives_people_bodies_and_places(tmp_path: Path) -> None:
    dump, out = tmp_path / "dump.json.gz", tmp_path / "registry.tsv"
    write_dump(dump)
    result = CliRunner().invoke(cli, ["registry", str(dump), "--out", str(out)])
    assert result.output == f"3 items in {out}; 2 passed over, 1 lines unreadable\n"
    rows = [(each.wikidata_id, each.entity_type, each.country, each.geonames_id) for each in read_items(out)]
    assert rows == [
        ("Q901", "person", "NOR", None),
        ("Q902", "organisation", "NOR", None),
        ("Q903", "place", "NOR", 123456),
    ]


def test_what_is_no_registry_is_refused_in_one_line(tmp_path: Path) -> None:
    text, wrong = tmp_path / "a.txt", tmp_path / "wrong.tsv"
    text.write_text("Nothing happened.")
    wrong.write_text("a\tb\n1\t2\n")
    called = [
        "build",
        str(text),
        "--registry",
        str(wrong),
        "--out",
        str(tmp_path / "o"),
        "--state",
        str(tmp_path / "s"),
    ]
    result = CliRunner().invoke(cli, called)
    assert result.exit_code == 2
    assert "not a registry" in result.output
