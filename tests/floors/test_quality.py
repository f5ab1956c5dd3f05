import runpy

from pipeline.orchestration.run_facts import quality
from tests.support import ROOT


def test_the_codebook_tells_the_floors_that_are_pinned() -> None:
    pinned = runpy.run_path(str(ROOT / "scripts" / "quality.py"))["floors"]()
    assert quality() == pinned, "run scripts/quality.py"
