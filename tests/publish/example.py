"""A small dataset made by hand: three documents under the three kinds of terms, with a row in every table."""

from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import polars as pl

from pipeline.base.ids import make_identifier
from pipeline.publish.dataset_file import DatasetDescription
from pipeline.publish.run_info import InputDocument, RunInfo
from schemas import table_registry

TITLE = "Ferry strike ends"
COUNTED = "Harbour master Ines Falk said 4,200 travellers waited at the quay."
UNTOLD = "Gulls circled over the empty pier."
AGREED = "The union agreed on Monday to resume sailing."
COMMENT = "=HYPERLINK(1) says Anonymous Reader"
TEXT = "\n".join([TITLE, f"{COUNTED} {UNTOLD}", "Share this page with friends", AGREED, COMMENT, ""])
LABELS = ["title", "body", "widget", "body", "comment", "blank"]

# Terms of each document, by file name.
TERMS = {"a.txt": "excerpt", "b.txt": "full", "c.txt": "offsets"}


def source(name: str) -> str:
    """The text of one document; no two are the same."""
    return TEXT.replace("quay", {"a.txt": "quay", "b.txt": "dock", "c.txt": "lock"}[name])


def write_sources(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name in TERMS:
        (folder / name).write_bytes(source(name).encode())
    return folder


PORT_DATASET = DatasetDescription(
    name="port-news", title="News of the port", authors=("Ada Quist", "Port desk"), licence="CC-BY-4.0",
    contact="desk@port.example", homepage="https://port.example/data", version="2.1.0",
)  # fmt: skip


def facts(**changed: Any) -> RunInfo:
    inputs = [InputDocument(external_id=n, sha256=_sha(n), bytes=len(source(n).encode())) for n in TERMS]
    told: dict[str, Any] = {"version": "0.1.0", "fingerprint": "ab" * 32, "model": "a_model", "model_version": "3.8.0"}
    told |= {"settings": {"assume_clean": False}, "inputs": inputs, "quality": {"figures: F1": 0.8}}
    told |= {"dataset": PORT_DATASET}
    return RunInfo(**(told | changed))


def dataset(names: tuple[str, ...] = tuple(TERMS)) -> dict[str, pl.DataFrame]:
    """All tables, of some of the documents."""
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in table_registry.TABLES}
    for name in names:
        _add(rows, name)
    figures = rows["figures"]
    rows["entities"] = [
        {"entity_id": FALK, "name": "Ines Falk", "entity_type": "person", "aliases": ["@falk", 'I. "Ina" Falk'],
         "mention_count": len(names), "document_count": len(names), "latitude": -1.5, "link_candidates": []}
    ]  # fmt: skip
    rows["figure_series"] = [
        {"series_id": make_identifier("ser", "travellers"), "measure": "other", "concept": "travellers",
         "value_low": 4200.0, "value_high": 4200.0, "figure_count": len(figures), "document_count": len(names),
         "publisher_count": 1, "agreement": "agree", "figure_ids": sorted(row["figure_id"] for row in figures)}
    ]  # fmt: skip
    rows["timeline"] = [
        {"cluster_id": CLUSTER, "event_type": "AGREE", "status": "asserted", "date_precision": "unknown",
         "summary": "Parties agreed (“agreed”).", "event_count": len(names), "document_count": len(names),
         "publisher_count": 1, "agreement": "agree", "event_ids": sorted(row["event_id"] for row in rows["events"]),
         "confidence": 0.95, "related_cluster_ids": [], "speaker_entity_ids": [], "told_by": "reported",
         "summary_event_id": rows["events"][0]["event_id"]}
    ]  # fmt: skip
    rows["corrections"] = [
        {"correction_id": make_identifier("cor", "x"), "table": "figures", "row_id": rows["figures"][0]["figure_id"],
         "field": "value", "was": "4100", "is": "4200", "reason": "=Counted again", "author": "Ada Quist",
         "made_on": date(2022, 1, 11), "state": "applied"}
    ]  # fmt: skip
    rows["rejects"] = [
        {"reject_id": make_identifier("rej", "x"), "table": "events", "check": "event_mode: isin", "failure": "dance",
         "record": f'{{"actor_text": "{UNTOLD}", "event_mode": "dance"}}'}
    ]  # fmt: skip
    return {name: table_registry.make_frame(name, found) for name, found in rows.items()}


