"""Is an own method sheet that says too little, or what cannot be, told?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.dossiers import find_problem, list_problems, write_small
from tocsin.dossier.packaged import load_words
from tocsin.dossier.read import check_dossier

SHEET = load_words("method_sheets/default.yaml")


def test_a_copy_of_the_built_in_sheet_is_sound(tmp_path: Path) -> None:
    assert list_problems(tmp_path, method_sheet_dot_yaml=SHEET) == ()


def test_a_grade_without_credence_is_told(tmp_path: Path) -> None:
    sheet = "\n".join(line for line in SHEET.splitlines() if "source: mid, item: doubtful" not in line)
    assert "mid source with a doubtful item" in find_problem(tmp_path, method_sheet_dot_yaml=sheet).why


@pytest.mark.parametrize("row", ["source: unknown, item: confirmed", "source: high, item: false_suspected"])
def test_what_cannot_be_judged_has_no_credence(tmp_path: Path, row: str) -> None:
    sheet = SHEET.replace("\nchoices:", f"\n  - {{{row}, credence: 0.5, reason: guess}}\n\nchoices:")
    assert "no middle" in find_problem(tmp_path, method_sheet_dot_yaml=sheet).why


def test_a_grade_with_two_credences_is_told(tmp_path: Path) -> None:
    sheet = SHEET.replace(
        "\nchoices:", "\n  - {source: high, item: confirmed, credence: 0.5, reason: again}\n\nchoices:"
    )
    assert "already" in find_problem(tmp_path, method_sheet_dot_yaml=sheet).why


def test_a_missing_choice_is_told(tmp_path: Path) -> None:
    assert (
        "'bare_point_factor'"
        in find_problem(tmp_path, method_sheet_dot_yaml=SHEET.replace("bare_point_factor", "bare")).why
    )


def test_a_better_grade_that_counts_for_less_is_mentioned(tmp_path: Path) -> None:
    sheet = SHEET.replace("credence: 0.90", "credence: 0.60")
    report = check_dossier(write_small(tmp_path, method_sheet_dot_yaml=sheet))
    assert [finding.rule for finding in report.warnings] == ["credence-order"]
