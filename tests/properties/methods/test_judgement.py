"""What holds for whatever experts, raters and forecasters say?"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import multinomial

from tocsin.methods.draws.distributions import Normal
from tocsin.methods.judgement.agreement import krippendorff_alpha
from tocsin.methods.judgement.classical import score_experts
from tocsin.methods.judgement.decision_maker import Weighting, join_experts
from tocsin.methods.judgement.exact_calibration import exact_calibration
from tocsin.methods.judgement.fits import fit_families
from tocsin.methods.judgement.forecasts import score_forecasts
from tocsin.methods.judgement.idea import standardise_intervals
from tocsin.methods.judgement.joint_bins import join_by_bins
from tocsin.methods.judgement.leave_out import validate_weights
from tocsin.methods.judgement.linear_pool import pool_linearly
from tocsin.methods.judgement.piecewise import Piecewise

SEEDS = st.integers(0, 2**32 - 1)
WEIGHTINGS: list[Weighting] = ["global", "item", "equal"]


def make_answers(seed: int, *, experts: int = 3, questions: int = 6) -> tuple[np.ndarray, np.ndarray]:
    """Answers of experts of several widths to questions of several sizes, and what came true."""
    rng = np.random.default_rng(seed)
    truth = np.exp(rng.normal(2, 1, questions))
    widths = rng.uniform(0.3, 2.0, (experts, 1, 1))
    gaps = rng.uniform(0.1, 1.0, (experts, questions, 3)) * widths * truth[None, :, None]
    return np.cumsum(gaps, axis=2), truth


@given(SEEDS)
def test_two_identical_experts_count_like_one_in_an_equal_pool_of_them(seed: int) -> None:
    answers, truth = make_answers(seed, experts=1)
    one, two = (join_experts(each, truth, weighting="equal") for each in (answers, np.repeat(answers, 2, axis=0)))
    assert np.allclose(one.quantiles, two.quantiles)


@given(SEEDS, st.sampled_from(WEIGHTINGS))
def test_splitting_an_expert_s_weight_over_a_copy_changes_no_joint_answer(seed: int, weighting: Weighting) -> None:
    answers, truth = make_answers(seed)
    doubled = np.repeat(answers, 2, axis=0)
    one, two = (join_experts(each, truth, weighting=weighting) for each in (answers, doubled))
    assert np.allclose(one.quantiles, two.quantiles)


@given(SEEDS, st.sampled_from(WEIGHTINGS))
def test_the_order_of_experts_changes_nothing(seed: int, weighting: Weighting) -> None:
    answers, truth = make_answers(seed)
    one, other = (join_experts(each, truth, weighting=weighting) for each in (answers, answers[::-1]))
    assert np.allclose(one.weights, other.weights[::-1])


@given(SEEDS, st.floats(0.01, 100.0))
def test_the_unit_of_a_question_changes_no_score(seed: int, factor: float) -> None:
    answers, truth = make_answers(seed)
    one, other = score_experts(answers, truth), score_experts(answers * factor, truth * factor)
    assert np.allclose(one.combined, other.combined)


@given(SEEDS)
def test_logarithms_score_like_answers_taken_as_logarithms(seed: int) -> None:
    answers, truth = make_answers(seed)
    one = score_experts(answers, truth, is_log=np.ones(len(truth), dtype=bool))
    assert np.allclose(one.combined, score_experts(np.log(answers), np.log(truth)).combined)


@given(SEEDS)
def test_the_mixture_s_quantiles_have_their_probabilities(seed: int) -> None:
    answers, _ = make_answers(seed, questions=1)
    joint = join_experts(answers, [np.nan], weighting="equal").quantiles[0]
    ends = np.array([answers.min(), answers.max()]) + np.array([-0.1, 0.1]) * (answers.max() - answers.min())
    pieces = [Piecewise([ends[0], *each[0], ends[1]], [0, 0.05, 0.5, 0.95, 1]) for each in answers]
    assert np.mean([piece.cdf(joint) for piece in pieces], axis=0) == pytest.approx([0.05, 0.5, 0.95])


@given(st.integers(0, 12), st.integers(0, 12), st.integers(0, 12))
def test_the_exact_test_is_the_sum_over_worse_outcomes(first: int, second: int, third: int) -> None:
    total, bins = first + second + third, np.array([0.1, 0.6, 0.3])
    outcomes = np.array([(i, j, total - i - j) for i in range(total + 1) for j in range(total + 1 - i)])
    shares = outcomes / max(total, 1)
    told = np.where(shares > 0, shares * np.log(np.where(shares > 0, shares, 1) / bins), 0).sum(axis=1)
    mine = told[(outcomes == (first, second, third)).all(axis=1)][0]
    expected = multinomial.pmf(outcomes[told >= mine - 1e-9], n=total, p=bins).sum()
    assert exact_calibration([first, second, third], bins=bins.tolist()) == pytest.approx(expected)


@given(SEEDS)
def test_weights_without_a_question_are_those_of_the_others_alone(seed: int) -> None:
    answers, truth = make_answers(seed)
    found = validate_weights(answers, truth, rng=np.random.default_rng(1), cutoff=0.0)
    scores = score_experts(answers[:, 1:], truth[1:])
    information = score_experts(answers, truth).information[:, 1:].mean(axis=1)
    raw = scores.calibration * information
    assert np.allclose(found.left_out_weights[0], raw / raw.sum())


@given(SEEDS)
def test_joint_bins_need_no_order_of_experts(seed: int) -> None:
    answers, truth = make_answers(seed)
    one, other = (join_by_bins(each, truth[:-1]) for each in (answers, answers[::-1]))
    assert np.allclose(one.probabilities, other.probabilities)


@given(st.floats(0.01, 1.0), st.floats(0.05, 0.95))
def test_going_to_a_level_and_back_changes_no_interval(confidence: float, level: float) -> None:
    there = standardise_intervals([2.0], [9.0], best=[3.0], confidence=[confidence], level=level)
    again = standardise_intervals(
        there.low, there.high, best=there.best, confidence=[level], level=min(confidence, 0.99)
    )
    assert (again.low[0], again.high[0]) == pytest.approx((2.0, 9.0), rel=0.02 if confidence > 0.99 else 1e-9)


@given(st.floats(-50, 50), st.floats(0.1, 20), st.floats(0.1, 20))
def test_no_fit_misses_more_than_the_starting_one(centre: float, below: float, above: float) -> None:
    values = np.array([centre - below, centre, centre + above])
    start = Normal(float(values.mean()), float(values[2] - values[0]) / 3.28971)
    naive = np.sqrt(np.mean((start.cdf(values) - [0.05, 0.5, 0.95]) ** 2))
    table = fit_families(values, families=["normal"])
    assert table.failed == () and table.fits[0].misfit <= naive + 1e-6  # noqa: PT018 - one claim: it was fitted, and well


@given(SEEDS)
def test_mixing_a_view_with_itself_changes_nothing(seed: int) -> None:
    low, best, high = np.sort(np.random.default_rng(seed).uniform(0, 10, 3)).tolist()
    view = Piecewise([low - 1, low, best, high, high + 1], [0, 0.05, 0.5, 0.95, 1])
    pool = pool_linearly([view, view])
    assert (pool.low, pool.value, pool.high) == pytest.approx((low, best, high))


@given(SEEDS, st.sampled_from(["nominal", "ordinal", "interval", "ratio"]))
def test_the_order_of_raters_and_units_changes_no_agreement(seed: int, measurement: str) -> None:
    rng = np.random.default_rng(seed)
    ratings = rng.integers(1, 5, (3, 8)).astype(float)
    ratings[0, 0], ratings[1, 0] = 1.0, 4.0
    shuffled = ratings[::-1][:, rng.permutation(8)]
    one, other = (
        krippendorff_alpha(each, measurement=measurement, rng=np.random.default_rng(1), resamples=100)  # type: ignore[arg-type]  # drawn
        for each in (ratings, shuffled)
    )
    assert one.alpha == pytest.approx(other.alpha)


@given(SEEDS, st.integers(1, 15))
def test_the_four_parts_of_the_brier_score_add_up(seed: int, bins: int) -> None:
    rng = np.random.default_rng(seed)
    said = rng.random(30)
    happened = (rng.random(30) < said).astype(int)
    found = score_forecasts(said, happened, rng=rng, bins=bins, resamples=100)
    place = np.minimum((said * bins).astype(int), bins - 1)
    spread = sum(((said[place == k] - said[place == k].mean()) ** 2).sum() for k in set(place)) / 30
    joint = sum(((said[place == k] - said[place == k].mean()) * happened[place == k]).sum() for k in set(place)) / 30
    assert found.within_bins == pytest.approx(spread - 2 * joint)
