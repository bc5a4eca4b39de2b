"""Do parts add up to wholes, level by level, under every mean?"""

import numpy as np
import pytest

from tocsin.methods.score.composite import BACK, FORWARD, Hierarchy, Mean, composite, share_in
from tocsin.methods.score.errors import HierarchyError, IndicatorError

# Indicators 0, 1 make whole 3; indicator 2 is alone in whole 4; both make 5.
TREE = Hierarchy(parents=(3, 3, 4, 5, 5, -1), indicators=3)
WEIGHTS = [1.0, 3.0, 1.0, 1.0, 1.0, 1.0]
VALUES = np.array([[20.0, 80.0, 40.0], [50.0, 50.0, 50.0]])


def test_arithmetic_means_nest() -> None:
    assert composite(VALUES, weights=WEIGHTS, hierarchy=TREE)[0].tolist() == [65.0, 40.0, 52.5]


def test_geometric_means_nest() -> None:
    inner = 20.0**0.25 * 80.0**0.75
    found = composite(VALUES, weights=WEIGHTS, hierarchy=TREE, mean="geometric")[0]
    assert found == pytest.approx([inner, 40.0, np.sqrt(inner * 40.0)])


def test_harmonic_means_nest() -> None:
    inner = 1 / (0.25 / 20 + 0.75 / 80)
    found = composite(VALUES, weights=WEIGHTS, hierarchy=TREE, mean="harmonic")[0]
    assert found == pytest.approx([inner, 40.0, 2 / (1 / inner + 1 / 40)])


@pytest.mark.parametrize("mean", ["arithmetic", "geometric", "harmonic"])
def test_a_mean_of_means_is_one_mean_with_shares_multiplied(mean: Mean) -> None:
    shares = share_in(TREE.top, weights=np.array([WEIGHTS]), hierarchy=TREE)[0]
    whole = composite(VALUES, weights=WEIGHTS, hierarchy=TREE, mean=mean)[:, -1]
    assert BACK[mean](FORWARD[mean](VALUES) @ shares) == pytest.approx(whole)


def test_shares_in_an_inner_whole_leave_out_what_is_not_in_it() -> None:
    assert share_in(3, weights=np.array([WEIGHTS]), hierarchy=TREE).tolist() == [[0.25, 0.75, 0.0]]


def test_wholes_come_before_their_parts_in_order() -> None:
    assert TREE.order == (5, 3, 4)


def test_unit_of_weights_does_not_matter() -> None:
    twice = composite(VALUES, weights=2 * np.array(WEIGHTS), hierarchy=TREE)
    assert twice == pytest.approx(composite(VALUES, weights=WEIGHTS, hierarchy=TREE))


@pytest.mark.parametrize(
    ("parents", "indicators", "words"),
    [
        ((-1,), 1, "nothing to combine them in"),
        ((2, -1, -1), 1, "exactly one top"),
        ((2, 0, -1), 2, "part 1 belongs to 0"),
        ((3, 3, -1, 9), 2, "part 3 belongs to 9"),
        ((2, 2, -1, 2), 2, "whole 3 has no parts"),
        ((2, 4, -1, 4, 3), 2, "a part of itself"),
    ],
)
def test_parts_that_make_no_tree_are_refused(parents: tuple[int, ...], indicators: int, words: str) -> None:
    with pytest.raises(HierarchyError, match=words):
        Hierarchy(parents=parents, indicators=indicators)


@pytest.mark.parametrize(
    ("weights", "words"),
    [
        ([1.0] * 5, "weights for 6 parts"),
        ([1.0, -1.0, 1.0, 1.0, 1.0, 1.0], "negative or missing"),
        ([0.0, 0.0, 1.0, 1.0, 1.0, 1.0], "all parts of whole 3 have weight 0"),
    ],
)
def test_weights_that_weigh_nothing_are_refused(weights: list[float], words: str) -> None:
    with pytest.raises(HierarchyError, match=words):
        composite(VALUES, weights=weights, hierarchy=TREE)


def test_a_gap_is_refused() -> None:
    with pytest.raises(IndicatorError, match="Give unknown values as draws"):
        composite([[np.nan, 1.0, 2.0]], weights=WEIGHTS, hierarchy=TREE)


def test_a_zero_is_refused_where_it_would_decide_alone() -> None:
    with pytest.raises(IndicatorError, match="not above 0 for a mean that is geometric"):
        composite([[0.0, 1.0, 2.0]], weights=WEIGHTS, hierarchy=TREE, mean="geometric")


def test_an_unknown_mean_is_refused() -> None:
    with pytest.raises(IndicatorError, match="'median'"):
        composite(VALUES, weights=WEIGHTS, hierarchy=TREE, mean="median")  # type: ignore[arg-type]  # that is the mistake


def test_values_that_do_not_fit_the_hierarchy_are_refused() -> None:
    with pytest.raises(HierarchyError, match="has 3 indicators"):
        composite(VALUES[:, :2], weights=WEIGHTS, hierarchy=TREE)
