"""How much money crosses the border for illicit goods and services, by the identities of SDG indicator 16.4.1?

Inward and outward flows stand apart and are never set off against each other; amounts are in current US dollars.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from tocsin.dossier.records.record import Record
from tocsin.estimate.flow.errors import UnusableIncomeError
from tocsin.estimate.flow.figures import Amount, summarise_amount, write_names
from tocsin.estimate.flow.inputs import Floats
from tocsin.terms.recipe import Recipe, hash_content

UNIT = "current USD/year"
DOUBLE_COUNTING = (
    "The lines of a direction are added as if nothing were in two of them. Bribes paid from drug money, fees of smugglers who also "
    "traffic, or income counted again when it is laundered would be counted twice: read the sum as an upper reading."
)


class Source(StrEnum):
    """The four sources of illicit financial flows that the indicator tells apart."""

    TAX_AND_COMMERCIAL = "tax and commercial"
    CORRUPTION = "corruption"
    EXPLOITATION = "exploitation and financing of crime"
    ILLEGAL_MARKETS = "illegal markets"


class Stage(StrEnum):
    """Whether a flow earns illicit income or moves income already earned."""

    GENERATION = "income generation"
    MANAGEMENT = "income management"


class Direction(StrEnum):
    """Which way the money goes, seen from the country; `NONE` where it crosses no border of its accounts."""

    INWARD = "inward"
    OUTWARD = "outward"
    NONE = "none"


@dataclass(frozen=True)
class SmugglingType:
    """One of four types of migrant smuggling by residence, and which way the fee crosses the border."""

    number: int
    direction: Direction
    reason: str


@dataclass(frozen=True)
class IncomeLine:
    """One illicit flow of money in a year: current US dollars (D,), and the names of lines it may overlap with."""

    name: str
    source: Source
    stage: Stage
    direction: Direction
    usd: Floats
    overlaps: tuple[str, ...] = ()


class IncomeFigure(Record):
    """One line of the study."""

    name: str
    source: Source
    stage: Stage
    direction: Direction
    amount: Amount
    overlaps: tuple[str, ...]


class IncomeStudy(Record):
    """Illicit financial flows of one country and year, inward and outward apart."""

    inward: Amount | None
    outward: Amount | None
    lines: tuple[IncomeFigure, ...]
    level: float
    verdict: str
    warnings: tuple[str, ...]
    recipe: Recipe


@dataclass(frozen=True)
class ProducerExport:
    """What a producing country sends abroad: draws (D,) that are possible, and the share of draws that were not."""

    quantity: Floats
    impossible_share: float


def estimate_producer_export(
    *, production: Floats, consumption: Floats, seizures: Floats, losses: Floats | None = None
) -> ProducerExport:
    """Find what leaves a producing country: E = P - C - S - L, each in draws (D,) of one unit.

    Draws in which more is used and seized than made contradict themselves; they are left out and counted. Without
    losses, which are rarely known, the export is an upper reading.
    """
    left = production - consumption - seizures - (0.0 if losses is None else losses)
    possible = np.asarray(left >= 0)
    if not possible.any():
        raise UnusableIncomeError(
            "in every draw more is used, seized and lost than made, so nothing could be exported. Production is set too low, or one "
            "of the others too high or in another unit (pure against as seized)."
        )
    return ProducerExport(np.asarray(left[possible]), float(1 - possible.mean()))


def classify_smuggling(*, is_smuggler_resident: bool, is_migrant_resident: bool) -> SmugglingType:
    """Say which way a smuggler's fee crosses the border of the national accounts, by who resides in the country."""
    if is_smuggler_resident and is_migrant_resident:
        return SmugglingType(1, Direction.NONE, "resident pays resident: no border is crossed by the money")
    if is_smuggler_resident:
        return SmugglingType(2, Direction.INWARD, "a resident sells a service to a non-resident: an export of services")
    if is_migrant_resident:
        return SmugglingType(
            3, Direction.OUTWARD, "a resident buys a service from a non-resident: an import of services"
        )
    return SmugglingType(
        4, Direction.NONE, "non-resident pays non-resident: not recorded in the accounts of the country"
    )


