"""Are answers to trade-off questions read as they were given?"""

import numpy as np
import pytest

from tocsin.methods.score.answer_region import Answer
from tocsin.methods.score.answers import (
    find_contradictions,
    find_weight_ranges,
    sample_answers,
    sample_nested_answers,
)
from tocsin.methods.score.weights import (
    DrawCountError,
    EmptyWeightRegionError,
    ThinWeightRegionError,
    WeightNameError,
)

X, Y, Z = np.eye(3)
RNG = np.random.default_rng


def compare(name: str, above: np.ndarray, below: np.ndarray, *, least: float) -> Answer:
    return Answer.of_ratio(name, above=above, below=below, least=least)


CIRCLE = [compare("xy", X, Y, least=2), compare("yz", Y, Z, least=1), compare("zx", Z, X, least=1)]


def test_a_circle_of_comparisons_is_a_contradiction() -> None:
    assert find_contradictions([Answer("free", X, high=0.9), *CIRCLE], size=3) == (("xy", "yz", "zx"),)


def test_two_contradictions_are_both_named() -> None:
    answers = [Answer("a", X, low=0.5), Answer("b", X, high=0.4), Answer("c", Y, low=0.9), Answer("d", Y, high=0.1)]
    assert find_contradictions(answers, size=3) == (("a", "b"), ("c", "d"))


def test_answers_that_hold_together_are_no_contradiction() -> None:
    assert find_contradictions(CIRCLE[:2], size=3) == ()


def test_ranges_are_those_of_the_corners() -> None:
    assert find_weight_ranges([compare("xy", X, Y, least=3)], size=3).tolist() == [[0.0, 1.0], [0.0, 0.25], [0.0, 1.0]]


def test_ranges_of_sums_are_asked_for_by_their_parts() -> None:
    ends = find_weight_ranges([Answer("x", X, low=0.3)], size=3, parts=np.array([[0.0, 1.0, 1.0]]))
    assert ends == pytest.approx(np.array([[0.0, 0.7]]))


def test_ranges_of_contradictory_answers_are_refused() -> None:
    with pytest.raises(EmptyWeightRegionError, match="a; b"):
        find_weight_ranges([Answer("a", X, low=0.5), Answer("b", X, high=0.4)], size=3)


def test_an_equation_holds_in_every_draw() -> None:
    both = [compare("least", X, Y, least=2), Answer.of_ratio("most", above=X, below=Y, most=2.0)]
    drawn = sample_answers(both, size=3, draws=50, rng=RNG(1))
    assert drawn[:, 0] == pytest.approx(2 * drawn[:, 1])


def test_answers_may_leave_a_single_point() -> None:
    fixed = [Answer("x", X, low=0.2, high=0.2), Answer("y", Y, low=0.5, high=0.5)]
    assert sample_answers(fixed, size=3, draws=3, rng=RNG(1)) == pytest.approx(np.tile([0.2, 0.5, 0.3], (3, 1)))


def test_one_weight_alone_is_1() -> None:
    assert sample_answers([Answer("all", np.ones(1), low=0.5)], size=1, draws=4, rng=RNG(1)).tolist() == [[1.0]] * 4


def test_the_same_seed_gives_the_same_draws() -> None:
    twice = [sample_answers(CIRCLE[:2], size=3, draws=50, rng=RNG(5)) for _ in range(2)]
    assert (twice[0] == twice[1]).all()


def test_very_uneven_weights_are_still_sampled() -> None:
    drawn = sample_answers([compare("xy", X, Y, least=1e5)], size=3, draws=50, rng=RNG(1))
    assert (drawn[:, 0] >= 1e5 * drawn[:, 1] - 1e-3).all()


def test_a_negative_number_of_draws_is_refused() -> None:
    with pytest.raises(DrawCountError, match="-1 draws"):
        sample_answers([], size=3, draws=-1, rng=RNG(1))


def test_an_answer_on_other_weights_is_refused() -> None:
    with pytest.raises(WeightNameError, match="'odd' has"):
        find_contradictions([Answer("odd", np.ones(2))], size=3)


def test_nothing_to_weigh_is_refused() -> None:
    with pytest.raises(WeightNameError, match="nothing is named"):
        find_contradictions([], size=0)


def test_answers_across_axes_hold_in_every_draw() -> None:
    across = [compare("xz", X, Z, least=2)]
    drawn = sample_nested_answers([2, 1], on_axes=[], within=[[], []], across=across, draws=100, rng=RNG(1))
    assert (drawn[:, 0] >= 2 * drawn[:, 2]).all()


def test_answers_across_axes_that_leave_too_little_are_refused() -> None:
    across = [Answer("x", X, low=0.5, high=0.5001), Answer("y", Y, low=0.3, high=0.3001)]
    with pytest.raises(ThinWeightRegionError, match="too few to sample from"):
        sample_nested_answers([2, 1], on_axes=[], within=[[], []], across=across, draws=100, rng=RNG(1))


def test_opposite_comparisons_contradict_though_both_could_weigh_nothing() -> None:
    opposite = [compare("more", X, Y, least=1.01), Answer.of_ratio("less", above=X, below=Y, most=1.0)]
    assert find_contradictions(opposite, size=3) == (("more", "less"),)


def test_something_worth_nothing_may_be_at_most_as_heavy() -> None:
    said = [Answer("none", X, low=0.0, high=0.0), Answer.of_ratio("less", above=X, below=Y, most=2.0)]
    assert find_contradictions(said, size=3) == ()


def test_great_ratios_are_no_contradiction() -> None:
    assert find_contradictions([compare("xy", X, Y, least=1e6), compare("zx", Z, X, least=10)], size=3) == ()


def test_a_narrowed_answer_keeps_what_must_weigh_something() -> None:
    inner = [each.narrowed(slice(1, 3)) for each in (compare("yz", Y, Z, least=2), compare("zy", Z, Y, least=2))]
    assert find_contradictions(inner, size=2) == (("yz", "zy"),)
