"""How are all figures of an assessment written down for other programs: one JSON file, and one table per question?"""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from pydantic import BaseModel

from tocsin.publish.assessment.records import Assessment, ThreatRecord

Cell = str | float | int | None

_ESTIMATE_COLUMNS = (
    "title", "unit", "place", "period", "concept", "price_year", "scope", "value", "mean", "low", "high", "level", "error", "model",
)  # fmt: skip


def write_assessment(assessment: Assessment, folder: Path) -> tuple[Path, ...]:
    """Write assessment.json and tables/*.csv into a folder, and return what was written."""
    texts = {Path("assessment.json"): assessment.model_dump_json(indent=1) + "\n"}
    texts |= {Path("tables") / f"{name}.csv": text for name, text in render_tables(assessment).items()}
    for path, text in texts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8", newline="")
    return tuple(folder / path for path in texts)


def read_assessment(path: Path) -> Assessment:
    """Read an assessment.json that was written before."""
    return Assessment.model_validate_json(path.read_bytes())


def assessment_schema() -> dict[str, object]:
    """The JSON Schema of assessment.json, as it is published."""
    schema = Assessment.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def render_tables(assessment: Assessment) -> dict[str, str]:
    """Every table of the assessment as CSV text, by file name without its ending."""
    tables: dict[str, str] = {
        "estimates": _render_records(assessment.estimates, columns=_ESTIMATE_COLUMNS),
        "inputs": _render_records(assessment.inputs, columns=_ESTIMATE_COLUMNS),
        "threats": _render_threats(assessment),
        "scores": _render_scores(assessment),
        "pairwise": _render_pairwise(assessment),
        "drivers": _render_drivers(assessment),
    }
    lists: dict[str, Sequence[BaseModel]] = {
        "gaps": assessment.gaps,
        "harms": assessment.harms,
        "warnings": assessment.warnings,
        "key_judgements": assessment.key_judgements,
        "flows": assessment.flows,
        "hotspots": assessment.hotspots,
    }
    return tables | {name: _render_list(records) for name, records in lists.items() if records}


def render_csv(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Write rows as CSV; a text that a spreadsheet would run as a formula is kept as text."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([_keep_as_text(cell) for cell in row] for row in rows)
    return sheet.getvalue()


def _keep_as_text(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def _render_records(records: Mapping[str, BaseModel], *, columns: Sequence[str]) -> str:
    rows = ([key, *(getattr(record, name) for name in columns)] for key, record in records.items())
    return render_csv(["key", *columns], rows)


def _render_list(records: Sequence[BaseModel]) -> str:
    rows = [record.model_dump(mode="json") for record in records]
    return render_csv(list(rows[0]), ([_flat(value) for value in row.values()] for row in rows))


def _flat(value: object) -> Cell:
    if isinstance(value, list):
        return "; ".join(str(part) for part in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return value if isinstance(value, str | int | float) or value is None else str(value)


def _render_threats(assessment: Assessment) -> str:
    tops = sorted({m for threat in assessment.threats for m in threat.p_top}, key=int)
    header = [
        "key",
        "title",
        "rank",
        "expected_rank",
        "rank_low",
        "rank_high",
        "drawn_low",
        "drawn_high",
        "rests_on_unknown",
        "confidence",
    ]
    header += [f"p_top_{m}_{end}" for m in tops for end in ("least", "most")]
    return render_csv(header, ([*_list_places(threat), *_list_tops(threat, tops)] for threat in assessment.threats))


def _list_places(threat: ThreatRecord) -> list[Cell]:
    intervals = (threat.rank_low, threat.rank_high, threat.drawn_low, threat.drawn_high)
    return [
        threat.key,
        threat.title,
        threat.rank,
        threat.expected_rank,
        *intervals,
        threat.rests_on_unknown,
        threat.confidence,
    ]


def _list_tops(threat: ThreatRecord, tops: Sequence[str]) -> list[Cell]:
    return [threat.p_top[m][end] if m in threat.p_top else None for m in tops for end in (0, 1)]


def _render_scores(assessment: Assessment) -> str:
    cards = [*assessment.threats, *assessment.enablers]
    rows: list[list[Cell]] = [
        [card.key, name, score.axis, score.low, score.value, score.high, score.basis, score.unknown_share]
        for card in cards
        for name, score in card.scores.items()
    ]
    return render_csv(["threat", "criterion", "axis", "low", "value", "high", "basis", "unknown_share"], rows)


def _render_pairwise(assessment: Assessment) -> str:
    rows: list[list[Cell]] = [
        [row, column, prob] for row, wins in assessment.pairwise.items() for column, prob in wins.items()
    ]
    return render_csv(["threat", "against", "probability_worse"], rows)


def _render_drivers(assessment: Assessment) -> str:
    rows: list[list[Cell]] = [
        [key, driver.key, driver.name, driver.share, driver.error]
        for key, estimate in assessment.estimates.items()
        for driver in estimate.drivers
    ]
    return render_csv(["estimate", "driver", "name", "share", "error"], rows)
