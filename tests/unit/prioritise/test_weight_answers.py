"""Do comparisons in weights.csv reach the weights of the ranking, and nothing else change?"""

import numpy as np
import pytest

from tests.support.rankings import know, rank
from tests.support.threats import POINTS, make_dossier, make_framework, make_threat, no_figures
from tocsin.assess.scoring import score_threats
from tocsin.assess.sheet import ScoreSheet
from tocsin.dossier.records.judgement import Weight
from tocsin.prioritise.errors import WeightStatementError
from tocsin.prioritise.weights import Weights, list_weight_problems, sample_weights


@pytest.fixture(scope="module")
def sheet() -> ScoreSheet:
    dossier = make_dossier([make_threat("a")], framework=make_framework(4))
    return score_threats(dossier, no_figures(dossier), threats=[dossier.threats["a"]], points=POINTS).sheet.ranked()


def say(about: str, kind: str, value: float, **named: object) -> Weight:
    fields = {"author": "minister", "mandate": "law", "about": about, "kind": kind, "value": value, **named}
    return Weight.model_validate(fields)


def sample(sheet: ScoreSheet, *statements: Weight) -> Weights:
    return sample_weights(statements, sheet=sheet, draws=1_000, rng=np.random.default_rng(1))


def test_axes_are_compared_whole(sheet: ScoreSheet) -> None:
    drawn = sample(sheet, say("first", "at_least", 2, than="second")).together.draws
    assert (drawn[:, 0] >= 2 * drawn[:, 1:].sum(axis=1) - 1e-9).all()


def test_criteria_of_one_axis_are_compared_and_the_axes_stay_as_they_were(sheet: ScoreSheet) -> None:
    drawn = sample(sheet, say("c2", "at_least", 3, than="c3")).together.draws
    assert (drawn[:, 1] >= 3 * drawn[:, 2] - 1e-9).all()
    assert drawn[:, 0].mean() == pytest.approx(0.5, abs=0.03)


def test_criteria_of_two_axes_are_compared_by_their_final_weights(sheet: ScoreSheet) -> None:
    drawn = sample(sheet, say("c1", "at_most", 1, than="c2")).together.draws
    assert (drawn[:, 0] <= drawn[:, 1] + 1e-9).all()


def test_an_axis_is_compared_with_a_criterion(sheet: ScoreSheet) -> None:
    drawn = sample(sheet, say("second", "at_least", 4, than="c1")).together.draws
    assert (drawn[:, 1:].sum(axis=1) >= 4 * drawn[:, 0] - 1e-9).all()


def test_comparisons_hold_beside_all_other_statements(sheet: ScoreSheet) -> None:
    said = (
        say("first", "lower", 0.2),
        say("c2", "order", 1),
        say("c3", "order", 2),
        say("c2", "at_most", 4, than="c3"),
    )
    drawn = sample(sheet, *said).together.draws
    assert (drawn[:, 0] >= 0.2 - 1e-9).all()
    assert (drawn[:, 1] >= drawn[:, 2] - 1e-9).all()
    assert (drawn[:, 1] <= 4 * drawn[:, 2] + 1e-9).all()


def test_the_order_of_axes_is_apart_from_that_of_criteria(sheet: ScoreSheet) -> None:
    said = (say("second", "order", 1), say("first", "order", 2), say("c2", "order", 1), say("c3", "order", 2))
    drawn = sample(sheet, *said, say("c4", "at_most", 5, than="c3")).together.draws
    assert (drawn[:, 1:].sum(axis=1) >= drawn[:, 0] - 1e-9).all()


def test_a_typed_weight_of_a_criterion_and_a_comparison_of_axes_are_weighed_on_one_level(sheet: ScoreSheet) -> None:
    found = sample(sheet, say("c2", "weight", 0.25), say("first", "at_least", 1, than="second"))
    assert found.together.draws[:, 1] == pytest.approx(0.25)
    assert [finding.rule for finding in found.findings] == ["weights-on-one-level"]


def test_contradictory_answers_are_refused_by_name(sheet: ScoreSheet) -> None:
    said = (say("first", "at_least", 3, than="second"), say("c1", "upper", 0.5), say("c2", "lower", 0.01))
    with pytest.raises(WeightStatementError, match=r"'first' worth at least 3 times 'second'; 'c1' at most 0\.5\."):
        sample(sheet, *said)


def test_what_a_comparison_is_with_must_be_weighed(sheet: ScoreSheet) -> None:
    with pytest.raises(WeightStatementError, match="'thrid' is no ranked axis"):
        sample(sheet, say("first", "at_least", 3, than="thrid"))


def test_a_pair_may_be_asked_about_twice(sheet: ScoreSheet) -> None:
    said = [say("first", "at_least", times, than="second", question=at) for at, times in enumerate((1, 2), start=1)]
    assert list_weight_problems(said, framework=sheet.framework_record, rng=np.random.default_rng(1)) == ()


def test_kinds_of_harm_do_not_touch_the_ranking() -> None:
    of_harm = say("harm:deaths", "lower", 0.9)
    plain, beside = (rank("ab", *know("a", 8), *know("b", 2), weights=said) for said in ((), (of_harm,)))
    assert (plain.mandated, plain.recipe) == (beside.mandated, beside.recipe)
