"""Does a dossier pose the problem that it should, and refuse in a sentence where it poses none?"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.support.choices import HARMS, MEASURES, STRATEGY, change_measure, pose, pose_choice, read_choice_dossier
from tocsin.strategy.portfolio_case import NoPortfolioError


def test_shares_are_of_all_weighted_harm_over_the_years(tmp_path: Path) -> None:
    case = pose_choice(tmp_path)
    assert case.whole == pytest.approx(2.0)


def test_later_years_count_less_by_the_discount_rate(tmp_path: Path) -> None:
    rate = STRATEGY.replace("currency: USD\n", "currency: USD\ndiscount_rate: 0.05\n", 1)
    assert pose_choice(tmp_path, strategy_dot_yaml=rate).discount.tolist() == pytest.approx([1, 1 / 1.05])


def test_the_budget_is_multiplied_by_the_factor_asked_for(tmp_path: Path) -> None:
    case = pose(read_choice_dossier(tmp_path), budget_factor=1.1)
    highs = [limit.high for limit in case.problem.limits if limit.kind == "budget"]
    assert [case.budget, *highs] == pytest.approx([88, 44, 44])


def test_the_own_choice_is_what_is_chosen_or_running(tmp_path: Path) -> None:
    case = pose_choice(tmp_path)
    assert case.name(case.own) == ("scanners", "registry")


def test_a_share_of_harm_is_as_much_of_each_kind_as_it_weighs(tmp_path: Path) -> None:
    case = pose_choice(tmp_path)
    amounts = case.equal_amounts(0.1)
    weighed = [amount * weight for (_, amount, _), weight in zip(amounts, case.problem.weights, strict=True)]
    assert weighed == pytest.approx([0.1 * case.whole] * 2)


def test_weights_that_decision_makers_gave_are_those_of_the_plan(tmp_path: Path) -> None:
    weights = (
        "author,mandate,about,kind,value\nA,minister,harm:deaths,weight,0.9\nA,minister,harm:environment,weight,0.1\n"
    )
    case = pose_choice(tmp_path, weights_dot_csv=weights)
    assert case.weights.together.mandated == pytest.approx([0.9, 0.1])


def test_costs_outside_the_years_are_told(tmp_path: Path) -> None:
    later = change_measure("patrols", "{year: 2023, run: {low: 8.0", "{year: 2024, run: {low: 8.0")
    findings = pose_choice(tmp_path, **later).findings
    assert [finding.about for finding in findings if finding.rule == "cost-outside-years"] == ["measure:patrols"]


def test_a_high_risk_to_rights_without_mitigation_is_told(tmp_path: Path) -> None:
    risk = change_measure("patrols", "level: none", "level: high")
    findings = pose_choice(tmp_path, **risk).findings
    assert [each.about for each in findings if each.rule == "rights-risk-without-mitigation"] == ["measure:patrols"]


def test_a_measure_against_a_threat_of_unknown_harm_is_told(tmp_path: Path) -> None:
    gap = HARMS.split("- {key: shots")[0] + "- {key: bribes" + HARMS.split("- {key: bribes")[1]
    findings = pose_choice(tmp_path, harms_dot_yaml=gap).findings
    about = {each.about for each in findings if each.rule == "effect-on-unknown-harm"}
    assert about == {"measure:amnesty", "measure:registry", "measure:campaign"}


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        ("harms_dot_yaml", None, "the harm ledger has no amount that is known"),
        ("measures_dot_yaml", None, "no measure that is not rejected"),
        ("strategy_dot_yaml", STRATEGY.replace("amount: 40", "amount: 0"), "sets no money aside for 2022 to 2023"),
        ("measures_dot_yaml", MEASURES["posters"].split("  effects:")[0], "no measure has an effect on a threat"),
    ],
)
def test_what_is_lacking_is_said_in_a_sentence(tmp_path: Path, file: str, text: str | None, told: str) -> None:
    strategy = STRATEGY.replace("[scanners]", "[]")
    with pytest.raises(NoPortfolioError, match=told):
        pose_choice(tmp_path, **{"strategy_dot_yaml": strategy, file: text and text.replace("[scanners]", "[]")})


def test_without_a_strategy_there_is_nothing_to_plan_for(tmp_path: Path) -> None:
    resting = (
        "strategy_dot_yaml",
        "regional_dot_yaml",
        "indicators_dot_csv",
        "readings_dot_csv",
        "plans__drugs_dot_yaml",
    )
    with pytest.raises(NoPortfolioError, match=r"no strategy\.yaml"):
        pose_choice(tmp_path, **dict.fromkeys(resting))


def test_the_same_dossier_poses_the_same_problem(tmp_path: Path) -> None:
    first, second = (pose_choice(tmp_path / name).problem for name in ("a", "b"))
    assert np.array_equal(first.model.untouched, second.model.untouched)
    assert np.array_equal(first.weights, second.weights)
