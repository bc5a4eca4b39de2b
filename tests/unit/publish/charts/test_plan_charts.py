"""Do the charts of a strategy place what they draw where its numbers say?"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from tocsin.publish.charts.action_calendar import CalendarRow, draw_action_calendar
from tocsin.publish.charts.budget_flow import Payment, draw_budget_flow
from tocsin.publish.charts.chart import Chart
from tocsin.publish.charts.frontier_curve import FrontierRow, draw_frontier_curve
from tocsin.publish.charts.share_bars import ShareRow, draw_share_bars
from tocsin.publish.charts.theme import WIDE
from tocsin.publish.charts.value_grid import GridRow, draw_value_grid

SAID = {"key": "k", "title": "Finding", "subtitle": "Measure", "caption": "Source"}
ROWS = (
    CalendarRow("Run", "Customs", date(2022, 7, 2), date(2023, 12, 31), waits_for=("Buy",)),
    CalendarRow("Buy", "Customs", date(2022, 1, 1), date(2022, 6, 30), ((date(2022, 3, 31), "Tender"),)),
)
PAYMENTS = (
    Payment(("Treasury", "Customs", "Pursue"), 30.0),
    Payment(("Treasury", "Police", "Pursue"), 50.0),
    Payment(("Donor", "Customs", "Prevent"), 20.0),
)


def draw_flow() -> Chart:
    return draw_budget_flow(
        PAYMENTS, stages=("Funder", "Agency", "Pillar"), unit="USD", say=("30", "50", "20"), **SAID
    )  # fmt: skip


def list_data(chart: Chart, name: str) -> list[dict[str, Any]]:
    """One dataset of the wide drawing."""
    found: list[dict[str, Any]] = json.loads(json.dumps(chart.spec))["datasets"][name]
    return found


def test_a_calendar_begins_with_the_earliest_action() -> None:
    chart = draw_action_calendar(ROWS, **SAID)
    assert [row[0] for row in chart.data.rows] == ["Buy", "Run"]


def test_a_bar_of_the_calendar_runs_over_its_days() -> None:
    box = list_data(draw_action_calendar(ROWS, **SAID), "boxes")[0]
    assert (box["x"], box["x2"]) == (0.0, pytest.approx(WIDE * 181 / 730))


def test_bands_of_a_budget_leave_nothing_of_any_stage_out() -> None:
    bands = list_data(draw_flow(), "bands")
    firsts = {each["band"]: each["y2"] - each["y"] for each in reversed(bands)}
    assert sum(firsts.values()) == pytest.approx(2 * sum(each["y2"] - each["y"] for each in bands if each["x"] == 10.0))


def test_bands_of_a_budget_are_as_wide_as_their_amounts() -> None:
    wide = {each["band"]: each["y2"] - each["y"] for each in list_data(draw_flow(), "bands")}
    assert [wide[at] / wide[0] for at in range(3)] == pytest.approx([1.0, 50 / 30, 20 / 30])


def test_the_fullest_cell_of_a_grid_is_the_darkest() -> None:
    rows = (GridRow("Cocaine", (3.0, None), ("3", "")), GridRow("Extortion", (1.0, 6.0), ("1", "6")))
    chart = draw_value_grid(rows, columns=("Pursue", "Prevent"), unit="USD", **SAID)
    assert max(list_data(chart, "boxes"), key=lambda box: box["opacity"] * (box["fill"] != "#eef0ee"))["y"] == 75


def test_shares_stand_in_falling_order_with_their_intervals() -> None:
    chart = draw_share_bars((ShareRow("A", 0.2, 0.1, 0.3), ShareRow("B", 0.9, 0.8, 1.0)), measure="Core index", **SAID)
    assert chart.data.rows == (("B", 0.9, 0.8, 1.0), ("A", 0.2, 0.1, 0.3))


def test_the_frontier_marks_the_budget_that_is_planned() -> None:
    rows = (FrontierRow(10.0, 5.0, 3.0, 8.0), FrontierRow(20.0, 7.0, 4.0, 9.0, is_planned=True))
    chart = draw_frontier_curve(rows, money="USD", harm="QALY", own=(15.0, 4.0), **SAID)
    assert [each["budget"] for each in list_data(chart, "planned")] == [20.0]
