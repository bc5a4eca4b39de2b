"""The journey of somebody whose dossier, folder or question is wrong: all of it said at once, and nothing spoilt."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.countries import FIGURE, add_claim, add_source, append_rows, new_country, replace_text
from tests.support.shell import run_tocsin


@pytest.fixture
def serbia(tmp_path: Path) -> Path:
    return new_country(tmp_path / "serbia", country="SRB")


def list_contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def spoil(folder: Path) -> Path:
    """Put four faults into three files."""
    replace_text(folder / "dossier.yaml", {"place: SRB": "place: SRX"})
    report = {
        "key": "report",
        "source": "nobody",
        "title": "A report",
        "date": 2020,
        "locator": "p. 1",
        "credibility": 2,
    }
    append_rows(folder / "items.csv", [report, report | {"key": "late", "date": "2020-13"}])
    replace_text(folder / "models" / "example.yaml", {"formula: detected": "formula: detectd"})
    return folder


def test_every_fault_is_told_at_once(serbia: Path) -> None:
    told = run_tocsin("build", spoil(serbia)).err
    assert [name in told for name in ("dossier.yaml", "items.csv", "SRX", "nobody", "2020-13")] == [True] * 5


def test_a_dossier_to_mend_ends_with_two(serbia: Path) -> None:
    assert run_tocsin("build", spoil(serbia)).code == 2


def test_a_check_of_a_dossier_to_mend_ends_with_two(serbia: Path) -> None:
    assert run_tocsin("check", spoil(serbia)).code == 2


def test_a_refused_first_build_writes_nothing(serbia: Path) -> None:
    before = list_contents(spoil(serbia))
    run_tocsin("build", serbia)
    assert list_contents(serbia) == before


def test_a_refused_build_leaves_the_last_one_as_it_was(serbia: Path) -> None:
    run_tocsin("build", serbia)
    before = list_contents(spoil(serbia))
    run_tocsin("build", serbia)
    assert list_contents(serbia) == before


def test_a_formula_that_calls_something_is_refused(serbia: Path) -> None:
    replace_text(serbia / "models" / "example.yaml", {"formula: detected": "formula: __import__('os').getcwd()"})
    assert (run_tocsin("build", serbia).code, (serbia / "build").exists()) == (2, False)


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_path_without_a_dossier_is_refused(tmp_path: Path, command: str) -> None:
    told = run_tocsin(command, tmp_path / "nowhere")
    assert (told.code, "there is no such folder" in told.out + told.err) == (2, True)


def test_a_file_in_place_of_a_dossier_is_refused(tmp_path: Path) -> None:
    (tmp_path / "dossier.zip").write_bytes(b"PK")
    assert run_tocsin("build", tmp_path / "dossier.zip").code == 2


def test_a_new_dossier_is_never_written_over_another(serbia: Path) -> None:
    before = list_contents(serbia)
    assert (run_tocsin("new", serbia, "--country", "GHA").code, list_contents(serbia) == before) == (2, True)


def test_an_unknown_country_is_refused_with_nothing_made(tmp_path: Path) -> None:
    assert (run_tocsin("new", tmp_path / "x", "--country", "Gahna").code, (tmp_path / "x").exists()) == (2, False)


def test_a_report_inside_the_evidence_is_refused(serbia: Path) -> None:
    told = run_tocsin("build", serbia, "--out", serbia / "tables")
    assert (told.code, "part of the evidence" in told.err) == (5, True)


def test_the_dossier_itself_is_no_place_for_the_report(serbia: Path) -> None:
    before = list_contents(serbia)
    assert (run_tocsin("build", serbia, "--out", serbia).code, list_contents(serbia) == before) == (5, True)


def test_a_file_is_no_place_for_the_report(serbia: Path) -> None:
    told = run_tocsin("build", serbia, "--out", serbia.parent / "serbia" / "README.md")
    assert (told.code, "Name a folder" in told.err) == (5, True)


def test_a_place_that_cannot_be_written_is_named(serbia: Path) -> None:
    (serbia.parent / "file").write_text("")
    told = run_tocsin("build", serbia, "--out", serbia.parent / "file" / "report")
    assert (told.code, f"{serbia.parent / 'file' / 'report'}: the report cannot be written" in told.err) == (5, True)


def test_an_unknown_figure_brings_the_nearest_one(serbia: Path) -> None:
    told = run_tocsin("why", serbia, FIGURE.replace("victims", "victim"))
    assert (told.code, f"Did you mean '{FIGURE}'?" in told.err) == (2, True)


def test_a_failure_that_nobody_foresaw_keeps_its_trace(serbia: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tocsin.publish.why.explain_figure", fail)
    with pytest.raises(ZeroDivisionError, match="unforeseen"):
        run_tocsin("why", serbia, FIGURE)


def test_a_restricted_claim_is_named_by_its_key_alone(serbia: Path) -> None:
    add_source(serbia, "informant")
    run_tocsin("build", serbia)
    add_claim(serbia, "seen", (1, 2, 3), item="informant", handling="TLP:AMBER", locator="safe house", note="the cook")
    told = run_tocsin("build", serbia)
    assert [word in told.out + told.err for word in ("claim:seen", "safe house", "the cook", "Office")] == [True] + [
        False
    ] * 3


def fail(*_: object, **__: object) -> None:
    raise ZeroDivisionError("unforeseen")


@pytest.mark.parametrize("step", ["_append_draws", "move_outputs", "set_content", "rank_threats"])
def test_an_interrupted_build_leaves_the_last_one_as_it_was(
    serbia: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    run_tocsin("build", serbia)
    before = list_outputs(serbia)
    replace_text(serbia / "dossier.yaml", {"seed: 1 ": "seed: 2 "})
    monkeypatch.setattr(f"tocsin.publish.build.{step}", interrupt(step))
    assert (run_tocsin("build", serbia).code, list_outputs(serbia) == before) == (130, True)


def list_outputs(folder: Path) -> dict[str, bytes]:
    """Everything that stands in the build, what is kept for the next one apart."""
    return {name: text for name, text in list_contents(folder / "build").items() if not name.startswith(".cache")}


def interrupt(step: str) -> Callable[..., None]:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt(step)

    return stop
