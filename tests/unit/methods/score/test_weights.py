"""Do drawn weights respect what was asked, evenly, and are demands in conflict named?"""

import numpy as np
import pytest

from tocsin.methods.score.weights import (
    DrawCountError,
    EmptyWeightRegionError,
    ThinWeightRegionError,
    WeightNameError,
    hierarchical_weights,
    simplex_weights,
)

NARROW = {"a": 0.2, "b": 0.2, "c": 0.2, "d": 0.2, "e": 0.22}


def draw(criteria: str | int, **demands: object) -> np.ndarray:
    names = criteria if isinstance(criteria, int) else list(criteria)
    return simplex_weights(names, draws=4_000, rng=np.random.default_rng(11), **demands)


def test_without_demands_weights_have_the_moments_of_a_uniform_simplex() -> None:
    assert draw(4).std(axis=0) == pytest.approx([np.sqrt(3 / 80)] * 4, rel=0.05)


def test_ordered_weights_have_the_mean_of_ordered_shares() -> None:
    assert draw("abc", order=["a", "b", "c"]).mean(axis=0) == pytest.approx([11 / 18, 5 / 18, 2 / 18], abs=0.01)


def test_names_outside_the_order_are_free() -> None:
    weights = draw("abc", order=["c", "a"])
    assert (weights[:, 1] > weights[:, 2]).any()
    assert (weights[:, 1] < weights[:, 0]).any()


def test_a_group_in_the_order_has_the_same_weight() -> None:
    weights = draw("abcd", order=["d", ("a", "c")])
    assert (weights[:, 0] == weights[:, 2]).all()


def test_a_group_weighs_as_much_as_uniform_over_its_face() -> None:
    # With d at least a = c, and b free, the shares of the steps are uniform on a simplex of three corners.
    assert draw("abcd", order=["d", ["a", "c"]])[:, 1].mean() == pytest.approx(1 / 3, abs=0.015)


def test_lower_limits_shift_the_simplex() -> None:
    assert draw("abc", lower={"a": 0.4}).mean(axis=0) == pytest.approx([0.6, 0.2, 0.2], abs=0.01)


def test_equal_limits_fix_a_weight() -> None:
    assert (draw("abc", lower={"b": 0.3}, upper={"b": 0.3})[:, 1] == 0.3).all()


def test_limits_that_leave_one_set_of_weights_give_it() -> None:
    assert draw("abcd", upper=0.25) == pytest.approx(np.full((4_000, 4), 0.25))


def test_a_single_criterion_has_all_the_weight() -> None:
    assert (draw("a") == 1).all()


def test_limits_can_be_given_in_order() -> None:
    weights = draw("abc", lower=[0.1, 0.2, 0.3], upper=np.array([0.5, 0.5, 0.5]))
    assert (weights >= [0.1, 0.2, 0.3]).all()
    assert (weights <= 0.5).all()


@pytest.mark.slow
def test_narrow_region_respects_its_limits() -> None:
    weights = draw("abcde", upper=NARROW)
    assert (weights <= [0.2, 0.2, 0.2, 0.2, 0.22]).all()
    assert weights.sum(axis=1) == pytest.approx(np.ones(4_000))


@pytest.mark.slow
def test_narrow_region_is_uniform() -> None:
    # What is missing to each upper limit adds up to 0.02 and is uniform on a simplex of that size.
    missing = (np.array(list(NARROW.values())) - draw("abcde", upper=NARROW)) / 0.02
    assert missing.mean(axis=0) == pytest.approx([0.2] * 5, abs=0.012)
    assert missing.std(axis=0) == pytest.approx([np.sqrt(4 / 150)] * 5, rel=0.06)
    assert (missing > 0.5).mean(axis=0) == pytest.approx([0.5**4] * 5, abs=0.02)


@pytest.mark.slow
def test_walk_and_rejection_draw_from_the_same_region() -> None:
    demands = {"order": list("abcdefgh"), "lower": {"h": 0.1}, "upper": {"a": 0.14}}
    wide = simplex_weights(list("abcdefgh"), draws=1_000_000, rng=np.random.default_rng(2), **demands | {"upper": None})
    kept = wide[wide[:, 0] <= 0.14]
    assert 0 < len(kept) < 0.02 * len(wide)
    assert draw("abcdefgh", **demands).mean(axis=0) == pytest.approx(kept.mean(axis=0), abs=4e-4)


def test_conflicting_lower_limits_are_named_without_the_harmless_ones() -> None:
    with pytest.raises(EmptyWeightRegionError, match=r"once: 'a' at least 0.6; 'b' at least 0.5. Relax"):
        draw("abc", lower={"a": 0.6, "b": 0.5}, upper={"c": 0.9})


def test_order_in_conflict_with_a_limit_is_named() -> None:
    with pytest.raises(EmptyWeightRegionError, match=r"'b' at least 0.6; 'a' no lighter than 'b'"):
        draw("abc", order=["a", "b"], lower={"b": 0.6})


def test_group_in_conflict_with_limits_is_named() -> None:
    with pytest.raises(EmptyWeightRegionError, match="'a' as heavy as 'b'"):
        draw("abc", order=[["a", "b"]], lower={"a": 0.4}, upper={"b": 0.3})


def test_upper_limits_too_low_to_add_up_are_named() -> None:
    with pytest.raises(EmptyWeightRegionError, match=r"'c' at most 0.2"):
        draw("abc", upper=0.2)


