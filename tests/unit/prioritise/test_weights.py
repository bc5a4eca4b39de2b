import numpy as np
import pytest

from tests.support.threats import POINTS, make_dossier, make_threat, no_figures
from tocsin.assess.scoring import score_threats
from tocsin.assess.sheet import ScoreSheet
from tocsin.dossier.records.judgement import Weight
from tocsin.prioritise.errors import WeightStatementError
from tocsin.prioritise.weights import NOBODY, Weights, list_weight_problems, sample_weights


@pytest.fixture(scope="module")
def sheet() -> ScoreSheet:
    dossier = make_dossier([make_threat("a")])
    return score_threats(dossier, no_figures(dossier), threats=[dossier.threats["a"]], points=POINTS).sheet.ranked()


def say(about: str, kind: str, value: float, *, author: str = "minister") -> Weight:
    return Weight.model_validate({"author": author, "mandate": "law", "about": about, "kind": kind, "value": value})


def sample(sheet: ScoreSheet, *statements: Weight) -> Weights:
    return sample_weights(statements, sheet=sheet, draws=2_000, rng=np.random.default_rng(1))


def test_without_statements_every_axis_counts_alike(sheet: ScoreSheet) -> None:
    assert sample(sheet).together.mandated == pytest.approx([0.5, 0.25, 0.25], abs=0.02)


def test_without_statements_the_reader_is_told(sheet: ScoreSheet) -> None:
    weights = sample(sheet)
    assert (weights.together.author, [each.rule for each in weights.findings]) == (NOBODY, ["no-weights"])


def test_limits_on_an_axis_hold_in_every_draw(sheet: ScoreSheet) -> None:
    drawn = sample(sheet, say("first", "lower", 0.6), say("first", "upper", 0.8)).together.draws
    assert (drawn[:, 0] >= 0.6 - 1e-9).all()
    assert (drawn[:, 0] <= 0.8 + 1e-9).all()


def test_an_order_of_axes_holds_in_every_draw(sheet: ScoreSheet) -> None:
    drawn = sample(sheet, say("second", "order", 1), say("first", "order", 2)).together.draws
    assert (drawn[:, 1:].sum(axis=1) >= drawn[:, 0] - 1e-9).all()


def test_an_exact_weight_of_an_axis_is_kept(sheet: ScoreSheet) -> None:
    drawn = sample(sheet, say("first", "weight", 0.3)).together.draws
    assert drawn[:, 0] == pytest.approx(0.3)


def test_typed_weights_of_all_criteria_are_the_mandated_ones(sheet: ScoreSheet) -> None:
    typed = [say("c1", "weight", 0.5), say("c2", "weight", 0.3), say("c3", "weight", 0.2)]
    assert sample(sheet, *typed).together.mandated == pytest.approx([0.5, 0.3, 0.2])


def test_a_limit_on_a_criterion_holds_across_axes(sheet: ScoreSheet) -> None:
    assert (sample(sheet, say("c3", "lower", 0.2)).together.draws[:, 2] >= 0.2 - 1e-9).all()


def test_criteria_of_equal_place_weigh_the_same(sheet: ScoreSheet) -> None:
    drawn = sample(sheet, say("c1", "order", 1), say("c2", "order", 1)).together.draws
    assert drawn[:, 0] == pytest.approx(drawn[:, 1])


def test_authors_have_equal_parts_together(sheet: ScoreSheet) -> None:
    weights = sample(sheet, say("first", "weight", 0.2), say("first", "weight", 0.8, author="council"))
    assert weights.together.mandated[0] == pytest.approx(0.5)


def test_authors_are_kept_apart(sheet: ScoreSheet) -> None:
    weights = sample(sheet, say("first", "weight", 0.2), say("first", "weight", 0.8, author="council"))
    assert [float(each.mandated[0]) for each in weights.authors] == pytest.approx([0.2, 0.8])


def test_turns_of_authors_do_not_go_with_the_draws_of_drivers(sheet: ScoreSheet) -> None:
    weights = sample_weights(
        (say("first", "weight", 0.2), say("first", "weight", 0.8, author="council")),
        sheet=sheet, draws=POINTS.draws, rng=np.random.default_rng(1),
    )  # fmt: skip
    of_council = weights.together.draws[:, 0] > 0.5
    assert POINTS.uniforms(0)[of_council].mean() == pytest.approx(0.5, abs=0.03)


def test_a_limit_given_twice_is_refused_with_both_values(sheet: ScoreSheet) -> None:
    with pytest.raises(WeightStatementError, match=r"'first' is given the lower 0\.2 and again 0\.6"):
        sample(sheet, say("first", "lower", 0.2), say("first", "lower", 0.6))


def test_the_same_limit_given_twice_is_one(sheet: ScoreSheet) -> None:
    assert sample(sheet, say("first", "weight", 0.3), say("first", "weight", 0.3)).together.mandated[
        0
    ] == pytest.approx(0.3)


def test_limits_that_leave_little_by_axes_are_weighed_on_one_level(sheet: ScoreSheet) -> None:
    weights = sample(
        sheet, *(say(name, "lower", value) for name, value in (("c1", 0.33), ("c2", 0.33), ("c3", 0.3395)))
    )
    assert [finding.rule for finding in weights.findings] == ["weights-on-one-level"]


def test_demands_in_conflict_are_refused_with_the_author(sheet: ScoreSheet) -> None:
    with pytest.raises(WeightStatementError, match="author 'minister'"):
        sample(sheet, say("first", "lower", 0.7), say("second", "lower", 0.7))


def test_a_misspelt_axis_is_refused_with_the_nearest(sheet: ScoreSheet) -> None:
    with pytest.raises(WeightStatementError, match="Did you mean 'first'"):
        sample(sheet, say("frist", "lower", 0.1))


def test_a_weight_on_an_axis_beside_is_refused(sheet: ScoreSheet) -> None:
    with pytest.raises(WeightStatementError, match="no ranked axis or criterion"):
        sample(sheet, say("beside", "lower", 0.1))


def test_exact_weights_of_criteria_beside_demands_on_axes_are_refused(sheet: ScoreSheet) -> None:
    with pytest.raises(WeightStatementError, match="beside demands on whole axes"):
        sample(sheet, say("c1", "weight", 0.2), say("second", "lower", 0.1))


def list_problems(sheet: ScoreSheet, *statements: Weight) -> list[str]:
    rng = np.random.default_rng(1)
    return [str(each) for each in list_weight_problems(statements, framework=sheet.framework_record, rng=rng)]


def test_every_author_who_asks_for_what_cannot_be_is_told_at_once(sheet: ScoreSheet) -> None:
    found = list_problems(
        sheet,
        say("first", "lower", 0.9),
        say("second", "lower", 0.9),
        say("frist", "lower", 0.1, author="parliament"),
        say("first", "lower", 0.1, author="president"),
    )
    assert [each.split(": ")[:2] for each in found] == [
        ["weights.csv, author", "'minister'"],
        ["weights.csv, author", "'parliament'"],
    ]


def test_statements_that_can_be_met_have_no_problem(sheet: ScoreSheet) -> None:
    assert list_problems(sheet, say("first", "lower", 0.6), say("c3", "weight", 0.2, author="president")) == []


def test_a_problem_of_weights_says_what_does_not_fit(sheet: ScoreSheet) -> None:
    (found,) = list_problems(sheet, say("frist", "lower", 0.1))
    assert "'frist' is no ranked axis or criterion of the framework" in found
    assert "Did you mean 'first'?" in found
