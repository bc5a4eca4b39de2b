"""Does the formula of the Global Organized Crime Index reproduce published rows?"""

import csv
import gzip
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
import yaml

from tocsin.assess.oc_index import average_scores

CASE = yaml.safe_load((Path(__file__).parent / "case.yaml").read_text(encoding="utf-8"))
ROWS = CASE["cases"]
AVERAGES = ("markets", "actors", "criminality", "resilience")


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['place']} {row['edition']}" for row in ROWS])
@pytest.mark.parametrize("average", AVERAGES)
def test_a_published_row_is_reproduced(row: dict[str, Any], average: str) -> None:  # what YAML holds
    found = average_scores(row["scores"], edition=row["edition"])
    assert getattr(found, average) == pytest.approx(row["expect"][average], abs=CASE["tolerance"])


@pytest.mark.slow
def test_all_rows_at_hand_are_reproduced(shared: Path) -> None:
    rows: dict[tuple[str, str], dict[str, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    with gzip.open(shared / "data" / "oc_index" / "oc_index_2021_2023.csv.gz", "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            kind = "published" if row["component_type"] in ("index", "pillar_average") else "scores"
            rows[row["iso3"], row["edition"]][kind][row["component"]] = float(row["score"])
    names = {
        "Criminal markets": "markets",
        "Criminal actors": "actors",
        "Criminality": "criminality",
        "Resilience": "resilience",
    }
    off = [
        (place, edition, name)
        for (place, edition), row in rows.items()
        for name, published in row["published"].items()
        if abs(getattr(average_scores(row["scores"], edition=int(edition)), names[name]) - published)
        > CASE["tolerance"]
    ]
    assert off == []
