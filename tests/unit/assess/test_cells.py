import numpy as np
import pytest

from tests.support.threats import (
    POINTS,
    make_claim,
    make_dossier,
    make_figures,
    make_framework,
    make_threat,
    no_figures,
)
from tocsin.assess.cells import Cell, print_score, score_cell
from tocsin.assess.sheet import CellScore
from tocsin.dossier.records.evidence import Claim
from tocsin.dossier.records.framework import Framework
from tocsin.dossier.records.judgement import Score

LARGE = np.full(POINTS.draws, 1e8) * np.linspace(0.5, 2, POINTS.draws)
UNKNOWN_DRAW = np.linspace(0, 1, POINTS.draws)


def make_money_framework() -> Framework:
    plain = make_framework()
    value = {"kind": "logarithmic", "least_at": 1e6, "worst_at": 1e10, "unit": "USD/year", "reason": "invented"}
    first = plain.criteria[0].model_validate({**plain.criteria[0].model_dump(), "value": value})
    return plain.model_copy(update={"criteria": (first, *plain.criteria[1:])})


def make_score(*, low: float, high: float) -> Score:
    return Score.model_validate(
        {"threat": "a", "criterion": "c1", "low": low, "high": high, "author": "unit head", "rationale": "r"}
    )


def score(*claims: Claim, scores: tuple[Score, ...] = ()) -> Cell:
    dossier = make_dossier([make_threat("a")], claims, scores=scores)
    return score_cell(
        dossier,
        no_figures(dossier),
        threat=dossier.threats["a"],
        criterion=dossier.framework.criteria[0],
        points=POINTS,
    )


def score_figure(*, residual: float = 0.0, is_gap: bool = False, is_assumed: bool = False, unit: str = "USD/year",
                 claims: tuple[Claim, ...] = (), scores: tuple[Score, ...] = ()) -> Cell:  # fmt: skip
    threat = make_threat("a", figures={"c1": "income"})
    dossier = make_dossier([threat], claims, framework=make_money_framework(), scores=scores)
    figures = make_figures(
        dossier, {"income": LARGE}, unit=unit, residual=residual, is_gap=is_gap, is_assumed=is_assumed
    )
    return score_cell(dossier, figures, threat=threat, criterion=dossier.framework.criteria[0], points=POINTS)


def show(cell: Cell) -> CellScore:
    return print_score(cell, threat="a", criterion=make_framework().criteria[0], unknown_draw=UNKNOWN_DRAW)


def list_rules(cell: Cell) -> list[str]:
    return [finding.rule for finding in cell.findings]


def test_without_evidence_the_whole_scale_is_open() -> None:
    assert (show(score()).low, show(score()).high, score().basis) == (0.0, 10.0, "unknown")


def test_an_unknown_score_has_no_middle() -> None:
    assert show(score()).value is None


def test_claims_are_the_basis_that_is_named() -> None:
    claims = [make_claim("x", "a", "c1", low=4, high=6), make_claim("y", "a", "c1", low=4, high=6)]
    assert score(*claims).basis == "claims:x;y"


def test_a_claim_of_high_grade_keeps_its_interval() -> None:
    claims = [make_claim(name, "a", "c1", low=4, high=6, grade="a1") for name in ("x", "y", "z")]
    printed = show(score(*claims))
    assert (printed.low, printed.high) == (pytest.approx(4, abs=0.1), pytest.approx(6, abs=0.1))


def test_a_worse_grade_widens_the_interval_of_a_lone_claim() -> None:
    good, poor = (show(score(make_claim("x", "a", "c1", low=4, high=6, grade=grade))) for grade in ("b2", "e4"))
    assert poor.high - poor.low > good.high - good.low


def test_contradicting_claims_leave_two_humps() -> None:
    claims = [
        make_claim("x", "a", "c1", low=1, high=2, grade="a1"),
        make_claim("y", "a", "c1", low=8, high=9, grade="a1"),
    ]
    between = (score(*claims).readings[0].known > 0.3) & (score(*claims).readings[0].known < 0.7)
    assert between.mean() < 0.01


def test_a_figure_goes_before_claims() -> None:
    assert score_figure(claims=(make_claim("x", "a", "c1", low=1, high=2),)).basis == "estimate:income"


