"""Is the question fitted to the panel, and what does not fit refused?"""

import pytest

from tests.support.panels import make_panel
from tocsin.monitor.effect.errors import StudySettingError
from tocsin.monitor.effect.panel import EffectSettings, Panel, assign_roles, find_periods
from tocsin.terms.period import Period

PANEL = make_panel(units=4)


def assign(**words: tuple[str, ...]) -> tuple[list[int], list[int], list[int]]:
    roles = assign_roles(PANEL, EffectSettings("interrupted", start="2012-01", **words))  # type: ignore[arg-type]
    return roles.treated, roles.neighbours, roles.controls


def test_whoever_is_not_named_is_a_control() -> None:
    assert assign(treated=("B",), neighbours=("A",)) == ([1], [0], [2, 3])


def test_a_single_series_is_treated_without_being_named() -> None:
    assert assign_roles(make_panel(units=1), EffectSettings("interrupted")).treated == [0]


def test_units_with_a_date_of_adoption_are_treated() -> None:
    panel = Panel(PANEL.periods, PANEL.units, PANEL.values, adopted=(None, Period.parse("2012-01"), None, None))
    assert assign_roles(panel, EffectSettings("did")).treated == [1]


def test_units_that_are_not_there_are_all_named() -> None:
    with pytest.raises(StudySettingError, match=r"'X': .*'Y': "):
        assign(treated=("X",), neighbours=("Y",))


def test_a_unit_on_both_sides_is_refused() -> None:
    with pytest.raises(StudySettingError, match="A cannot be treated and a neighbour"):
        assign(treated=("A",), neighbours=("A",))


def test_nobody_treated_is_refused() -> None:
    with pytest.raises(StudySettingError, match="none is named as treated"):
        assign()


@pytest.mark.parametrize(("text", "at"), [("2012-01", 24), ("2012", 24), ("2012-01-15", 25)])
def test_a_start_is_the_first_whole_period_from_it_on(text: str, at: int) -> None:
    assert PANEL.find_start(text) == at


@pytest.mark.parametrize("text", ["2009-12", "2014-01", "soon"])
def test_a_start_outside_the_data_is_refused(text: str) -> None:
    with pytest.raises(StudySettingError):
        PANEL.find_start(text)


@pytest.mark.parametrize(("text", "splits"), [("2012-01", False), ("2012-01-15", True)])
def test_a_start_inside_a_period_is_noticed(text: str, splits: bool) -> None:
    assert PANEL.splits(text) is splits


def test_months_have_a_season() -> None:
    assert PANEL.find_season() == 12


def test_years_have_none() -> None:
    assert Panel((Period.parse("2010"),), ("A",), PANEL.values[:1, :1]).find_season() == 0


def test_periods_inside_a_range_are_found() -> None:
    assert find_periods(PANEL, "2010-03/2010-05") == [2, 3, 4]


def test_a_range_without_periods_is_refused() -> None:
    with pytest.raises(StudySettingError, match="no period"):
        find_periods(PANEL, "1999")
