"""The journey of a prosecutor: find the paragraph, read the article, ask whether the Convention applies, sort offences."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.shell import run_tocsin

OFFENCES = (
    "offence,provision,max_penalty_years,crime,version_date,priority\n"
    "Fraud,Penal Code 10,3,fraud,2020-01-01,yes\nMurder,Penal Code 20,life,murder,2020-01-01,yes\n"
    "Littering,By-law 3,,other,2020-01-01,no\n"
)


def test_a_search_finds_the_paragraphs_on_witnesses() -> None:
    told = run_tocsin("law", "search", "witness")
    assert (told.code, "untoc/24/1 " in told.out) == (0, True)


def test_a_search_can_be_kept_to_one_instrument() -> None:
    found = run_tocsin("law", "search", "witness", "--instrument", "tip", "--json").record()
    assert {hit["instrument"] for hit in found["hits"]} <= {"tip"}


def test_an_article_is_shown_with_its_source() -> None:
    told = run_tocsin("law", "show", "untoc", "24").out
    assert [word in told for word in ("Protection of witnesses", "Organized Crime, art. 24")] == [True, True]


def test_an_article_that_is_not_there_is_refused() -> None:
    told = run_tocsin("law", "show", "untoc", "99")
    assert (told.code, "41" in told.err) == (2, True)


def test_the_scope_test_names_the_facts_it_lacks(tmp_path: Path) -> None:
    (tmp_path / "facts.yaml").write_text("{}\n")
    told = run_tocsin("law", "scope", tmp_path / "facts.yaml", "--purpose", "general").out
    assert [word in told for word in ("general: unknown", "lacks: ")] == [True, True]


def test_the_scope_test_begins_with_its_answers(tmp_path: Path) -> None:
    (tmp_path / "facts.yaml").write_text("{}\n")
    first = run_tocsin("law", "scope", tmp_path / "facts.yaml").out.splitlines()[:4]
    assert [line.split()[0] for line in first] == [
        "general",
        "criminalization",
        "extradition",
        "mutual-legal-assistance",
    ]


def test_facts_that_are_not_facts_are_refused(tmp_path: Path) -> None:
    (tmp_path / "facts.yaml").write_text("moon_phase: full\n")
    told = run_tocsin("law", "scope", tmp_path / "facts.yaml")
    assert (told.code, "moon_phase" in told.err) == (2, True)


def test_offences_under_the_threshold_are_listed_apart(tmp_path: Path) -> None:
    (tmp_path / "offences.csv").write_text(OFFENCES)
    report = run_tocsin("law", "offences", tmp_path / "offences.csv", "--json").record()
    found = {group: [offence["offence"] for offence in report[group]] for group in ("under", "unknown", "at_or_over")}
    assert found == {"under": ["Fraud"], "unknown": ["Littering"], "at_or_over": ["Murder"]}


@pytest.mark.parametrize("command", ["scope", "offences"])
def test_a_file_that_is_not_there_is_refused(tmp_path: Path, command: str) -> None:
    told = run_tocsin("law", command, tmp_path / "nowhere")
    assert (told.code, "nowhere" in told.err) == (2, True)