def test_a_figure_is_scored_through_the_value_function() -> None:
    assert show(score_figure()).value == pytest.approx(5.2, abs=0.1)


def test_a_figure_opens_as_far_as_its_drivers_are_open() -> None:
    assert score_figure(residual=0.3).readings[0].unknown_share == pytest.approx(0.3)


def test_a_figure_without_evidence_counts_as_unknown() -> None:
    cell = score_figure(is_gap=True)
    assert (cell.basis, cell.readings[0].unknown_share, list_rules(cell)) == ("unknown", 1.0, ["gap"])


def test_a_figure_in_an_unfit_unit_is_not_scored_and_said_so() -> None:
    cell = score_figure(unit="victim")
    assert (cell.basis, list_rules(cell)) == ("unknown", ["unit"])


def test_a_figure_that_does_not_exist_is_a_gap() -> None:
    threat = make_threat("a", figures={"c1": "nowhere"})
    dossier = make_dossier([threat])
    criterion = dossier.framework.criteria[0]
    cell = score_cell(dossier, no_figures(dossier), threat=threat, criterion=criterion, points=POINTS)
    assert (cell.basis, list_rules(cell)) == ("unknown", ["gap"])


def test_a_figure_is_never_opened_a_second_time() -> None:
    assert not score_figure(residual=0.3).readings[0].is_open.any()


def test_a_figure_whose_claims_cannot_be_judged_counts_as_unknown() -> None:
    assert score_figure(residual=1.0).basis == "unknown"


def test_a_figure_of_analysts_ranges_alone_is_scored_and_said_so() -> None:
    cell = score_figure(is_assumed=True)
    assert (cell.basis, list_rules(cell)) == ("estimate:income", ["assumption"])


def test_an_analyst_alone_is_the_basis() -> None:
    assert score(scores=(make_score(low=4, high=6),)).basis == "expert:unit head"


def test_an_analyst_fills_half_of_what_claims_leave_open() -> None:
    claim = make_claim("x", "a", "c1", low=4, high=6, grade="b2")
    assert score(claim, scores=(make_score(low=4, high=6),)).readings[0].unknown_share == pytest.approx(0.125)


def test_an_analyst_is_shown_beside_the_evidence() -> None:
    assert score_figure(scores=(make_score(low=4, high=6),)).beside == ("unit head: 4 to 6",)


def test_an_analyst_who_contradicts_a_figure_is_found() -> None:
    assert list_rules(score_figure(scores=(make_score(low=0.5, high=1),))) == ["contradiction"]


def test_an_analyst_who_contradicts_a_claim_is_found_although_what_it_leaves_open_is_filled() -> None:
    claim = make_claim("x", "a", "c1", low=7, high=9, grade="b2")
    assert list_rules(score(claim, scores=(make_score(low=1, high=2),))) == ["contradiction"]


def test_an_analyst_near_the_evidence_is_no_contradiction() -> None:
    assert list_rules(score_figure(scores=(make_score(low=4, high=6),))) == []


def test_an_analyst_who_is_believed_more_than_the_claim_beside_is_found() -> None:
    claim = make_claim("x", "a", "c1", low=4, high=6, grade="d3")
    assert list_rules(score(claim, scores=(make_score(low=4, high=6),))) == ["analyst-over-evidence"]


def test_an_analyst_who_is_believed_less_than_the_claim_beside_is_not() -> None:
    claim = make_claim("x", "a", "c1", low=4, high=6, grade="b2")
    assert list_rules(score(claim, scores=(make_score(low=4, high=6),))) == []


def test_what_an_analyst_fills_of_a_cell_on_claims_is_told() -> None:
    claim = make_claim("x", "a", "c1", low=4, high=6, grade="b2")
    assert show(score(claim, scores=(make_score(low=4, high=6),))).expert_share == pytest.approx(0.125)


def test_what_cannot_be_judged_widens_the_printed_interval() -> None:
    known = [make_claim(name, "a", "c1", low=4, high=5, grade="a1") for name in ("x", "y", "z")]
    doubtful = make_claim("w", "a", "c1", low=8, high=9, grade="f6")
    assert show(score(*known, doubtful)).high > show(score(*known)).high + 2
