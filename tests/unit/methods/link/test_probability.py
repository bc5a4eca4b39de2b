"""Are planted doubles found, with probabilities that mean what they say?"""

from collections.abc import Sequence

import numpy as np
import pytest

from tocsin.methods.link.errors import LinkError, NoPairsError
from tocsin.methods.link.fields import LinkField
from tocsin.methods.link.probability import LinkResult, link_records

FIELDS = (LinkField("day", "gap", (0, 3)), LinkField("place", "exact"), LinkField("amount", "ratio", (0.01, 0.1)))
LEARN_BY = (("day",), ("place",))
RECORDS, DOUBLES = 260, 60


def invent_records() -> dict[str, list[object]]:
    rng = np.random.default_rng(4)
    day, place = rng.integers(0, 700, RECORDS), rng.integers(0, 15, RECORDS)
    amount = np.exp(rng.normal(3, 1, RECORDS))
    later = np.where(rng.random(DOUBLES) < 0.3, 2, 0)
    return {
        "day": [*day.tolist(), *(day[:DOUBLES] + later).tolist()],
        "place": [f"P{one}" for one in [*place, *place[:DOUBLES]]],
        "amount": [*amount.tolist(), *amount[:DOUBLES].tolist()],
    }


def link(
    records: dict[str, list[object]] | None = None,
    *,
    fields: Sequence[LinkField] = FIELDS,
    learn_by: Sequence[tuple[str, ...]] = LEARN_BY,
    source: Sequence[int] | None = (0,) * RECORDS + (1,) * DOUBLES,
    least_prob: float = 0.5,
    replicates: int = 0,
) -> LinkResult:
    told = invent_records() if records is None else records
    blocks = np.zeros((len(told["day"]), 1), dtype=np.int64)
    return link_records(
        told, fields, blocks=blocks, learn_by=learn_by, source=source, least_prob=least_prob, replicates=replicates,
        rng=np.random.default_rng(1),
    )  # fmt: skip


@pytest.fixture(scope="module")
def found() -> LinkResult:
    return link(replicates=3)


@pytest.mark.slow
def test_planted_doubles_are_found(found: LinkResult) -> None:
    planted = {(row, RECORDS + row) for row in range(DOUBLES)}
    assert len(planted & set(zip(found.left.tolist(), found.right.tolist(), strict=True))) >= 57


@pytest.mark.slow
def test_hardly_anything_else_is_found(found: LinkResult) -> None:
    assert (found.right - found.left != RECORDS).sum() <= 3


@pytest.mark.slow
def test_prevalence_is_that_of_the_planted(found: LinkResult) -> None:
    assert found.prevalence_prob * found.pairs.possible == pytest.approx(DOUBLES, rel=0.1)


@pytest.mark.slow
def test_intervals_hold_their_probabilities(found: LinkResult) -> None:
    assert ((found.prob_low <= found.prob) & (found.prob <= found.prob_high)).all()


@pytest.mark.slow
def test_equal_values_speak_for_a_link(found: LinkResult) -> None:
    assert all(one.m_prob > one.u_prob for one in found.weights if one.label in ("equal", "within 0"))


@pytest.mark.slow
def test_without_replicates_limits_are_not_known() -> None:
    assert np.isnan(link().prob_low).all()


@pytest.mark.slow
def test_missing_values_say_nothing() -> None:
    records = invent_records()
    records["amount"][RECORDS] = None
    told = link(records, least_prob=0.01)
    row = [*zip(told.left.tolist(), told.right.tolist(), strict=True)].index((0, RECORDS))
    assert told.agreement[row].tolist() == [0, 0, -1] or told.agreement[row].tolist() == [1, 0, -1]


@pytest.mark.slow
def test_nothing_alike_is_refused() -> None:
    strangers = {
        "day": [*range(20)], "place": [f"P{one}" for one in range(20)], "amount": [float(one) for one in range(20)],
    }  # fmt: skip
    with pytest.raises(NoPairsError, match="no doubles to find"):
        link(strangers, source=[0, 1] * 10)


@pytest.mark.parametrize(
    ("learn_by", "fields"),
    [
        ((("day",),), FIELDS),
        ((("day",), ("place", "amount")), FIELDS),
        ((("day",), ("colour",)), FIELDS),
        (((), ("day",)), FIELDS),
        ((("day",), ("place",)), FIELDS[:2]),
    ],
)
def test_rules_for_learning_that_teach_nothing_are_refused(
    learn_by: Sequence[tuple[str, ...]], fields: Sequence[LinkField]
) -> None:
    with pytest.raises(LinkError, match="Correct the rules"):
        link(learn_by=learn_by, fields=fields)


@pytest.mark.parametrize("replicates", [1, 2, -1, 200])
def test_replicates_that_show_nothing_are_refused(replicates: int) -> None:
    with pytest.raises(LinkError, match="Give 0 for no interval"):
        link(replicates=replicates)


def test_one_source_is_refused() -> None:
    with pytest.raises(LinkError, match="one source"):
        link(source=[0] * (RECORDS + DOUBLES))


def test_a_field_without_values_is_refused() -> None:
    records = invent_records()
    del records["amount"]
    with pytest.raises(LinkError, match="no values of amount"):
        link(records)


def test_fields_of_different_length_are_refused() -> None:
    records = invent_records()
    records["place"].pop()
    with pytest.raises(LinkError, match="one value and one row of blocks"):
        link(records)


@pytest.mark.parametrize("least_prob", [-0.1, 1.0])
def test_a_least_probability_that_is_none_is_refused(least_prob: float) -> None:
    with pytest.raises(LinkError, match="below 1"):
        link(least_prob=least_prob)


@pytest.mark.slow
def test_two_records_are_compared_though_one_rule_teaches_nothing() -> None:
    told: dict[str, list[object]] = {"day": [1, 2], "place": ["P", "P"], "amount": [5.0, 5.1]}
    found = link(told, source=(0, 1))
    assert (found.failed_sessions, len(found.weights)) == (1, 8)
