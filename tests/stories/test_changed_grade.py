"""What happens when a source is believed less, repeated, or backed by another: does the figure say so, and name the cause?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.countries import FIGURE, THREATS, add_claim, add_source, edit_row, evaluate, new_country
from tests.support.shell import run_tocsin

SAID = (120, 150, 190)
SCORE = {"subject": THREATS[0], "variable": "spread", "unit": "score"}


@pytest.fixture
def ghana(tmp_path: Path) -> Path:
    """Ghana, where one claim of a B2 source speaks of victims."""
    folder = new_country(tmp_path / "ghana", log2_points=9)
    add_source(folder, "police")
    add_claim(folder, "police", SAID)
    return folder


def grade_down(folder: Path, source: str = "police") -> None:
    """Change a source from B to E, and its item from 2 to 5."""
    edit_row(folder / "sources.csv", source, lambda row: row.replace(",B,", ",E,"))
    edit_row(folder / "items.csv", source, lambda row: row.replace(",2,", ",5,"))


def width(folder: Path) -> float:
    """How wide the interval of the figure is, as a ratio of its ends."""
    found = evaluate(folder).estimates[FIGURE]
    return found.high / found.low


def test_a_lone_claim_believed_less_widens_its_figure(ghana: Path) -> None:
    before = width(ghana)
    grade_down(ghana)
    assert width(ghana) > 2 * before


def test_one_claim_of_several_believed_less_widens_its_figure(ghana: Path) -> None:
    add_source(ghana, "court", grade="C3")
    add_claim(ghana, "court", (100, 160, 230))
    before = width(ghana)
    grade_down(ghana)
    assert width(ghana) > before


def test_a_lone_claim_believed_less_widens_a_score(ghana: Path) -> None:
    add_claim(ghana, "spread", (6, 7, 8), item="police", **SCORE)
    spans = [find_score_span(ghana)]
    grade_down(ghana)
    assert find_score_span(ghana) > spans[0]


def find_score_span(folder: Path) -> float:
    (threat,) = [threat for threat in evaluate(folder).threats if threat.key == THREATS[0]]
    return threat.scores["spread"].high - threat.scores["spread"].low


def test_the_build_names_the_source_and_the_item_that_changed(ghana: Path) -> None:
    run_tocsin("build", ghana)
    grade_down(ghana)
    told = run_tocsin("build", ghana).out
    named = [f"- {cause} changed; moved: {FIGURE} " in told for cause in ("source:police", "item:police")]
    assert named == [True, True]


def test_the_build_says_from_what_to_what(ghana: Path) -> None:
    run_tocsin("build", ghana)
    grade_down(ghana)
    (change, *_) = run_tocsin("build", ghana, "--json").record()["changes"]
    (move,) = [move for move in change["moves"] if move["key"] == FIGURE]
    assert (move["before"][2] < move["after"][2], change["node"]) == (True, "source:police")


def test_why_tells_the_grade_before_and_after(ghana: Path) -> None:
    before = run_tocsin("why", ghana, FIGURE).out
    grade_down(ghana)
    after = run_tocsin("why", ghana, FIGURE).out
    assert ("B2" in before, "B2" in after, "E5" in after) == (True, False, True)


def test_why_says_how_little_is_believed(ghana: Path) -> None:
    before = run_tocsin("why", ghana, FIGURE, "--json").record()["weakest"]["believed"]
    grade_down(ghana)
    assert run_tocsin("why", ghana, FIGURE, "--json").record()["weakest"]["believed"] < before


def test_a_copy_in_the_same_group_counts_for_nothing(ghana: Path) -> None:
    edit_row(ghana / "sources.csv", "police", lambda row: row.replace(",B,,,", ",B,,one,"))
    before = evaluate(ghana).estimates[FIGURE]
    add_source(ghana, "paper", group="one")
    add_claim(ghana, "paper", SAID)
    after = evaluate(ghana).estimates[FIGURE]
    assert (after.low, after.high) == pytest.approx((before.low, before.high), rel=0.02)


def test_an_independent_source_that_agrees_narrows(ghana: Path) -> None:
    before = width(ghana)
    add_source(ghana, "court")
    add_claim(ghana, "court", SAID)
    assert width(ghana) < before


def test_a_third_independent_source_narrows_what_two_of_one_group_said(ghana: Path) -> None:
    edit_row(ghana / "sources.csv", "police", lambda row: row.replace(",B,,,", ",B,,one,"))
    add_source(ghana, "paper", group="one")
    add_claim(ghana, "paper", SAID)
    before = width(ghana)
    add_source(ghana, "court")
    add_claim(ghana, "court", SAID)
    assert width(ghana) < before
