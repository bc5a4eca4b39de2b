"""Where do the trade reports of two countries disagree more than they usually do?

A signal says that two reports differ out of the ordinary. It never says why, and its gap is no amount of illicit trade.
"""

from collections.abc import Sequence

import numpy as np

from tocsin.dossier.records.record import Record
from tocsin.estimate.flow.errors import UnusableReportsError
from tocsin.estimate.flow.figures import GapRange, write_count, write_number
from tocsin.estimate.flow.reports import PairedTrade, TradeReport, check_hubs, group_peers, pair_reports
from tocsin.methods.flow.paired_reports import NormalRange, PairedReports, compare_reports
from tocsin.terms.period import Period
from tocsin.terms.recipe import Recipe, Setting, hash_content

# Bounds of a flow's import value as a multiple of its export value when both are right; no more than a convention, so it
# is a range: the IMF's Direction of Trade Statistics use 1.06 (marini2018), earlier 1.10.
USUAL_CIF = (1.06, 1.10)
# A gap under this share of the larger report is rounding.
_ROUNDING = 1e-12
CAVEAT = (
    "A signal says that two reports differ more than usual. Valuation, time lags, transit, re-export, classification and plain "
    "error do that as well as crime. It is no estimate of illicit flows: use it to choose what to look at."
)


class MirrorFlow(Record):
    """One flow in the judged period: both reports, their gap over the whole range of the CIF margin, and what is normal.

    Ratios are imports over exports after the margin: 1 where both agree. A range is None where there is too little to say.
    """

    importer: str
    exporter: str
    commodity: str
    imported: float
    exported: float
    gap: GapRange
    ratio: float | None
    own_low: float | None
    own_high: float | None
    own_periods: int
    peers_low: float | None
    peers_high: float | None
    peers_count: int
    is_hub: bool
    is_signal: bool
    explanation: str


class OneSided(Record):
    """A flow that only one side reports in the judged period."""

    importer: str
    exporter: str
    commodity: str
    reported_by: str
    value: float


class MirrorStudy(Record):
    """All flows of one period that both sides report, which are signals, and what could not be judged."""

    period: str
    unit: str
    level: float
    cif_low: float
    cif_high: float
    flows: tuple[MirrorFlow, ...]
    one_sided: tuple[OneSided, ...]
    judged_count: int
    expected_by_chance: float
    verdict: str
    warnings: tuple[str, ...]
    caveat: str = CAVEAT
    recipe: Recipe

    @property
    def signals(self) -> tuple[MirrorFlow, ...]:
        """The flows whose reports differ more than usual, the largest gap first."""
        return tuple(flow for flow in self.flows if flow.is_signal)


def study_mirror(
    reports: Sequence[TradeReport],
    *,
    unit: str,
    cif: tuple[float, float] = USUAL_CIF,
    hubs: Sequence[str] = (),
    period: Period | None = None,
    least_history: int = 5,
    least_peers: int = 10,
    level: float = 0.95,
) -> MirrorStudy:
    """Judge each flow that both sides report against its own past and against other flows of the same goods.

    The last period with a flow reported by both sides is judged, or the one asked for. Peers are other flows of the same goods
    and of like size, since reports of small flows differ more. Flows to or from a hub are compared with their own past
    only, and are no peers of others. Flows that one side alone reports are listed, never counted as zero.

    Raises
    ------
    UnusableReportsError
        If no flow is reported by both sides in the period, or a report is given twice with different values.
    UnknownHubError
        If a hub is in no report.
    """
    check_hubs(hubs, reports=reports)
    trade = pair_reports(reports, cif=cif)
    now = _find_period(trade, period=period)
    is_hub = [bool({flow[0], flow[1]} & set(hubs)) for flow in trade.flows]
    peers = group_peers(trade, now=now, is_hub=is_hub)
    compared = compare_reports(
        trade.imported,
        trade.exported,
        factor_low=trade.cif_low,
        factor_high=trade.cif_high,
        peers=peers,
        judged=now,
        least_history=least_history,
        least_peers=least_peers,
        level=level,
    )
    flows = _list_flows(trade, compared, now=now, is_hub=is_hub, unit=unit)
    judged = sum(flow.own_low is not None or flow.peers_low is not None for flow in flows)
    one_sided = _list_one_sided(trade, now=now)
    return MirrorStudy(
        period=str(trade.periods[now]),
        unit=unit,
        level=level,
        cif_low=cif[0],
        cif_high=cif[1],
        flows=flows,
        one_sided=one_sided,
        judged_count=judged,
        expected_by_chance=_expect_by_chance(flows, level=level),
        verdict=_write_verdict(flows, judged=judged, period=str(trade.periods[now]), level=level),
        warnings=_list_warnings(trade, flows, hubs=hubs, one_sided=one_sided, least_history=least_history, level=level),
        recipe=_write_recipe(reports, cif=cif, hubs=hubs, least=(least_history, least_peers), level=level),
    )


