import numpy as np
import pytest

from tests.support.threats import GAP, POINTS, make_claim, make_dossier, make_figures, make_threat
from tocsin.assess.cards import ThreatCard, write_card
from tocsin.assess.scoring import score_threats
from tocsin.dossier.records.evidence import Claim
from tocsin.dossier.records.judgement import Score

DRAWS = {"income": np.linspace(1e8, 2e8, POINTS.draws)}


def write(*claims: Claim, **named: object) -> ThreatCard:
    dossier = make_dossier([make_threat("a", **named)], claims)
    figures = make_figures(dossier, DRAWS)
    sheet = score_threats(dossier, figures, threats=[dossier.threats["a"]], points=POINTS).sheet
    return write_card(dossier.threats["a"], dossier=dossier, figures=figures, sheet=sheet)


def list_rules(card: ThreatCard) -> list[str]:
    return [finding.rule for finding in card.findings]


def test_a_card_has_every_facet() -> None:
    assert list(write().facets) == [
        "who", "collaborators", "enablers", "what", "where", "when", "why", "how", "trend", "response",
    ]  # fmt: skip


def test_a_facet_that_is_a_gap_is_listed() -> None:
    assert "collaborators: not known" in write().gaps


def test_a_criterion_without_evidence_is_listed_as_a_gap() -> None:
    assert (
        "Criterion 2: nothing is known; the whole scale is open."
        in write(make_claim("x", "a", "c1", low=4, high=6)).gaps
    )


def test_a_criterion_with_a_claim_that_cannot_be_judged_is_listed_as_a_gap() -> None:
    gap = "Criterion 1: nothing that can be judged is known; the whole scale is open."
    assert gap in write(make_claim("x", "a", "c1", low=4, high=6, grade="f6")).gaps


def test_a_scored_criterion_is_no_gap() -> None:
    assert not any(gap.startswith("Criterion 1:") for gap in write(make_claim("x", "a", "c1", low=4, high=6)).gaps)


def test_figures_that_are_shown_stand_on_the_card() -> None:
    assert list(write(shown=("income",)).figures) == ["income"]


def test_a_shown_figure_that_does_not_exist_is_found() -> None:
    assert "gap" in list_rules(write(shown=("nowhere",)))


def test_an_outlook_from_a_figure_has_its_interval() -> None:
    card = write(outlook={"to": "2025", "figure": "income"})
    assert (card.outlook.basis, card.outlook.low) == ("estimate:income", pytest.approx(1.05e8))


def test_an_outlook_from_a_range_keeps_it() -> None:
    outlook = write(outlook={"to": "2025", "low": 1, "best": 2, "high": 3, "unit": "tonne"}).outlook
    assert (outlook.low, outlook.value, outlook.high, outlook.basis) == (1, 2, 3, "range")


def test_an_outlook_without_interval_is_a_gap() -> None:
    assert write(outlook={"to": "2025", "text": "It will grow."}).outlook.gap == "No interval is given for 2025."


def test_an_outlook_without_early_warning_is_found() -> None:
    assert "no-early-warning" in list_rules(write(outlook={"to": "2025", "low": 1, "high": 3, "unit": "tonne"}))


def test_a_stated_trend_without_a_claim_is_found() -> None:
    assert "no-source" in list_rules(write(trend={"text": "It grows."}))


def test_claims_of_facets_and_scores_are_gathered_once() -> None:
    claim = make_claim("x", "a", "c1", low=4, high=6)
    assert write(claim, trend={"text": "It grows.", "claims": ["x"]}, response=GAP).claims == ("x",)


def test_the_evidence_mix_adds_up_to_one() -> None:
    assert sum(write(make_claim("x", "a", "c1", low=4, high=6)).evidence_mix.values()) == pytest.approx(1)


def test_what_analysts_fill_beside_a_claim_is_no_part_of_its_grade() -> None:
    row = {"threat": "a", "criterion": "c1", "low": 4, "high": 6, "author": "x", "rationale": "r"}
    dossier = make_dossier(
        [make_threat("a")], [make_claim("x", "a", "c1", low=4, high=6)], scores=(Score.model_validate(row),)
    )
    figures = make_figures(dossier, DRAWS)
    sheet = score_threats(dossier, figures, threats=[dossier.threats["a"]], points=POINTS).sheet
    mix = write_card(dossier.threats["a"], dossier=dossier, figures=figures, sheet=sheet).evidence_mix
    assert mix["assumption"] == pytest.approx(0.125 / len(sheet.criteria))


def test_a_threat_without_evidence_is_all_gap() -> None:
    assert write().evidence_mix == {"gap": 1.0}
