"""A failed run told in words: a file for each, and a message to whoever wants one."""

import json
import re
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import dagster as dg

from pipeline.base.passing_faults import add_advice

# Seconds that a webhook has to answer.
WEBHOOK_TIMEOUT = 10


def summarise_error(error: Any) -> str:
    """The error that a step raised, without Dagster's wrapping around it, in its first line."""
    while error and error.cause and str(error.cls_name).startswith("Dagster"):
        error = error.cause
    lines = str(error.message).strip().splitlines() if error else []
    return add_advice(re.sub(r"^[\w.]{1,200}: ", "", lines[0])) if lines else "no message"


def write_report(state: Path, run: dg.DagsterRun, message: str, errors: Sequence[tuple[str, Any]]) -> Path:
    """Write `<state>/failures/<run>.md`: which step failed, why in one line, what to do, and the whole trace below."""
    lines = [f"# Run {run.run_id} of `{run.job_name}` failed", "", message or "No step failed; the run itself did.", ""]
    lines += [f"- step `{step}`: {summarise_error(error)}" for step, error in errors]
    lines += [
        "",
        "The release is as it was before the run. What was read is kept: launching the job again goes on from there.",
        "",
        *(f"```\n{error.to_string()}\n```" for _, error in errors if error),
    ]
    path = state / "failures" / f"{run.run_id}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def post_message(address: str, text: str) -> None:
    """Post `{"text": ...}` as JSON to an http or https address; raises OSError where it does not answer in time."""
    if not address.startswith(("http://", "https://")):
        raise ValueError("NEWSLEDGER_WEBHOOK must be an http or https address")
    body = json.dumps({"text": text}).encode("utf-8")
    request = urllib.request.Request(address, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=WEBHOOK_TIMEOUT) as answer:
        answer.read()
