"""Who may see a record, and is nobody ever let in by combining?"""

import pytest

from tocsin.terms.handling import (
    ALL,
    AudienceNameError,
    EmptyScopeError,
    Handling,
    NothingToCombineError,
    UnknownMarkError,
    combine,
    list_marks,
)


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("TLP:CLEAR", 0),
        ("TLP:GREEN", 1),
        ("TLP:AMBER", 2),
        ("TLP:AMBER+STRICT", 3),
        ("TLP:RED", 4),
        ("H0", 1),
        ("H3", 3),
    ],
)
def test_a_mark_has_a_rank(text: str, rank: int) -> None:
    assert Handling.parse(text).rank == rank


def test_named_audiences_take_the_place_of_the_general_scope() -> None:
    assert Handling.parse("TLP:AMBER for police; customs").scope == frozenset({"police", "customs"})


def test_several_marks_have_the_audiences_common_to_all() -> None:
    assert Handling.parse("TLP:AMBER, H0").scope == frozenset({"recipients", "organisation"})


@pytest.mark.parametrize(
    "text",
    [
        "TLP:CLEAR",
        "TLP:AMBER+STRICT",
        "TLP:AMBER for customs; police",
        "H0, TLP:GREEN",
        "TLP:RED for all",
        "5x5x5:4",
        "3x5x2:P",
    ],
)
def test_a_handling_is_written_as_it_was_read(text: str) -> None:
    assert str(Handling.parse(text)) == text


@pytest.mark.parametrize("text", ["TLP:WHITE", "", "amber", "TLP:AMBER for ", "TLP:AMBER,"])
def test_an_unknown_mark_is_refused(text: str) -> None:
    with pytest.raises(UnknownMarkError, match="is not a handling mark"):
        Handling.parse(text)


@pytest.mark.parametrize("marks", [(), ("TLP:RED", "H0"), ("H0", "H0")])
def test_marks_stand_once_and_in_order(marks: tuple[str, ...]) -> None:
    with pytest.raises(UnknownMarkError, match="sorted by name"):
        Handling(marks, ALL)


@pytest.mark.parametrize("text", ["TLP:AMBER for public", "TLP:AMBER for police; all", "TLP:AMBER for police, customs"])
def test_an_audience_that_is_no_name_is_refused(text: str) -> None:
    with pytest.raises(AudienceNameError, match="is not the name of an audience"):
        Handling.parse(text)


def test_a_record_that_nobody_may_see_is_refused() -> None:
    with pytest.raises(EmptyScopeError, match="Name at least one audience"):
        Handling(("TLP:RED",), frozenset())


@pytest.mark.parametrize(
    ("text", "audience", "is_let_in"),
    [
        ("TLP:CLEAR", "public", True),
        ("TLP:CLEAR", "police", True),
        ("TLP:GREEN", "public", False),
        ("TLP:GREEN", "police", True),
        ("TLP:AMBER", "police", False),
        ("TLP:AMBER for police", "police", True),
        ("TLP:AMBER for police", "customs", False),
        ("TLP:RED for all", "public", False),
        ("TLP:CLEAR for police", "public", False),
    ],
)
def test_only_those_in_the_scope_may_see(text: str, audience: str, is_let_in: bool) -> None:
    assert Handling.parse(text).allows(audience) is is_let_in


@pytest.mark.parametrize(
    ("texts", "combined"),
    [
        (("TLP:CLEAR", "TLP:CLEAR"), "TLP:CLEAR"),
        (("TLP:CLEAR", "TLP:GREEN"), "TLP:GREEN"),
        (("TLP:GREEN", "TLP:AMBER for police; customs", "H1 for police"), "H1, TLP:AMBER for police"),
        (("TLP:AMBER", "TLP:RED"), "TLP:RED"),
        (("TLP:RED",), "TLP:RED"),
        (("H0", "H2"), "H0, H2"),
    ],
)
def test_a_result_takes_the_strictest_marks_and_the_common_audiences(texts: tuple[str, ...], combined: str) -> None:
    assert str(combine(*map(Handling.parse, texts))) == combined


def test_inputs_without_a_common_audience_are_named() -> None:
    inputs = ["TLP:GREEN", "TLP:AMBER for police", "H1 for police; fiu", "TLP:AMBER for fiu"]
    with pytest.raises(
        EmptyScopeError, match=r"b \(TLP:AMBER for police\) and d \(TLP:AMBER for fiu\) have no audience"
    ):
        combine(*map(Handling.parse, inputs), names=["a", "b", "c", "d"])


def test_inputs_that_only_together_leave_nobody_are_named_too() -> None:
    inputs = ["H0 for a; b", "H0 for b; c", "H0 for a; c"]
    with pytest.raises(EmptyScopeError, match=r"share only a, and other inputs may be shown only to b, so nobody"):
        combine(*map(Handling.parse, inputs))


def test_nothing_combines_to_nothing() -> None:
    with pytest.raises(NothingToCombineError, match="Name its inputs"):
        combine()


def test_every_mark_says_what_it_demands() -> None:
    assert all(Handling.parse(mark).conditions[0].endswith(".") for mark in list_marks())


def test_only_a_clear_mark_without_audiences_is_public() -> None:
    assert [mark for mark in list_marks() if Handling.parse(mark).is_public] == ["TLP:CLEAR"]
