"""Which lines are the article's own prose."""

from collections.abc import Sequence

from pipeline.clean.lines import Line
from pipeline.clean.rules import Rule

PROSE = 10
ENDS = '.!?…。！？"”’»)'


def body(lines: Sequence[Line], rules: Sequence[Rule | None]) -> list[float]:
    """For each line how sure it is that it belongs to the article's prose."""
    gains = []
    comments = prose = False
    for line, rule in zip(lines, rules, strict=True):
        gain = _gain(line, rule)
        prose = prose or gain > 0
        comments = comments or (prose and rule is not None and rule.opens == "comment")
        gains.append(-abs(gain) if comments else gain)
    best, first, last, run, start = 0.0, 0, 0, 0.0, 0
    for place, gain in enumerate(gains):
        if run <= 0:
            run, start = 0.0, place
        run += gain
        if run > best:
            best, first, last = run, start, place + 1
    return [
        0.9 if first <= place < last and not line.blank and not (rule and rule.firm) else 0.1
        for place, (line, rule) in enumerate(zip(lines, rules, strict=True))
    ]


def _gain(line: Line, rule: Rule | None) -> float:
    if line.blank:
        return 0.0
    if rule is not None and rule.firm:
        return -20.0 if rule.opens == "comment" else -10.0
    return float(len(line.words)) if len(line.words) >= PROSE and line.text[-1] in ENDS else -8.0