def estimate_smuggling(kind: SmugglingType, *, migrants: Floats, fee_usd: Floats) -> IncomeLine | None:
    """Value the fees of one type of smuggling: migrants times fee, draws (D,); None where no border is crossed."""
    if kind.direction is Direction.NONE:
        return None
    return IncomeLine(
        f"smuggling of migrants, type {('I', 'II', 'III', 'IV')[kind.number - 1]}",
        Source.ILLEGAL_MARKETS,
        Stage.GENERATION,
        kind.direction,
        migrants * fee_usd,
    )


def study_income(lines: Sequence[IncomeLine], *, level: float = 0.90) -> IncomeStudy:
    """Add up illicit financial flows by direction, with what may be counted twice.

    Raises
    ------
    UnusableIncomeError
        If there are no lines, two have one name, or one has no direction, no draws that fit the others, or a negative draw.
    """
    _check_lines(lines)
    told = tuple(
        IncomeFigure(
            name=line.name,
            source=line.source,
            stage=line.stage,
            direction=line.direction,
            amount=summarise_amount(line.usd, level=level, unit=UNIT),
            overlaps=line.overlaps,
        )
        for line in lines
    )
    totals = {direction: _add_up(lines, direction, level=level) for direction in (Direction.INWARD, Direction.OUTWARD)}
    inward, outward = totals[Direction.INWARD], totals[Direction.OUTWARD]
    return IncomeStudy(
        inward=inward,
        outward=outward,
        lines=told,
        level=level,
        verdict=f"Inward: {inward or 'not known'}. Outward: {outward or 'not known'}. The two are never set off against each other.",
        warnings=_list_warnings(lines),
        recipe=Recipe(
            method="estimate.income",
            version=1,
            inputs_hash=hash_content([[line.name, line.direction, line.usd.tolist()] for line in lines]),
            settings={"level": level},
        ),
    )


def _add_up(lines: Sequence[IncomeLine], direction: Direction, *, level: float) -> Amount | None:
    same = [line.usd for line in lines if line.direction is direction]
    return summarise_amount(np.sum(same, axis=0), level=level, unit=UNIT) if same else None


def _list_warnings(lines: Sequence[IncomeLine]) -> tuple[str, ...]:
    told = []
    for direction in (Direction.INWARD, Direction.OUTWARD):
        same = [line for line in lines if line.direction is direction]
        if len(same) > 1:
            told.append(f"{direction.capitalize()}: {DOUBLE_COUNTING}")
        if len({line.stage for line in same}) > 1:
            told.append(f"{direction.capitalize()} flows mix income that is earned with income that is moved on.")
    told.extend(f"{line.name} may overlap with {write_names(line.overlaps)}." for line in lines if line.overlaps)
    return tuple(told)


def _check_lines(lines: Sequence[IncomeLine]) -> None:
    if not lines:
        raise UnusableIncomeError("no illicit flow is given, so there is nothing to add up. Give at least one line.")
    names = [line.name for line in lines]
    for line in lines:
        unknown = sorted(set(line.overlaps) - set(names))
        if names.count(line.name) > 1 or unknown:
            raise UnusableIncomeError(
                f"{line.name!r} stands twice, or overlaps with {unknown}, which is no line. Give each line one name."
            )
        if line.direction is Direction.NONE:
            raise UnusableIncomeError(
                f"{line.name!r} crosses no border, so it is no financial flow between countries. Leave it out."
            )
        if line.usd.shape != lines[0].usd.shape or line.usd.ndim != 1 or not line.usd.size:
            raise UnusableIncomeError(f"{line.name!r} has draws of shape {line.usd.shape}. Give as many as the others.")
        if not (np.isfinite(line.usd).all() and (line.usd >= 0).all()):
            raise UnusableIncomeError(
                f"{line.name!r} has a draw that is negative or missing. A flow the other way is a line of its own."
            )
