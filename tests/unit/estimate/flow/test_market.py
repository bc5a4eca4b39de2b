"""Is a market valued stage by stage?"""

import numpy as np
import pytest

from tocsin.estimate.flow.market import MarketStage, MarketStudy, study_market
from tocsin.methods.flow.errors import FlowValueError

ONES = np.ones(50)


def study(*, spread: float = 0.0) -> MarketStudy:
    noise = np.linspace(1 - spread, 1 + spread, 50)
    return study_market(
        [
            MarketStage("producers", ONES * 0, ONES * 10, ONES * 0, ONES * 2),
            MarketStage("traffickers", ONES * 10, ONES * 8, ONES * 2, ONES * 20 * noise),
            MarketStage("retailers", ONES * 8, ONES * 8, ONES * 20 * noise, ONES * 60),
        ],
        unit="USD 2019/year",
    )


def test_each_stage_adds_its_part() -> None:
    assert [stage.added.value for stage in study().stages] == [20, 140, 320]


def test_the_market_is_worth_the_turnover_of_the_last_stage() -> None:
    assert (study().value.value, study().value.unit) == (480, "USD 2019/year")


def test_shares_add_up_to_one() -> None:
    shares = [stage.added_share.value for stage in study().stages if stage.added_share]
    assert sum(shares) == pytest.approx(1)


def test_uncertain_prices_give_intervals() -> None:
    assert [stage.added.is_fixed for stage in study(spread=0.3).stages] == [True, False, False]


def test_the_reader_is_told_not_to_add_turnovers() -> None:
    assert "never added" in study().warnings[0]


def test_a_negative_quantity_is_refused() -> None:
    with pytest.raises(FlowValueError, match="quantities in"):
        study_market([MarketStage("x", -ONES, ONES, ONES, ONES)], unit="USD 2019/year")
