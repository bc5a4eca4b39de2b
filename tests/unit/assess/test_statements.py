import pytest

from tests.support.repository import ROOT
from tests.support.threats import make_claim, make_dossier, make_framework, make_head, make_threat
from tocsin.assess.statements import Told, pool_claims, pool_experts
from tocsin.dossier.read import read_dossier
from tocsin.dossier.records.evidence import Claim
from tocsin.dossier.records.judgement import Score

C1 = make_framework().criteria[0]


def tell(*claims: Claim) -> Told:
    told = pool_claims(make_dossier([make_threat("a")], claims), threat="a", criterion=C1)
    assert told is not None
    return told


def list_rules(told: Told) -> list[str]:
    return [finding.rule for finding in told.findings]


def make_score(author: str, *, low: float | None = 4, high: float | None = 6, best: float | None = None) -> Score:
    return Score.model_validate(
        {"threat": "a", "criterion": "c1", "low": low, "best": best, "high": high, "author": author, "rationale": "r"}
    )


def consult(*scores: Score) -> Told:
    told = pool_experts(scores, criterion=C1, dossier=make_dossier([make_threat("a")]), about="score:a/c1")
    assert told is not None
    return told


def test_what_a_lone_claim_leaves_open_is_one_minus_its_credence() -> None:
    assert tell(make_claim("x", "a", "c1", low=4, high=6, grade="b2")).residual == pytest.approx(0.25)


def test_two_independent_groups_leave_the_product_open() -> None:
    told = tell(make_claim("x", "a", "c1", low=4, high=6), make_claim("y", "a", "c1", low=4, high=6))
    assert told.residual == pytest.approx(0.25**2)


def test_two_claims_of_one_group_leave_as_much_open_as_one() -> None:
    told = tell(
        make_claim("x", "a", "c1", low=4, high=6, source="s"), make_claim("y", "a", "c1", low=4, high=6, source="s")
    )
    assert told.residual == pytest.approx(0.25)


def test_no_claim_tells_nothing() -> None:
    assert pool_claims(make_dossier([make_threat("a")]), threat="a", criterion=C1) is None


def test_claims_that_do_not_meet_contradict_each_other() -> None:
    told = tell(make_claim("x", "a", "c1", low=1, high=2), make_claim("y", "a", "c1", low=8, high=9))
    assert list_rules(told) == ["contradiction"]


def test_claims_of_one_group_that_do_not_meet_are_no_contradiction() -> None:
    told = tell(
        make_claim("x", "a", "c1", low=1, high=2, source="s"), make_claim("y", "a", "c1", low=8, high=9, source="s")
    )
    assert list_rules(told) == []


def test_a_claim_that_cannot_be_judged_makes_a_second_reading() -> None:
    told = tell(make_claim("x", "a", "c1", low=4, high=6, grade="f6"))
    assert told.residual == 1.0
    assert told.second is not None
    assert told.second[1] == pytest.approx(0.1)


def test_a_claim_suspected_false_does_not_count() -> None:
    claims = [make_claim("x", "a", "c1", low=4, high=6, grade="b5")]
    dossier = make_dossier([make_threat("a")], claims, head=make_head(grade_scheme="5x5x5"))
    told = pool_claims(dossier, threat="a", criterion=C1)
    assert told is not None
    assert (told.keys, told.residual, list_rules(told)) == ((), 1.0, ["suspected-false"])


def test_a_claim_of_another_place_is_left_out_and_said_so() -> None:
    told = tell(make_claim("x", "a", "c1", low=4, high=6, place="PER"))
    assert (told.residual, list_rules(told)) == (1.0, ["differing-claim"])


@pytest.mark.parametrize(("period", "is_used"), [("2018", True), ("2022", True), ("2016", False)])
def test_a_claim_of_a_near_year_counts(period: str, is_used: bool) -> None:
    assert bool(tell(make_claim("x", "a", "c1", low=4, high=6, period=period)).keys) is is_used


def test_a_claim_in_another_unit_scores_nothing() -> None:
    claims = [make_claim("x", "a", "c1", low=4, high=6, unit="victim")]
    assert pool_claims(make_dossier([make_threat("a")], claims), threat="a", criterion=C1) is None


def test_a_lone_value_is_given_an_interval_and_said_so() -> None:
    told = tell(make_claim("x", "a", "c1", low=None, best=5, high=None))
    assert (told.low, told.high, list_rules(told)) == (3.5, 6.5, ["no-interval"])


def test_a_lone_bound_reaches_to_the_end_of_the_scale() -> None:
    told = tell(make_claim("x", "a", "c1", low=6, high=None))
    assert (told.low, told.high) == (6, 10)


def test_a_missing_side_mirrors_the_other() -> None:
    told = tell(make_claim("x", "a", "c1", low=None, best=5, high=6))
    assert (told.low, told.high) == (4, 6)


def test_analysts_have_equal_parts() -> None:
    told = consult(make_score("one"), make_score("two"))
    assert [part.weight for part in told.parts] == [0.25, 0.25]


def test_an_analyst_with_two_rows_counts_once() -> None:
    told = consult(make_score("one"), make_score("one", low=5, high=7), make_score("two"))
    assert sum(part.weight for part in told.parts if part.keys == ("one",)) == pytest.approx(0.25)


def test_analysts_leave_half_open() -> None:
    assert consult(make_score("one")).residual == 0.5


def test_analysts_who_do_not_meet_are_shown_to_disagree() -> None:
    told = consult(make_score("one", low=1, high=2), make_score("two", low=8, high=9))
    assert [finding.rule for finding in told.findings] == ["disagreement"]


def test_no_analyst_tells_nothing() -> None:
    assert pool_experts((), criterion=C1, dossier=make_dossier([make_threat("a")]), about="x") is None


def test_a_claim_is_believed_as_its_grade() -> None:
    assert (
        tell(make_claim("x", "a", "c1", low=4, high=6), make_claim("y", "a", "c1", low=4, high=6, grade="e4")).credence
        == 0.75
    )


def test_a_claim_that_cannot_be_judged_has_no_credence() -> None:
    assert tell(make_claim("x", "a", "c1", low=4, high=6, grade="f6")).credence == 0.0


def test_a_claim_off_the_scale_is_found() -> None:
    assert list_rules(tell(make_claim("x", "a", "c1", low=40, high=60))) == ["off-the-scale"]


def test_a_claim_up_to_the_end_of_the_scale_is_not() -> None:
    assert list_rules(tell(make_claim("x", "a", "c1", low=8, high=10))) == []


def test_an_analyst_off_the_scale_is_found() -> None:
    assert [finding.rule for finding in consult(make_score("one", low=-1, high=2)).findings] == ["off-the-scale"]


def consult_panel() -> Told:
    dossier = read_dossier(ROOT / "examples" / "exercise")
    criterion = next(each for each in dossier.framework.criteria if each.key == "capability")
    rows = [row for row in dossier.scores if (row.threat, row.criterion) == ("ports", "capability")]
    told = pool_experts(rows, criterion=criterion, dossier=dossier, about="score:ports/capability")
    assert told is not None
    return told


def test_experts_behind_an_elicited_score_are_parts_of_their_own() -> None:
    assert [part.keys for part in consult_panel().parts] == [("e01",), ("e02",), ("e05",)]


def test_experts_behind_an_elicited_score_share_what_its_author_is_believed() -> None:
    assert sum(part.weight for part in consult_panel().parts) == pytest.approx(0.5)


def test_experts_who_part_over_a_score_are_told() -> None:
    assert "contradiction" in list_rules(consult_panel())
