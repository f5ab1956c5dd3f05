"""The release as a DuckDB database, and the twelve questions that are asked of it."""

import duckdb
import pytest
from click.testing import CliRunner

from pipeline.cli import cli
from pipeline.commands.command_status import CommandError
from pipeline.publish.duckdb_export import ExportError, export_duckdb
from schemas import table_registry
from schemas.flat_views import FLAT_VIEWS
from scripts import query_results


@pytest.fixture(scope="module")
def database(released, tmp_path_factory):
    path = tmp_path_factory.mktemp("export") / "news.duckdb"
    export_duckdb(released, path)
    with duckdb.connect(str(path), read_only=True) as connection:
        yield connection


def test_every_table_and_view_is_there_with_its_rows(database, released):
    for name in table_registry.PUBLISHED:
        table = f"flat.{FLAT_VIEWS[name].table}" if name in FLAT_VIEWS else name
        names = [column[0] for column in database.sql(f"SELECT * FROM {table}").description]
        assert names == [column.name for column in table_registry.list_columns(name)]
    assert database.sql("SELECT count(*) FROM flat.figures").fetchall() == [(3,)]


def test_comments_say_what_tables_and_columns_are(database):
    [(told,)] = database.sql("SELECT comment FROM duckdb_tables() WHERE table_name = 'entities'").fetchall()
    assert told == table_registry.describe("entities")
    missing = database.sql("SELECT column_name FROM duckdb_columns() WHERE schema_name = 'flat' AND comment IS NULL")
    assert missing.fetchall() == []


def test_dates_are_dates_and_closed_lists_are_types(database):
    types = dict(
        database.sql(
            "SELECT column_name, data_type FROM duckdb_columns() WHERE schema_name = 'flat' AND table_name = 'events'"
        ).fetchall()
    )
    assert types["date_start"] == types["published_on"] == "DATE"
    assert types["told_by"] == "ENUM('reported', 'claimed')"


def test_the_views_give_casualties_disputes_and_evidence(database):
    assert database.sql("SELECT count(*) FROM casualties").fetchall() == [(0,)]  # travellers who wait are none
    assert database.sql("SELECT count(*) FROM disputes").fetchall() == [(0,)]
    assert database.sql("SELECT DISTINCT trigger, told_by FROM evidence WHERE trigger IS NOT NULL").fetchall() == [
        ("agreed", "reported")
    ]


def test_the_command_writes_again_over_its_own_and_over_nothing_else(released, tmp_path):
    path = tmp_path / "news.duckdb"
    for _ in range(2):
        done = CliRunner().invoke(cli, ["export", str(released), "--duckdb", str(path)], standalone_mode=False)
        assert done.exception is None
        assert f"in {path}" in done.output
    mine = tmp_path / "mine.duckdb"
    mine.write_text("my notes")
    with pytest.raises(ExportError, match="is no export of newsledger; name another file"):
        export_duckdb(released, mine)
    assert mine.read_text() == "my notes"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["mine.duckdb", "news.duckdb"]


@pytest.mark.parametrize("name", ["strangers.duckdb", "link.duckdb"])
def test_a_database_of_someone_else_stays(released, tmp_path, name):
    with duckdb.connect(str(tmp_path / "strangers.duckdb")) as connection:
        connection.execute("CREATE TABLE diary (entry VARCHAR)")
    (tmp_path / "link.duckdb").symlink_to(tmp_path / "strangers.duckdb")
    with pytest.raises(ExportError, match="is no export of newsledger"):
        export_duckdb(released, tmp_path / name)


def test_what_cannot_be_exported_is_said(released, tmp_path):
    with pytest.raises(ExportError, match="is no release"):
        export_duckdb(tmp_path, tmp_path / "news.duckdb")
    with pytest.raises(ExportError, match="lies in the release"):
        export_duckdb(released, released / "news.duckdb")
    done = CliRunner().invoke(
        cli, ["export", str(tmp_path / "none"), "--duckdb", str(tmp_path / "a")], standalone_mode=False
    )
    assert isinstance(done.exception, CommandError)


def test_the_twelve_questions_give_what_the_document_says(tmp_path):
    text = query_results.QUERIES.read_text(encoding="utf-8")
    assert len(query_results.QUERY.findall(text)) == text.count("\n## ") == 12
    assert query_results.fill_results(text, query_results.build_database(tmp_path)) == text
