"""Is every line of illicit income valued by its identity, over all that is uncertain of it?"""

from __future__ import annotations

import pytest

from tocsin.estimate.flow.errors import UnusableIncomeError
from tocsin.estimate.flow.income import IncomeStudy
from tocsin.estimate.flow.income_rows import IDENTITIES, IncomeInput, list_items, study_income_inputs
from tocsin.estimate.flow.inputs import Spread

COCAINE = IncomeInput(
    "cocaine",
    "producer",
    {"production": Spread(90, 130), "consumption": Spread(5, 5), "seizures": Spread(20, 20), "price": Spread(3, 3)},
)
TRANSIT = IncomeInput("transit", "smuggling IV", {"migrants": Spread(5, 5), "fee": Spread(9, 9)})


def study(*lines: IncomeInput, draws: int = 400, seed: int = 1) -> IncomeStudy:
    return study_income_inputs(lines, draws=draws, seed=seed)


def test_every_identity_says_what_it_needs() -> None:
    assert all(list_items(identity)[0] for identity in IDENTITIES)


def test_the_same_seed_gives_the_same_study_and_another_does_not() -> None:
    assert (study(COCAINE) == study(COCAINE), study(COCAINE) == study(COCAINE, seed=2)) == (True, False)


def test_smuggling_that_crosses_no_border_is_left_out_and_told() -> None:
    found = study(COCAINE, TRANSIT)
    assert [line.name for line in found.lines] == ["cocaine"]
    assert any(warning.startswith("transit is left out") for warning in found.warnings)


def test_no_line_that_crosses_a_border_is_refused() -> None:
    with pytest.raises(UnusableIncomeError, match="no line crosses the border"):
        study(TRANSIT)


def test_an_overlap_with_a_line_left_out_falls_away() -> None:
    fees = IncomeInput("fees", "stated", {"amount": Spread(1, 1)}, overlaps=("transit",))
    assert study(fees, TRANSIT).lines[0].overlaps == ()


def test_losses_that_are_not_given_make_an_upper_reading() -> None:
    assert any("upper reading" in warning for warning in study(COCAINE).warnings)


def test_losses_lower_what_is_sold_abroad() -> None:
    lost = IncomeInput("cocaine", "producer", {**COCAINE.items, "losses": Spread(10, 10)})
    assert study(lost).lines[0].amount.value == pytest.approx(study(COCAINE).lines[0].amount.value - 30, abs=3)


def test_draws_that_contradict_themselves_are_replaced_and_told() -> None:
    found = study(IncomeInput("cocaine", "producer", {**COCAINE.items, "seizures": Spread(60, 140)}))
    assert found.lines[0].amount.low >= 0
    assert any("of draws more of cocaine is used and seized than made" in warning for warning in found.warnings)


def test_a_line_that_can_never_be_is_refused_by_name() -> None:
    with pytest.raises(UnusableIncomeError, match=r"^cocaine: in every draw"):
        study(IncomeInput("cocaine", "producer", {**COCAINE.items, "seizures": Spread(500, 500)}))
