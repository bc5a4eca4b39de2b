"""Are links that were missed put back as the model of missing them says?"""

from dataclasses import dataclass, field

import numpy as np
import pytest

from tests.support.lists import make_three
from tocsin.methods.hidden.linkage import MissedLinks, simulate_missed_links
from tocsin.methods.hidden.loglinear import FixedRule
from tocsin.methods.hidden.settings import HiddenSettingError
from tocsin.methods.hidden.table import CaptureTable

MANY = make_three([64_000, 64_000, 16_000, 64_000, 16_000, 16_000, 4_000])


@dataclass
class Keeper:
    """A rule that keeps the tables it was asked about."""

    kept: list[np.ndarray] = field(default_factory=list)

    def estimate_many(self, table: CaptureTable, *, counts: np.ndarray) -> np.ndarray:
        self.kept.extend(counts)
        return counts.sum(axis=1)


def find_tables(table: CaptureTable, *, share: float, draws: int = 4) -> np.ndarray:
    keeper = Keeper()
    simulate_missed_links(table, keeper, shares=[share], draws=draws, rng=np.random.default_rng(3))
    return np.array(keeper.kept)


def unlink(counts: np.ndarray, *, share: float) -> np.ndarray:
    """Take records apart as the model says, in expectation."""
    q, found = 1 - np.sqrt(1 - share), np.zeros(8)
    for code in range(1, 8):
        on = [bit for bit in range(3) if code >> bit & 1]
        for lost in range(8):
            if lost & ~code:
                continue
            chance = counts[code - 1] * np.prod([q if lost >> bit & 1 else 1 - q for bit in on])
            found[code & ~lost] += chance
            for bit in on:
                found[1 << bit] += chance if lost >> bit & 1 else 0
    return found[1:]


def test_taking_the_tables_apart_again_gives_the_one_seen() -> None:
    joined = find_tables(MANY, share=0.1).mean(axis=0)
    assert unlink(joined, share=0.1) == pytest.approx(MANY.counts, rel=0.01)


def test_no_missed_links_leave_the_table_as_it_is() -> None:
    assert (find_tables(MANY, share=0.0) == MANY.counts).all()


def test_more_missed_links_mean_fewer_people() -> None:
    found = simulate_missed_links(MANY, FixedRule(), draws=10, rng=np.random.default_rng(1))
    assert sorted((missed.mean for missed in found), reverse=True) == [missed.mean for missed in found]


def test_people_who_cannot_be_joined_are_counted() -> None:
    crowded = make_three([1, 1, 60, 1, 60, 60, 60])
    found = simulate_missed_links(crowded, Keeper(), shares=[0.5], draws=5, rng=np.random.default_rng(1))
    assert (found[0].impossible, len(found[0].values)) == (5, 0)


def test_draws_without_an_estimate_are_counted() -> None:
    class Refuser:
        def estimate_many(self, table: CaptureTable, *, counts: np.ndarray) -> np.ndarray:
            return np.full(len(counts), np.nan)

    found = simulate_missed_links(MANY, Refuser(), shares=[0.1], draws=3, rng=np.random.default_rng(1))
    assert found[0].failed == 3


def test_no_values_have_no_mean_and_no_quantiles() -> None:
    nothing = MissedLinks(0.1, np.empty(0), 3, 0)
    assert np.isnan([nothing.mean, *nothing.quantile([0.1, 0.9])]).all()


@pytest.mark.parametrize("share", [-0.1, 1.0])
def test_a_share_that_is_none_is_refused(share: float) -> None:
    with pytest.raises(HiddenSettingError, match="share of missed links"):
        find_tables(MANY, share=share)


def test_one_draw_is_refused() -> None:
    with pytest.raises(HiddenSettingError, match="draws is 1"):
        find_tables(MANY, share=0.1, draws=1)
