"""What holds for every index, however it is built?"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.methods.score.assumptions import Assumptions, IndexModel, build_index_model
from tocsin.methods.score.composite import Hierarchy, composite
from tocsin.methods.score.filling import fill_by_group
from tocsin.methods.score.normalise import goalposts, min_max, percentile_rank, z_score
from tocsin.methods.score.places import place_totals
from tocsin.methods.score.treatment import treat_outliers

SEEDS = st.integers(0, 2**32 - 1)
TREE = Hierarchy(parents=(4, 4, 5, 5, 6, 6, -1), indicators=4)
TURNED = Hierarchy(parents=(5, 5, 4, 4, 6, 6, -1), indicators=4)


def draw_case(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Ten alternatives with heavy tails and gaps, weights, directions."""
    rng = np.random.default_rng(seed)
    values = np.exp(1.5 * rng.standard_normal((10, 4)))
    values[rng.integers(0, 10, 3), rng.integers(0, 4, 3)] = np.nan
    return values, rng.uniform(0.5, 2, 7), rng.choice([-1, 1], 4)


def build(case: tuple[np.ndarray, np.ndarray, np.ndarray], *, tree: Hierarchy = TREE) -> IndexModel:
    values, weights, signs = case
    return build_index_model(values, directions=signs, weights=weights, hierarchy=tree, assumptions=Assumptions())


def draw_uniforms(model: IndexModel, *, seed: int) -> np.ndarray:
    return np.random.default_rng(seed + 1).random((40, model.width))


@given(SEEDS)
def test_relabelled_alternatives_have_the_same_places(seed: int) -> None:
    values, weights, signs = draw_case(seed)
    order = np.random.default_rng(seed).permutation(10)
    plain, turned = build((values, weights, signs)), build((values[order], weights, signs))
    uniforms = draw_uniforms(plain, seed=seed)
    again = uniforms.copy()
    again[:, 10:] = uniforms[:, 10:][:, order]
    assert (place_totals(turned.totals(again)) == place_totals(plain.totals(uniforms))[:, order]).all()


@given(SEEDS)
def test_relabelled_indicators_give_the_same_index(seed: int) -> None:
    values, weights, signs = draw_case(seed)
    order = np.array([2, 3, 0, 1, 5, 4, 6])
    plain = build((values, weights, signs))
    turned = build((values[:, order[:4]], weights[order], signs[order[:4]]))
    uniforms = draw_uniforms(plain, seed=seed)
    again = uniforms.copy()
    again[:, 3:10] = uniforms[:, 3:10][:, order]
    assert np.allclose(turned.totals(again), plain.totals(uniforms))


@given(SEEDS)
def test_order_in_which_wholes_are_listed_does_not_matter(seed: int) -> None:
    values, weights, signs = draw_case(seed)
    plain, turned = build((values, weights, signs)), build((values, weights[[0, 1, 2, 3, 5, 4, 6]], signs), tree=TURNED)
    uniforms = draw_uniforms(plain, seed=seed)
    again = uniforms.copy()
    again[:, [7, 8]] = uniforms[:, [8, 7]]
    assert np.allclose(turned.totals(again), plain.totals(uniforms))


@given(SEEDS, st.floats(1e-6, 1e6), st.floats(-100, 100))
def test_unit_and_origin_of_an_indicator_do_not_matter(seed: int, factor: float, shift: float) -> None:
    values, weights, signs = draw_case(seed)
    uniforms = draw_uniforms(build((values, weights, signs)), seed=seed)
    moved = values * factor
    moved[:, 0] += shift * factor
    found = build((moved, weights, signs)).totals(uniforms)
    assert np.allclose(found, build((values, weights, signs)).totals(uniforms), rtol=1e-6)


@given(SEEDS)
def test_equal_alternatives_tie_however_the_index_is_built(seed: int) -> None:
    values, weights, signs = draw_case(seed)
    twin = np.nanmean(values, axis=0)
    model = build((np.concatenate([values, [twin, twin]]), weights, signs))
    places = place_totals(model.totals(np.random.default_rng(seed).random((40, model.width))))
    assert (places[:, 10] == places[:, 11]).all()


@given(SEEDS)
def test_places_of_all_add_up_to_the_same_sum(seed: int) -> None:
    model = build(draw_case(seed))
    assert np.allclose(place_totals(model.totals(draw_uniforms(model, seed=seed))).sum(axis=1), 55)


@given(SEEDS)
def test_means_are_in_their_order(seed: int) -> None:
    values = np.random.default_rng(seed).uniform(1, 100, (6, 4))
    weights = np.random.default_rng(seed).uniform(0.1, 1, 7)
    low, middle, high = (
        composite(values, weights=weights, hierarchy=TREE, mean=mean)
        for mean in ("harmonic", "geometric", "arithmetic")
    )
    assert ((low <= middle + 1e-9) & (middle <= high + 1e-9)).all()


@given(SEEDS)
def test_treatment_moves_no_more_points_than_allowed_and_keeps_their_order(seed: int) -> None:
    values = np.random.default_rng(seed).standard_cauchy((30, 2))
    found = treat_outliers(values, most_points=3)
    assert found.moved.max() <= 3
    order = np.argsort(values[:, 0], kind="stable")
    assert (np.diff(found.values[order, 0]) >= 0).all()


@given(SEEDS)
def test_turning_an_indicator_round_turns_its_scale_round(seed: int) -> None:
    values, _, signs = draw_case(seed)
    for scale in (min_max, percentile_rank, z_score):  # each has 50 in the middle
        both = scale(values, directions=signs) + scale(values, directions=-signs)
        assert np.allclose(both[~np.isnan(values)], 100.0)


@given(SEEDS)
def test_goalposts_at_the_ends_seen_are_min_max(seed: int) -> None:
    values, _, _ = draw_case(seed)
    ends = np.nanmin(values, axis=0), np.nanmax(values, axis=0)
    found = goalposts(values, worst=ends[0], best=ends[1])
    assert np.allclose(found, min_max(values, directions=np.ones(4)), equal_nan=True)


@given(SEEDS)
def test_filling_a_full_table_changes_nothing(seed: int) -> None:
    values = np.random.default_rng(seed).standard_normal((6, 3))
    assert fill_by_group(values, groups=list("aabbcc")) == pytest.approx(values)
