"""A committee asks which measures its money buys, changes the money, and is told which rules stand in the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.choices import STRATEGY, write_choice
from tests.support.shell import run_tocsin


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_choice(tmp_path_factory.mktemp("plan") / "dossier")


@pytest.mark.slow
def test_the_choice_is_told_in_sentences(folder: Path) -> None:
    told = run_tocsin("plan", folder)
    assert (told.code, told.err, told.out.startswith("3 measures of 6 chosen: ")) == (0, "", True)


@pytest.mark.slow
def test_more_money_averts_more(folder: Path) -> None:
    less, more = (run_tocsin("plan", folder, "--budget", change, "--json").record() for change in ("-40%", "+50%"))
    assert (less["budget"], more["budget"]) == (pytest.approx(48), pytest.approx(120))
    assert less["averted"]["share"] < more["averted"]["share"]


@pytest.mark.slow
def test_core_indices_and_questions_are_told_where_asked_for(folder: Path) -> None:
    told = run_tocsin("plan", folder, "--core", "--questions").out
    assert "Core index over 200 admissible weights" in told
    assert "\nWhat to find out next\n" in told
    assert "Cannot be valued: Posts bought" in told


def test_rules_that_conflict_are_named_with_their_places(tmp_path: Path) -> None:
    floor = "floors:\n  - {key: most, pillar: pursue, least_measures: 6, reason: as promised}\nbodies:\n"
    folder = write_choice(tmp_path / "dossier", strategy_dot_yaml=STRATEGY.replace("bodies:\n", floor, 1))
    told = run_tocsin("plan", folder)
    assert (told.code, told.out, "the floor most (as promised) [strategy.yaml, floors]" in told.err) == (3, "", True)


def test_a_dossier_without_measures_is_told_so_in_a_sentence(tmp_path: Path) -> None:
    strategy = STRATEGY.replace("[scanners]", "[]")
    folder = write_choice(tmp_path / "dossier", measures_dot_yaml=None, strategy_dot_yaml=strategy)
    told = run_tocsin("plan", folder)
    assert (told.code, "nothing to choose. Fill measures.yaml." in told.err) == (3, True)


@pytest.mark.parametrize("change", ["10", "ten%", "-100%", "10%"])
def test_a_change_of_the_money_that_cannot_be_read_is_refused(tmp_path: Path, change: str) -> None:
    told = run_tocsin("plan", tmp_path, "--budget", change)
    assert (told.code, "Write --budget +10%" in told.err) == (2, True)


def test_an_impossible_cover_is_refused(folder: Path) -> None:
    told = run_tocsin("plan", folder, "--cover", "1.5")
    assert (told.code, "cover is 1.5" in told.err) == (3, True)
