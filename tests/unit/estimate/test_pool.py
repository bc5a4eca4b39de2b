"""Do claims that are pooled weigh what their grades and their independence allow?"""

import numpy as np
import pytest

from tests.support.synthetic import Witness, claimed, make_dossier, make_model, say
from tocsin.dossier.packaged import load_method_sheet
from tocsin.dossier.records.model import Bounds, Scale
from tocsin.dossier.records.sheet import MethodSheet
from tocsin.estimate.claims import state_claim
from tocsin.estimate.errors import UnknownCredenceError
from tocsin.estimate.pool import GradedStatement, Pooled, find_credence, is_apart, pool_statements
from tocsin.estimate.quantity import quantity_of
from tocsin.estimate.spread import mix_components
from tocsin.terms.grade import Grade

SHEET = load_method_sheet("default")
NEAR, FAR = (80.0, 100.0, 125.0), (8_000.0, 10_000.0, 12_500.0)


def grade(*witnesses: Witness) -> list[GradedStatement]:
    model = make_model({"area": claimed()}, {})
    dossier = make_dossier(model, evidence=witnesses)
    quantity = quantity_of(dossier, model=model, driver=model.drivers["area"])
    return [
        GradedStatement(
            state_claim(each.claim, quantity=quantity, bare_factor=1.5), dossier.grade_of(each.claim), each.group
        )
        for each in witnesses
    ]


def pool(*witnesses: Witness, sheet: MethodSheet = SHEET) -> Pooled:
    return pool_statements(grade(*witnesses), scale=Scale.LOG, plausible=Bounds(low=1.0, high=1e6), sheet=sheet)


def weights(pooled: Pooled) -> dict[tuple[str, ...], float]:
    return {component.claims: component.weight for component in pooled.components}


def span(pooled: Pooled) -> float:
    low, high = mix_components(pooled.components).quantile([0.05, 0.95])
    return float(np.log(high / low))


def test_a_lone_claim_leaves_the_rest_to_the_plausible_range() -> None:
    assert weights(pool(say("a", NEAR, grade="B2"))) == pytest.approx({("a",): 0.75, (): 0.25})


def test_what_two_groups_leave_open_is_the_product() -> None:
    pooled = pool(say("a", NEAR, grade="B2"), say("b", NEAR, grade="C2"))
    assert pooled.residual == pytest.approx(0.25 * 0.5)
    assert weights(pooled) == pytest.approx({("a",): 0.875 * 0.6, ("b",): 0.875 * 0.4, (): 0.125})


def test_copies_share_the_weight_of_their_group() -> None:
    pooled = pool(say("a", NEAR, group="g"), say("b", NEAR, group="g"))
    assert weights(pooled) == pytest.approx({("a",): 0.375, ("b",): 0.375, (): 0.25})


def test_a_group_is_believed_as_far_as_its_best_claim() -> None:
    pooled = pool(say("a", NEAR, grade="E5", group="g"), say("b", NEAR, grade="A1", group="g"))
    assert pooled.residual == pytest.approx(0.1)


def test_weights_add_up_to_one() -> None:
    found = weights(pool(say("a", NEAR), say("b", FAR, grade="C3"), say("c", NEAR, grade="E5")))
    assert sum(found.values()) == pytest.approx(1, abs=1e-12)


def test_no_claim_leaves_everything_open() -> None:
    pooled = pool()
    assert (weights(pooled), pooled.residual) == ({(): 1.0}, 1.0)


def test_a_contradiction_stays_two_humps() -> None:
    spread = mix_components(pool(say("a", NEAR, grade="A1"), say("b", FAR, grade="A1")).components)
    between = float(spread.cdf(5_000.0) - spread.cdf(300.0))
    assert between < 0.01


def test_a_contradiction_of_independent_sources_is_named() -> None:
    assert pool(say("a", NEAR), say("b", FAR)).contradicting == (("a", "b"),)


def test_one_source_does_not_contradict_itself() -> None:
    assert pool(say("a", NEAR, group="g"), say("b", FAR, group="g")).contradicting == ()


