"""Who is bound when, as far as a dated source reaches."""

from dataclasses import dataclass, replace
from datetime import date

import pytest

from tocsin.convention.parties import evaluate_bound_on, list_status_problems
from tocsin.convention.reasoning import Answer


@dataclass(frozen=True)
class Status:
    instrument: str = "untoc"
    status: str = "party"
    since: date | None = date(2004, 1, 1)
    as_of: date | None = date(2015, 6, 1)


@pytest.mark.parametrize(
    ("status", "day", "answer"),
    [
        ("party", "2004-01-01", Answer.TRUE),
        ("party", "2003-12-31", Answer.FALSE),
        ("party", "2015-06-02", Answer.UNKNOWN),
        ("signatory", "2010-01-01", Answer.FALSE),
        ("not party", "2010-01-01", Answer.FALSE),
        ("not party", "2003-12-31", Answer.UNKNOWN),
        ("not party", "2016-01-01", Answer.UNKNOWN),
        ("unknown", "2010-01-01", Answer.UNKNOWN),
    ],
)
def test_a_state_is_bound_only_as_far_as_its_source_says(status: str, day: str, answer: Answer) -> None:
    assert evaluate_bound_on(Status(status=status), date.fromisoformat(day)) is answer


@pytest.mark.parametrize(("day", "answer"), [("2015-06-01", Answer.TRUE), ("2015-05-31", Answer.UNKNOWN)])
def test_a_party_without_a_first_day_is_sure_only_on_the_day_of_the_source(day: str, answer: Answer) -> None:
    assert evaluate_bound_on(Status(since=None), date.fromisoformat(day)) is answer


def test_a_state_never_listed_as_party_was_never_bound() -> None:
    assert evaluate_bound_on(Status(status="not party", since=None), date(2010, 1, 1)) is Answer.FALSE


def test_a_source_without_a_date_settles_nothing() -> None:
    assert evaluate_bound_on(Status(as_of=None), date(2010, 1, 1)) is Answer.UNKNOWN


def problems(*statuses: Status) -> list[str]:
    return [str(problem) for problem in list_status_problems(dict(enumerate(statuses, start=2)), file="parties.csv")]


def test_a_status_that_begins_after_its_source_is_a_problem() -> None:
    late = Status(since=date(2016, 1, 1))
    assert problems(late) == [
        "parties.csv, row 2, since: '2016-01-01': the status of untoc begins after its source, which is of 2015-06-01. "
        "Correct one of the two dates."
    ]


@pytest.mark.parametrize("status", ["signatory", "not party"])
def test_a_protocol_needs_the_convention(status: str) -> None:
    found = problems(Status(status=status), Status(instrument="tip"))
    assert [text for text in found if "tip that is none to the Convention" in text] == found != []


def test_an_unknown_status_under_the_convention_contradicts_nothing() -> None:
    assert problems(Status(status="unknown"), Status(instrument="tip")) == []


def test_a_status_given_twice_is_a_problem() -> None:
    assert "its status stands twice" in problems(Status(), Status())[0]


def test_consistent_statuses_have_no_problem() -> None:
    assert problems(Status(), Status(instrument="tip"), replace(Status(), instrument="som", status="signatory")) == []
