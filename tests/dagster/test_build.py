import http.server
import importlib.util
import json
import threading
from pathlib import Path
from typing import Any

import dagster as dg
import pandera.polars as pa
import polars as pl
import pytest

from pipeline import document_processing, job_runner
from pipeline.base.lexicon_loader import LexiconError
from pipeline.base.reading_settings import Settings
from pipeline.engine import executor
from pipeline.intake.source_document import RawDocument
from pipeline.orchestration import staleness
from pipeline.orchestration.failure_reports import post_message
from pipeline.orchestration.resources import BuildResource
from pipeline.publish import release_writer
from pipeline.store.reading_probe import ProbeResult, find_probe_result, keep_probe_result, run_probe
from pipeline.unchanged_release import BuildResult, find_unchanged_release
from schemas import table_registry

TEXT = "Dockers strike\n\nOSLO -- About 300 dockers in Oslo stopped work on Monday, the union said.\n"


@pytest.fixture
def chosen(tmp_path: Path) -> BuildResource:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "one.txt").write_text(TEXT)
    return BuildResource(
        inputs=[str(tmp_path / "in")], out=str(tmp_path / "out"), state=str(tmp_path / "state"), workers=1
    )


def run(chosen: BuildResource) -> BuildResult:
    return job_runner.run_build(chosen, lambda progress: None)


