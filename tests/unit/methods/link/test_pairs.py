"""Are pairs counted, and too many refused, before one is made?"""

import numpy as np
import pytest

from tocsin.methods.link.clusters import suggest_clusters
from tocsin.methods.link.errors import LinkError, TooManyPairsError
from tocsin.methods.link.fields import LinkField
from tocsin.methods.link.pairs import check_pairs, count_pairs


def test_pairs_within_a_source_do_not_count_across_sources() -> None:
    assert count_pairs([[0], [0], [0], [0]], source=[0, 0, 1, 1]).by_rule.tolist() == [4]


def test_records_in_no_block_make_no_pairs() -> None:
    assert count_pairs([[-1, 0], [-1, 0]]).by_rule.tolist() == [0, 1]


def test_possible_pairs_need_no_rule() -> None:
    assert count_pairs([[-1]] * 5).possible == 10


def test_no_more_pairs_are_compared_than_there_are() -> None:
    counted = count_pairs(np.zeros((4, 4), dtype=np.int64))
    assert (counted.by_rule.sum(), counted.at_most, counted.possible) == (24, 6, 6)


def test_millions_of_records_are_counted_without_overflow() -> None:
    assert count_pairs(np.zeros((4_000_000, 1), dtype=np.int64)).at_most == 7_999_998_000_000


def test_too_many_pairs_name_the_rule_that_makes_them() -> None:
    with pytest.raises(TooManyPairsError, match="rule 2 alone makes 3"):
        check_pairs(count_pairs([[0, 0], [1, 0], [2, 0]]), most=2)


def test_as_many_pairs_as_the_limit_pass() -> None:
    check_pairs(count_pairs([[0], [0], [0]]), most=3)


@pytest.mark.parametrize("blocks", [[[0]], [0, 1], [[], []]])
def test_blocks_that_make_no_table_are_refused(blocks: list[object]) -> None:
    with pytest.raises(LinkError, match="no pairs to count"):
        count_pairs(blocks)  # type: ignore[arg-type]


def test_a_source_too_few_is_refused() -> None:
    with pytest.raises(LinkError, match="one source per record"):
        count_pairs([[0], [0]], source=[0])


def test_links_through_others_join_a_cluster() -> None:
    assert suggest_clusters([0, 1], [1, 4], records=5).tolist() == [0, 0, 1, 2, 0]


@pytest.mark.parametrize(("left", "right"), [([0], []), ([0], [3]), ([-1], [0])])
def test_links_to_rows_that_are_not_there_are_refused(left: list[int], right: list[int]) -> None:
    with pytest.raises(LinkError, match="two rows that are there"):
        suggest_clusters(left, right, records=3)


@pytest.mark.parametrize(
    ("name", "kind", "steps"),
    [
        ("a b", "exact", ()),
        ("day", "gap", ()),
        ("day", "gap", (3, 1)),
        ("place", "text", (0.8, 0.9)),
        ("kind", "exact", (1,)),
    ],
)
def test_fields_whose_steps_mean_nothing_are_refused(name: str, kind: str, steps: tuple[float, ...]) -> None:
    with pytest.raises(LinkError, match="from most to least alike"):
        LinkField(name, kind, steps)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "field", [LinkField("a", "exact"), LinkField("a", "gap", (0, 2)), LinkField("a", "text", (0.9,))]
)
def test_a_field_has_one_condition_less_than_levels(field: LinkField) -> None:
    assert len(field.conditions) == len(field.labels) - 1
