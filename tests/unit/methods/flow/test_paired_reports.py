"""Is a gap judged against its own past and its peers, and against nothing where there is too little?"""

import numpy as np
import pytest

from tocsin.methods.flow.errors import FlowShapeError, FlowValueError
from tocsin.methods.flow.paired_reports import PairedReports, compare_reports

PAST = [1.0, 1.1, 0.9, 1.05, 0.95, 1.02]


def compare(last: float, *, past: list[float] | None = None, factor: tuple[float, float] = (1.0, 1.0)) -> PairedReports:
    received = [[*(PAST if past is None else past), last]]
    low, high = factor
    return compare_reports(received, np.ones((1, len(received[0]))), factor_low=low, factor_high=high, peers=[-1])


@pytest.mark.parametrize(("last", "side"), [(1.0, 0), (1.3, 0), (3.0, 1), (0.3, -1)])
def test_a_ratio_is_a_signal_only_outside_its_own_past(last: float, side: int) -> None:
    found = compare(last)
    assert found.side(found.own).tolist() == [side]


def test_the_range_is_median_and_scaled_deviation() -> None:
    found = compare(1.0).own
    logs = np.log(PAST)
    spread = np.median(np.abs(logs - np.median(logs))) * 1.4826 * 1.2
    assert found.centre[0] == pytest.approx(np.median(logs))
    assert (found.high[0] - found.centre[0]) / (spread * np.sqrt(1 + np.pi / 12)) == pytest.approx(4.69, abs=0.01)


def test_one_wild_year_in_the_past_hardly_moves_the_range() -> None:
    calm, wild = compare(1.0).own, compare(1.0, past=[*PAST[:-1], 50.0]).own
    assert wild.high[0] < calm.high[0] + 0.3


def test_too_short_a_past_gives_no_range() -> None:
    found = compare(9.0, past=PAST[:4])
    assert (np.isnan(found.own.high[0]), found.own.sample[0], found.side(found.own)[0]) == (True, 4, 0)


def test_a_past_without_spread_is_still_as_unsure_as_the_factor() -> None:
    found = compare(1.05, past=[1.0] * 6, factor=(1.0, 1.1))
    assert found.side(found.own).tolist() == [0]


def test_the_gap_spans_the_factor() -> None:
    found = compare(2.0, factor=(1.1, 1.5))
    assert (found.gap_low[0], found.gap_high[0]) == (pytest.approx(0.5), pytest.approx(0.9))


def test_peers_are_all_others_of_the_group() -> None:
    received = np.exp(np.random.default_rng(1).normal(0, 0.1, (14, 1)))
    received[3] = 9.0
    groups = [0] * 13 + [-1]
    found = compare_reports(received, np.ones((14, 1)), factor_low=1, factor_high=1, peers=groups, level=0.999)
    assert np.flatnonzero(found.side(found.peers)).tolist() == [3]
    assert found.peers.sample.tolist() == [12] * 13 + [0]


@pytest.mark.parametrize("count", [11, 12])
def test_each_peer_range_leaves_the_flow_itself_out(count: int) -> None:
    logs = np.random.default_rng(count).integers(0, 5, count) / 10
    found = compare_reports(
        np.exp(logs)[:, None], np.ones((count, 1)), factor_low=1, factor_high=1, peers=[0] * count
    ).peers
    alone = [np.median(np.delete(logs, flow)) for flow in range(count)]
    spread = [np.median(np.abs(np.delete(logs, flow) - alone[flow])) for flow in range(count)]
    assert found.centre == pytest.approx(np.array(alone))
    assert (
        np.argsort(found.high - found.centre, kind="stable").tolist()
        == np.argsort(np.round(spread, 9), kind="stable").tolist()
    )


def test_too_few_peers_give_no_range() -> None:
    found = compare_reports(np.ones((5, 1)), np.ones((5, 1)), factor_low=1, factor_high=1, peers=[0] * 5)
    assert np.isnan(found.peers.high).all()


@pytest.mark.parametrize(("received", "sent"), [(0.0, 1.0), (1.0, 0.0), (np.nan, 1.0)])
def test_a_side_that_is_zero_or_silent_gives_no_ratio(received: float, sent: float) -> None:
    found = compare_reports([[*PAST, received]], [[1.0] * 6 + [sent]], factor_low=1, factor_high=1, peers=[-1])
    assert (np.isnan(found.ratio[0]), found.side(found.own)[0]) == (True, 0)


def test_an_earlier_period_can_be_judged() -> None:
    found = compare_reports([[*PAST, 9.0, 1.0]], np.ones((1, 8)), factor_low=1, factor_high=1, peers=[-1], judged=6)
    assert found.side(found.own).tolist() == [1]


@pytest.mark.slow
@pytest.mark.parametrize("periods", [6, 8, 11, 31])
def test_ordinary_ratios_fall_inside_as_often_as_they_should(periods: int) -> None:
    logs = np.random.default_rng(periods).normal(0, 0.3, (4_000, periods))
    found = compare_reports(np.exp(logs), np.ones(logs.shape), factor_low=1, factor_high=1, peers=[-1] * 4_000)
    assert 0.94 < (found.side(found.own) == 0).mean() < 0.985


def test_reports_of_different_flows_are_refused() -> None:
    with pytest.raises(FlowShapeError, match="not of the same flows"):
        compare_reports([[1.0]], [[1.0, 2.0]], factor_low=1, factor_high=1, peers=[0])


def test_a_period_that_is_not_there_is_refused() -> None:
    with pytest.raises(FlowShapeError, match="period 7 is to be judged"):
        compare_reports([[1.0]], [[1.0]], factor_low=1, factor_high=1, peers=[0], judged=7)


def test_factors_of_other_reports_are_refused() -> None:
    with pytest.raises(FlowShapeError, match="factors of shape"):
        compare_reports([[1.0]], [[1.0]], factor_low=[1, 1], factor_high=1, peers=[0])


@pytest.mark.parametrize(
    "settings", [{"factor_low": 0.0}, {"factor_low": 3.0}, {"least_history": 2}, {"least_peers": 1}, {"level": 1.0}]
)
def test_settings_outside_their_range_are_refused(settings: dict[str, float]) -> None:
    given = {"factor_low": 1.0, "factor_high": 1.1, **settings}
    with pytest.raises(FlowValueError):
        compare_reports([[1.0]], [[1.0]], peers=[0], **given)  # type: ignore[arg-type]  # a mixed mapping


def test_a_negative_report_is_refused() -> None:
    with pytest.raises(FlowValueError, match="what was sent has -1"):
        compare_reports([[1.0]], [[-1.0]], factor_low=1, factor_high=1, peers=[0])
