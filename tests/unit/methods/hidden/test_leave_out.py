"""Is an estimate made again without each list?"""

import pytest

from tests.support.lists import make_lists, make_three
from tocsin.methods.hidden.errors import NoEstimateError, TooFewListsError
from tocsin.methods.hidden.leave_out import leave_each_out
from tocsin.methods.hidden.loglinear import fit_loglinear
from tocsin.methods.hidden.table import CaptureTable


def refuse(table: CaptureTable) -> float:
    raise NoEstimateError(f"not with {len(table.lists)} lists. Find another.")


def test_each_list_is_left_out_in_turn() -> None:
    left = leave_each_out(make_three(), lambda table: len(table.lists))
    assert [(one.left_out, one.value) for one in left] == [("A", 2.0), ("B", 2.0), ("C", 2.0)]


def test_those_on_the_left_list_alone_are_no_longer_seen() -> None:
    assert leave_each_out(make_three(), lambda table: 1.0)[0].seen == sum([64, 16, 64, 16, 16, 4])


@pytest.mark.slow
def test_independent_lists_agree_without_any_one() -> None:
    # Four lists with chances 1/2 among 3,200 people.
    table = make_lists([200] * 15, lists=4)
    values = [one.value for one in leave_each_out(table, lambda rest: fit_loglinear(rest).estimate)]
    assert values == pytest.approx([3_200.0] * 4)


def test_a_refusal_is_kept_as_the_reason() -> None:
    assert leave_each_out(make_three(), refuse)[1].reason == "not with 2 lists. Find another."


def test_lists_that_no_longer_overlap_are_told() -> None:
    left = leave_each_out(make_three([9, 8, 3, 7, 0, 0, 0]), lambda table: 1.0)[0]
    assert (left.seen, "on two of the lists" in left.reason) == (None, True)


def test_two_lists_are_refused() -> None:
    table = CaptureTable.from_patterns("AB", [[1, 0], [0, 1], [1, 1]], counts=[9, 8, 3])
    with pytest.raises(TooFewListsError, match="no overlap left"):
        leave_each_out(table, lambda rest: 1.0)
