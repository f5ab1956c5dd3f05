"""Everything that is too long for the tests: `make torture` runs it and writes the table into SECURITY.md.

Each part keeps what it measured in `build/torture`, so that parts can be run alone, and the table is made of all.
"""

import argparse
import json
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from typing import Any

from tests.measured_sections import write_section
from tests.torture.torture_parts import PARTS, RESULTS, run_part

# Each part mostly waits for one process, and has one of its own: another part's fork server would not know what hostile
# inputs are read with.
PARTS_AT_ONCE = 2


def render_table(results: dict[str, dict[str, Any]]) -> str:
    """The table of all parts that were run."""
    lines = ["| what | how much | result | faults |", "|---|---|---|---:|"]
    for name in PARTS:
        if name in results:
            found = results[name]
            lines.append(f"| {found['what']} | {found['count']} | {found['result']} | {len(found['faults'])} |")
    return "\n".join(lines)


def main() -> int:
    """Run the parts and write the table; exit status 1 where any part found a fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", default=list(PARTS), help=", ".join(PARTS))
    parser.add_argument("--kills", type=int, default=200, help="of whole builds")
    parser.add_argument(
        "--every", type=int, default=1, help="only each so many-th call of publishing, and hostile input"
    )
    parser.add_argument("--documents", type=int, default=20_000, help="of the load")
    options = parser.parse_args()
    RESULTS.mkdir(parents=True, exist_ok=True)
    has_faults = False
    with ProcessPoolExecutor(PARTS_AT_ONCE, get_context("spawn"), max_tasks_per_child=1) as processes:
        running = {processes.submit(run_part, name, options): name for name in PARTS if name in options.parts}
        for part in as_completed(running):
            seconds, faults = part.result()
            sys.stdout.write(f"{running[part]}: {seconds:.0f} s, {len(faults)} faults\n")
            sys.stdout.write("".join(f"  {fault}\n" for fault in faults[:20]))
            has_faults = has_faults or bool(faults)
    results = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in RESULTS.glob("*.json")}
    write_section("torture", render_table(results))
    return 1 if has_faults else 0


if __name__ == "__main__":
    sys.exit(main())