def test_intervals_that_touch_are_not_apart() -> None:
    first, second = (each.statement for each in grade(say("a", (1, 2, 4)), say("b", (4, 6, 9))))
    assert not is_apart(first, second)


def test_a_claim_that_cannot_be_judged_counts_in_the_second_reading_only() -> None:
    pooled = pool(say("a", NEAR), say("b", NEAR, grade="F6"))
    assert pooled.with_unjudged is not None
    assert ("b",) not in weights(pooled)
    assert ("b",) in {each.claims for each in pooled.with_unjudged}


def test_a_claim_that_cannot_be_judged_counts_at_the_highest_credence() -> None:
    pooled = pool(say("b", NEAR, grade="F6"))
    assert pooled.with_unjudged is not None
    assert pooled.with_unjudged[0].weight == pytest.approx(0.9)


def test_without_unjudged_claims_there_is_one_reading() -> None:
    assert pool(say("a", NEAR)).with_unjudged is None


def test_a_suspected_falsehood_does_not_count() -> None:
    sheet = SHEET
    suspected = grade(say("a", NEAR), say("b", FAR))
    marked = GradedStatement(suspected[1].statement, Grade.parse("3x5x2:1E"), "b")
    pooled = pool_statements([suspected[0], marked], scale=Scale.LOG, plausible=Bounds(low=1, high=1e6), sheet=sheet)
    assert weights(pooled) == pytest.approx({("a",): 0.75, (): 0.25})
    assert pooled.suspected_false == ("b",)


def test_probability_samples_of_independent_groups_are_one_measurement() -> None:
    sampled = {"sampling": "probability"}
    pooled = pool(say("a", NEAR, fields=sampled), say("b", NEAR, fields=sampled))
    assert weights(pooled) == pytest.approx({("a", "b"): 0.9375, (): 0.0625})


def test_measurements_that_agree_are_narrower_than_opinions_that_agree() -> None:
    sampled = {"sampling": "probability"}
    names = "abcd"
    measured = pool(*(say(name, NEAR, grade="A1", fields=sampled) for name in names))
    told = pool(*(say(name, NEAR, grade="A1") for name in names))
    assert span(measured) < 0.75 * span(told)


def test_a_lone_probability_sample_is_a_claim_like_others() -> None:
    pooled = pool(say("a", NEAR, fields={"sampling": "probability"}))
    assert weights(pooled) == pytest.approx({("a",): 0.75, (): 0.25})


def test_a_copy_of_a_sample_is_no_further_measurement() -> None:
    sampled = {"sampling": "probability"}
    two = (say("a", NEAR, fields=sampled, group="g"), say("b", (70.0, 90.0, 120.0), fields=sampled, group="h"))
    copied = pool(*two, say("c", NEAR, fields=sampled, group="g"))
    assert span(copied) == pytest.approx(span(pool(*two)))


def test_samples_and_opinions_stand_side_by_side() -> None:
    sampled = {"sampling": "probability"}
    pooled = pool(say("a", NEAR, fields=sampled), say("b", NEAR, fields=sampled), say("c", NEAR))
    assert set(weights(pooled)) == {("a", "b"), ("c",), ()}


@pytest.mark.parametrize(("grade", "credence"), [("A1", 0.9), ("B2", 0.75), ("C3", 0.5), ("E5", 0.1)])
def test_credence_is_that_of_the_sheet(grade: str, credence: float) -> None:
    assert find_credence(Grade.parse(grade), SHEET) == credence


def test_a_grade_that_the_sheet_leaves_out_is_refused() -> None:
    sheet = SHEET.model_copy(update={"credences": SHEET.credences[:1]})
    with pytest.raises(UnknownCredenceError, match=r"no credence for low source, doubtful item .* Add a row"):
        pool(say("a", NEAR, grade="E5"), sheet=sheet)


def test_a_sheet_that_believes_nothing_leaves_everything_open() -> None:
    none = tuple(each.model_copy(update={"credence": 0.0}) for each in SHEET.credences)
    assert weights(pool(say("a", NEAR), sheet=SHEET.model_copy(update={"credences": none}))) == {(): 1.0}