def _write_recipe(
    reports: Sequence[TradeReport],
    *,
    cif: tuple[float, float],
    hubs: Sequence[str],
    least: tuple[int, int],
    level: float,
) -> Recipe:
    settings: dict[str, Setting] = {"cif": cif, "hubs": tuple(hubs), "level": level}
    settings |= {"least_history": least[0], "least_peers": least[1]}
    facts = [_list_facts(report) for report in reports]
    return Recipe(method="estimate.mirror", version=2, inputs_hash=hash_content(facts), settings=settings)


def _list_facts(report: TradeReport) -> tuple[str | float, ...]:
    when = f"{report.period.start}/{report.period.end}"
    return (report.reporter, report.partner, report.flow, when, report.value, report.commodity, report.valuation)


def _find_period(trade: PairedTrade, *, period: Period | None) -> int:
    both = np.asarray((~np.isnan(trade.imported) & ~np.isnan(trade.exported)).any(axis=0))
    if period is not None and period in trade.periods and both[trade.periods.index(period)]:
        return trade.periods.index(period)
    if period is not None or not both.any():
        when = "in any period" if period is None else f"in {period}"
        known = ", ".join(str(trade.periods[at]) for at in np.flatnonzero(both)) or "none"
        raise UnusableReportsError(
            f"no flow is reported by both sides {when}, so there is nothing to compare. Give the imports that one country reports from "
            f"another and the exports that the other reports to it. Periods with both: {known}." + _blame_filling(trade)
        )
    return int(np.flatnonzero(both)[-1])


def _blame_filling(trade: PairedTrade) -> str:
    if not trade.filled_count:
        return ""
    return (
        f" {write_count(trade.filled_count, 'pair')} of reports in exactly the same ratio as many others did not count: one side was "
        "filled in from the other. Give what each side reported itself."
    )


def _list_flows(
    trade: PairedTrade, compared: PairedReports, *, now: int, is_hub: Sequence[bool], unit: str
) -> tuple[MirrorFlow, ...]:
    """List the flows that both sides report: signals first, and the largest gaps first of either."""
    own, beside = compared.side(compared.own), compared.side(compared.peers)
    told: list[MirrorFlow] = []
    for at in np.flatnonzero(~np.isnan(compared.gap_low)).tolist():
        importer, exporter, commodity = trade.flows[at]
        own_range, peer_range = _read_range(compared.own, at), _read_range(compared.peers, at)
        ratio = float(compared.ratio[at])
        told.append(
            MirrorFlow(
                importer=importer,
                exporter=exporter,
                commodity=commodity,
                imported=float(trade.imported[at, now]),
                exported=float(trade.exported[at, now]),
                gap=_tell_gap(compared, at=at, reports=(trade.imported[at, now], trade.exported[at, now]), unit=unit),
                ratio=None if np.isnan(ratio) else float(np.exp(ratio)),
                own_low=own_range[0],
                own_high=own_range[1],
                own_periods=int(compared.own.sample[at]),
                peers_low=peer_range[0],
                peers_high=peer_range[1],
                peers_count=int(compared.peers.sample[at]),
                is_hub=is_hub[at],
                is_signal=bool(own[at] or beside[at]),
                explanation=_explain(int(own[at]), int(beside[at]), ratio=ratio, is_known=(own_range, peer_range)),
            )
        )
    return tuple(sorted(told, key=lambda flow: (not flow.is_signal, -abs(flow.gap.middle))))


def _tell_gap(compared: PairedReports, *, at: int, reports: tuple[float, float], unit: str) -> GapRange:
    """The gap of one flow; a difference that only rounding in the machine makes is none."""
    least = _ROUNDING * max(reports)
    low, high = (0.0 if abs(end) <= least else float(end) for end in (compared.gap_low[at], compared.gap_high[at]))
    return GapRange(low=low, high=high, unit=unit)


_Range = tuple[float | None, float | None]


def _read_range(normal: NormalRange, at: int) -> _Range:
    if np.isnan(normal.centre[at]):
        return None, None
    return float(np.exp(normal.low[at])), float(np.exp(normal.high[at]))