@pytest.mark.parametrize(
    ("demands", "words"),
    [
        ({"order": ["a", "x"]}, "'x' is not among"),
        ({"order": ["a", "a"]}, "lists a name twice"),
        ({"order": "abc"}, "not a list"),
        ({"lower": {"x": 0.1}}, "'x' is not among"),
        ({"lower": {"a": -0.1}}, "share of 1"),
        ({"upper": {"a": np.nan}}, "share of 1"),
        ({"upper": [0.5]}, "1 limits are given for 3"),
        ({"upper": "half"}, "3|number"),
    ],
)
def test_demands_that_make_no_sense_are_refused(demands: dict[str, object], words: str) -> None:
    with pytest.raises(WeightNameError, match=words):
        draw("abc", **demands)


@pytest.mark.parametrize(("criteria", "words"), [("aba", "'a' stands twice"), ("", "nothing is named")])
def test_names_that_cannot_be_weighed_are_refused(criteria: str, words: str) -> None:
    with pytest.raises(WeightNameError, match=words):
        draw(criteria)


AXES = {"large": ["a", "b", "c"], "small": ["d"]}


def draw_axes(**demands: object) -> np.ndarray:
    return hierarchical_weights(AXES, draws=4_000, rng=np.random.default_rng(7), **demands)


def test_an_axis_gains_no_weight_from_having_more_criteria() -> None:
    assert draw_axes()[:, 3].mean() == pytest.approx(0.5, abs=0.02)


def test_weights_within_an_axis_are_uniform() -> None:
    weights = draw_axes()[:, :3]
    shares = weights / weights.sum(axis=1, keepdims=True)
    assert shares.std(axis=0) == pytest.approx([np.sqrt(2 / 36)] * 3, rel=0.05)


def test_order_of_axes_is_kept() -> None:
    assert (draw_axes(axis_order=["small", "large"])[:, 3] >= 0.5).all()


def test_limits_of_axes_are_kept() -> None:
    assert (draw_axes(axis_upper={"small": 0.3}, axis_lower={"small": 0.1})[:, 3] <= 0.3).all()


def test_demands_on_criteria_of_different_axes_are_kept() -> None:
    weights = draw_axes(order=["a", "d"], lower={"b": 0.05})
    assert (weights[:, 0] >= weights[:, 3]).all()
    assert (weights[:, 1] >= 0.05).all()


def test_hierarchical_demands_in_conflict_are_named() -> None:
    with pytest.raises(EmptyWeightRegionError, match=r"'a' at least 0.7; 'd' at least 0.7"):
        draw_axes(lower={"a": 0.7, "d": 0.7})


def test_axes_and_criteria_that_leave_almost_nothing_are_refused() -> None:
    with pytest.raises(ThinWeightRegionError, match="Put the demands on whole axes"):
        draw_axes(axis_upper={"small": 0.3}, lower={"d": 0.2999999})


def test_equal_weights_across_axes_are_refused() -> None:
    with pytest.raises(WeightNameError, match="make them one axis"):
        draw_axes(order=[["a", "d"]])


@pytest.mark.parametrize("axes", [{}, {"one": []}, {"one": ["a"], "two": ["a"]}])
def test_axes_that_cannot_be_weighed_are_refused(axes: dict[str, list[str]]) -> None:
    with pytest.raises(WeightNameError):
        hierarchical_weights(axes, draws=10, rng=np.random.default_rng(1))


def test_one_criterion_has_all_the_weight() -> None:
    assert draw(1).tolist() == [[1.0]] * 4_000


def test_a_numpy_number_of_criteria_is_a_number_of_criteria() -> None:
    assert simplex_weights(np.int64(3), draws=2, rng=np.random.default_rng(1)).shape == (2, 3)  # type: ignore[arg-type]  # read off an array


@pytest.mark.parametrize("draws", [-1, 2.5])
def test_a_number_of_draws_that_is_no_count_is_refused(draws: int) -> None:
    with pytest.raises(DrawCountError, match="no number of draws"):
        simplex_weights(2, draws=draws, rng=np.random.default_rng(1))


@pytest.mark.parametrize("limit", ["much", None])
def test_a_limit_that_is_no_number_is_refused(limit: object) -> None:
    with pytest.raises(WeightNameError, match=r"the limit of 'a' is .*, not a number"):
        draw("ab", lower={"a": limit})


@pytest.mark.parametrize(("criteria", "share"), [(10, 0.1), (3, 1 / 3), (7, 1 / 7)])
def test_lower_limits_that_just_add_up_to_one_are_the_weights(criteria: int, share: float) -> None:
    assert draw(criteria, lower=share) == pytest.approx(share, abs=1e-12)


def test_equal_limits_in_an_order_fix_the_weights() -> None:
    weights = draw("abc", order=["a", "b"], lower={"a": 0.3, "b": 0.3}, upper={"a": 0.3, "b": 0.3})
    assert weights == pytest.approx(np.tile([0.3, 0.3, 0.4], (4_000, 1)))


def test_an_order_against_a_limit_is_named_with_the_limit() -> None:
    with pytest.raises(
        EmptyWeightRegionError, match=r"'a' at most 0\.3; 'a' no lighter than 'b'; 'b' no lighter than 'c'"
    ):
        draw("abc", order=["a", "b", "c"], upper={"a": 0.3})
