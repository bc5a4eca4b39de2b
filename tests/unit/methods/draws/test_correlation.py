"""Do joint draws carry the declared rank correlations, and is a change of them reported?"""

import numpy as np
import pytest

from tocsin.methods.draws.correlation import correlate
from tocsin.methods.draws.errors import ImpossibleCorrelationError, UnusableDrawsError
from tocsin.methods.draws.points import Points

POINTS = Points(seed=3, randomisations=4, log2_points=10)
NORMALS = np.stack([POINTS.normals(i) for i in range(3)], axis=1)
DECLARED = np.array([[1.0, 0.7, 0.0], [0.7, 1.0, 0.0], [0.0, 0.0, 1.0]])
IMPOSSIBLE = np.full((3, 3), -0.9) + 1.9 * np.eye(3)


def rank_correlations(draws: np.ndarray) -> np.ndarray:
    return np.corrcoef(np.argsort(np.argsort(draws, axis=0), axis=0).T)


def test_ranks_carry_the_declared_correlation() -> None:
    assert rank_correlations(correlate(NORMALS, DECLARED).normals) == pytest.approx(DECLARED, abs=2e-3)


def test_a_possible_table_is_used_as_it_stands() -> None:
    joint = correlate(NORMALS, DECLARED)
    assert (joint.moved, joint.used.tolist()) == (0.0, DECLARED.tolist())


def test_a_column_without_correlations_stays_as_it_is() -> None:
    assert np.array_equal(correlate(NORMALS, DECLARED).normals[:, 2], NORMALS[:, 2])


def test_a_quantity_added_at_the_end_changes_none_before() -> None:
    first = correlate(NORMALS[:, :2], DECLARED[:2, :2]).normals
    assert np.array_equal(correlate(NORMALS, DECLARED).normals[:, :2], first)


def test_an_impossible_table_is_moved_and_the_change_reported() -> None:
    assert correlate(NORMALS, IMPOSSIBLE).moved == pytest.approx(0.418, abs=1e-3)


def test_the_correlations_reported_are_those_the_draws_carry() -> None:
    joint = correlate(NORMALS, IMPOSSIBLE)
    assert rank_correlations(joint.normals) == pytest.approx(joint.used, abs=5e-3)


def test_the_nearest_table_is_the_symmetric_one() -> None:
    scores = 2.0 * np.sin(np.pi * correlate(NORMALS, IMPOSSIBLE).used / 6.0)
    assert scores[np.triu_indices(3, 1)] == pytest.approx([-0.5, -0.5, -0.5], abs=1e-6)


def test_the_moved_table_agrees_with_a_published_one() -> None:
    # higham2002, page 334: the nearest correlation matrix to a tridiagonal one of ones.
    asked = np.array([[1.0, 1.0, 0.0], [1.0, 1.0, 1.0], [0.0, 1.0, 1.0]])
    scores = 2.0 * np.sin(np.pi * correlate(NORMALS, asked).used / 6.0)
    assert scores[np.triu_indices(3, 1)] == pytest.approx([0.7607, 0.1573, 0.7607], abs=5e-5)


def test_quantities_correlated_fully_are_copies() -> None:
    joint = correlate(NORMALS, np.ones((3, 3)))
    assert joint.moved == 0.0
    assert np.allclose(joint.normals, NORMALS[:, :1], atol=1e-12)


def test_opposite_quantities_mirror_each_other() -> None:
    joint = correlate(NORMALS[:, :2], [[1.0, -1.0], [-1.0, 1.0]])
    assert np.allclose(joint.normals[:, 1], -NORMALS[:, 0], atol=1e-12)


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        ([[1.0, 0.5]], "has shape"),
        ([[1.0, np.nan], [np.nan, 1.0]], "missing"),
        ([[1.0, 1.5], [1.5, 1.0]], "outside -1 to 1"),
        ([[0.9, 0.5], [0.5, 1.0]], "diagonal"),
        ([[1.0, 0.5], [0.4, 1.0]], "quantities 0 and 1"),
    ],
)
def test_a_table_that_is_none_is_refused(table: list[list[float]], problem: str) -> None:
    with pytest.raises(ImpossibleCorrelationError, match=problem):
        correlate(NORMALS[:, :2], table)


@pytest.mark.parametrize("normals", [NORMALS, NORMALS[:, 0], np.full((4, 2), np.nan)])
def test_scores_that_do_not_fit_the_table_are_refused(normals: np.ndarray) -> None:
    with pytest.raises(UnusableDrawsError, match="cannot be joined"):
        correlate(normals, np.eye(2))
