"""Does a build that reuses what it can give the same bytes as one made from nothing, whatever was edited in between?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copytree, ignore_patterns
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.countries import (
    THREATS,
    add_claim,
    add_evidence,
    add_source,
    append_rows,
    delete_row,
    edit_row,
    new_country,
    replace_text,
)  # fmt: skip
from tocsin.publish.build import build_report

Edit = Callable[[Path], object]

SECOND_DRIVER = (
    "drivers:\n  hidden:\n    title: Hidden for each one detected\n    unit: share\n"
    "    range: {low: 1, high: 9, reason: invented}\n"
)
THIRD_DRIVER = (
    "drivers:\n  copied:\n    title: Copied\n    unit: victim/year\n"
    "    claims: {subject: example-trafficking, variable: victims_detected}\n"
    "    plausible: {low: 1, high: 2000, reason: invented}\n"
)
EDITS: dict[str, Edit] = {
    "change a claim on a figure": lambda at: edit_row(at / "claims.csv", "claim-0", lambda row: row.replace(",190,", ",260,")),
    "change a score": lambda at: edit_row(at / "claims.csv", "claim-1", lambda row: row.replace(",2.5,", ",2.9,")),
    "delete a claim on a figure": lambda at: delete_row(at / "claims.csv", "claim-3"),
    "delete a score": lambda at: delete_row(at / "claims.csv", "claim-2"),
    "change the grade of a source": lambda at: edit_row(at / "sources.csv", "office-0", lambda row: row.replace(",B,", ",E,")),
    "change the grade of an item": lambda at: edit_row(at / "items.csv", "office-1", lambda row: row.replace(",3,", ",5,")),
    "join two sources in one group": lambda at: edit_row(at / "sources.csv", "office-1", lambda row: row.replace(",C,,", ",C,,office-0")),
    "rename a source": lambda at: edit_row(at / "sources.csv", "office-2", lambda row: row.replace("Office office-2", "Office Two")),
    "add a source that agrees": lambda at: (add_source(at, "court"), add_claim(at, "court", (130, 150, 170))),
    "add an analyst's score": lambda at: append_rows(at / "scores.csv", [EXPERT]),
    "change a formula": lambda at: replace_text(at / MODEL, {"formula: detected": "formula: detected * 2"}),
    "change a title": lambda at: replace_text(at / MODEL, {"replace. Victims detected in a year": "victims in a year"}),
    "change a plausible range": lambda at: replace_text(at / MODEL, {"high: 100000": "high: 5000"}),
    "add a driver": lambda at: replace_text(at / MODEL, {"drivers:\n": SECOND_DRIVER, "formula: detected": "formula: detected * hidden"}),
    "add a driver on the same claims": lambda at: replace_text(
        at / MODEL, {"drivers:\n": THIRD_DRIVER, "formula: detected": "formula: detected + copied"}
    ),
    "add a weight": lambda at: append_rows(at / "weights.csv", [WEIGHT]),
    "change the words of a threat": lambda at: replace_text(at / "threats.yaml", {'summary: ""': "summary: Said anew"}),
    "remove the figure of a threat": lambda at: replace_text(at / "threats.yaml", {"  shown: [example_victims_detected]\n": ""}),
    "change the seed": lambda at: replace_text(at / "dossier.yaml", {"seed: 1 ": "seed: 9 "}),
    "change the number of draws": lambda at: replace_text(at / "dossier.yaml", {"log2_points: 6": "log2_points: 7"}),
    "change the period": lambda at: replace_text(at / "dossier.yaml", {"period: 2020": "period: 2019/2020"}),
    "change the notice": lambda at: replace_text(at / "dossier.yaml", {"It holds no findings.": "It holds few findings."}),
}  # fmt: skip
MODEL = Path("models") / "example.yaml"
EXPERT = {
    "threat": THREATS[0], "criterion": "deaths", "low": 2, "best": 3, "high": 4,
    "author": "analyst", "date": "2021-01-01", "rationale": "seen",
}  # fmt: skip
WEIGHT = {
    "author": "minister", "mandate": "law", "about": "harm", "kind": "weight", "value": "0.6", "date": "2021-01-01", "reason": "said",
}  # fmt: skip


@pytest.fixture(scope="module")
def built() -> Iterator[Path]:
    """Serbia with ten claims, built once."""
    with TemporaryDirectory() as folder:
        dossier = new_country(Path(folder) / "serbia", country="SRB")
        add_evidence(dossier, claims=10)
        build_report(dossier, out=dossier / "build")
        yield dossier


def build_both_ways(built: Path, edits: list[str]) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The outputs of an edited dossier: built upon the last build after every edit, and built from nothing at the end."""
    with TemporaryDirectory() as folder:
        upon = copytree(built, Path(folder) / "upon")
        for name in edits:
            before = read_inputs(upon)
            EDITS[name](upon)
            assert read_inputs(upon) != before, f"{name!r} changed nothing"
            build_report(upon, out=upon / "build")
        clean = copytree(upon, Path(folder) / "clean", ignore=ignore_patterns("build"))
        build_report(clean, out=clean / "build")
        return read_outputs(upon), read_outputs(clean)


def read_inputs(folder: Path) -> dict[str, bytes]:
    """Every file of a dossier that a build reads."""
    paths = (path for path in folder.rglob("*") if path.is_file() and "build" not in path.parts)
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def read_outputs(folder: Path) -> dict[str, bytes]:
    """Every file of a build that readers see."""
    out = folder / "build"
    return {
        str(path.relative_to(out)): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file() and ".cache" not in path.parts and path.name != "build.json"
    }


def list_different(edited: tuple[dict[str, bytes], dict[str, bytes]]) -> list[str]:
    upon, clean = edited
    return sorted(name for name in {*upon, *clean} if upon.get(name) != clean.get(name))


@settings(max_examples=4)
@given(edits=st.lists(st.sampled_from(sorted(EDITS)), min_size=1, max_size=3, unique=True))
def test_edits_one_after_the_other_give_what_a_clean_build_gives(built: Path, edits: list[str]) -> None:
    assert list_different(build_both_ways(built, edits)) == []


@pytest.mark.slow
@pytest.mark.parametrize("edit", sorted(EDITS))
def test_any_one_edit_gives_what_a_clean_build_gives(built: Path, edit: str) -> None:
    assert list_different(build_both_ways(built, [edit])) == []


def test_a_build_repeated_elsewhere_is_the_same_byte_for_byte(built: Path) -> None:
    assert list_different(build_both_ways(built, [])) == []
