import runpy

from pipeline.orchestration.run_description import load_quality
from tests.support import ROOT


def test_the_codebook_tells_the_floors_that_are_pinned() -> None:
    pinned = runpy.run_path(str(ROOT / "scripts" / "quality.py"))["collect_floors"]()
    assert load_quality() == pinned, "run scripts/quality.py"
