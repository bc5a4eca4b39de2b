"""Is each pair of trade reports judged by what is normal for it, and never called illicit?"""

from collections.abc import Sequence

import numpy as np
import pytest

from tocsin.estimate.flow.errors import UnknownHubError, UnusableReportsError
from tocsin.estimate.flow.mirror import MirrorStudy, study_mirror
from tocsin.estimate.flow.reports import TradeReport, pair_reports
from tocsin.terms.period import Period

YEARS = tuple(range(2010, 2018))


def report_trade(*, pairs: int = 12, last: float = 1.0, number: int = 1) -> list[TradeReport]:
    """Report trade of many pairs with ordinary gaps; in the last year the imports of the first are off by a factor."""
    rng = np.random.default_rng(number)
    found = []
    for pair in range(pairs):
        importer, exporter = f"I{pair:02d}", f"X{pair:02d}"
        for year in YEARS:
            exported = float(rng.lognormal(5, 0.2))
            imported = exported * 1.08 * float(rng.lognormal(0, 0.05))
            imported *= last if (pair, year) == (0, YEARS[-1]) else 1.0
            found.append(TradeReport(importer, exporter, "import", Period.of_year(year), imported))
            found.append(TradeReport(exporter, importer, "export", Period.of_year(year), exported))
    return found


def study(
    reports: Sequence[TradeReport], *, hubs: Sequence[str] = (), period: str | None = None, least_peers: int = 10
) -> MirrorStudy:
    when = None if period is None else Period.parse(period)
    return study_mirror(reports, unit="USD", hubs=hubs, period=when, least_peers=least_peers)


@pytest.mark.parametrize(("last", "word"), [(4.0, "unusually high"), (0.2, "unusually low")])
def test_a_gap_unlike_past_and_peers_is_the_first_signal(last: float, word: str) -> None:
    first = study(report_trade(last=last)).flows[0]
    assert (first.importer, first.is_signal) == ("I00", True)
    assert word in first.explanation
    assert "its own past and its peers" in first.explanation


def test_a_period_before_the_jump_has_no_such_signal() -> None:
    assert "I00" not in {flow.importer for flow in study(report_trade(last=4.0), period="2016").signals}


def test_the_gap_spans_the_margin() -> None:
    flow = study(report_trade()).flows[0]
    assert flow.gap.low == pytest.approx(flow.imported - 1.10 * flow.exported)
    assert flow.gap.high == pytest.approx(flow.imported - 1.06 * flow.exported)


def test_no_text_speaks_of_an_illicit_amount() -> None:
    found = study(report_trade(last=4.0))
    told = [found.verdict, *found.warnings, *(flow.explanation for flow in found.flows)]
    assert not any("illicit" in text for text in told)
    assert "no estimate of illicit flows" in found.caveat


def test_a_hub_is_judged_by_its_past_alone_and_is_no_peer() -> None:
    found = study(report_trade(), hubs=["I00"])
    hub = next(flow for flow in found.flows if flow.is_hub)
    assert (hub.peers_low, hub.own_low is not None) == (None, True)
    assert {flow.peers_count for flow in found.flows if not flow.is_hub} == {10}


def test_a_hub_in_no_report_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(UnknownHubError, match=r"'I0l' is in no report\. Did you mean"):
        study(report_trade(), hubs=["I0l"])


def test_one_sided_reports_are_listed_and_not_judged() -> None:
    reports = [report for report in report_trade() if report.reporter != "X03" or report.period != Period.of_year(2017)]
    found = study(reports)
    assert [(flow.importer, flow.reported_by) for flow in found.one_sided] == [("I03", "I03")]
    assert "I03" not in {flow.importer for flow in found.flows}


def test_too_short_a_past_and_too_few_peers_give_no_verdict() -> None:
    reports = [report for report in report_trade(pairs=3) if report.period.start.year >= 2016]
    found = study(reports)
    assert (found.judged_count, found.signals) == (0, ())
    assert "none has a normal range" in found.verdict
    assert "fewer than 5 earlier periods" in found.warnings[0]


def test_a_report_of_zero_gives_no_ratio() -> None:
    year = Period.of_year(2017)
    reports = [r for r in report_trade() if not (r.reporter == "X02" and r.period == year)]
    found = study([*reports, TradeReport("X02", "I02", "export", year, 0.0)])
    flow = next(flow for flow in found.flows if flow.importer == "I02")
    assert (flow.ratio, flow.is_signal, "report of zero" in flow.explanation) == (None, False, True)


def test_an_import_valued_both_ways_counts_once_without_freight() -> None:
    year = Period.of_year(2017)
    reports = report_trade()
    reports.append(TradeReport("I00", "X00", "import", year, 77.0, valuation="fob"))
    found = study(reports)
    flow = next(flow for flow in found.flows if flow.importer == "I00")
    assert (flow.imported, flow.gap.low) == (77.0, flow.gap.high)
    assert any("1 import reported both" in warning for warning in found.warnings)


