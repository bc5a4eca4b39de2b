"""Is information worth what it changes, and noise nothing?"""

from itertools import combinations

import numpy as np
import pytest

from tocsin.methods.decide.voi import NetBenefitError, VoiResult, evpi, evppi
from tocsin.methods.draws.points import Points

DRAWS = 2_000
RNG = np.random.default_rng(8)
KNOWN, OTHER, NOISE = RNG.standard_normal((3, DRAWS))
BENEFIT = np.stack([np.zeros(DRAWS), KNOWN + OTHER], axis=1)
EXACT = 1 / np.sqrt(2 * np.pi)  # mean of the positive part of a standard normal


def is_near(result: VoiResult, exact: float) -> bool:
    return abs(result.value - exact) < 3 * result.error


def test_full_information_is_worth_the_mean_of_the_best_less_the_best_mean() -> None:
    assert evpi([[0.0, 2.0], [0.0, -1.0]] * 50).value == pytest.approx(0.5)


def test_full_information_on_an_option_always_best_is_worth_nothing() -> None:
    assert evpi([[0.0, 2.0], [0.0, 1.0]] * 50).value == 0


def test_error_of_full_information_is_that_of_the_mean_gain() -> None:
    assert evpi([[0.0, 2.0], [0.0, -1.0]] * 50).error == pytest.approx(np.std([0, 1] * 50, ddof=1) / 10)


def test_error_of_full_information_over_randomisations_is_their_spread() -> None:
    benefit = [[0.0, 2.0]] * 50 + [[0.0, -1.0]] * 50
    assert evpi(benefit, randomisations=2).error == pytest.approx(0.5)


def test_one_of_two_equal_inputs_is_worth_its_share() -> None:
    assert is_near(evppi(BENEFIT, KNOWN), EXACT)


def test_a_group_of_all_inputs_is_worth_full_information() -> None:
    group = evppi(BENEFIT, np.stack([KNOWN, OTHER], axis=1))
    assert group.value == pytest.approx(evpi(BENEFIT).value, rel=0.05)


def test_product_of_two_inputs_is_seen_in_the_group() -> None:
    product = np.stack([np.zeros(DRAWS), KNOWN * OTHER], axis=1)
    assert evppi(product, np.stack([KNOWN, OTHER], axis=1)).value == pytest.approx(evpi(product).value, rel=0.1)


def test_noise_is_not_distinguishable_from_nothing() -> None:
    assert not evppi(BENEFIT, NOISE).is_distinguishable


@pytest.mark.slow
def test_noise_is_worth_nothing_over_many_seeds() -> None:
    results = []
    for seed in range(150):
        rng = np.random.default_rng(seed)
        results.append(evppi(rng.standard_normal((1_000, 3)), rng.lognormal(0, 2, 1_000)))
    values, errors = np.array([r.value for r in results]), np.array([r.error for r in results])
    assert (values < 2 * errors).mean() > 0.95
    assert abs(values.mean()) < 3 * values.std() / np.sqrt(150)


@pytest.mark.slow
def test_error_covers_the_truth_as_often_as_it_says() -> None:
    inside = []
    for seed in range(150):
        known, other = np.random.default_rng(seed).standard_normal((2, 2_000))
        result = evppi(np.stack([np.zeros(2_000), known + other], axis=1), known)
        inside.append(abs(result.value - EXACT) < 1.645 * result.error)
    assert 0.83 < np.mean(inside) < 0.97


def test_constant_input_is_worth_exactly_nothing() -> None:
    assert evppi(BENEFIT, np.ones(DRAWS)) == VoiResult(0.0, 0.0, draws=DRAWS, options=2)


def test_a_single_option_leaves_nothing_to_learn() -> None:
    assert evppi(BENEFIT[:, :1], KNOWN).value == 0


def test_discrete_input_is_worth_what_its_categories_change() -> None:
    category = np.arange(DRAWS) % 4
    effect = np.array([1.0, -1.0, 2.0, -1.5])[category]
    assert is_near(evppi(np.stack([np.zeros(DRAWS), effect + OTHER], axis=1), category), 0.75 - 0.125)


def test_two_categories_are_enough() -> None:
    category = (KNOWN > 0).astype(float)
    assert is_near(evppi(np.stack([np.zeros(DRAWS), 2 * category - 1 + OTHER], axis=1), category), 0.5)


def test_heavy_tailed_input_does_not_hide_its_signal() -> None:
    wild = np.random.default_rng(5).standard_cauchy(DRAWS)
    benefit = np.stack([np.zeros(DRAWS), np.sign(wild) + OTHER], axis=1)
    assert is_near(evppi(benefit, wild), 0.5)


def test_input_that_is_often_zero_is_understood() -> None:
    amount = np.where(KNOWN > 0, 0.0, np.exp(NOISE))
    benefit = np.stack([np.zeros(DRAWS), np.where(amount == 0, 1.0, -1.0) + OTHER], axis=1)
    assert is_near(evppi(benefit, amount), 0.5)


@pytest.mark.parametrize("unit", [1e-200, 1e12, 1e300])
def test_unit_of_an_input_does_not_matter(unit: float) -> None:
    assert evppi(BENEFIT, KNOWN * unit).value == pytest.approx(evppi(BENEFIT, KNOWN).value)


