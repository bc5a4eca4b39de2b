"""Does a period name the days, the precision and the length that its text says?"""

from datetime import date

import pytest

from tocsin.terms.period import ImpossibleDateError, Period, PeriodTextError, Precision, ReversedPeriodError


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("2019", date(2019, 1, 1), date(2019, 12, 31), Precision.YEAR),
        ("2019-02", date(2019, 2, 1), date(2019, 2, 28), Precision.MONTH),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29), Precision.MONTH),
        ("2019-03-14", date(2019, 3, 14), date(2019, 3, 14), Precision.DAY),
        ("2015/2019", date(2015, 1, 1), date(2019, 12, 31), Precision.YEAR),
        ("2019-01/2019-06", date(2019, 1, 1), date(2019, 6, 30), Precision.MONTH),
        (" 2019-01-05 / 2019-02-03 ", date(2019, 1, 5), date(2019, 2, 3), Precision.DAY),
    ],
)
def test_a_period_covers_the_days_it_names(text: str, start: date, end: date, precision: Precision) -> None:
    assert Period.parse(text) == Period(start, end, precision)


def test_a_year_and_its_twelve_months_are_different_periods() -> None:
    assert Period.parse("2019") != Period.parse("2019-01/2019-12")


def test_a_range_of_one_year_is_that_year() -> None:
    assert Period.parse("2019/2019") == Period.of_year(2019)


@pytest.mark.parametrize("text", ["2019-02-29", "2019-04-31", "2019-13", "2019-00", "2019-01-00", "0000"])
def test_a_date_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(ImpossibleDateError, match="names a date that does not exist"):
        Period.parse(text)


@pytest.mark.parametrize("text", ["2019/2015", "2019-06/2019-01", "2019-03-14/2019-03-13"])
def test_a_period_that_ends_before_it_starts_is_refused(text: str) -> None:
    with pytest.raises(ReversedPeriodError, match="Swap the two ends"):
        Period.parse(text)


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("2019Q1", "2019-01/2019-03"),
        ("2019-Q4", "2019-10/2019-12"),
        ("2015-2019", "2015/2019"),
        ("2015–2019", "2015/2019"),
        ("2019-1", "2019-01"),
        ("2019.3.4", "2019-03-04"),
        ("3/2019", "2019-03"),
    ],
)
def test_a_period_in_another_form_is_refused_with_the_right_one(text: str, mended: str) -> None:
    with pytest.raises(PeriodTextError, match=f"Did you mean '{mended}'"):
        Period.parse(text)


@pytest.mark.parametrize("text", ["", "soon", "19", "2019-01-01T00:00", "20190101", "２０１９"])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(PeriodTextError, match="is not a period"):
        Period.parse(text)


def test_ends_of_different_precision_are_refused() -> None:
    with pytest.raises(PeriodTextError, match="starts with a year and ends with a month"):
        Period.parse("2019/2020-06")


def test_three_ends_are_refused() -> None:
    with pytest.raises(PeriodTextError, match="more than two ends"):
        Period.parse("2018/2019/2020")


def test_days_that_fill_no_year_cannot_have_the_precision_of_a_year() -> None:
    with pytest.raises(PeriodTextError, match="does not fill whole years"):
        Period(date(2019, 1, 1), date(2019, 6, 30), Precision.YEAR)


def test_a_period_touches_every_year_from_its_first_to_its_last() -> None:
    assert Period.parse("2018-12/2020-01").years == (2018, 2019, 2020)


@pytest.mark.parametrize(("text", "days"), [("2019", 365), ("2020", 366), ("2019-03-14", 1), ("2019-02/2019-03", 59)])
def test_both_ends_are_counted(text: str, days: int) -> None:
    assert Period.parse(text).days_count == days


@pytest.mark.parametrize(("text", "years"), [("2019", 1.0), ("2020", 1.0), ("2015/2019", 5.0), ("2020-02", 29 / 366)])
def test_a_day_is_its_share_of_its_own_year(text: str, years: float) -> None:
    assert Period.parse(text).length_years == pytest.approx(years, abs=1e-12)


@pytest.mark.parametrize(
    ("inner", "is_inside"), [("2019-03", True), ("2019", True), ("2018-12/2019-01", False), ("2020", False)]
)
def test_a_period_contains_what_lies_wholly_in_it(inner: str, is_inside: bool) -> None:
    assert Period.parse("2019").contains(Period.parse(inner)) is is_inside


@pytest.mark.parametrize(("day", "is_inside"), [(date(2019, 12, 31), True), (date(2020, 1, 1), False)])
def test_a_period_contains_its_last_day_and_not_the_next(day: date, is_inside: bool) -> None:
    assert Period.parse("2019").contains(day) is is_inside


@pytest.mark.parametrize(("other", "is_shared"), [("2018-12/2019-01", True), ("2020", False), ("2019-12-31", True)])
def test_periods_overlap_where_they_share_a_day(other: str, is_shared: bool) -> None:
    assert Period.parse("2019").overlaps(Period.parse(other)) is is_shared
