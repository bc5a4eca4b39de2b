"""Do the chains draw from the posterior of latent classes?"""

import numpy as np
import pytest

from tests.support.lists import make_lists, make_three
from tocsin.methods.hidden.errors import TooFewListsError
from tocsin.methods.hidden.latent import LatentResult, simulate_classes
from tocsin.methods.hidden.settings import HiddenSettingError
from tocsin.methods.hidden.table import CaptureTable

FEW = make_three([6, 5, 2, 4, 1, 2, 1])


def simulate(**changes: int) -> LatentResult:
    settings = {"steps": 40, "warm_up": 20, "chains": 2, "classes": 3, **changes}
    return simulate_classes(FEW, rng=np.random.default_rng(7), **settings)


def draw_by_weights(draws: int) -> tuple[np.ndarray, np.ndarray]:
    """Draw the prior, and weigh each draw by how likely it makes the counts: the posterior without a chain."""
    rng = np.random.default_rng(11)
    concentration = np.maximum(rng.gamma(0.25, 4.0, draws), 1e-9)
    sticks = np.clip(rng.beta(1.0, concentration[:, None], (draws, 2)), 0.0, 1.0)
    shares = np.stack([sticks[:, 0], (1 - sticks[:, 0]) * sticks[:, 1], (1 - sticks).prod(axis=1)], axis=1)
    caught = rng.random((draws, 3, 3))
    logs = np.einsum("pl,dlk->dpk", FEW.patterns, np.log(caught))
    logs += np.einsum("pl,dlk->dpk", ~FEW.patterns, np.log1p(-caught))
    cells = (np.exp(logs) * shares[:, None, :]).sum(axis=2)
    noticed = cells.sum(axis=1)
    weights = np.exp(np.log(cells) @ FEW.counts - FEW.seen * np.log(noticed) + 40.0)
    return FEW.seen + rng.negative_binomial(FEW.seen, noticed), weights


@pytest.mark.slow
def test_quantiles_are_those_of_the_weighted_prior() -> None:
    result = simulate(steps=20_000, warm_up=500, chains=4)
    totals, weights = draw_by_weights(1_000_000)
    ends = result.quantile([0.1, 0.5, 0.9])
    below, up_to = (
        [weights[inside].sum() / weights.sum() for inside in one]
        for one in ([totals < end for end in ends], [totals <= end for end in ends])
    )
    assert (np.array(below) - 0.01 < [0.1, 0.5, 0.9]).all()
    assert (np.array(up_to) + 0.01 > [0.1, 0.5, 0.9]).all()


def test_totals_are_never_below_those_seen() -> None:
    assert (simulate().totals >= FEW.seen).all()


def test_the_same_seed_gives_the_same_draws() -> None:
    assert (simulate().totals == simulate().totals).all()


def test_no_more_classes_are_used_than_allowed() -> None:
    assert simulate().classes.max() <= 3


@pytest.mark.slow
def test_one_class_in_truth_fits() -> None:
    table = make_three([640, 640, 160, 640, 160, 160, 40])
    result = simulate_classes(table, rng=np.random.default_rng(1), steps=300, warm_up=200, chains=4)
    assert result.fit_p_value > 0.05


def test_fewer_classes_than_the_counts_need_do_not_fit() -> None:
    # Two pairs of lists, each almost one list, and the pairs independent: that takes four classes.
    table = make_lists([2, 2, 300, 2, 2, 2, 2, 2, 2, 2, 2, 300, 2, 2, 300], lists=4)
    result = simulate_classes(table, rng=np.random.default_rng(1), classes=2, steps=100, warm_up=100, chains=2)
    assert result.fit_p_value < 0.01


def test_two_lists_are_refused() -> None:
    table = CaptureTable.from_patterns("AB", [[1, 0], [0, 1], [1, 1]], counts=[9, 8, 3])
    with pytest.raises(TooFewListsError, match="fewer than 3 cannot tell people"):
        simulate_classes(table, rng=np.random.default_rng(1))


@pytest.mark.parametrize(("name", "value"), [("classes", 1), ("chains", 1), ("steps", 7), ("warm_up", 1)])
def test_too_few_of_anything_is_refused(name: str, value: int) -> None:
    with pytest.raises(HiddenSettingError, match=name):
        simulate(**{name: value})


@pytest.mark.parametrize("name", ["shape", "rate"])
def test_a_prior_without_weight_is_refused(name: str) -> None:
    with pytest.raises(HiddenSettingError, match=name):
        simulate(**{name: 0})
