"""Write the result under each query of docs/queries.md, as the seeds give it: python scripts/query_results.py."""

import re
import sys
import tempfile
from pathlib import Path

import duckdb

from pipeline import job_runner
from pipeline.orchestration.resources import BuildResource
from pipeline.publish.duckdb_export import export_duckdb
from pipeline.publish.metadata.dataset_info import format_cell

ROOT = Path(__file__).resolve().parent.parent
QUERIES = ROOT / "docs" / "queries.md"
LATE_ARTICLE = "000_772e9e97c9a1a545.txt"  # is not in the release before, so that something has changed
MAX_CELL_LENGTH = 150
# A query, and the table that may stand under it.
QUERY = re.compile(r"(```sql\n(.*?)```\n)(?:\n\|[^\n]*\n(?:\|[^\n]*\n)*)?", re.DOTALL)


def build_database(folder: Path) -> Path:
    """Publish the seeds without one article, then with it, and export the release; the path of the database."""
    articles = sorted((ROOT / "seeds").glob("*.txt"))
    for inputs in ([path for path in articles if path.name != LATE_ARTICLE], [ROOT / "seeds"]):
        chosen = BuildResource(
            inputs=[str(path) for path in inputs], out=str(folder / "out"), state=str(folder / "state"), workers=1
        )
        if failure := job_runner.run_build(chosen, lambda progress: None).failure:
            raise SystemExit(failure)
    export_duckdb(folder / "out", folder / "seeds.duckdb")
    return folder / "seeds.duckdb"


def fill_results(text: str, database: Path) -> str:
    """The document with the result of each query under it."""
    with duckdb.connect(str(database), read_only=True) as connection:

        def add_result(match: re.Match[str]) -> str:
            return f"{match[1]}\n{_render_result(connection, match[2])}"

        return QUERY.sub(add_result, text)


def _render_result(connection: duckdb.DuckDBPyConnection, query: str) -> str:
    found = connection.execute(query)
    names = [column[0] for column in found.description or []]
    lines = [names, ["---"] * len(names)]
    lines += [[format_cell(value, MAX_CELL_LENGTH) for value in row] for row in found.fetchall()]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        QUERIES.write_text(fill_results(QUERIES.read_text(encoding="utf-8"), build_database(Path(folder))), "utf-8")
    sys.stdout.write(f"{QUERIES} written\n")
