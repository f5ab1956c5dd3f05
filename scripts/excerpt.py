"""Put five rows of `figures` and of `events` of the release in output/ into the README: `python scripts/excerpt.py`."""

from pathlib import Path

import polars as pl

ROOT = Path(__file__).resolve().parent.parent
BEGIN_MARK, END_MARK = "<!-- excerpt: made by scripts/excerpt.py -->\n", "<!-- end of excerpt -->"


def main() -> None:
    """Write the excerpt between its two marks."""
    tables = {path.stem: pl.read_parquet(path) for path in (ROOT / "output" / "parquet").glob("*.parquet")}
    names = tables["entities"].select(pl.col("entity_id"), pl.col("name"))
    statements = tables["statements"].join(names, left_on="speaker_entity_id", right_on="entity_id", how="left")
    figures = (
        tables["figures"]
        .join(statements.select("statement_id", pl.col("name").alias("said by")), on="statement_id", how="left")
        .filter(pl.col("said by").is_not_null() & (pl.col("measure") != "other"))
        .select("text", "value", "qualifier", "unit", "measure", pl.col("as_of_start").alias("as of"), "said by")
    )
    events = tables["events"].filter(pl.col("date_start").is_not_null())
    for role in ("actor", "recipient", "location"):
        events = events.join(
            names.rename({"name": role}), left_on=f"{role}_entity_id", right_on="entity_id", how="left"
        )
    events = events.filter(pl.col("actor").is_not_null() & pl.col("recipient").is_not_null()).select(
        pl.col("text").alias("trigger"), "event_type", "actor", "recipient", "location", "date_start", "status"
    )
    readme = ROOT / "README.md"
    before, _, rest = readme.read_text(encoding="utf-8").partition(BEGIN_MARK)
    excerpt = "\n\n".join([format_markdown_table(figures.head(5)), format_markdown_table(events.head(5))])
    readme.write_text(f"{before}{BEGIN_MARK}\n{excerpt}\n\n{END_MARK}{rest.partition(END_MARK)[2]}", encoding="utf-8")


def format_markdown_table(frame: pl.DataFrame) -> str:
    """A frame as a Markdown table."""
    lines = ["| " + " | ".join(frame.columns) + " |", "|" + "---|" * frame.width]
    lines += ["| " + " | ".join("" if value is None else str(value) for value in row) + " |" for row in frame.rows()]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
