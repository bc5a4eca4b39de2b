"""Is a table of overlapping lists what it says, and refused where it is not?"""

import numpy as np
import pytest

from tocsin.methods.hidden.errors import (
    CaptureTableError,
    NoOverlapError,
    TooFewListsError,
    TooManyListsError,
    UnknownListError,
)
from tocsin.methods.hidden.table import CaptureTable, list_patterns

PATTERNS = [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [1, 1, 1]]
TABLE = CaptureTable.from_patterns(("a", "b", "c"), PATTERNS, counts=[10, 20, 30, 4, 1])


def build(*, lists: str = "abc", patterns: object = PATTERNS, counts: object = (10, 20, 30, 4, 1)) -> CaptureTable:
    return CaptureTable.from_patterns(lists, patterns, counts=counts)  # type: ignore[arg-type]  # wrong on purpose


def test_seen_is_the_sum_of_counts() -> None:
    assert TABLE.seen == 65


def test_list_totals_count_each_case_on_every_list_it_is_on() -> None:
    assert TABLE.list_totals.tolist() == [15, 25, 31]


def test_overlaps_are_symmetric_with_totals_on_the_diagonal() -> None:
    assert TABLE.overlaps.tolist() == [[15, 5, 1], [5, 25, 1], [1, 1, 31]]


def test_people_give_the_same_table_as_their_patterns() -> None:
    rows = np.repeat(PATTERNS, [10, 20, 30, 4, 1], axis=0)
    assert CaptureTable.from_people("abc", rows).full()[1].tolist() == TABLE.full()[1].tolist()


def test_full_table_counts_patterns_in_binary_order() -> None:
    assert TABLE.full()[1].tolist() == [10, 20, 4, 30, 0, 0, 1]


def test_patterns_are_listed_in_the_order_of_the_full_table() -> None:
    assert (list_patterns(3) == TABLE.full()[0]).all()


def test_leaving_a_list_out_drops_those_on_no_other() -> None:
    assert TABLE.without("c").full()[1].tolist() == [10, 20, 5]


def test_merged_list_has_whoever_is_on_either() -> None:
    merged = TABLE.merged("a", "c")
    assert (merged.lists, merged.full()[1].tolist()) == (("a+c", "b"), [40, 20, 5])


def test_counts_cannot_be_changed_afterwards() -> None:
    with pytest.raises(ValueError, match="read-only"):
        TABLE.counts[0] = 5


def test_later_changes_to_the_given_array_do_not_reach_the_table() -> None:
    counts = np.array([10.0, 20.0, 30.0, 4.0, 1.0])
    table = build(counts=counts)
    counts[0] = 99
    assert table.seen == 65


@pytest.mark.parametrize("change", [{"counts": (1, 2)}, {"patterns": [[1, 0], [1, 1]]}, {"patterns": [1, 0, 1]}])
def test_shapes_that_do_not_fit_are_refused(change: dict[str, object]) -> None:
    with pytest.raises(CaptureTableError, match="a row per pattern"):
        build(**change)  # type: ignore[arg-type]  # wrong on purpose


@pytest.mark.parametrize("count", [-1, 2.5, np.nan, np.inf])
def test_count_that_is_no_number_of_cases_is_refused(count: float) -> None:
    with pytest.raises(CaptureTableError, match=r"pattern b in row 2 .* whole numbers"):
        build(counts=(10, count, 30, 4, 1))


def test_value_other_than_0_and_1_is_refused() -> None:
    with pytest.raises(CaptureTableError, match="on a list or not"):
        build(patterns=[[2, 0, 0], *PATTERNS[1:]])


def test_pattern_that_stands_twice_is_refused_with_its_rows() -> None:
    with pytest.raises(CaptureTableError, match=r"pattern a & b stands in rows 4 and 5"):
        build(patterns=[*PATTERNS[:4], [1, 1, 0]])


def test_pattern_on_no_list_is_refused() -> None:
    with pytest.raises(CaptureTableError, match="row 5 is on no list"):
        build(patterns=[*PATTERNS[:4], [0, 0, 0]])


def test_list_without_cases_is_refused_by_name() -> None:
    with pytest.raises(CaptureTableError, match="list 'c' has no case"):
        build(counts=(10, 20, 0, 4, 0))


def test_list_named_twice_is_refused() -> None:
    with pytest.raises(CaptureTableError, match="'a' stands twice"):
        build(lists="aba")


def test_one_list_is_refused() -> None:
    with pytest.raises(TooFewListsError, match="1 list"):
        build(lists="a", patterns=[[1]], counts=[5])


def test_lists_without_overlap_are_refused() -> None:
    with pytest.raises(NoOverlapError, match="none of the 60 cases"):
        build(counts=(10, 20, 30, 0, 0))


def test_leaving_out_the_only_list_that_overlaps_is_refused() -> None:
    table = build(patterns=[[1, 1, 0], [1, 0, 1], [0, 1, 0], [0, 0, 1]], counts=(3, 4, 5, 6))
    with pytest.raises(NoOverlapError, match="b, c"):
        table.without("a")


@pytest.mark.parametrize("rows", [[1, 0, 1], np.zeros((0, 3))])
def test_people_without_rows_and_columns_are_refused(rows: object) -> None:
    with pytest.raises(CaptureTableError, match="a row per case"):
        CaptureTable.from_people("abc", rows)  # type: ignore[arg-type]  # wrong on purpose


def test_person_on_no_list_is_refused_by_row() -> None:
    with pytest.raises(CaptureTableError, match="row 2 is on no list"):
        CaptureTable.from_people("abc", [[1, 1, 0], [0, 0, 0], [0, 0, 1]])


def test_unknown_list_cannot_be_left_out() -> None:
    with pytest.raises(UnknownListError, match=r"no list 'd' .* a, b, c"):
        TABLE.without("d")


def test_list_cannot_be_merged_with_itself() -> None:
    with pytest.raises(UnknownListError, match="itself"):
        TABLE.merged("a", "a")


def test_more_lists_than_patterns_can_be_counted_for_are_refused() -> None:
    names = tuple(f"list {number}" for number in range(13))
    table = CaptureTable.from_patterns(names, [[1] * 13], counts=[3])
    with pytest.raises(TooManyListsError, match="8,191 patterns"):
        table.full()
