"""Is a smooth signal worth what it changes, in however many inputs, and noise nothing?"""

import numpy as np
import pytest
from scipy.optimize import minimize_scalar
from scipy.special import ndtri

from tocsin.methods.decide.process import evppi_gp
from tocsin.methods.decide.voi import NetBenefitError, VoiResult, evpi, evppi
from tocsin.methods.draws.points import Points

DRAWS = 1_000
RNG = np.random.default_rng(8)
KNOWN, OTHER, NOISE = RNG.standard_normal((3, DRAWS))
BENEFIT = np.stack([np.zeros(DRAWS), KNOWN + OTHER], axis=1)
EXACT = 1 / np.sqrt(2 * np.pi)  # mean of the positive part of a standard normal


def is_near(result: VoiResult, exact: float) -> bool:
    return abs(result.value - exact) < 3 * result.error


def stand(signal: np.ndarray) -> np.ndarray:
    """Net benefit of doing nothing and of an option whose lead is a signal in noise."""
    return np.stack([np.zeros(len(signal)), signal + OTHER], axis=1)


def value_exactly(lead: np.ndarray, known: np.ndarray) -> float:
    """Worth by the whole process, every draw a point of its own: length and noise of greatest likelihood, Cholesky and all."""
    scores = ndtri((known.argsort().argsort() + 0.5) / len(known))
    squares = ((scores[:, None] - scores) / scores.std()) ** 2
    ones = np.ones(len(lead))

    def smooth(length: float, noise: float) -> tuple[float, np.ndarray]:
        covariance = np.exp(-0.5 * squares / length**2)
        factor = np.linalg.cholesky(covariance + noise * np.eye(len(lead)))
        white, flat = np.linalg.solve(factor, np.stack([lead, ones], axis=1)).T
        mean = flat @ white / (flat @ flat)
        left = white - mean * flat
        volume = 2 * np.log(np.diag(factor)).sum() + np.log(flat @ flat)
        likelihood = -0.5 * ((len(lead) - 1) * np.log(left @ left) + volume)
        return likelihood, mean + covariance @ np.linalg.solve(factor.T, left)

    lengths = (0.3, 0.7, 1.5, 3.0)
    best = [
        minimize_scalar(
            lambda x, at=at: -smooth(at, np.exp(x))[0], bounds=(-3, 8), options={"xatol": 0.3}, method="bounded"
        )
        for at in lengths
    ]
    at = int(np.argmin([found.fun for found in best]))
    fitted = smooth(lengths[at], float(np.exp(best[at].x)))[1]
    return float(np.maximum(fitted, 0.0).mean() - max(fitted.mean(), 0.0))


def test_one_of_two_equal_inputs_is_worth_its_share() -> None:
    assert is_near(evppi_gp(BENEFIT, KNOWN), EXACT)


def test_a_group_of_all_inputs_is_worth_full_information() -> None:
    group = evppi_gp(BENEFIT, np.stack([KNOWN, OTHER], axis=1))
    assert group.value == pytest.approx(evpi(BENEFIT).value, rel=0.05)


@pytest.mark.slow
def test_inputs_that_act_only_together_are_seen_in_the_group() -> None:
    third = np.random.default_rng(9).standard_normal(DRAWS)
    benefit = np.stack([np.zeros(DRAWS), np.sign(KNOWN * NOISE) * np.abs(third)], axis=1)
    group = np.stack([KNOWN, NOISE, third], axis=1)
    assert evppi_gp(benefit, group).value > 0.7 * evpi(benefit).value


def test_a_wave_that_turns_often_is_seen() -> None:
    assert is_near(evppi_gp(stand(2 * np.sin(4 * KNOWN)), KNOWN), 2 / np.pi)


def test_noise_is_not_distinguishable_from_nothing() -> None:
    assert not evppi_gp(BENEFIT, NOISE).is_distinguishable


def test_joins_the_additive_regression_where_both_apply() -> None:
    process, additive = evppi_gp(BENEFIT, KNOWN), evppi(BENEFIT, KNOWN)
    assert abs(process.value - additive.value) < 2 * additive.error