def test_reports_filled_in_from_the_other_side_are_not_compared() -> None:
    year = Period.of_year(2017)
    reports = report_trade()
    for pair in range(15):
        value = 100.0 + 7 * pair
        reports.append(TradeReport(f"J{pair:02d}", f"Y{pair:02d}", "import", year, value * 1.06))
        reports.append(TradeReport(f"Y{pair:02d}", f"J{pair:02d}", "export", year, value))
    found = study(reports)
    assert {flow.importer[0] for flow in found.flows} == {"I"}
    assert any("15 pairs of reports in exactly the same ratio" in warning for warning in found.warnings)


def test_re_exports_are_taken_off_exports() -> None:
    year = Period.of_year(2017)
    pair = [TradeReport("A", "H", "import", year, 50.0), TradeReport("H", "A", "export", year, 120.0)]
    trade = pair_reports([*pair, TradeReport("H", "A", "re-export", year, 80.0)], cif=(1.06, 1.10))
    assert trade.exported.tolist() == [[40.0]]


def test_re_exports_beyond_exports_are_refused() -> None:
    year = Period.of_year(2017)
    pair = [TradeReport("A", "H", "import", year, 50.0), TradeReport("H", "A", "export", year, 120.0)]
    with pytest.raises(UnusableReportsError, match="H re-exports more to A"):
        pair_reports([*pair, TradeReport("H", "A", "re-export", year, 130.0)], cif=(1.06, 1.10))


def test_flows_of_other_goods_are_no_peers() -> None:
    reports = report_trade()
    reports += [
        TradeReport(r.reporter, r.partner, r.flow, r.period, r.value * 3, commodity="gold")
        for r in report_trade(pairs=11, number=2)
    ]
    assert {flow.peers_count for flow in study(reports, least_peers=3).flows if flow.commodity == "gold"} == {10}


def test_many_flows_are_compared_with_those_of_like_size() -> None:
    found = study(report_trade(pairs=120))
    assert {flow.peers_count for flow in found.flows} == {59}


def test_far_more_signals_than_chance_are_warned_of() -> None:
    rng = np.random.default_rng(5)
    year = Period.of_year(2017)
    reports = []
    for pair in range(100):
        reports.append(TradeReport(f"I{pair}", f"X{pair}", "import", year, float(np.exp(rng.standard_cauchy() / 4))))
        reports.append(TradeReport(f"X{pair}", f"I{pair}", "export", year, 1.0))
    assert any("times what chance would give" in warning for warning in study(reports).warnings)


def test_one_reporter_only_is_refused() -> None:
    with pytest.raises(UnusableReportsError, match="Only I00 reports"):
        study([report for report in report_trade() if report.reporter == "I00"])


def test_no_reports_are_refused() -> None:
    with pytest.raises(UnusableReportsError, match="Nobody reports"):
        study([])


def test_a_period_without_both_sides_is_refused_with_those_that_have_them() -> None:
    with pytest.raises(UnusableReportsError, match=r"by both sides in 2009.*Periods with both: 2010"):
        study(report_trade(), period="2009")


def test_reports_of_imports_alone_are_refused() -> None:
    with pytest.raises(UnusableReportsError, match="by both sides in any period"):
        study([report for report in report_trade() if report.flow == "import"])


def test_reports_all_filled_in_are_refused_with_the_reason() -> None:
    year = Period.of_year(2017)
    reports = []
    for pair in range(12):
        reports.append(TradeReport("A", f"X{pair}", "import", year, 1.06 * (100 + pair)))
        reports.append(TradeReport(f"X{pair}", "A", "export", year, 100.0 + pair))
    with pytest.raises(UnusableReportsError, match="12 pairs of reports in exactly the same ratio"):
        study(reports)


def test_two_values_of_one_report_are_refused() -> None:
    reports = report_trade()
    with pytest.raises(UnusableReportsError, match="reports two values"):
        study([*reports, TradeReport("I00", "X00", "import", Period.of_year(2010), 1.0)])


def report_two(*, imported: float, exported: float) -> list[TradeReport]:
    year = Period.of_year(2017)
    return [TradeReport("I", "X", "import", year, imported), TradeReport("X", "I", "export", year, exported)]


def test_two_reports_of_zero_have_no_gap() -> None:
    found = study(report_two(imported=0, exported=0))
    assert (found.flows[0].gap.range, "No gap is beyond" in found.verdict) == ("0", True)


def test_a_difference_that_only_rounding_makes_is_no_gap() -> None:
    found = study_mirror(report_two(imported=1.1 * 3.3, exported=3.3), unit="USD", cif=(1.1, 1.1))
    assert (found.flows[0].gap.low, found.flows[0].gap.high) == (0, 0)


def test_a_gap_has_no_probability() -> None:
    assert "level" not in study(report_two(imported=9, exported=3)).flows[0].gap.model_dump()
