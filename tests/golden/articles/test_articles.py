"""The law files have the articles and titles of the treaties."""

import csv
from pathlib import Path

import pytest

from tocsin.convention.instruments import load_instrument
from tocsin.convention.yaml_text import read_yaml_text

NAMES = {"untoc": "UNTOC", "tip": "TIP Protocol", "som": "SOM Protocol", "firearms": "Firearms Protocol"}


@pytest.fixture(scope="module")
def expected() -> dict[str, int]:
    case = read_yaml_text(Path(__file__).with_name("case.yaml"))
    assert isinstance(case, dict)
    assert isinstance(case["expect"], dict)
    return {instrument: int(str(count)) for instrument, count in case["expect"].items()}


@pytest.mark.parametrize("instrument", list(NAMES))
def test_each_instrument_has_its_number_of_articles(instrument: str, expected: dict[str, int]) -> None:
    assert len(load_instrument(instrument).articles) == expected[instrument]


@pytest.mark.parametrize("instrument", list(NAMES))
def test_titles_are_those_of_the_reference_list(instrument: str, shared: Path) -> None:
    with (shared / "reference" / "untoc_articles.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["instrument"] == NAMES[instrument]]
    listed = [(int(row["article"]), row["title"]) for row in rows]
    assert [(article.article, article.title) for article in load_instrument(instrument).articles] == listed
