"""Does every chart form carry its data, its words and its recipe, and say what it should?"""

from __future__ import annotations

import csv
import io
import json

import pytest

from tests.support.assessment import invent_document
from tocsin.publish.charts.change_line import ChangePoint, ChangeSeries, draw_change_line
from tocsin.publish.charts.chart import Chart
from tocsin.publish.charts.driver_bars import draw_driver_bars
from tocsin.publish.charts.evidence_mix import CLASSES, MARKS, describe_mix, share_marks
from tocsin.publish.charts.flow_map import FlowRow, draw_flow_map
from tocsin.publish.charts.interval_dots import IntervalRow, draw_interval_dots, list_log_ticks
from tocsin.publish.charts.rank_heat_map import RankRow, draw_rank_heat_map
from tocsin.publish.document.tree import find_charts

SAID = {"key": "k", "title": "Finding", "subtitle": "Measure", "caption": "Source"}


def list_charts() -> list[Chart]:
    """Return all charts of the invented report."""
    return [figure.chart for figure in find_charts(invent_document())]


@pytest.mark.slow
def test_every_chart_says_finding_measure_and_source() -> None:
    assert [chart.key for chart in list_charts() if not all((chart.title, chart.subtitle, chart.caption))] == []


@pytest.mark.slow
def test_every_chart_says_itself_in_words() -> None:
    assert [chart.key for chart in list_charts() if not chart.alt.startswith(chart.title)] == []


@pytest.mark.slow
def test_every_chart_has_its_data_as_a_table() -> None:
    read = {chart.key: list(csv.reader(io.StringIO(chart.data.csv))) for chart in list_charts()}
    assert [chart.key for chart in list_charts() if not 1 < len(read[chart.key]) == len(chart.data.rows) + 1] == []


@pytest.mark.slow
def test_every_chart_is_a_specification_that_can_be_written_down() -> None:
    assert all("$schema" in json.loads(json.dumps(chart.spec)) for chart in list_charts())


@pytest.mark.slow
def test_every_form_is_drawn_in_the_invented_report() -> None:
    forms = {"rank-heat-map", "evidence-mix", "risk-matrix", "interval-dots", "driver-bars", "change-line", "flow-map"}
    assert {chart.form for chart in list_charts()} == forms


def test_figures_far_apart_stand_on_a_logarithmic_scale_that_says_so() -> None:
    rows = [IntervalRow("a", "A", 1e9, 2e9, 3e9), IntervalRow("b", "B", 1e6, 2e6, 3e6)]
    assert "logarithmic scale" in json.dumps(draw_interval_dots(rows, unit="t", **SAID).spec)


def test_figures_near_each_other_stand_on_a_scale_from_zero() -> None:
    rows = [IntervalRow("a", "A", 1, 2, 3), IntervalRow("b", "B", 2, 3, 4)]
    assert "scale from zero" in json.dumps(draw_interval_dots(rows, unit="t", **SAID).spec)


@pytest.mark.parametrize(("low", "high"), [(3.0, 90.0), (1.2, 8.0), (1e6, 9e12)])
def test_logarithmic_ticks_hold_both_ends(low: float, high: float) -> None:
    ticks = list_log_ticks(low, high)
    assert ticks[0] <= low
    assert ticks[-1] >= high


def test_bars_stand_in_order_and_the_smallest_are_joined() -> None:
    chart = draw_driver_bars([(f"i{n}", 0.3 - 0.03 * n) for n in range(9)], **SAID)
    names = [bar["name"] for bar in chart.spec["datasets"]["bars"]]  # type: ignore[index]  # a specification is plain data
    assert names == ["i0", "i1", "i2", "i3", "i4", "4 other inputs"]


def test_ranks_stand_in_the_order_of_the_expected_rank() -> None:
    rows = [RankRow(k, k, (0.5, 0.5), rank, e, 1, 2, 1, 2) for k, rank, e in (("late", 2, 1.9), ("early", 1, 1.1))]
    assert [row[0] for row in draw_rank_heat_map(rows, **SAID).data.rows] == ["early", "late"]


def test_ten_marks_stand_for_all_of_the_evidence() -> None:
    assert [mark.key for mark in share_marks({"high": 0.55, "gap": 0.45})].count("high") in (5, 6)


@pytest.mark.parametrize("mix", [{}, {"low": 1.0}, {grade.key: 1 / 6 for grade in CLASSES}])
def test_there_are_always_ten_marks(mix: dict[str, float]) -> None:
    assert len(share_marks(mix)) == MARKS


def test_a_mix_is_said_with_its_largest_part_first() -> None:
    assert describe_mix({"low": 0.2, "gap": 0.8}).startswith("no evidence 80")


def test_a_line_is_cut_where_a_year_is_missing() -> None:
    points = tuple(ChangePoint(year, 1.0) for year in (2010, 2011, 2013))
    chart = draw_change_line([ChangeSeries("", points)], unit="t", **SAID)
    parts = [point["part"] for point in chart.spec["datasets"]["line-0"]]  # type: ignore[index]  # a specification is plain data
    assert parts == [0, 0, 1]


def test_a_line_is_cut_where_recording_changed() -> None:
    points = tuple(ChangePoint(year, 1.0) for year in (2010, 2011, 2012))
    chart = draw_change_line([ChangeSeries("", points, breaks=(2011,))], unit="t", **SAID)
    parts = [point["part"] for point in chart.spec["datasets"]["line-0"]]  # type: ignore[index]  # a specification is plain data
    assert parts == [0, 1, 1]


def test_a_map_carries_the_boundary_disclaimer() -> None:
    chart = draw_flow_map([FlowRow("170", "Colombia", "724", "Spain", 1.0)], unit="t", **SAID)
    assert "do not imply official endorsement or acceptance by the United Nations" in chart.caption


def test_a_flow_that_the_map_cannot_show_stands_in_the_table() -> None:
    rows = [FlowRow("170", "Colombia", "724", "Spain", 2.0), FlowRow("170", "Colombia", "702", "Singapore", 1.0)]
    chart = draw_flow_map(rows, unit="t", **SAID)
    assert "1 more" in chart.caption
    assert chart.data.rows[-1][1] == "Singapore"
