"""Is evidence that nothing uses mentioned, and a judgement without alternatives?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.dossiers import SMALL, write_small
from tests.support.threats import make_claim, make_dossier, make_threat
from tocsin.dossier.read import read_dossier
from tocsin.dossier.record_findings import list_record_findings
from tocsin.terms.finding import Finding

JUDGEMENT = "- {key: k, statement: s, confidence: low, alternatives: [other], assumptions: [same]}\n"


def findings(folder: Path, **changed: str) -> tuple[Finding, ...]:
    return read_dossier(write_small(folder, **changed)).warnings


def test_a_claim_that_nothing_uses_is_mentioned(tmp_path: Path) -> None:
    claims = SMALL["claims.csv"] + "lost,coca,aera,9,11,13,ha,2020,COL,article,\n"
    unused = [
        finding.examples for finding in findings(tmp_path, claims_dot_csv=claims) if finding.rule == "unused-claims"
    ]
    assert unused == [("lost",)]


def test_a_claim_that_is_cited_is_used(tmp_path: Path) -> None:
    claims = SMALL["claims.csv"] + "lost,coca,aera,9,11,13,ha,2020,COL,article,\n"
    cited = JUDGEMENT.replace("assumptions", "evidence_for: [lost], assumptions")
    rules = [finding.rule for finding in findings(tmp_path, claims_dot_csv=claims, key_judgements_dot_yaml=cited)]
    assert "unused-claims" not in rules


@pytest.mark.parametrize("lacking", ["alternatives: [other], ", ", assumptions: [same]"])
def test_a_judgement_without_alternative_or_assumption_is_mentioned(tmp_path: Path, lacking: str) -> None:
    rules = [finding.rule for finding in findings(tmp_path, key_judgements_dot_yaml=JUDGEMENT.replace(lacking, ""))]
    assert "bare-judgement" in rules


def test_a_judgement_with_both_is_quiet(tmp_path: Path) -> None:
    assert "bare-judgement" not in [finding.rule for finding in findings(tmp_path, key_judgements_dot_yaml=JUDGEMENT)]


def lost_scores(variable: str) -> list[str]:
    claim = make_claim("slip", "a", variable, low=5, high=7, grade="b2", source="x")
    found = list_record_findings(make_dossier([make_threat("a")], [claim]))
    return [finding.message for finding in found if finding.rule == "lost-score"]


def test_a_score_on_no_criterion_is_mentioned_with_those_there_are() -> None:
    assert "Did you mean 'c1'?" in lost_scores("c1x")[0]


def test_a_score_on_a_criterion_is_not_lost() -> None:
    assert lost_scores("c1") == []
