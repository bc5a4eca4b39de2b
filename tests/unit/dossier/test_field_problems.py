"""Is the reason for refusing a value given in words that say how to mend it?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.dossiers import SMALL, find_problem


def claim_with(folder: Path, before: str, after: str) -> str:
    return str(find_problem(folder, claims_dot_csv=SMALL["claims.csv"].replace(before, after)))


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ('"9,5"', "decimal comma"),
        ('"1.234,5"', "decimal comma"),
        ("1 234", "marks between thousands"),
        ('"1,234,567"', "marks between thousands"),
        ("5 %", "from 0 to 1"),
        ("<5", "a limit"),
        ("many", "not a number"),
        ("nan", "finite"),
        ("inf", "finite"),
    ],
)
def test_what_is_no_number_is_told_apart(tmp_path: Path, value: str, told: str) -> None:
    problem = find_problem(tmp_path, claims_dot_csv=SMALL["claims.csv"].replace("area,10,", f"area,{value},"))
    assert (problem.row, problem.field, told in problem.why) == (3, "low", True)


def test_the_offending_value_is_shown(tmp_path: Path) -> None:
    assert "'9,5'" in claim_with(tmp_path, "area,10,", 'area,"9,5",')


def test_an_impossible_interval_shows_its_numbers(tmp_path: Path) -> None:
    assert "10 ≤ 8 ≤ 14" in claim_with(tmp_path, "10,12,14", "10,8,14")


def test_a_claim_of_nothing_is_refused(tmp_path: Path) -> None:
    assert "says nothing" in claim_with(tmp_path, "10,12,14", ",,")


def test_a_key_with_other_signs_is_refused(tmp_path: Path) -> None:
    assert "small letters" in claim_with(tmp_path, "\nspread,", "\nSpread 1,")


def test_a_missing_field_is_named(tmp_path: Path) -> None:
    assert "'seed' is missing" in str(
        find_problem(tmp_path, dossier_dot_yaml=SMALL["dossier.yaml"].replace("seed: 7\n", ""))
    )


def test_a_choice_names_the_nearest(tmp_path: Path) -> None:
    problem = find_problem(tmp_path, sources_dot_csv=SMALL["sources.csv"].replace(",media,", ",medya,"))
    assert "'media'" in problem.mend


def test_a_number_below_its_bound_is_told_the_bound(tmp_path: Path) -> None:
    assert "at least 0" in str(
        find_problem(tmp_path, dossier_dot_yaml=SMALL["dossier.yaml"].replace("seed: 7", "seed: -7"))
    )


def test_half_a_number_is_not_whole(tmp_path: Path) -> None:
    assert "whole number" in str(
        find_problem(tmp_path, dossier_dot_yaml=SMALL["dossier.yaml"].replace("seed: 7", "seed: 7.5"))
    )


@pytest.mark.parametrize("day", ["20210331", "31/03/2021", "2021-02-30", "86400"])
def test_a_day_is_written_in_one_way(tmp_path: Path, day: str) -> None:
    problem = find_problem(tmp_path, dossier_dot_yaml=SMALL["dossier.yaml"] + f"as_of: {day}\n")
    assert "day of the calendar" in problem.why


def test_yes_or_no_is_true_or_false(tmp_path: Path) -> None:
    model = SMALL["models/area.yaml"].replace("unit: ha\n    claims", "unit: ha\n    independent: maybe\n    claims")
    assert "true or false" in str(find_problem(tmp_path, models__area_dot_yaml=model))


def test_text_where_fields_belong_is_told(tmp_path: Path) -> None:
    threats = SMALL["threats.yaml"].replace("response: {gap: not known}", "response: weak")
    assert "fields are expected" in str(find_problem(tmp_path, threats_dot_yaml=threats))


def test_a_list_where_text_belongs_is_told(tmp_path: Path) -> None:
    assert "plain text" in str(
        find_problem(tmp_path, dossier_dot_yaml=SMALL["dossier.yaml"].replace("Small", "[Small]"))
    )


def test_text_where_a_list_belongs_is_told(tmp_path: Path) -> None:
    model = SMALL["models/area.yaml"] + "correlations: none\n"
    assert "list is expected" in str(find_problem(tmp_path, models__area_dot_yaml=model))


def test_empty_text_is_told(tmp_path: Path) -> None:
    assert "it is empty" in str(
        find_problem(tmp_path, dossier_dot_yaml=SMALL["dossier.yaml"].replace("title: Small", 'title: ""'))
    )


def test_a_key_of_a_hundred_letters_is_too_long(tmp_path: Path) -> None:
    assert "longer than 80" in str(
        find_problem(tmp_path, dossier_dot_yaml=SMALL["dossier.yaml"].replace("small", "s" * 100))
    )


def test_an_unknown_field_deep_inside_names_the_nearest_of_its_place(tmp_path: Path) -> None:
    model = (
        SMALL["models/area.yaml"]
        .replace("scale: log, ", "")
        .replace("reason: invented}", "reason: invented, raeson: x}")
    )
    problem = find_problem(tmp_path, models__area_dot_yaml=model)
    assert (problem.field, "'reason'" in problem.mend) == ("drivers.seen.plausible.raeson", True)


def test_an_unknown_place_names_the_nearest(tmp_path: Path) -> None:
    assert "Colombia" in claim_with(tmp_path, "2020,COL,report", "2020,Columbia,report")
