"""Does a country with little evidence get an honest assessment, and never a surer one for knowing less?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.support.countries import FIGURE, THREATS, add_evidence, add_sure_evidence, delete_row, evaluate, new_country
from tests.support.shell import run_tocsin
from tocsin.publish.assessment import Assessment

Spans = dict[str, tuple[int, int]]


def list_spans(assessment: Assessment) -> Spans:
    return {threat.key: (threat.rank_low, threat.rank_high) for threat in assessment.threats}


def find_narrowed(before: Spans, after: Spans) -> list[str]:
    return [key for key, (low, high) in before.items() if after[key][0] > low or after[key][1] < high]


def list_contradictions(assessment: Assessment) -> set[str]:
    return {warning.message for warning in assessment.warnings if warning.rule == "contradiction"}


@pytest.mark.parametrize(("country", "claims"), [("Ghana", 3), ("Peru", 10), ("Serbia", 40)])
def test_a_dossier_of_any_size_builds(tmp_path: Path, country: str, claims: int) -> None:
    folder = tmp_path / "dossier"
    run_tocsin("new", folder, "--country", country, "--period", "2020")
    add_evidence(folder, claims=claims)
    assert (run_tocsin("build", folder).code, (folder / "build" / "report.pdf").is_file()) == (0, True)


def test_the_report_names_the_country(tmp_path: Path) -> None:
    folder = new_country(tmp_path / "dossier", country="Serbia")
    run_tocsin("build", folder)
    assert "Serbia" in (folder / "build" / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("claims", [0, 3, 10, 40])
def test_every_criterion_without_evidence_is_named_as_a_gap(tmp_path: Path, claims: int) -> None:
    folder = new_country(tmp_path / "dossier")
    add_evidence(folder, claims=claims)
    for threat in evaluate(folder).threats:
        unknown = {score.title for score in threat.scores.values() if score.unknown_share == 1}
        assert {title for title in unknown if not any(gap.startswith(f"{title}:") for gap in threat.gaps)} == set()


def test_a_driver_without_a_claim_is_named_as_a_gap(tmp_path: Path) -> None:
    assessment = evaluate(new_country(tmp_path / "dossier"))
    assert assessment.estimates[FIGURE].gaps == ("example.detected",)


def test_without_evidence_every_threat_may_stand_anywhere(tmp_path: Path) -> None:
    spans = list_spans(evaluate(new_country(tmp_path / "dossier")))
    assert spans == dict.fromkeys(THREATS, (1, 3))


def remove_one_by_one(folder: Path, keys: Sequence[str]) -> dict[str, list[str]]:
    """Delete claims one after the other; what each deletion narrowed with no contradiction gone, where it did."""
    before, found = evaluate(folder), {}
    for key in keys:
        delete_row(folder / "claims.csv", key)
        after = evaluate(folder)
        if list_contradictions(before) <= list_contradictions(after):
            found[key] = find_narrowed(list_spans(before), list_spans(after))
        before = after
    return {key: threats for key, threats in found.items() if threats}


@pytest.mark.parametrize("claims", [3, 10, 40])
def test_a_removed_claim_never_narrows_a_rank(tmp_path: Path, claims: int) -> None:
    folder = new_country(tmp_path / "dossier", log2_points=9)
    keys = add_evidence(folder, claims=claims)
    assert remove_one_by_one(folder, keys[:: max(1, len(keys) // 8)]) == {}


def test_where_ranks_are_sure_a_removed_claim_does_not_narrow_them_either(tmp_path: Path) -> None:
    folder = new_country(tmp_path / "dossier", log2_points=9)
    assert remove_one_by_one(folder, add_sure_evidence(folder)[::4]) == {}


def test_ranks_that_were_sure_open_up_as_claims_go(tmp_path: Path) -> None:
    folder = new_country(tmp_path / "dossier", log2_points=9)
    keys = add_sure_evidence(folder)
    sure = list_spans(evaluate(folder))
    for key in keys[:12]:
        delete_row(folder / "claims.csv", key)
    assert (sure["example-cocaine"], list_spans(evaluate(folder))["example-cocaine"]) == ((3, 3), (1, 3))


@pytest.mark.slow
@pytest.mark.parametrize("step", [5, 7, 11])
def test_in_whatever_order_lone_claims_go_no_rank_narrows(tmp_path: Path, step: int) -> None:
    folder = new_country(tmp_path / "dossier", log2_points=9)
    keys = add_sure_evidence(folder)
    assert remove_one_by_one(folder, [keys[at * step % len(keys)] for at in range(len(keys))]) == {}
