"""Do the treated, normalised and aggregated values of a published index come out again?"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any  # the case is read as plain YAML

import numpy as np
import pytest
import yaml

from tocsin.assess.composite import IndexTable, study_index
from tocsin.exchange.indicators import read_indicators
from tocsin.methods.score.composite import composite
from tocsin.methods.score.filling import fill_by_group
from tocsin.methods.score.normalise import min_max
from tocsin.methods.score.treatment import Treatment, treat_outliers

CASE: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("case.yaml").read_text(encoding="utf-8"))
EXPECT = CASE["expect"]


@dataclass(frozen=True)
class Steps:
    """The index step by step, with rows in the order of the file."""

    table: IndexTable
    treated: Treatment
    scaled: np.ndarray
    wholes: np.ndarray


@cache
def read_case(folder: Path) -> IndexTable:
    return read_indicators(folder / "asem_iData.csv", folder / "asem_iMeta.csv")


@cache
def build_case(folder: Path) -> Steps:
    table = read_case(folder)
    filled = fill_by_group(table.values, groups=table.groups[CASE["fill_by"]])
    treated = treat_outliers(filled)
    scaled = min_max(treated.values, directions=table.directions)
    return Steps(table, treated, scaled, composite(scaled, weights=table.weights, hierarchy=table.hierarchy))


def read_expected(path: Path, *, places: tuple[str, ...], columns: tuple[str, ...]) -> np.ndarray:
    with path.open(encoding="utf-8", newline="") as file:
        rows = {row["uCode"]: row for row in csv.DictReader(file)}
    return np.array([[float(rows[place][column]) for column in columns] for place in places])


@pytest.fixture
def folder(shared: Path) -> Path:
    return shared / "golden" / "composite"


@pytest.mark.parametrize(
    ("step", "file"), [("treated", "asem_expected_treated.csv"), ("scaled", "asem_expected_normalised.csv")]
)
def test_values_of_every_indicator_are_the_published_ones(folder: Path, step: str, file: str) -> None:
    steps = build_case(folder)
    found = steps.treated.values if step == "treated" else steps.scaled
    names = steps.table.codes[: len(steps.table.directions)]
    expected = read_expected(folder / file, places=steps.table.places, columns=names)
    assert found == pytest.approx(expected, rel=CASE["tolerance"], abs=1e-12)


def test_scores_of_every_whole_are_the_published_ones(folder: Path) -> None:
    steps = build_case(folder)
    names = steps.table.codes[len(steps.table.directions) :]
    expected = read_expected(folder / "asem_expected_aggregated.csv", places=steps.table.places, columns=names)
    assert steps.wholes == pytest.approx(expected, rel=CASE["tolerance"])


def test_values_drawn_in_are_as_many_as_published(folder: Path) -> None:
    steps = build_case(folder)
    moved = {code: int(n) for code, n in zip(steps.table.codes, steps.treated.moved, strict=False) if n}
    assert (moved, bool(steps.treated.is_logged.any())) == (CASE["moved"], False)


@pytest.mark.slow
@pytest.mark.parametrize("whole", ["Conn", "Sust", "Index"])
def test_study_gives_the_published_scores_at_the_stated_choices(folder: Path, whole: str) -> None:
    study = study_index(read_case(folder), replications=100, fill_by=CASE["fill_by"])
    found = {place.place: place.score if whole == "Index" else place.parts[whole] for place in study.places}
    values = [found[place].value for place in EXPECT["places"]]
    assert values == pytest.approx(EXPECT[whole], rel=CASE["tolerance"])
