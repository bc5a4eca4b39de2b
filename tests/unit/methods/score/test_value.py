"""Do value functions run from 0 to 1 between their anchors, and are bad anchors refused?"""

import numpy as np
import pytest

from tocsin.methods.score.value import AnchorError, Concave, Linear, Logarithmic, Stepwise

ALL = [
    Linear(worst=1, best=10),
    Concave(worst=1, best=10, half=3),
    Logarithmic(worst=1, best=10),
    Stepwise(edges=(2, 10), values=(0.0, 0.5, 1.0)),
]
FALLING = [
    Linear(worst=10, best=1),
    Concave(worst=10, best=1, half=8),
    Logarithmic(worst=10, best=1),
    Stepwise(edges=(2, 10), values=(1.0, 0.5, 0.0)),
]


@pytest.mark.parametrize("function", ALL)
def test_worst_has_0_and_best_has_1(function: Linear) -> None:
    assert function([1, 10]).tolist() == [0.0, 1.0]


@pytest.mark.parametrize("function", FALLING)
def test_less_can_be_better(function: Linear) -> None:
    assert function([1, 10]).tolist() == [1.0, 0.0]


@pytest.mark.parametrize("function", ALL + FALLING)
def test_amounts_beyond_the_anchors_stay_within_0_and_1(function: Linear) -> None:
    assert set(function([-1e9, 0, 1e9]).tolist()) <= {0.0, 1.0}


@pytest.mark.parametrize("function", ALL + FALLING)
def test_missing_amount_has_a_missing_value(function: Linear) -> None:
    assert np.isnan(function(np.nan))


@pytest.mark.parametrize("half", [0.2, 1, 20, 49, 49.999])
def test_concave_reaches_half_where_it_was_put(half: float) -> None:
    assert Concave(worst=0, best=100, half=half)(half) == pytest.approx(0.5, abs=1e-6)


def test_logarithmic_step_is_the_same_for_the_same_factor() -> None:
    assert np.diff(Logarithmic(worst=1, best=1000)([1, 10, 100, 1000])) == pytest.approx([1 / 3] * 3)


def test_amount_on_an_edge_is_past_it() -> None:
    assert Stepwise(edges=(5,), values=(0.0, 1.0))([4.999, 5]).tolist() == [0.0, 1.0]


def test_shape_of_amounts_is_kept() -> None:
    assert Linear(worst=0, best=1)(np.zeros((2, 3, 4))).shape == (2, 3, 4)


@pytest.mark.parametrize(("worst", "best"), [(1, 1), (0, np.inf), (np.nan, 1)])
@pytest.mark.parametrize("kind", [Linear, Logarithmic])
def test_anchors_that_make_no_scale_are_refused(kind: type[Linear], worst: float, best: float) -> None:
    with pytest.raises(AnchorError, match="two different, finite"):
        kind(worst=worst, best=best)


@pytest.mark.parametrize("half", [0, 50, 80, -1])
def test_half_that_is_not_concave_is_refused(half: float) -> None:
    with pytest.raises(AnchorError, match="Move `half`"):
        Concave(worst=0, best=100, half=half)


@pytest.mark.parametrize(("worst", "best"), [(0, 1), (5, -1)])
def test_logarithmic_anchor_at_or_below_0_is_refused(worst: float, best: float) -> None:
    with pytest.raises(AnchorError, match="above 0"):
        Logarithmic(worst=worst, best=best)


@pytest.mark.parametrize(
    ("edges", "values", "words"),
    [
        ((), (1.0,), "ascend"),
        ((2, 1), (0.0, 0.5, 1.0), "ascend"),
        ((1, 2), (0.0, 1.0), "one value per class"),
        ((1, 2), (0.0, 1.0, 0.5), "only rise or only fall"),
        ((1,), (0.0, 1.5), "from 0 to 1"),
        ((1,), (0.0, np.nan), "from 0 to 1"),
    ],
)
def test_steps_that_make_no_scale_are_refused(edges: tuple[float, ...], values: tuple[float, ...], words: str) -> None:
    with pytest.raises(AnchorError, match=words):
        Stepwise(edges=edges, values=values)