def _explain(own: int, beside: int, *, ratio: float, is_known: tuple[_Range, _Range]) -> str:
    if np.isnan(ratio):
        return "a report of zero, so there is no ratio to judge"
    if is_known[0][0] is None and is_known[1][0] is None:
        return "no normal range: too short a history and too few peers"
    against = [word for word, side in (("its own past", own), ("its peers", beside)) if side]
    if not against:
        return "inside its normal range"
    if own * beside < 0:
        return "outside both normal ranges, on opposite sides"
    return f"imports are unusually {'high' if own + beside > 0 else 'low'} for the exports, against {' and '.join(against)}"


def _list_one_sided(trade: PairedTrade, *, now: int) -> tuple[OneSided, ...]:
    """List the flows that one side alone reports, the largest first."""
    found = []
    for at, (importer, exporter, commodity) in enumerate(trade.flows):
        imported, exported = float(trade.imported[at, now]), float(trade.exported[at, now])
        if np.isnan(imported) == np.isnan(exported):
            continue
        reporter, value = (exporter, exported) if np.isnan(imported) else (importer, imported)
        found.append(
            OneSided(importer=importer, exporter=exporter, commodity=commodity, reported_by=reporter, value=value)
        )
    return tuple(sorted(found, key=lambda flow: (-flow.value, flow.importer, flow.exporter)))


def _expect_by_chance(flows: Sequence[MirrorFlow], *, level: float) -> float:
    """How many signals ordinary flows would give by chance: at most one chance for each range a flow is judged by."""
    ranges = sum((flow.own_low is not None) + (flow.peers_low is not None) for flow in flows if flow.ratio is not None)
    return (1 - level) * ranges


def _write_verdict(flows: Sequence[MirrorFlow], *, judged: int, period: str, level: float) -> str:
    found = sum(flow.is_signal for flow in flows)
    if not judged:
        gaps = sum(not flow.gap.low <= 0 <= flow.gap.high for flow in flows)
        return (
            f"{write_count(len(flows), 'flow')} reported by both sides in {period}, and none has a normal range: the history is too "
            f"short and there are too few peers. {_say_gaps(gaps)}"
        )
    chance = _expect_by_chance(flows, level=level)
    verb = "is a signal" if found == 1 else "are signals"
    return (
        f"Of {write_count(len(flows), 'flow')} reported by both sides in {period}, {judged:,} can be judged and {found:,} {verb}: "
        f"outside the {level:.0%} range that is normal for it. Up to {write_number(chance)} would be so by chance."
    )


def _say_gaps(gaps: int) -> str:
    """Say how many gaps there are that the margin does not explain, where none can be judged."""
    if not gaps:
        return "No gap is beyond what the margin explains."
    return f"{write_count(gaps, 'gap')} beyond what the margin explains, but nothing says which {'is' if gaps == 1 else 'are'} unusual."


def _list_warnings(
    trade: PairedTrade,
    flows: Sequence[MirrorFlow],
    *,
    hubs: Sequence[str],
    one_sided: Sequence[OneSided],
    least_history: int,
    level: float,
) -> tuple[str, ...]:
    short = [flow for flow in flows if flow.own_low is None and flow.ratio is not None]
    zero = sum(flow.ratio is None for flow in flows)
    told = (
        short
        and f"{write_count(len(short), 'flow')} with fewer than {least_history} earlier periods: no normal range from their own past"
        + (", and signals among them rest on peers alone." if any(flow.is_signal for flow in short) else "."),
        one_sided
        and f"{write_count(len(one_sided), 'flow')} reported by one side only: not compared, and not counted as zero.",
        zero and f"{write_count(zero, 'flow')} with a report of zero: no ratio.",
        trade.double_count
        and f"{write_count(trade.double_count, 'import')} reported both with and without freight and insurance: the value without "
        "was used.",
        _warn_spread(flows, level=level),
        trade.filled_count
        and f"{write_count(trade.filled_count, 'pair')} of reports in exactly the same ratio as many others, in all periods: one side "
        "was filled in from the other by whoever compiled the table, so there is only one report. They are not compared.",
        not hubs
        and "No re-export hub is named: goods that pass through one can look like a gap with every partner of it. Name hubs with --hub, or "
        "in `hubs` of a dossier's study.",
    )
    return tuple(line for line in told if line)


def _warn_spread(flows: Sequence[MirrorFlow], *, level: float) -> str:
    found, chance = sum(flow.is_signal for flow in flows), _expect_by_chance(flows, level=level)
    if found <= 2 * chance or found < 10:
        return ""
    return (
        f"{found:,} signals are {found / chance:.1f} times what chance would give at most: reports of these flows differ so "
        "widely that many signals are ordinary. Take the first of the list, not all."
    )
