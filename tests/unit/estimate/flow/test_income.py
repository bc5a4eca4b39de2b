"""Are illicit flows of money counted by the identities of the indicator, each direction apart?"""

import numpy as np
import pytest

from tocsin.estimate.flow.errors import UnusableIncomeError
from tocsin.estimate.flow.income import (
    Direction,
    IncomeLine,
    Source,
    Stage,
    classify_smuggling,
    estimate_producer_export,
    estimate_smuggling,
    study_income,
)

ONES = np.ones(40)


def make_line(
    name: str = "cocaine", *, direction: Direction = Direction.INWARD, usd: float = 2.0, overlaps: tuple[str, ...] = ()
) -> IncomeLine:
    return IncomeLine(name, Source.ILLEGAL_MARKETS, Stage.GENERATION, direction, ONES * usd, overlaps)


def test_a_producer_exports_what_is_left() -> None:
    found = estimate_producer_export(production=ONES * 100, consumption=ONES * 10, seizures=ONES * 25, losses=ONES * 5)
    assert (found.quantity[0], found.impossible_share) == (60, 0)


def test_losses_that_are_not_known_are_not_taken_off() -> None:
    found = estimate_producer_export(production=ONES * 100, consumption=ONES * 10, seizures=ONES * 25)
    assert found.quantity[0] == 65


def test_draws_that_contradict_themselves_are_counted() -> None:
    made = np.repeat([10.0, 50.0], 20)
    found = estimate_producer_export(production=made, consumption=ONES * 20, seizures=ONES)
    assert (len(found.quantity), found.impossible_share) == (20, 0.5)


def test_a_producer_that_could_never_export_is_refused() -> None:
    with pytest.raises(UnusableIncomeError, match="nothing could be exported"):
        estimate_producer_export(production=ONES, consumption=ONES * 2, seizures=ONES)


@pytest.mark.parametrize(
    ("smuggler", "migrant", "number", "direction"),
    [(True, True, 1, "none"), (True, False, 2, "inward"), (False, True, 3, "outward"), (False, False, 4, "none")],
)
def test_the_fee_goes_the_way_of_the_service(*, smuggler: bool, migrant: bool, number: int, direction: str) -> None:
    found = classify_smuggling(is_smuggler_resident=smuggler, is_migrant_resident=migrant)
    assert (found.number, found.direction.value) == (number, direction)


def test_smuggling_of_type_ii_is_income_from_abroad() -> None:
    kind = classify_smuggling(is_smuggler_resident=True, is_migrant_resident=False)
    line = estimate_smuggling(kind, migrants=ONES * 100, fee_usd=ONES * 3_000)
    assert line is not None
    assert (line.name, line.direction, line.usd[0]) == ("smuggling of migrants, type II", Direction.INWARD, 300_000)


def test_smuggling_that_crosses_no_border_is_no_flow() -> None:
    kind = classify_smuggling(is_smuggler_resident=False, is_migrant_resident=False)
    assert estimate_smuggling(kind, migrants=ONES, fee_usd=ONES) is None


def test_directions_are_added_apart() -> None:
    found = study_income([make_line(usd=5), make_line("arms", direction=Direction.OUTWARD, usd=3)])
    assert found.inward is not None
    assert found.outward is not None
    assert (found.inward.value, found.outward.value) == (5, 3)


def test_a_direction_without_lines_is_not_known_rather_than_zero() -> None:
    found = study_income([make_line()])
    assert (found.outward, "Outward: not known" in found.verdict) == (None, True)


def test_several_lines_of_a_direction_warn_of_double_counting() -> None:
    found = study_income([make_line(), make_line("bribes")])
    assert "counted twice" in found.warnings[0]


def test_declared_overlaps_are_named() -> None:
    found = study_income([make_line(), make_line("bribes", overlaps=("cocaine",))])
    assert found.warnings[-1] == "bribes may overlap with cocaine."


def test_income_earned_and_moved_on_are_not_mixed_silently() -> None:
    moved = IncomeLine("laundering", Source.CORRUPTION, Stage.MANAGEMENT, Direction.INWARD, ONES)
    assert any("moved on" in warning for warning in study_income([make_line(), moved]).warnings)


def test_no_lines_are_refused() -> None:
    with pytest.raises(UnusableIncomeError, match="nothing to add up"):
        study_income([])


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ([make_line(), make_line()], "stands twice"),
        ([make_line(overlaps=("gold",))], "which is no line"),
        ([make_line(direction=Direction.NONE)], "crosses no border"),
        ([make_line(usd=-1)], "negative or missing"),
    ],
)
def test_lines_that_cannot_be_added_are_refused(lines: list[IncomeLine], why: str) -> None:
    with pytest.raises(UnusableIncomeError, match=why):
        study_income(lines)


def test_lines_of_other_draws_are_refused() -> None:
    other = IncomeLine("gold", Source.ILLEGAL_MARKETS, Stage.GENERATION, Direction.INWARD, np.ones(7))
    with pytest.raises(UnusableIncomeError, match="draws of shape"):
        study_income([make_line(), other])
