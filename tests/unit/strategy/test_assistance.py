from pathlib import Path

import pytest

from tests.support.strategies import FILES, read_strategy
from tocsin.strategy.assistance import NeedRank, rank_needs

RANKS = {"cocaine": (1, 2), "x": (1, 3), "y": (2, 3)}
OFFER = FILES["offers.csv"]


def rank_one(folder: Path, **changed: str | None) -> NeedRank:
    (found,) = rank_needs(read_strategy(folder, **changed), ranks=RANKS)
    return found


def test_a_need_is_worth_the_product_of_its_three_parts(tmp_path: Path) -> None:
    found = rank_one(tmp_path / "d")
    assert (found.relevance, found.gap, found.readiness) == ((0.5, 1.0), (0.2, 0.6), (0.0, 1.0))
    assert (found.low, found.high) == (0.0, pytest.approx(0.6))


def test_an_offer_of_the_same_kind_for_the_same_duty_answers_a_need(tmp_path: Path) -> None:
    (match,) = rank_one(tmp_path / "d").matches
    assert (match.offer, match.reasons, match.lacks) == (
        "o1", ("it is training", "it serves untoc/29/1"), ("nothing on cocaine",),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new"),
    [("XXA", "PER"), (",training,", ",equipment,"), ("untoc/29/1", "untoc/18/13"), (",offered", ",closed")],
)
def test_an_offer_for_something_else_answers_nothing(old: str, new: str, tmp_path: Path) -> None:
    assert rank_one(tmp_path / "d", offers_dot_csv=OFFER.replace(old, new)).matches == ()


def test_a_project_that_runs_and_answers_a_need_in_full_is_flagged(tmp_path: Path) -> None:
    needs = FILES["needs.csv"].replace("untoc/29/1,cocaine", "untoc/29/1,")
    running = OFFER.replace(",offered", ",running")
    assert rank_one(tmp_path / "d", needs_dot_csv=needs, offers_dot_csv=running).is_doubled
    assert not rank_one(tmp_path / "e", offers_dot_csv=running).is_doubled