FALK = make_identifier("ent", "Ines Falk")
CLUSTER = make_identifier("clu", "agreement")


def _sha(name: str) -> str:
    return sha256(source(name).encode()).hexdigest()


def _add(rows: dict[str, list[dict[str, Any]]], name: str) -> None:
    text = source(name)
    own = make_identifier("doc", "id", name, None)
    rows["documents"].append(
        {"document_id": own, "external_id": name, "source_path": name, "source_sha256": _sha(name),
         "source_bytes": len(text.encode()), "media_type": "text/plain", "encoding": "utf-8",
         "publisher": "Port Gazette", "title": TITLE, "published_on": date(2022, 1, 10), "language": "en",
         "redistribution": TERMS[name], "char_count": len(text), "body_char_count": 150,
         "segment_count": len(LABELS)}
    )  # fmt: skip

    def spanned(prefix: str, words: str, **more: Any) -> dict[str, Any]:
        start = text.index(words)
        end = start + len(words)
        made = {"document_id": own, "char_start": start, "char_end": end, "text": text[start:end], **more}
        return {f"{NOUNS[prefix]}_id": make_identifier(prefix, own, start, end), **made}

    start = 0
    for number, (line, label) in enumerate(zip(text.split("\n"), LABELS, strict=True)):
        rows["segments"].append(
            {"segment_id": make_identifier("seg", own, number), "document_id": own, "segment_no": number,
             "char_start": start, "char_end": start + len(line), "label": label, "is_body": label == "body",
             "score": 1.0, "reason": "by hand", "text": line}
        )  # fmt: skip
        start += len(line) + 1
    counted = next(line for line in text.split("\n") if "4,200" in line).removesuffix(f" {UNTOLD}")
    for number, (words, segment) in enumerate([(counted, 1), (UNTOLD, 1), (AGREED, 3)]):
        more = {"segment_id": make_identifier("seg", own, segment), "sentence_no": number}
        rows["sentences"].append(spanned("sen", words, **more))
    first, _, last = (row["sentence_id"] for row in rows["sentences"][-3:])
    rows["mentions"].append(
        spanned("men", "Ines Falk", sentence_id=first, entity_id=FALK, rule="names/person", mention_kind="name")
    )
    said, cue = counted[counted.index("4,200") : -1], text.index("said")
    speaker = text.index("Harbour master Ines Falk")
    rows["statements"].append(
        spanned("sta", said, sentence_id=first, speaker_entity_id=FALK, kind="indirect", cue_text="said",
                cue_start=cue, cue_end=cue + 4, speaker_text="Harbour master Ines Falk", speaker_start=speaker,
                speaker_end=speaker + 24, rule="cue_verbs/say")
    )  # fmt: skip
    rows["figures"].append(
        spanned("fig", "4,200 travellers", sentence_id=first, value=4200.0, value_low=4200.0, value_high=4200.0,
                qualifier="exact", unit="traveller", unit_text="travellers", concept="travellers",
                concept_lemma="traveller", measure="other", statement_id=rows["statements"][-1]["statement_id"],
                rule="number/digits", status="asserted")
    )  # fmt: skip
    rows["events"].append(
        spanned("eve", "agreed", sentence_id=last, event_type="AGREE", actor_text="The union", date_text="on Monday",
                date_precision="unknown", status="asserted", cluster_id=CLUSTER, rule="agree/agree",
                confidence=0.9, tier="published")
    )  # fmt: skip


NOUNS = {"sen": "sentence", "men": "mention", "sta": "statement", "fig": "figure", "eve": "event"}
