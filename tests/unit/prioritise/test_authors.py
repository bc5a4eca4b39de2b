import pytest

from tests.support.rankings import know, rank, say

CLAIMS = [
    *(claim for claim in know("a", 9) if claim.variable == "c1"), *(claim for claim in know("a", 1) if claim.variable != "c1"),
    *(claim for claim in know("b", 1) if claim.variable == "c1"), *(claim for claim in know("b", 9) if claim.variable != "c1"),
]  # fmt: skip
APART = (say("first", "weight", 0.9), say("second", "weight", 0.9, author="council"))


def test_each_author_has_first_threats_of_their_own() -> None:
    assert [view.first for view in rank("ab", *CLAIMS, weights=APART, top=1).authors] == [("a",), ("b",)]


def test_authors_who_choose_differently_are_shown_to_disagree() -> None:
    findings = rank("ab", *CLAIMS, weights=APART, top=1).findings
    assert [finding.examples for finding in findings] == [("minister", "council")]


def test_authors_who_choose_alike_do_not_disagree() -> None:
    assert rank("ab", *CLAIMS, weights=APART, top=2).findings == ()


def test_an_author_has_their_own_mean_weights() -> None:
    assert rank("ab", *CLAIMS, weights=APART, top=1).authors[0].weights["c1"] == pytest.approx(0.9)
