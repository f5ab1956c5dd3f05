"""Put the pinned floors of `tests/floors/` into the package, for the codebook: `python scripts/quality.py`."""

from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
QUALITY_FILE = ROOT / "pipeline" / "publish" / "quality.yml"
HEADER = "# Made by scripts/quality.py from the floors under tests/floors/; shares of one.\n"


def collect_floors() -> dict[str, float]:
    """Every floor as `stage: measure`, as a share; figures are pinned in hundredths."""
    found = {}
    for path in sorted((ROOT / "tests" / "floors").glob("*.yml")):
        for name, value in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            share = value / 100 if value > 1 else value
            found[f"{path.stem}: {name.replace('_', ' ')}"] = round(float(share), 4)
    return found


if __name__ == "__main__":
    QUALITY_FILE.write_text(HEADER + yaml.safe_dump(collect_floors(), sort_keys=True), encoding="utf-8")
