"""Does an analyst get a figure from overlapping lists, with its classes named, from `tocsin build` and `tocsin why`?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.listed import write_listed
from tests.support.shell import run_tocsin

pytestmark = pytest.mark.slow


def test_a_build_and_its_explanation_name_the_classes(tmp_path: Path) -> None:
    folder = write_listed(tmp_path)
    assert run_tocsin("check", folder).code == 0
    assert run_tocsin("build", folder).code == 0
    told = run_tocsin("why", folder, "all_victims").out
    assert [words in told for words in ("stepwise selection of pairs", "Shown, not mixed", "overlapping lists")] == [
        True
    ] * 3


def test_the_same_dossier_gives_the_same_figure(tmp_path: Path) -> None:
    answers = []
    for name in ("one", "two"):
        folder = write_listed(tmp_path / name)
        answers.append(run_tocsin("why", folder, "all_victims", "--json").record()["figure"]["estimate"])
    assert answers[0] == answers[1]
