"""What does a user make of a new dossier? Rows appended, changed and deleted in its files, as one would by hand."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from tocsin.dossier.packaged import load_framework
from tocsin.dossier.read import read_dossier
from tocsin.dossier.skeleton import create_from_words
from tocsin.publish.assessment import Assessment
from tocsin.publish.build import evaluate_dossier

THREATS = ("example-cocaine", "example-trafficking", "example-smuggling")
FIGURE = "example_victims_detected"
VICTIMS = ((120, 150, 190), (90, 200, 310), (140, 160, 200), (300, 400, 520))


def new_country(folder: Path, *, country: str = "GHA", period: str = "2020", log2_points: int = 6) -> Path:
    """Make a dossier as `tocsin new` does, with few draws so that it builds fast."""
    create_from_words(folder, country=country, period=period)
    return replace_text(folder / "dossier.yaml", {"log2_points: 11": f"log2_points: {log2_points}"}).parent


def replace_text(path: Path, words: Mapping[str, str]) -> Path:
    """Replace words in a file; each must stand there."""
    text = path.read_text(encoding="utf-8")
    for old, new in words.items():
        assert old in text, f"{path.name} does not hold {old!r}"
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8", newline="")
    return path


def append_rows(path: Path, rows: Iterable[Mapping[str, object]]) -> None:
    """Append rows to a table, each cell under its heading."""
    text = path.read_text(encoding="utf-8")
    header = next(line for line in text.splitlines() if line and not line.startswith("#")).split(",")
    sheet = io.StringIO()
    writer = csv.DictWriter(sheet, header, restval="", lineterminator="\n")
    writer.writerows(dict(row) for row in rows)
    path.write_text(text + sheet.getvalue(), encoding="utf-8", newline="")


def edit_row(path: Path, key: str, change: Callable[[str], str | None]) -> None:
    """Change the row that begins with a key, or delete it where the change gives None."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    (at,) = [number for number, line in enumerate(lines) if line.startswith(f"{key},")]
    changed = change(lines[at])
    lines[at : at + 1] = [] if changed is None else [changed]
    path.write_text("".join(lines), encoding="utf-8", newline="")


def delete_row(path: Path, key: str) -> None:
    """Delete the row of a key."""
    edit_row(path, key, lambda line: None)


def add_source(folder: Path, key: str, *, grade: str = "B2", group: str = "") -> None:
    """Add a source and one item of it, which bears the source's key."""
    source = {
        "key": key,
        "name": f"Office {key}",
        "kind": "agency",
        "reliability": grade[0],
        "independence_group": group,
    }
    item = {"key": key, "source": key, "title": f"Report of {key}", "kind": "document", "date": 2020, "locator": "p. 1"}
    append_rows(folder / "sources.csv", [source])
    append_rows(folder / "items.csv", [{**item, "credibility": grade[1]}])


def add_claim(folder: Path, key: str, numbers: tuple[float, float, float], **fields: object) -> None:
    """Add a claim, by default on victims detected in the country and year of the dossier, from the item of the same key."""
    head = read_dossier(folder).head
    low, best, high = numbers
    row: dict[str, object] = {"key": key, "subject": "example-trafficking", "variable": "victims_detected"}
    row |= {
        "unit": "victim/year",
        "item": key,
        "low": low,
        "best": best,
        "high": high,
        "period": head.period,
        "place": head.place.code,
        "concept": "flow",
    }
    if fields.get("unit") == "score":
        row["concept"] = ""
    append_rows(folder / "claims.csv", [row | fields])


def add_evidence(folder: Path, *, claims: int) -> tuple[str, ...]:
    """Add that many claims, from four sources: some on victims, the others as scores on every criterion; their keys."""
    for number, grade in enumerate(("B2", "C3", "A1", "D3")):
        add_source(folder, f"office-{number}", grade=grade)
    criteria = [criterion.key for criterion in load_framework("default").criteria]
    cells = [(threat, criterion) for criterion in criteria for threat in THREATS]
    for number in range(claims):
        item = f"office-{number % 4}"
        if number % 3 == 0 and number < 12:
            add_claim(folder, f"claim-{number}", VICTIMS[number // 3], item=item)
            continue
        threat, criterion = cells[number % len(cells)]
        low = (number * 7) % 6
        fields = {"subject": threat, "variable": criterion, "unit": "score", "item": item}
        add_claim(folder, f"claim-{number}", (low, low + 1.5, low + 3), **fields)
    return tuple(f"claim-{number}" for number in range(claims))


def add_sure_evidence(folder: Path) -> tuple[str, ...]:
    """Add one trusted claim for each ranked criterion of each threat, which set the threats well apart; their keys."""
    add_source(folder, "court", grade="A1")
    ranked = [each.key for each in load_framework("default").criteria if each.axis != "response_capacity"]
    keys = []
    for at, threat in enumerate(THREATS):
        for criterion in ranked:
            keys.append(f"{threat}-{criterion}".replace("_", "-"))
            fields = {"subject": threat, "variable": criterion, "unit": "score", "item": "court"}
            add_claim(folder, keys[-1], (3 * at, 3 * at + 1, 3 * at + 2), **fields)
    return tuple(keys)


def evaluate(folder: Path) -> Assessment:
    """Everything a dossier comes to, without writing anything."""
    return evaluate_dossier(read_dossier(folder)).assessment
