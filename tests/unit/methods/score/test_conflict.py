"""Are demands on axes and on criteria that contradict each other named?"""

import numpy as np
import pytest

from tocsin.methods.score.weights import EmptyWeightRegionError, hierarchical_weights

AXES = {"scale": ["deaths", "money"], "trend": ["rise"]}


def draw(**demands: object) -> np.ndarray:
    return hierarchical_weights(AXES, draws=200, rng=np.random.default_rng(4), **demands)


@pytest.mark.parametrize(
    ("demands", "words"),
    [
        (
            {"axis_upper": {"scale": 0.2}, "lower": {"deaths": 0.5}},
            "'scale' at most 0.2; 'deaths' at least 0.5",
        ),
        (
            {"axis_order": ["scale", "trend"], "upper": {"deaths": 0.2, "money": 0.2}},
            "'scale' no lighter than 'trend'; 'deaths' at most 0.2; 'money' at most 0.2",
        ),
        (
            {"axis_lower": {"trend": 0.6}, "order": ["deaths", "rise"]},
            "'trend' at least 0.6; 'deaths' no lighter than 'rise'",
        ),
    ],
)
def test_a_smallest_set_of_demands_in_conflict_is_named(demands: dict[str, object], words: str) -> None:
    with pytest.raises(EmptyWeightRegionError, match=f"all of these at once: {words}. Relax"):
        draw(**demands)


def test_demands_that_do_not_conflict_are_not_named() -> None:
    with pytest.raises(EmptyWeightRegionError) as refusal:
        draw(axis_upper={"scale": 0.2}, lower={"deaths": 0.5, "rise": 0.1})
    assert "rise" not in str(refusal.value)


def test_demands_that_can_be_met_together_are_drawn() -> None:
    assert draw(axis_upper={"scale": 0.6}, lower={"deaths": 0.2})[:, 0].min() >= 0.2
