"""The four-year threshold, read from text."""

import pytest

from tocsin.convention.errors import PenaltyError
from tocsin.convention.penalty import evaluate_penalty, parse_penalty
from tocsin.convention.reasoning import Answer


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("4", Answer.TRUE),
        ("4.0 years", Answer.TRUE),
        ("3.99", Answer.FALSE),
        ("1 year", Answer.FALSE),
        ("0", Answer.FALSE),
        ("life", Answer.TRUE),
        ("Death", Answer.TRUE),
        ("", Answer.UNKNOWN),
        ("unknown", Answer.UNKNOWN),
    ],
)
def test_serious_crime_begins_at_a_maximum_of_four_years(text: str, answer: Answer) -> None:
    assert evaluate_penalty(parse_penalty(text)) is answer


@pytest.mark.parametrize("text", ["3,5", "-1", "nan", "inf", "1e3", "four", "4 months", "99999", "4;5", "٤x"])
def test_what_is_no_number_of_years_is_refused(text: str) -> None:
    with pytest.raises(PenaltyError, match="not a number of years"):
        parse_penalty(text)


@pytest.mark.parametrize(("text", "shown"), [("1", "1 year"), ("2.5", "2.5 years"), ("life", "life")])
def test_a_penalty_is_shown_in_words(text: str, shown: str) -> None:
    assert str(parse_penalty(text)) == shown
