"""Is a panel read whole, and everything that is wrong with it told at once?"""

from pathlib import Path

import numpy as np
import pytest

from tests.support.panels import make_panel, write_panel
from tocsin.exchange.errors import PlainTableError
from tocsin.exchange.panels import read_panel, study_panel_table
from tocsin.monitor.effect.errors import StudySettingError
from tocsin.monitor.effect.panel import EffectSettings, Model, Panel

SYNTHETIC = EffectSettings("synthetic", start="2012-01", treated=("A",))


def read(folder: Path, text: str, *, model: Model = "linear") -> Panel:
    path = folder / "panel.csv"
    path.write_text(text, encoding="utf-8")
    return read_panel(path, settings=EffectSettings("interrupted", start="2011", model=model))


def test_a_panel_is_read_as_it_was_written(tmp_path: Path) -> None:
    panel = make_panel(units=3)
    found = read_panel(write_panel(tmp_path / "panel.csv", panel), settings=SYNTHETIC)
    assert (found.units, np.abs(found.values - panel.values).max() < 1e-6) == (panel.units, True)


def test_rows_may_stand_in_any_order(tmp_path: Path) -> None:
    found = read(tmp_path, "period,unit,value\n2011,b,4\n2010,a,1\n2011,a,2\n2010,b,3\n")
    assert found.values[list(found.units).index("a")].tolist() == [1, 2]


def test_a_table_without_units_is_one_series(tmp_path: Path) -> None:
    assert read(tmp_path, "period,value\n2010,1\n2011,2\n").units == ("the series",)


def test_other_columns_are_compared_on_by_a_synthetic_control_alone(tmp_path: Path) -> None:
    panel = make_panel(units=3)
    full = Panel(panel.periods, panel.units, panel.values, covariates={"size": np.ones((3, 48))})
    path = write_panel(tmp_path / "panel.csv", full)
    found = [list(read_panel(path, settings=each).covariates) for each in (SYNTHETIC, EffectSettings("did"))]
    assert found == [["size"], []]


def test_a_unit_never_treated_has_no_adoption(tmp_path: Path) -> None:
    path = write_panel(tmp_path / "panel.csv", make_panel(units=3), adopted={"A": "2012-01"})
    assert [str(period) for period in read_panel(path, settings=SYNTHETIC).adopted] == ["2012-01", "None", "None"]


def test_a_duplicate_is_told_with_its_row(tmp_path: Path) -> None:
    with pytest.raises(PlainTableError, match="has this period already, on row 2"):
        read(tmp_path, "period,unit,value\n2010,a,1\n2010,a,2\n")


def test_a_gap_in_time_is_told(tmp_path: Path) -> None:
    with pytest.raises(PlainTableError, match="does not follow 2010 at once"):
        read(tmp_path, "period,value\n2010,1\n2012,2\n")


def test_a_unit_without_a_period_is_told(tmp_path: Path) -> None:
    with pytest.raises(PlainTableError, match="there is no row for 2011"):
        read(tmp_path, "period,unit,value\n2010,a,1\n2011,a,2\n2010,b,1\n")


def test_periods_of_two_kinds_are_told(tmp_path: Path) -> None:
    with pytest.raises(PlainTableError, match="this is a month, the first period a year"):
        read(tmp_path, "period,value\n2010,1\n2011-01,2\n")


def test_two_dates_of_adoption_of_one_unit_are_told(tmp_path: Path) -> None:
    with pytest.raises(PlainTableError, match="other rows of 'a' say '2010'"):
        read(tmp_path, "period,unit,value,adopted\n2010,a,1,2010\n2011,a,2,2011\n")


def test_a_date_of_adoption_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(PlainTableError, match="'soon' is not a period"):
        read(tmp_path, "period,unit,value,adopted\n2010,a,1,soon\n")


@pytest.mark.parametrize(("value", "why"), [("-1", "at least 0"), ("1.5", "whole number")])
def test_a_count_that_is_none_is_told(tmp_path: Path, value: str, why: str) -> None:
    with pytest.raises(PlainTableError, match=why):
        read(tmp_path, f"period,value\n2010,{value}\n2011,2\n", model="counts")


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(PlainTableError) as told:
        read(tmp_path, "period,unit,value\n2010,a,x\n2010,a,1\n2013,a,\nlate,b,2\n")
    assert len(told.value.problems) >= 5


def test_a_day_of_declaration_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StudySettingError, match="not a day"):
        study_panel_table(tmp_path / "panel.csv", design="interrupted", declared_on="October 2012")


def test_a_table_is_studied(tmp_path: Path) -> None:
    path = write_panel(tmp_path / "panel.csv", make_panel())
    found = study_panel_table(
        path, design="interrupted", start="2012-01", treated=["A"], expected="falls", counted_in="t"
    )
    assert found.outcome == "as expected"
