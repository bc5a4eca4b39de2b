"""What anybody may rely on at the shell: version, help, completion, JSON, exit codes, and silence in pipes."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.countries import FIGURE, add_claim, add_source, new_country
from tests.support.repository import ROOT
from tests.support.shell import run_tocsin
from tocsin import __version__
from tocsin.cli.printing import show_steps
from tocsin.convention.scope import evaluate_scope_file
from tocsin.convention.search import search_law
from tocsin.publish.check import check_folder
from tocsin.publish.errors import PublishError
from tocsin.publish.why import answer_why
from tocsin.terms.errors import MethodError, TermError, TocsinError

COMMANDS = ("new", "check", "build", "why", "law", "demo")
NO_NUMPY = "import sys; from tocsin.cli import app; app(standalone_mode=False); print('numpy' in sys.modules)"


@pytest.fixture(scope="module")
def peru(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build Peru with one claim, once."""
    folder = new_country(tmp_path_factory.mktemp("shell") / "peru", country="PER")
    add_source(folder, "police")
    add_claim(folder, "police", (120, 150, 190))
    assert run_tocsin("build", folder).code == 0
    return folder


def run_apart(*words: object, code: str = "from tocsin.cli import main; main()", **environment: str) -> str:
    """Run a command line in a process of its own and return what it prints."""
    told = subprocess.run(
        [sys.executable, "-c", code, *map(str, words)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.stderr == ""
    return told.stdout


def test_the_version_is_printed() -> None:
    assert run_tocsin("--version").out == f"tocsin {__version__}\n"


def test_help_names_every_command() -> None:
    told = run_tocsin("--help").out
    assert [command for command in COMMANDS if f"\n  {command} " not in told] == []


def test_help_comes_without_a_numerical_library() -> None:
    told = run_apart("--help", code=NO_NUMPY)
    assert told.splitlines()[-1] == "False"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_can_be_had(shell: str) -> None:
    told = run_apart(
        _TOCSIN_COMPLETE=f"source_{shell}",
        code="import sys; sys.argv[0] = 'tocsin'; from tocsin.cli import main; main()",
    )
    assert "_TOCSIN_COMPLETE" in told


def test_completion_knows_the_commands() -> None:
    told = run_apart(
        _TOCSIN_COMPLETE="complete_bash", COMP_WORDS="tocsin bu", COMP_CWORD="1",
        code="import sys; sys.argv[0] = 'tocsin'; from tocsin.cli import main; main()",
    )  # fmt: skip
    assert told.split() == ["build"]


@pytest.mark.parametrize(("error", "code"), [(TocsinError, 1), (TermError, 2), (MethodError, 3), (PublishError, 5)])
def test_each_family_of_errors_has_its_exit_code(
    monkeypatch: pytest.MonkeyPatch, error: type[TocsinError], code: int
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise error("what was wrong")

    monkeypatch.setattr("tocsin.publish.check.check_folder", refuse)
    told = run_tocsin("check", "anywhere")
    assert (told.code, told.err, told.out) == (code, "what was wrong\n", "")


def test_a_command_that_is_none_ends_with_two() -> None:
    assert run_tocsin("buidl").code == 2


def test_a_check_as_json_is_the_library_record(peru: Path) -> None:
    report = check_folder(peru)
    told = run_tocsin("check", peru, "--json").record()
    assert (told["problems"], [w["message"] for w in told["warnings"]]) == ([], [w.message for w in report.warnings])


def test_why_as_json_is_the_library_record(peru: Path) -> None:
    record = answer_why(peru, key=FIGURE).record
    told = run_tocsin("why", peru, FIGURE, "--json").record()
    assert (told["narrowing"], told["claims"]) == (
        record.narrowing,
        [dataclasses.asdict(each) for each in record.claims],
    )


def test_why_as_json_holds_no_draws(peru: Path) -> None:
    assert "draws" not in run_tocsin("why", peru, FIGURE, "--json").record()["figure"]


def test_a_build_as_json_has_the_same_fields_with_and_without_changes(peru: Path) -> None:
    anew = run_tocsin("build", peru, "--out", peru.parent / "other", "--json").record()
    kept = run_tocsin("build", peru, "--out", peru.parent / "other", "--json").record()
    assert (list(anew), anew["is_reused"], kept["is_reused"]) == (list(kept), False, True)


def test_a_search_as_json_is_the_library_record() -> None:
    told = run_tocsin("law", "search", "witness", "--json").record()
    assert told["found_count"] == search_law("witness", instrument=None).found_count


def test_an_article_as_json_has_its_units() -> None:
    assert run_tocsin("law", "show", "untoc", "24", "--json").record()["units"][0]["id"] == "untoc/24/1"


def test_a_scope_answer_as_json_is_the_library_record(tmp_path: Path) -> None:
    (tmp_path / "facts.yaml").write_text("{}\n")
    told = run_tocsin("law", "scope", tmp_path / "facts.yaml", "--json").record()
    report = evaluate_scope_file(tmp_path / "facts.yaml", purpose=None)
    assert [each["answer"] for each in told["results"]] == [str(each.answer) for each in report.results]


def test_nothing_but_the_answer_goes_into_a_pipe(peru: Path, tmp_path: Path) -> None:
    out = run_apart("build", peru, "--out", tmp_path / "report", "--json")
    assert json.loads(out)["is_reused"] is False


def test_a_terminal_without_arrows_gets_an_answer_too(peru: Path) -> None:
    assert run_apart("why", peru, FIGURE, PYTHONIOENCODING="ascii", PYTHONUTF8="0").startswith("Example: replace.")


def test_steps_are_shown_on_a_terminal_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    with show_steps(2) as show:
        show("Ranking")
    assert "Ranking" in capsys.readouterr().err


def test_a_build_of_nothing_new_needs_no_numerical_library(peru: Path) -> None:
    assert run_apart("build", peru, code=NO_NUMPY).splitlines()[-1] == "False"


def test_the_demo_says_where_the_report_is(peru: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tocsin.publish.demo.find_example", lambda name: peru)
    told = run_tocsin("demo", "--out", tmp_path / "out")
    assert (told.code, f"  {tmp_path / 'out' / 'report.html'}\n" in told.out) == (0, True)


@pytest.mark.slow
def test_the_demo_builds_colombia(tmp_path: Path) -> None:
    told = run_tocsin("demo", "--out", tmp_path, "--json").record()
    assert {"report.html", "report.pdf", "report.docx", "assessment.json"} <= set(told["outputs"])
