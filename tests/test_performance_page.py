"""What `make bench` writes into the documentation."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.benchmarks.performance_page import KIND_COLOURS, BuildCost, fit_line, write_performance


def test_the_cost_of_one_more_document_is_the_slope_of_cold_builds() -> None:
    fixed, slope = fit_line([BuildCost(20, 1, "cold", 14.0, 9.0), BuildCost(80, 1, "cold", 26.0, 20.0)])
    assert (fixed, slope) == pytest.approx((10.0, 0.2))
    with pytest.raises(ValueError, match="two sizes"):
        fit_line([BuildCost(20, 1, "cold", 14.0, 9.0)])


def test_the_page_gets_the_table_the_estimate_and_a_plot(tmp_path: Path) -> None:
    page, plot = tmp_path / "performance.md", tmp_path / "plot.svg"
    page.write_text("<!-- builds -->\n<!-- end of builds -->\n<!-- archives -->\n<!-- end of archives -->\n")
    costs = [BuildCost(size, 1, kind, size / 4 + 10, size / 5) for size in (20, 80) for kind in KIND_COLOURS]
    write_performance(costs, page, plot)
    assert "| 80 | 1 | cold | 30.0 | 16.0 |" in page.read_text()
    assert "| 300,000 | 5.2 h | 1.3 h | 0.3 h |" in page.read_text()
    drawn = ElementTree.fromstring(plot.read_text())
    assert len(drawn.findall("{*}polyline")) == len(KIND_COLOURS)
