import numpy as np
import pytest

from tests.support.threats import POINTS, make_claim, make_dossier, make_threat, no_figures
from tocsin.assess.scoring import score_threats
from tocsin.assess.sheet import ScoreReading, ScoreSheet


@pytest.fixture(scope="module")
def sheet() -> ScoreSheet:
    dossier = make_dossier([make_threat("a"), make_threat("b")], [make_claim("x", "a", "c1", low=4, high=6)])
    return score_threats(dossier, no_figures(dossier), threats=list(dossier.threats.values()), points=POINTS).sheet


SHARED = np.array([[0.7], [0.7]])


def make_reading(*, unknown_share: float) -> ScoreReading:
    """One cell, open in the first of two draws."""
    shape = (2, 1, 1)
    return ScoreReading(np.full(shape, 0.4), np.array([True, False]).reshape(shape), np.array([[unknown_share]]))


def test_an_open_cell_lies_at_the_shared_draw() -> None:
    assert make_reading(unknown_share=0.5).values(SHARED).ravel().tolist() == [0.7, 0.4]


def test_extremes_lie_at_the_ends_where_there_is_no_evidence() -> None:
    least, worst = make_reading(unknown_share=1.0).extremes(SHARED)
    assert (least.ravel().tolist(), worst.ravel().tolist()) == ([0.0, 0.0], [1.0, 1.0])


def test_what_weak_evidence_leaves_open_stays_random_in_the_extremes() -> None:
    least, worst = make_reading(unknown_share=0.9).extremes(SHARED)
    assert least.ravel().tolist() == worst.ravel().tolist() == [0.7, 0.4]


def test_bounds_lie_at_the_ends_where_there_is_no_evidence() -> None:
    least, worst = make_reading(unknown_share=1.0).bounds(SHARED)
    assert (least.ravel().tolist(), worst.ravel().tolist()) == ([0.0, 0.0], [1.0, 1.0])


@pytest.mark.parametrize(("shared", "expected"), [(0.7, ([0.4, 0.4], [0.7, 0.4])), (0.1, ([0.1, 0.4], [0.4, 0.4]))])
def test_bounds_of_weak_evidence_lie_at_what_it_says_and_at_the_shared_draw(
    shared: float, expected: tuple[list[float], list[float]]
) -> None:
    least, worst = make_reading(unknown_share=0.9).bounds(np.full_like(SHARED, shared))
    assert (least.ravel().tolist(), worst.ravel().tolist()) == expected


def test_criteria_beside_the_ranking_are_left_out_of_it(sheet: ScoreSheet) -> None:
    assert sheet.ranked().criterion_keys == ("c1", "c2", "c3")


def test_cells_follow_their_criteria_into_the_ranked_sheet(sheet: ScoreSheet) -> None:
    assert [cell.criterion for cell in sheet.ranked().cells] == ["c1", "c2", "c3"] * 2


def test_a_cell_is_found_by_its_names(sheet: ScoreSheet) -> None:
    assert sheet.cell("a", "c1").basis == "claims:x"


def test_bases_stand_threat_by_threat(sheet: ScoreSheet) -> None:
    assert sheet.basis == (("claims:x", "unknown", "unknown", "unknown"), ("unknown",) * 4)


def test_a_sheet_names_framework_and_version(sheet: ScoreSheet) -> None:
    assert sheet.framework == "small/1"
