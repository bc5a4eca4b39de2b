"""Real series in which the truth is known: recording that changed, a substance that rose, waves that came and went."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.support.shell import run_tocsin

SEIZURES = """select strftime(seizure_date, '%Y-%m') as period, drug_group as drug, count(*) as count, sum(amount_kg) as amount
from read_csv('{0}/unodc_ids/ids_2011_2016.csv.gz') where seizure_iso3 = 'COL' and year(seizure_date) < 2015 group by all"""
BORDER = """select period, drug, sum(events)::int as count, sum(kg) as amount
from read_csv('{0}/us_cbp_drug_seizures/cbp_monthly_2018_2025.csv.gz') group by all"""
CROSSINGS = """select period, sum(persons)::int as count
from read_csv('{0}/irregular_migration_flows/darien_crossings.csv') where period >= '2020' group by all"""
PIRACY = """select strftime(date, '%Y-%m') as period, count(*) as count
from read_csv('{0}/maritime_piracy/attacks_1993_2018.csv.gz') group by all"""


def watch(query: str, *options: str, shared: Path, folder: Path) -> Any:  # Any: JSON is of many types
    path = folder / "counts.csv"
    duckdb.sql(f"copy ({query.format(shared / 'data')}) to '{path}' (header)")
    return run_tocsin("watch", path, *options, "--json").record()


def find_series(record: Any, name: str) -> Any:
    return next(one for one in record["series"] if one["name"] == name)


@pytest.mark.slow
def test_colombian_seizure_counts_of_2014_are_a_change_in_recording(shared: Path, tmp_path: Path) -> None:
    record = watch(SEIZURES, "--by", "drug", shared=shared, folder=tmp_path)
    found = {(c["period"], c["verdict"]) for c in find_series(record, "cocaine")["changes"]}
    assert ("2014-01", "recording changed") in found
    assert record["verdict"].startswith("Recording changed: all series")


@pytest.mark.slow
def test_colombian_seizure_counts_are_never_called_a_rise_of_crime(shared: Path, tmp_path: Path) -> None:
    verdict = watch(SEIZURES, "--by", "drug", shared=shared, folder=tmp_path)["verdict"].lower()
    assert "change in what is counted" not in verdict
    assert "no evidence of more or less crime" in verdict


@pytest.mark.slow
def test_the_rise_of_fentanyl_at_the_border_is_found(shared: Path, tmp_path: Path) -> None:
    record = watch(BORDER, "--by", "drug", shared=shared, folder=tmp_path)
    rises = [c for c in find_series(record, "Fentanyl")["changes"] if c["ratio"]["low"] > 1]
    assert ("2020-02", "change in what is counted") in {(c["period"], c["verdict"]) for c in rises}
    assert "Fentanyl" in record["verdict"]


@pytest.mark.slow
def test_the_rise_of_crossings_is_found_and_left_open_for_want_of_amounts(shared: Path, tmp_path: Path) -> None:
    changes = watch(CROSSINGS, shared=shared, folder=tmp_path)["series"][0]["changes"]
    assert [(c["verdict"], c["period"][:4]) for c in changes if c["ratio"]["low"] > 1] == [("cannot tell", "2021")]


@pytest.mark.slow
def test_the_wave_of_piracy_from_2008_to_2012_is_found(shared: Path, tmp_path: Path) -> None:
    changes = watch(PIRACY, shared=shared, folder=tmp_path)["series"][0]["changes"]
    years = [(c["period"][:4], c["ratio"]["value"] > 1) for c in changes]
    assert ("2008", True) in years
    assert ("2012", False) in years
