"""Is each index the one that its choices make, and is nothing drawn that is not open?"""

from dataclasses import replace

import numpy as np
import pytest

from tocsin.methods.score.assumptions import Assumptions, IndexModel, build_index_model
from tocsin.methods.score.composite import Hierarchy, composite
from tocsin.methods.score.errors import AssumptionError
from tocsin.methods.score.normalise import goalposts, min_max, percentile_rank, z_score
from tocsin.methods.score.treatment import treat_outliers

TREE = Hierarchy(parents=(4, 4, 5, 5, 6, 6, -1), indicators=4)
WEIGHTS = np.array([1.0, 2.0, 1.0, 1.0, 3.0, 1.0, 1.0])
SIGNS = [1, -1, 1, 1]
VALUES = np.exp(np.random.default_rng(3).normal(size=(12, 4)) * 2)
GAPPY = VALUES.copy()
GAPPY[[2, 2, 5], [0, 3, 1]] = np.nan
OPEN = Assumptions()
POSTS = (np.array([0.0, 9.0, 0.0, 0.0]), np.array([9.0, 0.0, 9.0, 9.0]))


def build(values: np.ndarray = VALUES, *, assumptions: Assumptions = OPEN, low: float = 1.0) -> IndexModel:
    posts = POSTS if "goalposts" in assumptions.scales else None
    return build_index_model(
        values, directions=SIGNS, weights=WEIGHTS, hierarchy=TREE, assumptions=assumptions, low=low, posts=posts
    )


def pick(model: IndexModel, **inputs: float) -> np.ndarray:
    """One set of uniform numbers: the middle of every weight, the first of every choice, unless said otherwise."""
    uniforms = np.full((1, model.width), 0.5)
    uniforms[:, :3] = 0.0
    for name, number in inputs.items():
        uniforms[:, model.inputs[name]] = number
    return uniforms


def scale_by_hand(treatment: int, scale: int) -> np.ndarray:
    most = OPEN.most_points[treatment]
    treated = VALUES if most is None else treat_outliers(VALUES, most_points=most).values
    by_scale = (
        min_max(treated, directions=SIGNS, low=1.0),
        z_score(treated, directions=SIGNS),
        percentile_rank(treated, directions=SIGNS, low=1.0),
    )
    return np.maximum(by_scale[scale], 1.0)


@pytest.mark.parametrize("treatment", [0, 1, 2])
@pytest.mark.parametrize("scale", [0, 1, 2])
@pytest.mark.parametrize("mean", [0, 1])
def test_every_combination_of_choices_is_the_index_built_by_hand(treatment: int, scale: int, mean: int) -> None:
    model = build()
    chosen = pick(model, treatment=(treatment + 0.5) / 3, scale=(scale + 0.5) / 3, mean=(mean + 0.5) / 2)
    by_hand = composite(scale_by_hand(treatment, scale), weights=WEIGHTS, hierarchy=TREE, mean=OPEN.means[mean])
    assert model.totals(chosen)[0] == pytest.approx(by_hand[:, -1])


def test_goalposts_stand_in_the_unit_as_measured() -> None:
    model = build(assumptions=replace(OPEN.stated(), scales=("goalposts",)))
    by_hand = composite(goalposts(VALUES, worst=POSTS[0], best=POSTS[1], low=1.0), weights=WEIGHTS, hierarchy=TREE)
    assert model.totals(np.zeros((1, model.width)))[0] == pytest.approx(by_hand[:, -1])


def test_score_of_an_inner_whole_is_that_of_its_parts_alone() -> None:
    model = build()
    by_hand = composite(scale_by_hand(0, 0), weights=WEIGHTS, hierarchy=TREE)
    assert model.totals(pick(model), whole=4)[0] == pytest.approx(by_hand[:, 0])


def test_weights_stay_within_their_spread() -> None:
    model = build(assumptions=replace(OPEN.stated(), weight_spread=0.5))
    most = composite(scale_by_hand(0, 0), weights=WEIGHTS * [1.5, 1, 1, 1, 1, 1, 1], hierarchy=TREE)[:, -1]
    uniforms = pick(model)
    uniforms[:, 3] = 1.0
    assert model.totals(uniforms)[0] == pytest.approx(most)


def test_gap_at_the_lowest_rank_has_the_worst_value_known() -> None:
    model = build(GAPPY)
    worst = GAPPY.copy()
    worst[[2, 2, 5], [0, 3, 1]] = [np.nanmin(GAPPY[:, 0]), np.nanmin(GAPPY[:, 3]), np.nanmax(GAPPY[:, 1])]
    filled = build(worst, assumptions=replace(OPEN.stated(), most_points=(None,)))
    found = model.totals(pick(model, gaps=0.0, treatment=0.9))
    assert found == pytest.approx(filled.totals(pick(filled)))


def test_gaps_of_one_alternative_share_their_rank() -> None:
    model = build(GAPPY)
    uniforms = np.repeat(pick(model), 2, axis=0)
    uniforms[:, 3 + len(WEIGHTS) + 2] = [0.0, 0.999]
    low, high = model.totals(uniforms)
    assert (high - low > 0).nonzero()[0].tolist() == [2]


def test_what_leaves_no_choice_is_no_input() -> None:
    assert list(build(assumptions=OPEN.stated()).inputs) == []


def test_all_that_is_open_is_an_input() -> None:
    assert list(build(GAPPY).inputs) == ["treatment", "scale", "mean", "weights", "gaps"]


@pytest.mark.parametrize(
    ("assumptions", "words"),
    [
        (replace(OPEN, means=()), "means is empty"),
        (replace(OPEN, scales=("ranks",)), "'ranks' cannot be made"),  # type: ignore[arg-type]  # that is the mistake
        (replace(OPEN, weight_spread=1.0), "may be off by 1.0"),
    ],
)
def test_choices_that_are_none_are_refused(assumptions: Assumptions, words: str) -> None:
    with pytest.raises(AssumptionError, match=words):
        build(assumptions=assumptions)


def test_goalposts_without_posts_are_refused() -> None:
    with pytest.raises(AssumptionError, match="'goalposts' cannot be made"):
        build_index_model(
            VALUES, directions=SIGNS, weights=WEIGHTS, hierarchy=TREE, assumptions=replace(OPEN, scales=("goalposts",))
        )


def test_a_geometric_mean_over_a_scale_from_zero_is_refused() -> None:
    with pytest.raises(AssumptionError, match="would decide a geometric"):
        build(low=0.0)


def test_indicators_that_are_not_in_the_hierarchy_are_refused() -> None:
    with pytest.raises(AssumptionError, match="3 indicators but 4 in the hierarchy"):
        build_index_model(VALUES[:, :3], directions=SIGNS[:3], weights=WEIGHTS, hierarchy=TREE, assumptions=OPEN)
