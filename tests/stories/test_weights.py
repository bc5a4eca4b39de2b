"""Can a committee member answer in the terminal, stop when they like, and see where the committee stands?"""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest

from tests.support.repository import ROOT
from tests.support.shell import Answer, run_tocsin

AUTHOR = "justice member (illustrative)"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(
        shutil.copytree(ROOT / "examples" / "colombia", tmp_path / "colombia", ignore=shutil.ignore_patterns("build"))
    )


def ask(folder: Path, replies: str, *words: str) -> Answer:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdin", io.StringIO(replies))
        return run_tocsin("weights", folder, "--ask", *words)


@pytest.mark.slow
def test_a_member_answers_two_questions_and_stops(folder: Path) -> None:
    told = ask(folder, "y\nperhaps\nn\nq\n", "--as", AUTHOR)
    assert (told.code, "'perhaps' is no answer" in told.out, "2 answers kept" in told.out) == (0, True, True)
    assert sum(",at_" in line for line in (folder / "weights.csv").read_text(encoding="utf-8").splitlines()) == 2


@pytest.mark.slow
def test_a_new_member_without_a_mandate_is_told_to_say_it(folder: Path) -> None:
    told = ask(folder, "y\n", "--as", "health member")
    assert (told.code, "Say it with --mandate" in told.err) == (2, True)


@pytest.mark.slow
def test_replies_that_end_are_a_stop(folder: Path) -> None:
    told = ask(folder, "", "--as", AUTHOR, "--harm")
    assert (told.code, "0 answers kept" in told.out) == (0, True)


@pytest.mark.slow
def test_the_committee_sees_members_apart_and_the_next_question(folder: Path) -> None:
    told = run_tocsin("weights", folder)
    assert told.code == 0
    assert told.out.count("most useful question now") == 4
    assert "of all weight would have to move" in told.out


@pytest.mark.slow
def test_the_json_has_every_member(folder: Path) -> None:
    spaces = run_tocsin("weights", folder, "--json").record()["spaces"]
    assert [len(space["authors"]) for space in spaces] == [3, 0]


def test_asking_nobody_is_refused(tmp_path: Path) -> None:
    assert run_tocsin("weights", tmp_path, "--ask").code == 2
