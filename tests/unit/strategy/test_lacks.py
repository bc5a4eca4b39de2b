"""Does a state follow from what is lacking, and does a pointer lead to a place that is there?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.strategies import read_strategy
from tocsin.strategy.lacks import Lack, Pointer, State, find_pointer, find_state, find_strategy_pointer


def lack(towards: State) -> Lack:
    return Lack(towards, "something", Pointer("strategy.yaml"))


def test_nothing_lacking_is_verified() -> None:
    assert find_state(()) is State.VERIFIED


@pytest.mark.parametrize("state", list(State)[1:])
def test_a_lack_holds_a_block_one_state_below(state: State) -> None:
    assert find_state((lack(State.VERIFIED), lack(state))) == state - 1


def test_states_have_the_words_of_the_glossary() -> None:
    words = [state.word for state in State]
    assert words == ["absent", "named", "specified", "resourced", "measurable", "verified"]


def test_a_record_that_is_there_has_a_row(tmp_path: Path) -> None:
    assert find_pointer(read_strategy(tmp_path), "budget", key="b2", field="amount") == Pointer(
        "budget.csv", 3, "amount"
    )


def test_a_record_that_is_not_there_has_its_file(tmp_path: Path) -> None:
    assert str(find_pointer(read_strategy(tmp_path), "plans", key="none")) == "plans/"


def test_a_field_of_the_strategy_is_found(tmp_path: Path) -> None:
    assert str(find_strategy_pointer(read_strategy(tmp_path), "aim")) == "strategy.yaml, row 1, aim"