def test_rows_that_a_stricter_schema_refuses_are_set_aside_and_the_rest_goes_out(
    chosen: BuildResource, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(chosen).failure is None

    class Stricter(table_registry.TABLES["sentences"]):  # type: ignore[misc, valid-type, name-defined]
        sentence_no: int = pa.Field(ge=5, description="Stricter than any text of two lines can be.")

    monkeypatch.setitem(table_registry.TABLE_MODELS, "sentences", Stricter)
    outcome = run(chosen)
    assert outcome.failure is None
    assert pl.read_parquet(Path(chosen.out) / "parquet" / "sentences.parquet").is_empty()
    rejects = pl.read_parquet(Path(chosen.out) / "parquet" / "rejects.parquet")
    assert "sentences" in rejects.get_column("table")


def test_a_reading_half_that_lost_its_wits_blocks_the_release(chosen: BuildResource) -> None:
    probed = run_probe(chosen.model)
    assert probed.share == 1.0, probed.missing
    lost = ProbeResult(probed.expected, (("toll", "figure 12 killed"), ("visit", "event CONSULT")))
    keep_probe_result(chosen.open_store(), lost)
    outcome = run(chosen)
    assert outcome.failure is not None
    assert "the check “known sentences are read right” of articles did not hold" in outcome.failure
    assert not Path(chosen.out).exists()


def test_the_probe_is_read_once_for_one_code_and_model(chosen: BuildResource) -> None:
    assert run(chosen).failure is None
    store = chosen.open_store()
    assert find_probe_result(store) == run_probe(chosen.model)
    (store.folder / "probe.json").write_bytes(b"{")
    assert find_probe_result(store) is None
    assert run(BuildResource(**{**chosen.model_dump(), "rebuild": True})).failure is None
    assert find_probe_result(store) == run_probe(chosen.model)


def test_nothing_is_pending_after_a_build_until_something_changes(chosen: BuildResource) -> None:
    assert staleness.find_pending_version(chosen)
    assert run(chosen).failure is None
    assert staleness.find_pending_version(chosen) is None
    (Path(chosen.inputs[0]) / "two.txt").write_text(TEXT + "More.\n")
    added = staleness.find_pending_version(chosen)
    assert added
    (Path(chosen.inputs[0]) / "two.txt").unlink()
    assert staleness.find_pending_version(chosen) is None
    assert staleness.find_pending_version(BuildResource(**{**chosen.model_dump(), "text": "full"}))


def test_what_comes_while_a_build_runs_is_left_for_the_next(
    chosen: BuildResource, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = Path(chosen.inputs[0]) / "late.txt"
    published = release_writer.publish_release

    def publish_late(*given: Any) -> release_writer.Release:
        late.write_text(TEXT + "Late.\n")
        return published(*given)

    monkeypatch.setattr(release_writer, "publish_release", publish_late)
    assert run(chosen).failure is None
    assert staleness.find_pending_version(chosen)
    late.unlink()
    assert staleness.find_pending_version(chosen) is None


def test_a_release_that_another_state_put_there_is_not_taken_for_ours(chosen: BuildResource, tmp_path: Path) -> None:
    (tmp_path / "in2").mkdir()
    (tmp_path / "in2" / "two.txt").write_text("BERGEN -- Two ministers met on Tuesday.\n")
    other = BuildResource(
        **{**chosen.model_dump(), "inputs": [str(tmp_path / "in2")], "state": str(tmp_path / "state2")}
    )
    for build, name in ((chosen, "one.txt"), (other, "two.txt"), (chosen, "one.txt")):
        assert find_unchanged_release(build) is None
        assert run(build).failure is None
        assert pl.read_parquet(tmp_path / "out" / "parquet" / "documents.parquet")["external_id"].to_list() == [name]
    assert find_unchanged_release(chosen)
    assert find_unchanged_release(other) is None


def test_a_damaged_mark_costs_a_build_and_no_more(chosen: BuildResource) -> None:
    assert run(chosen).failure is None
    for content in (b"", b"{", b"[]", b'{"x": 1}', b"\xff", b"[" * 100_000):
        Path(chosen.state, staleness.VERSIONS_FILE).write_bytes(content)
        assert staleness.find_pending_version(chosen), content
        assert run(chosen).failure is None, content
        assert staleness.find_pending_version(chosen) is None, content


def test_a_rebuild_reads_everything_again_and_gives_the_same(chosen: BuildResource) -> None:
    read: list[int] = []
    for again in (False, False, True):
        asked = BuildResource(**{**chosen.model_dump(), "rebuild": again})
        outcome = job_runner.run_build(asked, lambda progress: read.append(progress.read))
        assert outcome.failure is None
        read.append(-1)
    assert [number for number in read if number] == [1, -1, -1, 1, -1]


def test_a_failure_is_told_in_one_line(chosen: BuildResource) -> None:
    asked = BuildResource(**{**chosen.model_dump(), "inputs": [f"{chosen.inputs[0]}/nowhere"]})
    outcome = run(asked)
    assert outcome.failure is not None
    assert "nowhere" in outcome.failure
    assert "\n" not in outcome.failure
    assert "Traceback" not in outcome.failure


@pytest.mark.parametrize(
    ("setting", "line"),
    [
        ({"engine": "ray"}, "pip install -e '.[ray]'"),
        ({"model": "en_core_web_none"}, "pip install en-core-web-none"),
        ({"registry": "nowhere.tsv"}, "no such registry: nowhere.tsv"),
        ({"inputs": ["articels"]}, "no such file or folder: articels"),
    ],
)
def test_a_setting_that_names_what_is_not_there_fails_at_once_with_the_line_that_helps(
    chosen: BuildResource, monkeypatch: pytest.MonkeyPatch, setting: dict[str, Any], line: str
) -> None:
    find_spec = importlib.util.find_spec
    monkeypatch.setattr(executor, "find_spec", lambda name: None if name == "ray" else find_spec(name))
    outcome = run(BuildResource(**{**chosen.model_dump(), **setting}))
    assert line in str(outcome.failure)
    assert "retries" not in str(outcome.failure)


def test_a_lexicon_that_cannot_be_used_is_told_once_and_is_no_fault_of_documents(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*given: Any) -> None:
        raise LexiconError("units.yml: entry 3 (metre): symbol: Extra inputs are not permitted")

    monkeypatch.setattr(document_processing, "prepare_document", fail)
    item = RawDocument("a.txt", "a.txt", "text/plain", b"A text.", "utf-8")
    with pytest.raises(LexiconError, match=r"units\.yml: entry 3"):
        document_processing.process_documents([item, item], Settings())


def test_a_run_warns_of_what_it_could_not_read_by_its_name(
    chosen: BuildResource, monkeypatch: pytest.MonkeyPatch
) -> None:
    (Path(chosen.inputs[0]) / "broken.txt").write_bytes(b"\x00\x01\x02")
    warnings: list[str] = []
    monkeypatch.setattr(dg.DagsterLogManager, "warning", lambda self, message, *rest: warnings.append(message))
    assert run(chosen).failure is None
    assert [message.split(":")[:2] for message in warnings] == [["broken.txt", " binary"]]


def test_empty_input_is_an_empty_release_only_where_that_is_allowed(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    chosen = BuildResource(inputs=[str(tmp_path / "in")], out=str(tmp_path / "out"), state=str(tmp_path / "state"))
    assert "the input gives no document" in str(run(chosen).failure)
    assert not (tmp_path / "out").exists()
    assert run(BuildResource(**{**chosen.model_dump(), "least_share": 0.0})).failure is None
    for name in table_registry.TABLES:
        assert pl.read_parquet(tmp_path / "out" / "parquet" / f"{name}.parquet").height == 0


def test_a_report_is_posted_where_someone_listens() -> None:
    heard: list[dict[str, str]] = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            heard.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Listener) as listener:
        threading.Thread(target=listener.handle_request, daemon=True).start()
        post_message(f"http://127.0.0.1:{listener.server_port}/", "the run failed")
    assert heard == [{"text": "the run failed"}]
    with pytest.raises(ValueError, match="http"):
        post_message("file:///etc/hosts", "x")
