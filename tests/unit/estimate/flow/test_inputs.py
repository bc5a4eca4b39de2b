"""Are records gathered by pair, and margins drawn as they are stated?"""

import numpy as np
import pytest

from tocsin.estimate.flow.inputs import Distance, LegRecord, Margin, draw_spreads, gather_distances, gather_legs


def draw(margin: Margin) -> np.ndarray:
    return draw_spreads([margin.spread], draws=2_000, rng=np.random.default_rng(1))[:, 0]


def test_rows_of_one_leg_are_added_up() -> None:
    seen = gather_legs([LegRecord("A", "B", 2), LegRecord("A", "B", 3, 4)], nodes=["C"])
    assert (seen.places, seen.amounts[0, 1], seen.counts[0, 1]) == (("A", "B", "C"), 5, 5)


def test_a_record_of_nothing_is_no_record() -> None:
    assert gather_legs([LegRecord("A", "B", 0)], nodes=[]).counts.sum() == 0


def test_records_within_a_place_are_counted_apart() -> None:
    seen = gather_legs([LegRecord("A", "A", 2), LegRecord("A", "B", 2)], nodes=[])
    assert (seen.domestic_count, seen.amounts[0, 0]) == (1, 0)


def test_one_way_serves_for_both_unless_the_other_is_given() -> None:
    table = gather_distances(
        [Distance("A", "B", 5), Distance("B", "C", 7), Distance("C", "B", 9)], places=["A", "B", "C"]
    )
    assert (table[1, 0], table[1, 2], table[2, 1], np.isnan(table[0, 2])) == (5, 7, 9, True)


@pytest.mark.parametrize("margin", [Margin("A", "production", 10, 40, 15), Margin("A", "production", 10, 40)])
def test_low_and_high_bound_ninety_percent(margin: Margin) -> None:
    ends = np.quantile(draw(margin), [0.05, 0.95])
    assert ends == pytest.approx(np.array([10, 40]), rel=0.02)


def test_best_is_the_median() -> None:
    assert np.median(draw(Margin("A", "production", 10, 40, 15))) == pytest.approx(15, rel=0.01)


def test_from_zero_the_three_are_least_likeliest_and_greatest() -> None:
    drawn = draw(Margin("A", "losses", 0, 30, 10))
    assert (drawn.min() >= 0, drawn.max() <= 30, drawn.mean()) == (True, True, pytest.approx(40 / 3, rel=0.01))


def test_equal_ends_are_exact() -> None:
    assert np.unique(draw(Margin("A", "losses", 5, 5))).tolist() == [5]


def test_margins_are_drawn_independently() -> None:
    spreads = [Margin(place, "losses", 5, 9).spread for place in ("A", "B")]
    drawn = draw_spreads(spreads, draws=2_000, rng=np.random.default_rng(1))
    assert abs(np.asarray(np.corrcoef(drawn.T))[0, 1]) < 0.1
