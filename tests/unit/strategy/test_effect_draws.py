"""Are effects drawn as far as their evidence is believed, and cut off where nobody has shown them?"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.support.choices import change_measure, pose_choice
from tests.support.dossiers import SMALL
from tests.support.strategies import FILES
from tocsin.strategy.effect_draws import MOST_ASSUMED, find_effect_credence


def test_an_effect_is_nothing_in_the_draws_in_which_its_evidence_is_not_believed(tmp_path: Path) -> None:
    case = pose_choice(tmp_path)
    believed = find_effect_credence(case.dossier, case.measures[0].effects[0])
    drawn = case.effects.effects["scanners", "cocaine"]
    assert 0 < believed < 1
    assert float((drawn > 0).mean()) == pytest.approx(believed, abs=0.05)


def test_where_it_is_believed_an_effect_keeps_its_interval(tmp_path: Path) -> None:
    drawn = pose_choice(tmp_path).effects.effects["scanners", "cocaine"]
    assert np.quantile(drawn[drawn > 0], [0.05, 0.5, 0.95]) == pytest.approx([0.1, 0.2, 0.3], rel=0.1)


def test_two_independent_groups_are_believed_more_than_one(tmp_path: Path) -> None:
    both = change_measure("patrols", "claims: [area]", "claims: [area, spread]")
    case = pose_choice(tmp_path, **both)
    alone, together = (case.measures[place].effects[0] for place in (0, 1))
    assert find_effect_credence(case.dossier, together) > find_effect_credence(case.dossier, alone)


def test_two_claims_of_one_group_are_believed_as_one(tmp_path: Path) -> None:
    claims = FILES["claims.csv"] + 'more,coca,area,10,12,14,ha,2020,XXA,report,""\n'
    both = change_measure("patrols", "claims: [area]", "claims: [area, more]")
    case = pose_choice(tmp_path, claims_dot_csv=claims, **both)
    alone, together = (case.measures[place].effects[0] for place in (0, 1))
    assert find_effect_credence(case.dossier, together) == find_effect_credence(case.dossier, alone)


def test_claims_that_cannot_be_judged_count_for_nothing(tmp_path: Path) -> None:
    sources = SMALL["sources.csv"].replace("agency,B,", "agency,F,")
    items = SMALL["items.csv"].replace("p. 1,2,", "p. 1,6,")
    case = pose_choice(tmp_path, sources_dot_csv=sources, items_dot_csv=items)
    assert find_effect_credence(case.dossier, case.measures[0].effects[0]) == 0


def test_an_assumed_effect_is_cut_off_and_named(tmp_path: Path) -> None:
    effects = pose_choice(tmp_path).effects
    assert (effects.assumed, effects.capped) == (("campaign",), ("campaign",))
    assert effects.effects["campaign", "guns"].max() == MOST_ASSUMED


def test_an_assumed_effect_below_the_cut_stays_as_declared(tmp_path: Path) -> None:
    small = change_measure("campaign", "low: 0.25, best: 0.5, high: 0.75", "low: 0.01, best: 0.02, high: 0.04")
    effects = pose_choice(tmp_path, **small).effects
    assert (effects.assumed, effects.capped) == (("campaign",), ())


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("direction: raises, low: -0.3, best: -0.2, high: -0.1", -np.inf, 0.0),
        ("direction: unclear, low: -0.1, best: 0.05, high: 0.2", -np.inf, 0.98),
        ("direction: lowers, low: 0, best: 0.1, high: 0.2", 0.0, 0.98),
    ],
)
def test_an_effect_keeps_its_direction(tmp_path: Path, text: str, least: float, most: float) -> None:
    other = change_measure("patrols", "direction: lowers, low: 0.05, best: 0.1, high: 0.15", text)
    drawn = pose_choice(tmp_path, **other).effects.effects["patrols", "cocaine"]
    assert least <= drawn.min() < drawn.max() <= most


def test_a_measure_begins_in_the_first_year_it_costs_money(tmp_path: Path) -> None:
    later = change_measure("patrols", "      - {year: 2022, run: {low: 8.0, best: 10, high: 15.0}}\n", "")
    left = pose_choice(tmp_path, **later).effects.left
    assert (left[:, 1, 0, 0].min(), left[:, 1, 0, 1].min() < 1) == (1.0, True)


def test_one_more_measure_changes_no_draw_of_another(tmp_path: Path) -> None:
    without = change_measure("posters", "  title:", "  standing: rejected\n  title:")
    before, after = pose_choice(tmp_path / "a"), pose_choice(tmp_path / "b", **without)
    key = ("scanners", "cocaine")
    assert np.array_equal(before.effects.effects[key], after.effects.effects[key])
