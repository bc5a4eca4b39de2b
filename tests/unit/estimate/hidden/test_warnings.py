"""Is a reader told what the numbers rest on?"""

from tests.support.lists import make_three
from tocsin.estimate.hidden.records import LeftOutList, ListModel
from tocsin.estimate.hidden.warnings import list_warnings


def make(**changes: object) -> ListModel:
    fields: dict[str, object] = {"model_class": "bic", "estimate": 500.0, "low": 400.0, "high": 700.0, "level": 0.9,
                                 "is_identifiable": True, "reason": "", **changes}  # fmt: skip
    return ListModel.model_validate(fields)


def warn(**changes: object) -> str:
    return "\n".join(list_warnings(make_three(), models=[make(**changes)], left=[], replicates=1_000))


def test_the_same_person_must_be_meant_by_all_lists() -> None:
    assert "same kind of person" in warn()


def test_replicates_without_an_estimate_are_told() -> None:
    assert "12 of 1,000 replicates have no estimate" in warn(failed_refits=12, replicates=1_000)


def test_an_end_that_moves_with_the_seed_is_told() -> None:
    assert "would move by about 20%" in warn(low_error=80.0, high_error=7.0)


def test_an_end_that_stands_is_not_told() -> None:
    assert "random numbers" not in warn(low_error=4.0, high_error=7.0)


def test_an_end_on_the_outermost_replicates_is_told() -> None:
    told = warn(replicates=1_000, has_converged=False, converged_low=310.0, converged_low_error=12.0)
    assert "outermost of 1,000 replicates" in told
    assert "low 310, give or take 12; high not to be found" in told


def test_chains_that_do_not_agree_are_not_told_as_replicates() -> None:
    assert "outermost" not in warn(has_converged=False)


def test_a_missing_upper_end_is_told() -> None:
    assert "without bound for an upper end" in warn(high=None)


def test_pairs_that_share_nobody_are_counted() -> None:
    table = make_three([64, 64, 0, 64, 16, 16, 0])
    assert "1 of 3 pairs of lists share nobody" in "\n".join(list_warnings(table, models=[], left=[], replicates=1_000))


def test_fewer_replicates_than_asked_for_are_told() -> None:
    assert "200 replicates instead of 1,000" in warn(replicates=200)


def test_as_many_replicates_as_asked_for_are_not_told() -> None:
    assert "instead of" not in warn(replicates=1_000)


def test_a_list_that_holds_the_estimate_up_is_named() -> None:
    left = [LeftOutList(model_class="bic", left_out=name, seen=9, estimate=None) for name in ("Police", "Border")]
    told = "\n".join(list_warnings(make_three(), models=[make()], left=left, replicates=1_000))
    assert "no estimate without Police or without Border" in told
