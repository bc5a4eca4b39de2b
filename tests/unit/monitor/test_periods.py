"""Are labels of periods read, lengthened and written as a calendar has them?"""

import pytest

from tocsin.monitor.periods import Every, SeriesPeriodError, lengthen, parse_moment, write_label


@pytest.mark.parametrize("label", ["2014", "2014-Q3", "2014-03", "2014-W09", "2020-W53", "2014-03-14"])
def test_a_label_is_written_as_it_was_read(label: str) -> None:
    assert parse_moment(label).label == label


@pytest.mark.parametrize(
    ("one", "next_one"),
    [
        ("2014", "2015"),
        ("2014-Q4", "2015-Q1"),
        ("2014-12", "2015-01"),
        ("2020-W53", "2021-W01"),
        ("2014-12-31", "2015-01-01"),
    ],
)
def test_the_next_period_has_the_next_number(one: str, next_one: str) -> None:
    assert parse_moment(next_one).number - parse_moment(one).number == 1


@pytest.mark.parametrize(
    ("day", "every", "label"),
    [("2014-12-31", Every.WEEK, "2015-W01"), ("2014-12-31", Every.MONTH, "2014-12"), ("2014-05-01", Every.QUARTER, "2014-Q2"),
     ("2014-05", Every.QUARTER, "2014-Q2"), ("2014-Q3", Every.YEAR, "2014"), ("2014-Q3", Every.QUARTER, "2014-Q3")],
)  # fmt: skip
def test_a_period_lies_in_a_longer_one(day: str, every: Every, label: str) -> None:
    assert lengthen(parse_moment(day), every=every).label == label


@pytest.mark.parametrize(
    ("label", "every", "why"), [("2014-W05", Every.MONTH, "two of them"), ("2014", Every.MONTH, "cannot be cut")]
)
def test_a_period_that_lies_in_none_is_refused(label: str, every: Every, why: str) -> None:
    with pytest.raises(SeriesPeriodError, match=why):
        lengthen(parse_moment(label), every=every)


@pytest.mark.parametrize("text", ["", "March 2014", "2014-3", "14-03", "2014-Q5", "2014/2015"])
def test_what_is_no_label_is_refused(text: str) -> None:
    with pytest.raises(SeriesPeriodError, match="is no period"):
        parse_moment(text)


@pytest.mark.parametrize("text", ["2014-13", "2014-W53", "2014-02-30", "0000"])
def test_what_the_calendar_does_not_have_is_refused(text: str) -> None:
    with pytest.raises(SeriesPeriodError, match="does not have"):
        parse_moment(text)


def test_numbers_are_written_by_length() -> None:
    assert write_label(2014 * 12, every=Every.MONTH) == "2014-01"
