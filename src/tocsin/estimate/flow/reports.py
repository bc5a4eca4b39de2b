"""Which reports of trade are two views of the same flow?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from tocsin.estimate.flow.errors import UnknownHubError, UnusableReportsError
from tocsin.estimate.flow.inputs import Floats
from tocsin.terms.period import Period
from tocsin.terms.problem import nearest_or_all

Direction = Literal["import", "export", "re-export"]
Valuation = Literal["", "cif", "fob"]
DIRECTIONS: tuple[Direction, ...] = get_args(Direction)
VALUATIONS: tuple[Valuation, ...] = get_args(Valuation)

# Flows of like size to compare with: as many classes as leave each so many flows.
_CLASS_FLOWS, _MOST_CLASSES = 50, 20
# Ratios are compared to so many digits of their logarithm; chance puts a handful of pairs at the same one.
_RATIO_DIGITS, _LEAST_ALIKE = 5, 10

_Flow = tuple[str, str, str]  # importer, exporter, commodity


@dataclass(frozen=True)
class TradeReport:
    """What one country reports of its trade with another in a period; imports count as CIF unless they say FOB."""

    reporter: str
    partner: str
    flow: Direction
    period: Period
    value: float
    commodity: str = ""
    valuation: Valuation = ""

    @property
    def of(self) -> _Flow:
        """The flow it speaks of: importer, exporter and commodity."""
        pair = (self.reporter, self.partner) if self.flow == "import" else (self.partner, self.reporter)
        return (*pair, self.commodity)


@dataclass(frozen=True)
class PairedTrade:
    """Reports of N flows in T periods by both sides (N, T), NaN where there is none, with the CIF margin of each."""

    flows: tuple[_Flow, ...]
    periods: tuple[Period, ...]
    imported: Floats
    exported: Floats
    cif_low: Floats
    cif_high: Floats
    double_count: int
    filled_count: int


def check_hubs(hubs: Sequence[str], *, reports: Sequence[TradeReport]) -> None:
    """Refuse hubs of which no report tells, since a mistyped one would be judged like any other place."""
    known = {report.reporter for report in reports} | {report.partner for report in reports}
    unknown = [hub for hub in hubs if hub not in known]
    if unknown:
        hints = " ".join(f"{hub!r} is in no report. {nearest_or_all(hub, sorted(known))}" for hub in unknown)
        raise UnknownHubError(f"Hubs must be named as in the table, or they would not be set apart. {hints}")


def find_repeats(reports: Sequence[TradeReport]) -> list[tuple[int, int]]:
    """Find reports that say another value of the same thing than an earlier one: the places of both."""
    first: dict[tuple[object, ...], int] = {}
    repeats = []
    for at, report in enumerate(reports):
        key = (report.of, report.flow, report.period, report.valuation == "fob")
        if key in first and reports[first[key]].value != report.value:
            repeats.append((first[key], at))
        first.setdefault(key, at)
    return repeats


def pair_reports(reports: Sequence[TradeReport], *, cif: tuple[float, float]) -> PairedTrade:
    """Set the reports of both sides beside each other.

    Of an import reported with and without freight the value without is used, and no margin. Re-exports are taken off the
    exports of the same country, since the importer names the country of origin instead. Pairs of reports in exactly the ratio of
    many others are left out and counted: compilers fill in a missing report from the other side, times a fixed margin, and such
    a pair is one report.
    """
    _check_reports(reports)
    flows = tuple(sorted({report.of for report in reports}))
    periods = tuple(sorted({report.period for report in reports}))
    row = {flow: number for number, flow in enumerate(flows)}
    column = {period: number for number, period in enumerate(periods)}
    shape = (len(flows), len(periods))
    tables = {name: np.full(shape, np.nan) for name in ("cif", "fob", "export", "re-export")}
    for report in reports:
        name = report.flow if report.flow != "import" else "fob" if report.valuation == "fob" else "cif"
        tables[name][row[report.of], column[report.period]] = report.value
    is_fob = ~np.isnan(tables["fob"])
    exported = tables["export"] - np.nan_to_num(tables["re-export"])
    below = exported < 0
    if below.any():
        at, when = (int(index) for index in np.argwhere(below)[0])
        raise UnusableReportsError(
            f"{flows[at][1]} re-exports more to {flows[at][0]} in {periods[when]} than it exports there in all "
            f"({write_cases(int(below.sum()))}), so no export of its own could be told. Give exports with re-exports included."
        )
    imported = np.where(is_fob, tables["fob"], tables["cif"])
    is_filled = _find_filled(imported, exported)
    return PairedTrade(
        flows,
        periods,
        np.where(is_filled, np.nan, imported),
        np.where(is_filled, np.nan, exported),
        np.where(is_fob, 1.0, cif[0]),
        np.where(is_fob, 1.0, cif[1]),
        int((is_fob & ~np.isnan(tables["cif"])).sum()),
        int(is_filled.sum()),
    )


def group_peers(trade: PairedTrade, *, now: int, is_hub: Sequence[bool]) -> list[int]:
    """Number the group of peers of each flow: the same goods, and among many flows the same size class; -1 for hubs.

    Size is that of the larger report; each class has 50 flows or more.
    """
    size = np.fmax(trade.imported[:, now], trade.exported[:, now])
    both = ~np.isnan(trade.imported[:, now]) & ~np.isnan(trade.exported[:, now])
    goods = np.array([flow[2] for flow in trade.flows])
    found = np.full(len(size), -1, dtype=np.int64)
    taken = 0
    for name in sorted(set(goods.tolist())):
        member = np.flatnonzero((goods == name) & both & ~np.array(is_hub, dtype=np.bool_))
        classes = min(max(len(member) // _CLASS_FLOWS, 1), _MOST_CLASSES)
        for number, part in enumerate(np.array_split(member[np.argsort(size[member], kind="stable")], classes)):
            found[part] = taken + number
        taken += classes
    return [int(number) for number in found]


def _find_filled(imported: Floats, exported: Floats) -> NDArray[np.bool_]:
    """Say which pairs of reports (N, T) are in one exact ratio that far too many others are in too."""
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.round(np.log(imported / exported), _RATIO_DIGITS)
    known = np.isfinite(ratio)
    values, counts = np.unique(ratio[known], return_counts=True)
    many = values[counts >= _LEAST_ALIKE + known.sum() * 10.0 ** (1 - _RATIO_DIGITS)]
    return np.asarray(np.isin(ratio, many) & known)


def write_cases(count: int) -> str:
    """Write a count of cases."""
    return "1 case" if count == 1 else f"{count:,} cases"


def _check_reports(reports: Sequence[TradeReport]) -> None:
    reporters = {report.reporter for report in reports}
    if len(reporters) < 2:
        who = f"Only {next(iter(reporters))} reports" if reporters else "Nobody reports"
        raise UnusableReportsError(
            f"{who}, so no flow has a second view to compare it with. Add what its partners report of the same trade."
        )
    repeats = find_repeats(reports)
    if repeats:
        one, other = (reports[at] for at in repeats[0])
        raise UnusableReportsError(
            f"{one.reporter} reports two values, {one.value:g} and {other.value:g}, of one {one.flow} with {one.partner} in {one.period} "
            f"({write_cases(len(repeats))}), so which one counts is not known. Keep one, or give each its commodity."
        )
