"""Put the pinned floors of `tests/floors/` into the package, for the codebook: `python scripts/quality.py`."""

from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "pipeline" / "publish" / "quality.yml"
HEAD = "# Made by scripts/quality.py from the floors under tests/floors/; shares of one.\n"


def floors() -> dict[str, float]:
    """Every floor as `room: measure`, as a share; figures are pinned in hundredths."""
    found = {}
    for path in sorted((ROOT / "tests" / "floors").glob("*.yml")):
        for name, value in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            share = value / 100 if value > 1 else value
            found[f"{path.stem}: {name.replace('_', ' ')}"] = round(float(share), 4)
    return found


if __name__ == "__main__":
    TARGET.write_text(HEAD + yaml.safe_dump(floors(), sort_keys=True), encoding="utf-8")
