"""Are grades kept in their own scheme, ordered only where the scheme orders them, and unknown never a middle?"""

import pytest

from tocsin.terms.grade import (
    CoarseGrade,
    DifferentSchemesError,
    Grade,
    ItemClass,
    SourceClass,
    UnknownGradeError,
    list_grades,
    list_schemes,
    parse_grade,
)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("B2", "6x6:B2"),
        ("4x4:A1", "4x4:A1"),
        ("5x5x5:B21", "5x5x5:B21"),
        ("5x5x5:B2", "5x5x5:B2"),
        ("3x5x2:1AP", "3x5x2:1AP"),
    ],
)
def test_a_grade_keeps_its_native_form(text: str, written: str) -> None:
    assert str(Grade.parse(text)) == written


def test_a_grade_alone_is_read_in_the_declared_scheme() -> None:
    assert parse_grade("B2", scheme="4x4") == Grade("4x4", "B", "2")


def test_a_scheme_before_the_grade_goes_before_the_declared_one() -> None:
    assert parse_grade("6x6:B2", scheme="4x4") == Grade("6x6", "B", "2")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("B7", "not a grade of the item"),
        ("G2", "not a grade of the source"),
        ("b2", "not a grade of the source"),
        ("4x4:B5", "not a grade of the item"),
        ("B", "is not a grade of the scheme 6x6"),
        ("", "is not a grade of the scheme 6x6"),
        ("B21", "is not a grade of the scheme 6x6"),
        ("5x5x5:A16", "not a handling mark"),
        ("7x7:A1", "not a grading scheme"),
    ],
)
def test_what_is_no_grade_of_its_scheme_is_refused(text: str, what: str) -> None:
    with pytest.raises(UnknownGradeError, match=what):
        Grade.parse(text)


@pytest.mark.parametrize(
    ("given", "wanted", "is_met"),
    [
        ("A1", "B2", True),
        ("B2", "B2", True),
        ("B2", "A1", False),
        ("A3", "B2", False),
        ("C1", "B2", False),
        ("F1", "E1", False),
        ("A6", "A5", False),
        ("B2", "F2", False),
        ("F6", "F6", True),
        ("3x5x2:2A", "3x5x2:3A", False),
        ("3x5x2:1A", "3x5x2:3A", True),
    ],
)
def test_a_grade_meets_another_where_both_halves_do(given: str, wanted: str, is_met: bool) -> None:
    assert Grade.parse(given).meets(Grade.parse(wanted)) is is_met


def test_grades_of_different_schemes_have_no_order() -> None:
    with pytest.raises(DifferentSchemesError, match="Compare their coarse grades"):
        Grade.parse("6x6:B2").meets(Grade.parse("4x4:B2"))


@pytest.mark.parametrize(
    ("text", "source", "item"),
    [
        ("6x6:B2", "high", "plausible"),
        ("6x6:E5", "low", "doubtful"),
        ("6x6:F6", "unknown", "unknown"),
        ("4x4:X4", "unknown", "unknown"),
        ("5x5x5:E4", "unknown", "unknown"),
        ("5x5x5:D5", "low", "false_suspected"),
        ("3x5x2:2D", "unknown", "unknown"),
    ],
)
def test_a_grade_has_a_coarse_form(text: str, source: str, item: str) -> None:
    coarse = Grade.parse(text).coarse
    assert (coarse.source, coarse.item) == (SourceClass(source), ItemClass(item))


@pytest.mark.parametrize(("text", "mark"), [("5x5x5:B23", "5x5x5:3"), ("3x5x2:1AC", "3x5x2:C"), ("B2", "")])
def test_the_coarse_form_carries_the_handling_mark(text: str, mark: str) -> None:
    assert Grade.parse(text).coarse.handling == mark


@pytest.mark.parametrize(("text", "judged"), [("B2", True), ("F2", False), ("B6", False)])
def test_a_half_that_cannot_be_judged_leaves_the_grade_unjudged(text: str, judged: bool) -> None:
    assert Grade.parse(text).coarse.is_judged is judged


@pytest.mark.parametrize(
    ("given", "wanted", "is_met"),
    [("A1", "4x4:B2", True), ("D1", "4x4:B2", False), ("F1", "4x4:C1", False), ("F6", "4x4:X4", True)],
)
def test_coarse_grades_of_different_schemes_have_an_order(given: str, wanted: str, is_met: bool) -> None:
    assert Grade.parse(given).coarse.meets(Grade.parse(wanted).coarse) is is_met


@pytest.mark.parametrize("wanted", [*SourceClass][:3])
def test_an_unknown_source_is_not_even_low(wanted: SourceClass) -> None:
    unknown = CoarseGrade(SourceClass.UNKNOWN, ItemClass.CONFIRMED)
    assert not unknown.meets(CoarseGrade(wanted, ItemClass.CONFIRMED))


@pytest.mark.parametrize(("scheme", "count"), [("6x6", 36), ("4x4", 16), ("5x5x5", 25), ("3x5x2", 15)])
def test_every_scheme_has_its_number_of_grades(scheme: str, count: int) -> None:
    assert len(list_grades(scheme)) == count


@pytest.mark.parametrize(("scheme", "verified"), [("6x6", True), ("4x4", True), ("5x5x5", True), ("3x5x2", False)])
def test_a_scheme_known_from_hearsay_is_not_verified(scheme: str, verified: bool) -> None:
    assert list_grades(scheme)[0].is_verified is verified


def test_a_grade_says_what_it_means() -> None:
    grade = Grade.parse("B2")
    assert (grade.source_wording, grade.item_wording) == ("Usually reliable", "Probably true")


def test_every_scheme_is_listed() -> None:
    assert list_schemes() == ("6x6", "4x4", "5x5x5", "3x5x2")
