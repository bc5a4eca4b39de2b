"""Do declared correlations hold on ranks, whatever the quantities are?"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.methods.draws.correlation import correlate
from tocsin.methods.draws.distributions import Distribution, Lognormal, Mixture, Normal, Uniform
from tocsin.methods.draws.points import Points

POINTS = Points(seed=4, randomisations=4, log2_points=10)
NORMALS = np.stack([POINTS.normals(i) for i in range(4)], axis=1)
HUMPS = Mixture(
    components=[Uniform(low=0.0, high=1.0), Lognormal(log_mean=3.0, log_sd=0.5), Normal(mean=2.0, sd=4.0)],
    weights=[0.3, 0.3, 0.4],
)
TABLES = st.lists(st.floats(-1, 1), min_size=6, max_size=6)


def fill_table(entries: list[float]) -> np.ndarray:
    table = np.eye(4)
    table[np.triu_indices(4, 1)] = entries
    return table + np.triu(table, 1).T


def rank_correlation(first: np.ndarray, second: np.ndarray) -> float:
    ranks = [np.argsort(np.argsort(draws)) for draws in (first, second)]
    return float(np.corrcoef(ranks)[0, 1])


@given(rho=st.floats(-1, 1), spread=st.sampled_from([HUMPS, Normal(mean=0.0, sd=1.0), Uniform(low=1.0, high=2.0)]))
def test_ranks_carry_the_correlation_also_for_mixtures(rho: float, spread: Distribution) -> None:
    joint = correlate(NORMALS[:, :2], [[1.0, rho], [rho, 1.0]]).normals
    drawn = [HUMPS.at_normals(joint[:, 0]), spread.at_normals(joint[:, 1])]
    assert rank_correlation(*drawn) == pytest.approx(rho, abs=5e-3)


@given(entries=TABLES)
def test_the_correlations_told_are_the_ones_that_hold(entries: list[float]) -> None:
    joint = correlate(NORMALS, fill_table(entries))
    found = [[rank_correlation(joint.normals[:, i], joint.normals[:, j]) for i in range(4)] for j in range(4)]
    assert found == pytest.approx(joint.used, abs=0.02)


@given(entries=TABLES)
def test_the_change_told_is_the_greatest_one(entries: list[float]) -> None:
    table = fill_table(entries)
    joint = correlate(NORMALS, table)
    assert joint.moved == np.abs(joint.used - table).max()


@given(entries=TABLES)
def test_a_moved_table_is_possible_as_it_stands(entries: list[float]) -> None:
    moved = correlate(NORMALS, fill_table(entries)).used
    assert correlate(NORMALS, moved).moved < 1e-6


@given(entries=TABLES)
def test_the_first_quantity_keeps_its_draws(entries: list[float]) -> None:
    assert np.allclose(correlate(NORMALS, fill_table(entries)).normals[:, 0], NORMALS[:, 0], rtol=1e-9)
