"""Are harms drawn per year, in one unit a kind, and gaps left out by name?"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.support.choices import HARMS, assess_choice, pose_choice, read_choice_dossier
from tocsin.methods.draws.points import Points
from tocsin.strategy.harm_draws import MOST_DRAWS, draw_range, thin


def test_harms_stand_by_threat_and_kind(tmp_path: Path) -> None:
    harms = pose_choice(tmp_path).harms
    assert (harms.threats, harms.kinds) == (("cocaine", "guns"), ("deaths", "environment"))


def test_a_range_without_a_year_in_its_unit_is_of_one_year(tmp_path: Path) -> None:
    assert pose_choice(tmp_path).harms.units == ("person/year", "ha/year")


def test_a_figure_is_the_same_draws_as_in_the_assessment(tmp_path: Path) -> None:
    dossier = read_choice_dossier(tmp_path)
    _, figures, points = assess_choice(dossier)
    drawn = pose_choice(tmp_path / "again").harms.amounts[:, 0, 1]
    assert np.array_equal(drawn, figures.figures["coca_area"].draws[thin(points)])


def test_a_range_is_drawn_through_its_interval(tmp_path: Path) -> None:
    drawn = pose_choice(tmp_path).harms.typed["deaths"]
    assert np.quantile(drawn, [0.05, 0.5, 0.95]) == pytest.approx([80, 100, 150], rel=0.03)


def test_one_more_harm_changes_no_draw_of_another(tmp_path: Path) -> None:
    fewer = "".join(each for each in HARMS.split("- {key: shots")[0])
    before, after = (pose_choice(tmp_path / name, harms_dot_yaml=text) for name, text in (("a", fewer), ("b", HARMS)))
    assert np.array_equal(before.harms.typed["deaths"], after.harms.typed["deaths"])


def test_a_gap_counts_for_no_measure_and_is_named(tmp_path: Path) -> None:
    harms = pose_choice(tmp_path).harms
    assert "institutions" not in harms.kinds
    assert [finding.about for finding in harms.findings] == ["harm:bribes"]


def test_an_amount_in_another_unit_of_its_kind_is_left_out_and_told(tmp_path: Path) -> None:
    harms = pose_choice(tmp_path, harms_dot_yaml=HARMS.replace("unit: person,", "unit: kg,")).harms
    assert "shots" not in harms.counted
    assert any(finding.about == "harm:shots" and "kg" in finding.message for finding in harms.findings)


def test_portfolios_use_the_first_draws_of_each_randomisation() -> None:
    points = Points(1, 8, 11)
    chosen = thin(points)
    assert (len(chosen), chosen[:2].tolist(), chosen[MOST_DRAWS // 8]) == (MOST_DRAWS, [0, 1], 2048)


@pytest.mark.parametrize(("low", "best", "high"), [(5.0, 5.0, 5.0), (5.0, None, 5.0)])
def test_a_range_without_width_is_its_one_number(low: float, best: float | None, high: float) -> None:
    assert draw_range(np.array([0.1, 0.9]), low=low, best=best, high=high, level=0.9).tolist() == [5, 5]


def test_a_range_without_a_best_value_is_even_between_its_ends() -> None:
    drawn = draw_range(np.array([0.05, 0.5, 0.95]), low=10, best=None, high=20, level=0.9)
    assert drawn == pytest.approx([10, 15, 20])
