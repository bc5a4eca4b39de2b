"""Is the question "why this number?" answered in words, from what a build kept, and without a trace?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.countries import FIGURE, add_claim, add_source, new_country
from tocsin.publish.build import build_report
from tocsin.publish.why import answer_why


@pytest.fixture(scope="module")
def ghana(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = new_country(tmp_path_factory.mktemp("why") / "ghana")
    add_source(folder, "police")
    add_claim(folder, "police", (120, 150, 190))
    build_report(folder, out=folder / "build")
    return folder


def refuse(*_: object, **__: object) -> None:
    raise AssertionError("computed again")


def list_files(folder: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*")}


@pytest.mark.parametrize(
    "part", ["Formula", "What drives it", "Weakest link", "Grade mix", "Claims", "What would narrow it most"]
)
def test_the_answer_has_every_part(ghana: Path, part: str) -> None:
    assert f"\n{part}\n" in answer_why(ghana, key=FIGURE).text


def test_shares_that_a_build_kept_are_not_computed_again(ghana: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tocsin.estimate.figures.share_variance", refuse)
    assert answer_why(ghana, key=FIGURE).record.links[0].share > 0.9


def test_without_a_build_the_answer_is_the_same(ghana: Path, tmp_path: Path) -> None:
    folder = new_country(tmp_path / "ghana")
    add_source(folder, "police")
    add_claim(folder, "police", (120, 150, 190))
    assert answer_why(folder, key=FIGURE).text == answer_why(ghana, key=FIGURE).text


def test_a_driver_can_be_asked_for(ghana: Path) -> None:
    assert answer_why(ghana, key="example.detected").record.figure.key == "example.detected"


def test_a_question_leaves_no_trace(ghana: Path) -> None:
    before = list_files(ghana)
    answer_why(ghana, key=FIGURE)
    assert list_files(ghana) == before


def test_a_figure_without_claims_says_so(tmp_path: Path) -> None:
    assert "\nClaims\n  none\n" in answer_why(new_country(tmp_path / "peru"), key=FIGURE).text
