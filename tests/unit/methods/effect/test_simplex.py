"""Is the nearest mix found exactly?"""

import numpy as np
import pytest

from tocsin.methods.effect.simplex import fit_simplex, prepare_simplex


def test_a_target_inside_is_met() -> None:
    gaps = np.array([[1.0, -3.0], [2.0, -6.0]])
    assert fit_simplex(gaps).tolist() == pytest.approx([0.75, 0.25])


def test_a_target_outside_takes_the_nearest_corner() -> None:
    assert fit_simplex(np.array([[1.0, 2.0, 5.0]])).tolist() == [1, 0, 0]


def test_shares_add_up_to_one_and_are_never_negative() -> None:
    shares = fit_simplex(np.random.default_rng(1).normal(size=(6, 20)))
    assert (shares.sum(), bool((shares >= 0).all())) == (pytest.approx(1.0), True)


@pytest.mark.parametrize("scale", [1e-8, 1e8])
def test_the_scale_of_the_gaps_does_not_matter(scale: float) -> None:
    gaps = np.random.default_rng(2).normal(size=(6, 5)) + 0.5
    assert fit_simplex(gaps * scale) == pytest.approx(fit_simplex(gaps), abs=1e-9)


def test_factors_weigh_the_rows() -> None:
    gaps = np.array([[1.0, -1.0], [3.0, -1.0]])
    fit = prepare_simplex(gaps)
    assert (fit(np.array([1.0, 0.0]))[0], fit(np.array([0.0, 1.0]))[0]) == (pytest.approx(0.5), pytest.approx(0.25))


def test_gaps_of_nothing_are_met_by_any_mix() -> None:
    assert fit_simplex(np.zeros((2, 3))).sum() == pytest.approx(1.0)