def test_what_all_options_share_does_not_matter() -> None:
    shared = BENEFIT + 1e6 * NOISE[:, None]
    assert evppi(shared, KNOWN).value == pytest.approx(evppi(BENEFIT, KNOWN).value)


def test_repeated_input_adds_nothing() -> None:
    twice = evppi(BENEFIT, np.stack([KNOWN, KNOWN], axis=1))
    assert twice.value == pytest.approx(evppi(BENEFIT, KNOWN).value, rel=0.05)


def test_many_options_are_valued() -> None:
    slopes = np.linspace(-1, 1, 100)
    assert is_near(evppi(slopes * KNOWN[:, None] + 0.1 * OTHER[:, None], KNOWN), 2 * EXACT)


def test_folds_follow_the_randomisations() -> None:
    assert is_near(evppi(BENEFIT, KNOWN, randomisations=8), EXACT)


def test_unused_large_gain_keeps_the_error_above_nothing() -> None:
    benefit = np.stack([np.zeros(DRAWS), np.full(DRAWS, -1.0)], axis=1)
    benefit[0, 1] = 500.0
    assert evppi(benefit, NOISE).error >= 500 / DRAWS


@pytest.mark.parametrize(
    ("benefit", "words"),
    [
        (BENEFIT[:, 0], "table of draws by options"),
        (BENEFIT[:49], "at least 50"),
        (np.where(np.arange(DRAWS)[:, None] == 3, np.nan, BENEFIT), "option 0 in draw 3"),
    ],
)
def test_net_benefit_that_cannot_be_used_is_refused(benefit: np.ndarray, words: str) -> None:
    with pytest.raises(NetBenefitError, match=words):
        evpi(benefit)


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        (KNOWN[:-1], "same draws"),
        (np.zeros((DRAWS, 0)), "same draws"),
        (np.where(NOISE > 3, np.inf, KNOWN), "missing or infinite"),
    ],
)
def test_input_that_cannot_be_used_is_refused(inputs: np.ndarray, words: str) -> None:
    with pytest.raises(NetBenefitError, match=words):
        evppi(BENEFIT, inputs)


def test_draws_that_are_no_equal_randomisations_are_refused() -> None:
    with pytest.raises(NetBenefitError, match="equal randomisations"):
        evppi(BENEFIT, KNOWN, randomisations=3)


def test_full_information_on_two_of_three_options_counts_both() -> None:
    assert evpi([[2.0, 1.0, 0.0], [2.0, 0.0, 1.0]] * 50, choose=2).value == pytest.approx(0.5)


def test_an_input_of_one_option_is_worth_what_it_moves_past_the_last_chosen() -> None:
    benefit = np.stack([np.full(DRAWS, 9.0), np.zeros(DRAWS), KNOWN + OTHER], axis=1)
    assert is_near(evppi(benefit, KNOWN, choose=2), EXACT)


def test_choosing_all_options_makes_information_worthless() -> None:
    assert (evppi(BENEFIT, KNOWN, choose=2).value, evpi(BENEFIT, choose=2).value) == (0, 0)


@pytest.mark.parametrize("choose", [0, 3])
def test_a_choice_of_none_or_too_many_is_refused(choose: int) -> None:
    with pytest.raises(NetBenefitError, match=f"{choose} of 2 options are to be chosen"):
        evppi(BENEFIT, KNOWN, choose=choose)


@pytest.mark.parametrize("choose", [1, 2, 3])
def test_the_best_few_are_worth_what_the_best_set_among_all_sets_is_worth(choose: int) -> None:
    options = np.stack([KNOWN + OTHER, 0.1 - KNOWN, 0.2 + NOISE, 0.5 * KNOWN**2 - 0.4], axis=1)
    sets = np.stack([options[:, list(members)].sum(axis=1) for members in combinations(range(4), choose)], axis=1)
    few, best = evppi(options, KNOWN, choose=choose), evppi(sets, KNOWN)
    assert abs(few.value - best.value) < 0.5 * best.error


def test_full_information_on_the_best_few_is_that_on_the_best_set() -> None:
    options = np.stack([KNOWN, OTHER, NOISE, 0.1 - KNOWN], axis=1)
    sets = np.stack([options[:, list(members)].sum(axis=1) for members in combinations(range(4), 2)], axis=1)
    assert evpi(options, choose=2).value == pytest.approx(evpi(sets).value)


@pytest.mark.parametrize("unit", [1e-300, 1e300])
def test_worth_keeps_to_the_unit_however_large_or_small(unit: float) -> None:
    assert evppi(BENEFIT * unit, KNOWN).value == pytest.approx(evppi(BENEFIT, KNOWN).value * unit, rel=1e-9)


def test_a_choice_of_a_part_of_an_option_is_refused() -> None:
    with pytest.raises(NetBenefitError, match="Give a whole number"):
        evpi(BENEFIT, choose=1.5)  # type: ignore[arg-type]  # that is the mistake


@pytest.mark.parametrize("randomisations", [2, 4, 6, 8])
def test_noise_on_scrambled_points_is_worth_half_an_error_at_most(randomisations: int) -> None:
    points = Points(seed=5, randomisations=randomisations, log2_points=8)
    benefit = np.stack([points.normals(i) for i in range(3)], axis=1)
    found = evppi(benefit, points.normals(20), randomisations=randomisations)
    assert abs(found.value) < 0.5 * found.error
