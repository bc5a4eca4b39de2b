"""What holds for linked records, whatever their order and names?"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.doubles import Doubles, invent_doubles
from tocsin.estimate.link_records import EventRows, LinkSettings, LinkStudy
from tocsin.estimate.links import FIELDS, list_blocks, study_links
from tocsin.methods.link.clusters import suggest_clusters
from tocsin.methods.link.pairs import count_pairs
from tocsin.methods.link.probability import link_records

SEEDS = st.integers(0, 2**32 - 1)
PLAIN = LinkSettings(replicates=3)


def reorder(events: EventRows, order: list[int]) -> EventRows:
    return EventRows(*(tuple(column[row] for row in order) for column in vars(events).values()))


def name_probabilities(study: LinkStudy) -> dict[tuple[str, str], float | None]:
    return {(link.left, link.right): link.prob for link in study.links}


@pytest.fixture(scope="module")
def planted() -> Doubles:
    return invent_doubles(events=500, doubles=100, seed=7)


@pytest.fixture(scope="module")
def study(planted: Doubles) -> LinkStudy:
    return study_links(planted.events, settings=PLAIN, seed=1)


@pytest.mark.slow
def test_the_order_of_rows_changes_nothing(planted: Doubles, study: LinkStudy) -> None:
    shuffled = reorder(planted.events, np.random.default_rng(2).permutation(600).tolist())
    assert study_links(shuffled, settings=PLAIN, seed=1) == study


@pytest.mark.slow
def test_renaming_events_changes_no_probability(planted: Doubles, study: LinkStudy) -> None:
    names = {key: f"X{key}" for key in planted.events.key}
    renamed = EventRows(**{**vars(planted.events), "key": tuple(names.values())})
    expected = {(names[left], names[right]): prob for (left, right), prob in name_probabilities(study).items()}
    assert name_probabilities(study_links(renamed, settings=PLAIN, seed=1)) == pytest.approx(expected)


@pytest.mark.slow
def test_a_table_linked_to_itself_links_each_record_to_its_copy(planted: Doubles) -> None:
    own = planted.events
    told = {field.name: [*getattr(own, field.name)] * 2 for field in FIELDS}
    found = link_records(
        told, FIELDS, blocks=np.tile(list_blocks(own), (2, 1)), learn_by=[("day",), ("place",)],
        source=[0] * 600 + [1] * 600, rng=np.random.default_rng(1), replicates=0, least_prob=0.5,
    )  # fmt: skip
    pairs = set(zip(found.left.tolist(), found.right.tolist(), strict=True))
    assert all((row, row + 600) in pairs for row in range(600))


@pytest.mark.slow
def test_no_pair_is_of_one_agency(study: LinkStudy) -> None:
    assert [link for link in study.links if link.left_agency == link.right_agency] == []


@given(SEEDS)
def test_counted_pairs_are_those_that_could_be_listed(seed: int) -> None:
    rng = np.random.default_rng(seed)
    blocks, source = rng.integers(-1, 4, (30, 2)), rng.integers(0, 3, 30)
    listed = [
        sum(
            blocks[one, rule] == blocks[other, rule] >= 0 and source[one] != source[other]
            for one in range(30)
            for other in range(one)
        )
        for rule in range(2)
    ]
    assert count_pairs(blocks, source).by_rule.tolist() == listed


@given(SEEDS)
def test_the_order_of_links_changes_no_cluster(seed: int) -> None:
    rng = np.random.default_rng(seed)
    left, right = rng.integers(0, 20, (2, 12))
    order = rng.permutation(12)
    found = suggest_clusters(left.tolist(), right.tolist(), records=20)
    assert (suggest_clusters(right[order].tolist(), left[order].tolist(), records=20) == found).all()


@given(SEEDS)
def test_leaving_a_link_out_never_joins_records(seed: int) -> None:
    rng = np.random.default_rng(seed)
    left, right = rng.integers(0, 20, (2, 12)).tolist()
    whole, less = (suggest_clusters(left[at:], right[at:], records=20) for at in (0, 1))
    together = less[:, None] == less[None, :]
    assert (whole[:, None] == whole[None, :])[together].all()
