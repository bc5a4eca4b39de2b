"""A problem says where it is, what is wrong and how to mend it."""

import pytest

from tocsin.terms.problem import VALUE_SHOWN, Problem, ProblemsError, nearest, nearest_or_all, shorten

PROBLEM = Problem("claims.csv", 3, "unit", "kilo", "is no unit.", "Write kg.")


def test_a_problem_reads_as_place_value_reason_and_cure() -> None:
    assert str(PROBLEM) == "claims.csv, row 3, unit: 'kilo': is no unit. Write kg."


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        (Problem("a.yaml", None, "", "", "is empty.", "Fill it in."), "a.yaml: is empty. Fill it in."),
        (Problem("a.yaml", None, "unit", "", "is missing.", ""), "a.yaml, unit: is missing."),
        (Problem("a.yaml", 2, "", "x", "is wrong.", ""), "a.yaml, row 2: 'x': is wrong."),
    ],
)
def test_what_is_not_known_of_the_place_is_left_out(problem: Problem, text: str) -> None:
    assert str(problem) == text


def test_the_nearest_word_is_named() -> None:
    assert nearest("grup", ["group", "case"]) == "Did you mean 'group'?"


def test_the_nearest_word_is_named_whatever_its_case() -> None:
    assert nearest("COCAIN", ["cocaine", "heroin"]) == "Did you mean 'cocaine'?"


def test_several_near_words_are_named_if_asked_for() -> None:
    assert nearest("cass", ["case", "cast", "group"], most=2) == "Did you mean 'cast' or 'case'?"


def test_what_leads_to_the_sentence_stands_before_it() -> None:
    assert nearest("grup", ["group", "case"], lead=" ") == " Did you mean 'group'?"


def test_nothing_is_said_if_no_word_is_near() -> None:
    assert nearest("zzz", ["group", "case"], lead=" ") == ""


def test_all_words_are_named_if_none_is_near() -> None:
    assert nearest_or_all("zzz", ["group", "case"]) == "Known are: group, case."


def test_only_the_nearest_is_named_if_one_is_near() -> None:
    assert nearest_or_all("grup", ["group", "case"]) == "Did you mean 'group'?"


def test_a_short_value_is_shown_whole() -> None:
    assert shorten("kilo") == "kilo"


def test_a_long_value_is_cut_to_the_length_shown() -> None:
    assert len(shorten("x" * 500)) == VALUE_SHOWN


def test_problems_are_counted_and_told_at_once() -> None:
    error = ProblemsError(
        [Problem("a.csv", 2, "low", "x", "why.", "mend."), Problem("b.csv", None, "", "", "why.", "")]
    )
    assert str(error).splitlines() == [
        "What was given has 2 problems; nothing was done.",
        "- a.csv, row 2, low: 'x': why. mend.",
        "- b.csv: why.",
    ]


def test_one_problem_is_one() -> None:
    with pytest.raises(ProblemsError, match="has one problem; nothing was done"):
        raise ProblemsError([Problem("a.csv", None, "", "", "why.", "")])
