"""Do probabilities and verdicts become graded claims that a reviewer can undo?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.support.doubles import Doubles, invent_doubles
from tocsin.estimate import links as module
from tocsin.estimate.link_records import EventRows, LinkClaim, LinkSettings, LinkState, LinkStudy, Verdict
from tocsin.estimate.links import list_blocks, study_links
from tocsin.methods.link.pairs import PairCount
from tocsin.methods.link.probability import LevelWeight, LinkResult

THREE = EventRows(
    key=("a", "b", "c"), agency=("customs", "police", "police"), day=(10, 11, None), place=("Port  North", "port north", None),
    kind=("x", "x", "x"), amount=(5.0, 5.0, None),
)  # fmt: skip


def invent_result(
    *, failed_refits: int = 0, failed_sessions: int = 0, is_learnt: bool = True, has_interval: bool = True
) -> LinkResult:
    known = 1.0 if has_interval else np.nan
    return LinkResult(
        left=np.array([0, 0]), right=np.array([1, 2]), prob=np.array([0.97, 0.3]), prob_low=known * np.array([0.9, 0.1]),
        prob_high=known * np.array([0.99, 0.6]), agreement=np.array([[1, 0, 0, 0], [-1, -1, 0, -1]]),
        weights=(LevelWeight("day", "within 0", 0.5, 0.1, is_learnt),), prevalence_prob=0.4,
        pairs=PairCount(np.array([1, 1]), 2, 3), replicates=5, failed_refits=failed_refits,
        failed_sessions=failed_sessions, unconverged_sessions=0,
    )  # fmt: skip


@pytest.fixture
def study(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> LinkStudy:
    """Study three events with a result that is given, so that no table engine is started."""
    options = getattr(request, "param", {})
    review = options.pop("review", None) if "review" in options else None
    monkeypatch.setattr(module, "link_records", lambda *_, **__: invent_result(**options))
    return study_links(THREE, settings=LinkSettings(), seed=1, review=review)


def find(study: LinkStudy, left: str, right: str) -> LinkClaim:
    (claim,) = [link for link in study.links if (link.left, link.right) == (left, right)]
    return claim


def test_a_clear_link_is_likely_and_graded_so(study: LinkStudy) -> None:
    claim = find(study, "a", "b")
    assert (claim.state, claim.grade) == (LinkState.LIKELY, "6x6:F2")


def test_a_doubtful_link_is_uncertain_and_graded_so(study: LinkStudy) -> None:
    claim = find(study, "a", "c")
    assert (claim.state, claim.grade) == (LinkState.UNCERTAIN, "6x6:F4")


def test_what_is_missing_is_said_to_be_not_known(study: LinkStudy) -> None:
    assert find(study, "a", "c").agreement["amount"] == "not known"


def test_likely_links_are_suggested_as_a_cluster(study: LinkStudy) -> None:
    assert study.suggested_clusters == (("a", "b"),)


def test_doubles_expected_are_the_sum_of_probabilities(study: LinkStudy) -> None:
    figure = study.doubles
    assert (figure.low, figure.value, figure.high) == pytest.approx((1.0, 1.27, 1.59))


@pytest.mark.parametrize("study", [{"review": {("a", "b"): Verdict.REJECT}}], indirect=True)
def test_rejecting_a_link_undoes_it(study: LinkStudy) -> None:
    assert (study.suggested_clusters, find(study, "a", "b").grade) == ((), "6x6:F5")


@pytest.mark.parametrize("study", [{"review": {("a", "c"): Verdict.ACCEPT}}], indirect=True)
def test_an_accepted_link_counts_as_one(study: LinkStudy) -> None:
    assert find(study, "a", "c").grade == "6x6:F1"
    assert study.doubles.low == pytest.approx(1.9)


@pytest.mark.parametrize("study", [{"review": {("a", "b"): Verdict.UNSURE}}], indirect=True)
def test_an_unsure_reviewer_leaves_a_link_open(study: LinkStudy) -> None:
    claim = find(study, "a", "b")
    assert (claim.state, claim.grade, study.suggested_clusters) == (LinkState.UNCERTAIN, "6x6:F6", ())


@pytest.mark.parametrize("study", [{"review": {("b", "c"): Verdict.ACCEPT}}], indirect=True)
def test_a_reviewer_may_link_what_was_not_found(study: LinkStudy) -> None:
    claim = find(study, "b", "c")
    assert (claim.prob, claim.state) == (None, LinkState.ACCEPTED)


@pytest.mark.parametrize("study", [{"review": {("a", "c"): Verdict.ACCEPT, ("b", "c"): Verdict.REJECT}}], indirect=True)
def test_a_rejected_pair_in_a_cluster_is_told(study: LinkStudy) -> None:
    assert any("rejected b and c" in warning for warning in study.warnings)


@pytest.mark.parametrize("study", [{"review": {("a", "c"): Verdict.ACCEPT}}], indirect=True)
def test_one_event_linked_to_two_of_one_agency_is_told(study: LinkStudy) -> None:
    assert any("several events of one other agency: a." in warning for warning in study.warnings)


@pytest.mark.parametrize("study", [{"failed_refits": 2}], indirect=True)
def test_failed_refits_are_told(study: LinkStudy) -> None:
    assert any(warning.startswith("2 of 5 parts") for warning in study.warnings)


@pytest.mark.parametrize("study", [{"failed_sessions": 1, "is_learnt": False}], indirect=True)
def test_what_was_not_learnt_is_told(study: LinkStudy) -> None:
    starts = ("1 of the two rules", "No link was seen with these")
    assert [start for start in starts if not any(warning.startswith(start) for warning in study.warnings)] == []


@pytest.mark.parametrize("study", [{"has_interval": False}], indirect=True)
def test_without_intervals_nothing_is_likely(study: LinkStudy) -> None:
    states = {link.state for link in study.links}
    assert (states, any("No intervals" in warning for warning in study.warnings)) == ({LinkState.UNCERTAIN}, True)


@pytest.mark.parametrize("study", [{"has_interval": False}], indirect=True)
def test_doubles_have_no_interval_where_a_link_has_none(study: LinkStudy) -> None:
    told = (study.doubles.low, study.doubles.high, "interval not known" in study.verdict)
    assert told == (None, None, True)
    assert study.doubles.value == pytest.approx(1.27)


REVIEWED = {("a", "b"): Verdict.ACCEPT, ("a", "c"): Verdict.REJECT}


@pytest.mark.parametrize("study", [{"has_interval": False, "review": REVIEWED}], indirect=True)
def test_doubles_that_a_reviewer_settled_need_no_interval_of_links(study: LinkStudy) -> None:
    assert (study.doubles.low, study.doubles.value, study.doubles.high) == (1, 1, 1)


@pytest.mark.parametrize("study", [{"review": {("b", "c"): Verdict.UNSURE}}], indirect=True)
def test_doubles_have_no_interval_where_an_open_link_was_never_found(study: LinkStudy) -> None:
    assert study.doubles.low is None


def test_equal_rows_that_are_not_linked_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing, ends = np.array([], dtype=np.int64), np.array([])
    empty = replace(invent_result(), left=nothing, right=nothing, prob=ends, prob_low=ends, prob_high=ends)
    monkeypatch.setattr(module, "link_records", lambda *_, **__: empty)
    twins = EventRows(("a", "b"), ("customs", "police"), (10, 10), ("North", "north"), ("x", "x"), (5.0, 5.0))
    found = study_links(twins, settings=LinkSettings(), seed=1)
    assert found.verdict.startswith("2 rows are equal to another")
    assert any("are not linked: a, b." in warning for warning in found.warnings)


def test_blank_cells_are_told(study: LinkStudy) -> None:
    assert any("1 of 3 rows without a place" in warning for warning in study.warnings)


def test_few_links_to_learn_from_are_told(study: LinkStudy) -> None:
    assert any("too few to learn" in warning for warning in study.warnings)


def test_case_and_spacing_of_a_place_set_nothing_apart() -> None:
    assert list_blocks(THREE)[0, 3] == list_blocks(THREE)[1, 3] >= 0


def test_rows_without_a_day_are_in_no_block_of_days() -> None:
    assert list_blocks(THREE)[2].tolist() == [-1, -1, -1, -1]


def test_two_days_apart_always_share_a_week() -> None:
    days = EventRows(("a", "b"), ("p", "c"), (0, 0), ("x", "x"), ("k", "k"), (1.0, 2.0))
    for day in range(30):
        blocks = list_blocks(EventRows(**{**vars(days), "day": (day, day + 2)}))
        assert (blocks[0, :2] == blocks[1, :2]).any()


@pytest.fixture(scope="module")
def planted() -> Doubles:
    return invent_doubles()


@pytest.mark.slow
def test_planted_doubles_are_found_as_well_as_the_manual_says(planted: Doubles) -> None:
    found = study_links(planted.events, settings=LinkSettings(), seed=1)
    likely = {(link.left, link.right) for link in found.links if link.state is LinkState.LIKELY}
    right = len(likely & planted.planted)
    assert (right / len(likely) > 0.97, right / len(planted.planted) > 0.88) == (True, True)


@pytest.mark.slow
def test_the_number_of_planted_doubles_lies_in_its_interval(planted: Doubles) -> None:
    figure = study_links(planted.events, settings=LinkSettings(), seed=1).doubles
    assert figure.low is not None
    assert figure.high is not None
    assert figure.low <= len(planted.planted) <= figure.high
