"""The release through the tools of others: validators, readers, and the card's own snippets."""

import json
import logging
import os
import re
import subprocess
import sys

import duckdb
import frictionless
import mlcroissant
import polars as pl
import pytest
import yaml

from pipeline.publish import csv_tables, parquet_tables
from pipeline.publish.release_writer import publish_release
from schemas import table_registry
from tests.publish.example import TERMS, facts

DUCKDB = {
    pl.String: "VARCHAR",
    pl.Int64: "BIGINT",
    pl.Float64: "DOUBLE",
    pl.Boolean: "BOOLEAN",
    pl.Date: "DATE",
    pl.List: "VARCHAR[]",
}


def test_the_data_package_is_valid(released):
    report = frictionless.Package(str(released / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "message"])


def test_the_data_package_finds_a_reference_to_nothing(released, tmp_path):
    """The validator does look at the foreign keys: with one document's row gone it complains."""
    subprocess.run(["cp", "-r", released, tmp_path / "out"], check=True)
    path = tmp_path / "out" / "csv" / "documents.csv"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))
    report = frictionless.Package(str(tmp_path / "out" / "datapackage.json")).validate()
    assert "foreign-key" in {row[0] for row in report.flatten(["type"])}


def test_croissant_is_valid_and_every_record_set_gives_every_row(released, caplog):
    with caplog.at_level(logging.WARNING):
        dataset = mlcroissant.Dataset(released / "croissant.json")
    assert not dataset.metadata.ctx.issues.errors
    # The one thing recommended that is not there: a day of publication, which the content does not have.
    warnings = list(dataset.metadata.ctx.issues.warnings)
    assert len(warnings) == 1 and "datePublished" in str(warnings[0])
    for name in table_registry.PUBLISHED:
        records = list(dataset.records(name))
        rows = parquet_tables.read_table(released, name)
        assert len(records) == rows.height
        key = table_registry.find_key(name)
        assert [record[f"{name}/{key}"].decode() for record in records] == rows.get_column(key).to_list()


@pytest.mark.parametrize("name", table_registry.PUBLISHED)
def test_duckdb_reads_parquet_and_csv_to_the_same_rows(released, name):
    types = {column.name: DUCKDB[column.dtype.base_type()] for column in table_registry.list_columns(name)}
    text = {column: "VARCHAR" if kind == "VARCHAR[]" else kind for column, kind in types.items()}
    raw = duckdb.read_csv(
        str(csv_tables.get_csv_path(released, name)),
        dtype=text,
        header=True,
        allow_quoted_nulls=False,
        quotechar='"',
        escapechar='"',
    )
    neutralised = csv_tables.NEUTRALISED_PATTERN.replace("'", "''")
    shown = ", ".join(
        f"CAST(from_json({column}, '[\"VARCHAR\"]') AS VARCHAR[]) AS {column}" if kind == "VARCHAR[]"
        else f"regexp_replace(\"{column}\", '{neutralised}', '\\1') AS \"{column}\""
        if kind == "VARCHAR" else f'"{column}"'
        for column, kind in types.items()
    )  # fmt: skip
    from_csv = duckdb.sql(f"SELECT {shown} FROM raw").fetchall()
    from_parquet = duckdb.read_parquet(str(parquet_tables.get_parquet_path(released, name))).fetchall()
    assert from_csv == from_parquet
    assert len(from_parquet) > 0
    assert raw.columns == list(types)


def test_datasets_loads_every_configuration(released, tmp_path):
    code = (
        "import json, sys; from datasets import get_dataset_config_names, load_dataset\n"
        "names = get_dataset_config_names(sys.argv[1])\n"
        "found = {name: load_dataset(sys.argv[1], name, split='train') for name in names}\n"
        "print(json.dumps({name: [rows.num_rows, rows.column_names] for name, rows in found.items()}))\n"
    )
    told = run(["-c", code, released], tmp_path, released)
    found = json.loads(told.splitlines()[-1])
    assert found == {
        name: [parquet_tables.read_table(released, name).height, list(table_registry.build_polars_schema(name))]
        for name in table_registry.PUBLISHED
    }


def test_the_snippets_of_the_card_run(released, tmp_path):
    card = (released / "README.md").read_text(encoding="utf-8")
    python = re.findall(r"```python\n(.*?)```", card, re.DOTALL)
    assert len(python) == 3
    shown = run(["-c", "\n".join(python)], tmp_path, released)
    assert "source_sha256" in shown
    [sql] = re.findall(r"```sql\n(.*?)```", card, re.DOTALL)
    rows = duckdb.sql(sql.replace("'parquet/", f"'{released}/parquet/")).fetchall()
    assert [row[:2] for row in rows if row[0]] == [("4,200 travellers", 4200.0)]  # of the others it is withheld


def run(arguments, cache, folder):
    environment = os.environ | {
        "HF_HUB_OFFLINE": "1",
        "HF_DATASETS_OFFLINE": "1",
        "HF_HOME": str(cache),
        "HF_HUB_DISABLE_TELEMETRY": "1",
    }
    done = subprocess.run(
        [sys.executable, *map(str, arguments)], cwd=folder, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_release_without_rows_is_valid_too(tmp_path):
    publish_release({}, tmp_path / "out", facts(inputs=()))
    assert frictionless.Package(str(tmp_path / "out" / "datapackage.json")).validate().valid
    dataset = mlcroissant.Dataset(tmp_path / "out" / "croissant.json")
    assert list(dataset.records("figures")) == []
    head = (tmp_path / "out" / "README.md").read_text(encoding="utf-8").split("---\n")[1]
    assert yaml.safe_load(head)["configs"] == []  # datasets cannot load a split without rows


def test_sha256sum_agrees(released):
    done = subprocess.run(["sha256sum", "--strict", "-c", "SHA256SUMS"], cwd=released, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_provenance_names_every_input_table_and_file(released):
    told = json.loads((released / "provenance.json").read_bytes())
    entities = told["entity"]
    assert {entity["prov:label"] for name, entity in entities.items() if name.startswith("nl:input/")} == set(TERMS)
    assert {f"nl:table/{name}" for name in table_registry.PUBLISHED} <= set(entities)
    assert sum(name.startswith("nl:file/") for name in entities) == 2 * len(table_registry.PUBLISHED)
    used = {relation["prov:usedEntity"] for relation in told["wasDerivedFrom"].values()}
    made = {relation["prov:generatedEntity"] for relation in told["wasDerivedFrom"].values()}
    assert used | made <= set(entities)
    assert {f"nl:table/{name}" for name in table_registry.PUBLISHED} <= made


def test_the_citation_has_what_its_format_asks_for(released):
    told = yaml.safe_load((released / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= set(told)
    assert told["type"] == "dataset"


def test_the_codebook_tells_every_column_and_value(released):
    told = (released / "CODEBOOK.md").read_text(encoding="utf-8")
    for name in table_registry.PUBLISHED:
        for column in table_registry.list_columns(name):
            assert f"| `{column.name}` |" in told
            assert column.description.replace("|", "\\|") in told
            if column.vocabulary:
                assert f"## {column.vocabulary}\n" in told
    assert "figures: F1 | 0.8" in told
