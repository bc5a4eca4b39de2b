"""Are shares of variance right where they are known, and near nothing for noise?"""

import numpy as np
import pytest

from tocsin.methods.draws.distributions import Discrete, Mixture, Normal
from tocsin.methods.draws.points import Points
from tocsin.methods.sensitivity.errors import NotPositiveError, SampleShapeError
from tocsin.methods.sensitivity.first_order import first_order_shares

POINTS = Points(seed=8, randomisations=16, log2_points=9)
SCORES = np.stack([POINTS.normals(i) for i in range(3)], axis=1)


def test_shares_of_a_product_on_the_log_scale_are_those_of_its_exponents() -> None:
    inputs = np.exp(SCORES * [1.0, 0.5, 0.25])
    shares = first_order_shares(inputs, inputs.prod(axis=1), scale="log")
    assert shares.first_order == pytest.approx(np.array([16, 4, 1]) / 21, abs=0.01)


def test_what_only_combinations_explain_is_interaction() -> None:
    shares = first_order_shares(SCORES[:, :2], SCORES[:, 0] * SCORES[:, 1])
    assert shares.interactions == pytest.approx(1.0, abs=0.02)


def test_nothing_is_left_to_interactions_in_a_sum() -> None:
    shares = first_order_shares(SCORES, SCORES.sum(axis=1))
    assert shares.interactions == pytest.approx(0.0, abs=0.02)


def test_a_bent_effect_is_seen() -> None:
    shares = first_order_shares(SCORES[:, :1], SCORES[:, 0] ** 2)
    assert shares.first_order[0] == pytest.approx(1.0, abs=0.01)


def test_noise_comes_out_at_nothing_on_average() -> None:
    found = []
    for seed in range(50):
        x = np.random.default_rng(seed).normal(size=(2048, 2))
        found.append(first_order_shares(x[:, :1], np.exp(x[:, 1]), blocks=4).first_order[0])
    assert abs(np.mean(found)) < 3 * np.std(found) / np.sqrt(50)


def test_an_input_of_few_values_has_the_share_of_its_variance() -> None:
    step = Discrete(values=[1.0, 2.0, 6.0], probabilities=[0.5, 0.3, 0.2]).quantile(POINTS.uniforms(5))
    shares = first_order_shares(step[:, np.newaxis], step + SCORES[:, 0])
    variance = 0.5 + 1.2 + 7.2 - 2.3**2
    assert shares.first_order[0] == pytest.approx(variance / (variance + 1.0), abs=0.01)


def test_an_input_of_two_humps_is_seen_whole() -> None:
    humps = Mixture(components=[Normal(mean=0.0, sd=0.1), Normal(mean=9.0, sd=0.1)], weights=[0.5, 0.5])
    inputs = np.stack([humps.quantile(POINTS.uniforms(5)), SCORES[:, 0]], axis=1)
    assert first_order_shares(inputs, inputs.sum(axis=1)).first_order[0] == pytest.approx(0.953, abs=0.01)


def test_a_fixed_input_has_no_share() -> None:
    inputs = np.column_stack([SCORES[:, 0], np.full(POINTS.draws, 0.1)])
    assert first_order_shares(inputs, SCORES[:, 0]).first_order[1] == 0.0


def test_an_output_without_variance_has_no_shares() -> None:
    assert np.isnan(first_order_shares(SCORES, np.full(POINTS.draws, 0.3)).first_order).all()


def test_the_error_covers_the_miss() -> None:
    shares = first_order_shares(SCORES, SCORES @ [2.0, 1.0, 0.0])
    assert abs(shares.first_order[0] - 0.8) < 4 * shares.error[0] < 0.05


def test_shares_are_clipped_for_display_only() -> None:
    shares = first_order_shares(SCORES, SCORES[:, 0])
    assert shares.shown.min() == 0.0
    assert shares.first_order.min() < 0.0


def test_draws_that_do_not_fill_a_bin_change_little() -> None:
    odd = first_order_shares(SCORES[:8004], SCORES[:8004, 0] + SCORES[:8004, 1], blocks=4)
    assert odd.first_order[0] == pytest.approx(0.5, abs=0.02)


def test_a_product_with_a_zero_has_no_log_scale() -> None:
    with pytest.raises(NotPositiveError, match="scale='linear'"):
        first_order_shares(SCORES, SCORES[:, 0], scale="log")


@pytest.mark.parametrize(
    ("inputs", "output", "problem"),
    [
        (SCORES, SCORES[:-1, 0], "one row per draw"),
        (SCORES[:, 0], SCORES[:, 0], "one row per draw"),
        (SCORES * np.nan, SCORES[:, 0], "missing or infinite"),
        (SCORES[:100], SCORES[:100, 0], "equal blocks"),
    ],
)
def test_a_sample_that_does_not_fit_is_refused(inputs: np.ndarray, output: np.ndarray, problem: str) -> None:
    with pytest.raises(SampleShapeError, match=problem):
        first_order_shares(inputs, output)


@pytest.mark.parametrize("unit", [1e-250, 1e200])
def test_the_unit_of_the_output_does_not_matter(unit: float) -> None:
    output = SCORES @ [1.0, 2.0, 0.0]
    plain, scaled = (first_order_shares(SCORES, values).first_order for values in (output, output * unit))
    assert scaled == pytest.approx(plain, rel=1e-9)


def test_on_scrambled_points_the_error_covers_what_is_taken_off_too_much() -> None:
    found = first_order_shares(SCORES, SCORES[:, :2].sum(axis=1))
    assert (np.abs(found.first_order - [0.5, 0.5, 0.0]) < 2 * found.error).all()
