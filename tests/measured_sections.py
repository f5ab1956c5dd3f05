"""What was measured, written into a page between two marks: tables in SECURITY.md, costs in docs/performance.md."""

import re
from pathlib import Path

from tests.support import ROOT

SECURITY_FILE = ROOT / "SECURITY.md"


def write_section(name: str, content: str, file: Path = SECURITY_FILE) -> None:
    """Put a text in the place of what stands between `<!-- NAME -->` and `<!-- end of NAME -->`."""
    text = file.read_text(encoding="utf-8")
    begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    if len(pattern.findall(text)) != 1:
        raise ValueError(f"{file.name} must have the marks {begin} and {end} once")
    file.write_text(pattern.sub(lambda _: f"{begin}\n\n{content}\n\n{end}", text), encoding="utf-8")
