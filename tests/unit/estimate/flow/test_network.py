"""Which legs carry anything, which places hang together?"""

import numpy as np

from tocsin.estimate.flow.inputs import LegRecord, gather_legs
from tocsin.estimate.flow.network import draw_legs, find_live_legs, find_parts, find_sides


def link(*pairs: tuple[int, int], size: int = 5) -> np.ndarray:
    legs = np.zeros((size, size), dtype=np.bool_)
    for pair in pairs:
        legs[pair] = True
    return legs


def flag(*places: int, size: int = 5) -> np.ndarray:
    return np.isin(np.arange(size), places)


def test_a_leg_lives_between_source_and_outlet() -> None:
    legs = find_live_legs(link((0, 1), (1, 2), (3, 1), (1, 4)), feeds=flag(0), drains=flag(2))
    assert np.argwhere(legs).tolist() == [[0, 1], [1, 2]]


def test_a_loop_on_the_way_lives() -> None:
    legs = find_live_legs(link((0, 1), (1, 3), (3, 1), (1, 2)), feeds=flag(0), drains=flag(2))
    assert legs.sum() == 4


def test_parts_are_numbered_and_lone_places_are_in_none() -> None:
    assert find_parts(link((0, 1), (3, 2))).tolist() == [0, 0, 1, 1, -1]


def test_senders_and_receivers_hang_together_through_legs_alone() -> None:
    sends, receives = find_sides(link((0, 1), (1, 2)))
    assert (sends.tolist(), receives.tolist()) == ([0, 1, -1, -1, -1], [-1, 0, 1, -1, -1])


def test_draws_of_a_leg_have_the_mean_seen() -> None:
    seen = gather_legs([LegRecord("A", "B", 30, 10), LegRecord("A", "C", 5, 1)], nodes=[])
    shares = np.ones(3) / 3
    cells = draw_legs(
        seen, distances=None, sending=shares, receiving=shares, draws=4_000, rng=np.random.default_rng(1)
    ).cells
    assert np.abs(cells.mean(axis=0) / np.where(seen.amounts > 0, seen.amounts, 1) - (seen.amounts > 0)).max() < 0.06


def test_a_leg_never_seen_stays_without_draws() -> None:
    seen = gather_legs([LegRecord("A", "B", 30, 10)], nodes=[])
    found = draw_legs(
        seen, distances=None, sending=np.ones(2), receiving=np.ones(2), draws=100, rng=np.random.default_rng(1)
    )
    assert found.cells[:, 1, 0].max() == 0
