"""Does a build tell in words what it did?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tocsin.publish.built import Built
from tocsin.publish.changes import Change
from tocsin.publish.reuse import BuildLedger

BUILT = Built(Path("out"), ("a", "b"), False, 3, 1, (), (), 1)


def test_a_build_says_what_was_made_and_reused() -> None:
    assert next(BUILT.told()) == "Built 2 files (1 result made, 3 reused), 1 warning to read."


def test_a_build_that_changed_nothing_says_so() -> None:
    assert (
        next(replace(BUILT, is_reused=True).told()) == "Nothing changed; 2 files stand as they were, 1 warning to read."
    )


def test_changed_files_are_named() -> None:
    told = list(replace(BUILT, changed_files=("claims.csv", "items.csv")).told())
    assert told[1] == "Changed since the last build: claims.csv, items.csv."


def test_each_change_has_a_line() -> None:
    told = list(replace(BUILT, changes=(Change("claim:a", "", "is new"),)).told())
    assert told[1] == "- claim:a is new; no figure moved"


def test_it_ends_with_what_to_read_of_what_was_made() -> None:
    built = replace(BUILT, outputs=("assessment.json", "build.json", "report.docx", "report.html"))
    assert list(built.told())[1:] == [f"  out/{name}" for name in ("report.html", "report.docx", "assessment.json")]


def test_the_last_build_counts_all_its_results_as_reused() -> None:
    ledger = BuildLedger("p", {}, {"b": "1", "a": "2"}, warnings_count=7, results_count=9)
    assert Built.of_kept(ledger, out=Path("out")) == Built(Path("out"), ("a", "b"), True, 9, 0, (), (), 7)
