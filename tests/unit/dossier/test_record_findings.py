"""Is evidence that nothing uses mentioned, and a judgement without alternatives?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.dossiers import SMALL, write_small
from tocsin.dossier.read import read_dossier
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
