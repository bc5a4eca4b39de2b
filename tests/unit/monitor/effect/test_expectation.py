"""Is an expectation read as it was declared, marked by when, and compared with what was found?"""

from datetime import date

import pytest

from tests.support.panels import START, make_panel
from tocsin.monitor.effect.errors import ExpectationTextError
from tocsin.monitor.effect.expectation import judge_outcome, parse_expectation
from tocsin.monitor.effect.panel import EffectSettings
from tocsin.monitor.effect.records import EffectFigure, Expectation, Outcome, Standing

PANEL = make_panel(units=2)


def parse(text: str, *, declared_on: date | None = None) -> Expectation | None:
    settings = EffectSettings("interrupted", expected=text, declared_on=declared_on, counted_in="t")
    return parse_expectation(settings, panel=PANEL, start=START)


def judge(text: str, low: float, high: float) -> Outcome:
    figure = EffectFigure(value=(low + high) / 2, low=low, high=high, level=0.9, unit="percent")
    return judge_outcome(parse(text), effect=figure, relative=figure)


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("falls by 10 to 30 percent", (-30, -10, "percent")),
        ("Rises by 5 to 7.5 %", (5, 7.5, "percent")),
        ("falls by at least 3 t", (None, -3, "t")),
        ("rises by at least 3 t", (3, None, "t")),
        ("fall by up to 20 percent.", (-20, 0, "percent")),
        ("falls", (None, 0, "t")),
        ("rises", (0, None, "t")),
    ],
)
def test_words_become_bounds(text: str, bounds: tuple[float | None, float | None, str]) -> None:
    found = parse(text)
    assert found is not None
    assert (found.low, found.high, found.unit) == bounds


@pytest.mark.parametrize(
    "text",
    [
        "goes down",
        "falls by 10 percent",
        "falls by 30 to 10 percent",
        "falls by 10 to 30 kg",
        "falls by 10 to 30",
        "falls by",
    ],
)
def test_what_cannot_be_met_or_missed_is_refused(text: str) -> None:
    with pytest.raises(ExpectationTextError):
        parse(text)


def test_nothing_expected_is_nothing() -> None:
    assert parse("") is None


@pytest.mark.parametrize(
    ("day", "standing"),
    [
        (None, "retrospective"),
        (date(2011, 12, 31), "declared beforehand"),
        (date(2012, 1, 1), "declared while it ran"),
        (date(2013, 12, 31), "declared while it ran"),
        (date(2014, 1, 1), "retrospective"),
    ],
)
def test_an_expectation_is_marked_by_when_it_was_declared(day: date | None, standing: Standing) -> None:
    found = parse("falls", declared_on=day)
    assert found is not None
    assert found.standing == standing


@pytest.mark.parametrize(
    ("text", "low", "high", "outcome"),
    [
        ("falls by 10 to 30 percent", -40, -5, "as expected"),
        ("falls by 10 to 30 percent", -9, -5, "less than expected"),
        ("falls by 10 to 30 percent", -60, -31, "more than expected"),
        ("falls by 10 to 30 percent", 5, 9, "opposite"),
        ("falls by 10 to 30 percent", -40, 5, "cannot tell"),
        ("rises by 10 to 30 percent", 5, 9, "less than expected"),
        ("rises by 10 to 30 percent", 31, 60, "more than expected"),
        ("rises by at least 10 percent", 31, 60, "as expected"),
        ("rises by up to 10 percent", -9, -5, "opposite"),
        ("falls", -9, -5, "as expected"),
    ],
)
def test_what_was_found_is_compared_with_what_was_expected(
    text: str, low: float, high: float, outcome: Outcome
) -> None:
    assert judge(text, low, high) == outcome


def test_without_a_percentage_nothing_is_said_of_one() -> None:
    figure = EffectFigure(value=-5, low=-9, high=-1, level=0.9, unit="t")
    assert judge_outcome(parse("falls by 10 to 30 percent"), effect=figure, relative=None) == "cannot tell"


def test_an_unbounded_interval_tells_nothing() -> None:
    figure = EffectFigure(value=-5, low=None, high=None, level=0.9, unit="t")
    assert judge_outcome(parse("falls by at least 1 t"), effect=figure, relative=None) == "cannot tell"