def test_constant_input_is_worth_exactly_nothing() -> None:
    assert evppi_gp(BENEFIT, np.ones(DRAWS)) == VoiResult(0.0, 0.0, draws=DRAWS, options=2)


def test_choosing_all_options_makes_information_worthless() -> None:
    assert evppi_gp(BENEFIT, KNOWN, choose=2).value == 0


def test_an_input_of_one_option_is_worth_what_it_moves_past_the_last_chosen() -> None:
    benefit = np.stack([np.full(DRAWS, 9.0), np.zeros(DRAWS), KNOWN + OTHER], axis=1)
    assert is_near(evppi_gp(benefit, KNOWN, choose=2), EXACT)


def test_discrete_input_is_worth_what_its_categories_change() -> None:
    category = np.arange(DRAWS) % 4
    signal = np.array([1.0, -1.0, 2.0, -1.5])[category]
    assert is_near(evppi_gp(stand(signal), category), 0.75 - 0.125)


def test_heavy_tailed_input_does_not_hide_its_signal() -> None:
    wild = np.random.default_rng(5).standard_cauchy(DRAWS)
    assert is_near(evppi_gp(stand(np.tanh(wild)), wild), float(np.maximum(np.tanh(wild), 0).mean()))


def test_options_that_never_differ_leave_nothing_to_learn() -> None:
    assert evppi_gp(np.ones((DRAWS, 3)), KNOWN) == VoiResult(0.0, 0.0, draws=DRAWS, options=3)


def test_a_lead_that_is_known_beforehand_changes_nothing() -> None:
    benefit = np.column_stack([BENEFIT, np.full(DRAWS, -50.0)])
    assert evppi_gp(benefit, KNOWN).value == pytest.approx(evppi_gp(BENEFIT, KNOWN).value, rel=0.01)


def test_error_over_randomisations_is_that_of_their_spread() -> None:
    points = Points(seed=5, randomisations=8, log2_points=7)
    known = points.normals(0)
    benefit = np.stack([np.zeros(DRAWS + 24), known + points.normals(1)], axis=1)
    assert evppi_gp(benefit, known, randomisations=8).error < 0.8 * evppi_gp(benefit, known).error


@pytest.mark.parametrize("unit", [1e-300, 1e300])
def test_worth_keeps_to_the_unit_however_large_or_small(unit: float) -> None:
    assert evppi_gp(BENEFIT * unit, KNOWN).value == pytest.approx(evppi_gp(BENEFIT, KNOWN).value * unit, rel=1e-6)


@pytest.mark.parametrize(
    ("benefit", "inputs", "choose", "words"),
    [
        (BENEFIT[:49], KNOWN[:49], 1, "at least 50"),
        (BENEFIT, KNOWN[:-1], 1, "same draws"),
        (BENEFIT, KNOWN, 3, "3 of 2 options"),
    ],
)
def test_what_cannot_be_valued_is_refused(benefit: np.ndarray, inputs: np.ndarray, choose: int, words: str) -> None:
    with pytest.raises(NetBenefitError, match=words):
        evppi_gp(benefit, inputs, choose=choose)


@pytest.mark.slow
@pytest.mark.parametrize("turns", [0.5, 3.0])
def test_few_points_agree_with_the_whole_process_within_two_errors(turns: float) -> None:
    benefit = stand(np.sin(turns * KNOWN))
    few = evppi_gp(benefit, KNOWN)
    assert abs(few.value - value_exactly(benefit[:, 1], KNOWN)) < 2 * few.error


@pytest.mark.slow
def test_noise_is_worth_nothing_over_many_seeds() -> None:
    found = []
    for seed in range(80):
        rng = np.random.default_rng(seed)
        found.append(evppi_gp(rng.standard_normal((400, 3)), rng.lognormal(0, 2, (400, 2))).is_distinguishable)
    assert np.mean(found) < 0.05


@pytest.mark.slow
def test_error_covers_the_truth_as_often_as_it_says() -> None:
    inside = []
    for seed in range(120):
        known, other = np.random.default_rng(seed).standard_normal((2, 1_000))
        result = evppi_gp(np.stack([np.zeros(1_000), known + other], axis=1), known)
        inside.append(abs(result.value - EXACT) < 1.645 * result.error)
    assert 0.83 < np.mean(inside) < 0.97
