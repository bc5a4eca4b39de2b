"""What holds for every ranking over weights and scores?"""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tocsin.methods.score.ranks import RankResult, rank_totals
from tocsin.methods.score.smaa import smaa

# Few distinct numbers, so that ties are common.
SCORES = st.integers(2, 7).flatmap(
    lambda size: st.integers(2, 40).flatmap(
        lambda draws: arrays(float, (draws, size), elements=st.integers(0, 4).map(float))
    )
)
SEEDS = st.integers(0, 2**32 - 1)


def list_shares(ranks: RankResult) -> list[np.ndarray]:
    return [ranks.rank_acceptability, ranks.top_acceptability, ranks.pairwise]


@given(SCORES)
def test_each_alternative_has_one_place_and_each_place_one_alternative(totals: np.ndarray) -> None:
    shares = rank_totals(totals).rank_acceptability
    assert np.allclose(shares.sum(axis=0), 1)
    assert np.allclose(shares.sum(axis=1), 1)


@given(SCORES)
def test_wins_of_one_and_of_the_other_add_up_to_1(totals: np.ndarray) -> None:
    pairwise = rank_totals(totals).pairwise
    assert np.allclose(pairwise + pairwise.T, 1)


@given(SCORES)
def test_mean_place_is_one_more_than_the_mean_losses(totals: np.ndarray) -> None:
    ranks = rank_totals(totals)
    assert np.allclose(ranks.expected_rank, 1 + (1 - ranks.pairwise).sum(axis=1) - 0.5)


@given(SCORES)
def test_shares_stay_between_0_and_1(totals: np.ndarray) -> None:
    assert all(((s >= 0) & (s <= 1 + 1e-12)).all() for s in list_shares(rank_totals(totals)))


@given(SCORES)
def test_errors_are_known_and_never_negative(totals: np.ndarray) -> None:
    ranks = rank_totals(totals)
    errors = [
        ranks.rank_acceptability_error,
        ranks.top_acceptability_error,
        ranks.pairwise_error,
        ranks.expected_rank_error,
    ]
    assert all((error >= 0).all() for error in errors)


@given(SCORES)
def test_counting_one_draw_at_a_time_gives_the_same_shares(totals: np.ndarray) -> None:
    single = [rank_totals(np.stack([row, row])).rank_acceptability for row in totals]
    assert np.allclose(rank_totals(totals).rank_acceptability, np.mean(single, axis=0))


@given(SCORES, st.sampled_from([0.5, 3.0, 1e6]))
def test_unit_of_totals_does_not_matter(totals: np.ndarray, factor: float) -> None:
    assert np.allclose(rank_totals(totals * factor).rank_acceptability, rank_totals(totals).rank_acceptability)


@given(SCORES)
def test_rank_interval_holds_at_least_its_level(totals: np.ndarray) -> None:
    ranks = rank_totals(totals)
    best, last = ranks.rank_interval(0.8)
    place = np.arange(1, totals.shape[1] + 1)
    inside = (place >= best[:, None]) & (place <= last[:, None])
    assert ((ranks.rank_acceptability * inside).sum(axis=1) >= 0.8 - 1e-9).all()


@given(SEEDS, st.booleans())
def test_permuted_alternatives_have_permuted_results(seed: int, is_uncertain: bool) -> None:
    rng = np.random.default_rng(seed)
    values = np.round(rng.random((30, 5, 3) if is_uncertain else (5, 3)), 1)
    weights, order = rng.dirichlet(np.ones(3), 30), rng.permutation(5)
    plain, moved = smaa(values, weights), smaa(values[..., order, :], weights)
    assert np.allclose(moved.rank_acceptability, plain.rank_acceptability[order])
    assert np.allclose(moved.pairwise, plain.pairwise[np.ix_(order, order)])
    assert np.allclose(moved.central_weights, plain.central_weights[order], equal_nan=True)
    assert np.allclose(moved.confidence, plain.confidence[order], equal_nan=True)


@given(SEEDS)
def test_central_weights_are_weights(seed: int) -> None:
    rng = np.random.default_rng(seed)
    central = smaa(rng.random((6, 4)), rng.dirichlet(np.ones(4), 50)).central_weights
    sums = central[~np.isnan(central).any(axis=1)].sum(axis=1)
    assert np.allclose(sums, 1)


@given(SEEDS)
def test_a_better_score_never_worsens_the_mean_place(seed: int) -> None:
    rng = np.random.default_rng(seed)
    values, weights = rng.random((5, 3)), rng.dirichlet(np.ones(3), 50)
    better = values.copy()
    better[2, 1] += 0.3
    assert smaa(better, weights).expected_rank[2] <= smaa(values, weights).expected_rank[2] + 1e-12
