"""May a question state its study and its cost, and is half of either refused?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.strategies import list_strategy_problems, read_strategy

HEAD = "key,question,about,study_size,study_sd,cost,currency,price_year\n"


def test_a_question_states_its_study_and_its_cost(tmp_path: Path) -> None:
    text = HEAD + "q,How much?,cocaine,400,0.5,20,EUR,2021\nr,And why?,cocaine,,,,,\n"
    first, second = read_strategy(tmp_path / "d", requirements_dot_csv=text).requirements.values()
    assert (first.study_size, first.study_sd, first.cost, first.currency, first.price_year) == (
        400,
        0.5,
        20,
        "EUR",
        2021,
    )
    assert (second.study_size, second.study_sd, second.cost, second.currency, second.price_year) == (None,) * 5


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("q,How?,cocaine,400,,,,", "both `study_size` and `study_sd`"),
        ("q,How?,cocaine,400,-1,,,", "0 or more"),
        ("q,How?,cocaine,,,-5,USD,2021", "0 or more"),
        ("q,How?,cocaine,,,5,USD,", "given together"),
        ("q,How?,cocaine,0,1,,,", "must be at least 1"),
        ("q,How?,cocaine,,,5,CHF,2021", "without a rate the amounts could not be added"),
    ],
)
def test_half_a_study_or_an_impossible_cost_is_refused(tmp_path: Path, row: str, told: str) -> None:
    (problem,) = list_strategy_problems(tmp_path / "d", requirements_dot_csv=f"{HEAD}{row}\n")
    assert told in str(problem)
