import numpy as np
import pytest

from tocsin.assess.greenfield_paoli import HarmLabel
from tocsin.assess.harm import HarmLedger, HarmRow
from tocsin.dossier.records.judgement import Weight
from tocsin.dossier.records.picture import Cause
from tocsin.prioritise.errors import WeightStatementError
from tocsin.prioritise.harm_weights import (
    HarmStep,
    HarmWeights,
    list_harm_steps,
    list_harm_weight_problems,
    list_units,
    name_harm,
    sample_harm_weights,
)
from tocsin.prioritise.weights import NOBODY

STEPS = (HarmStep("deaths", 1_000, "death/year"), HarmStep("money lost", 1e9, "USD/year"))


def say(about: str, kind: str, value: float, *, author: str = "minister", **named: object) -> Weight:
    return Weight.model_validate(
        {"author": author, "mandate": "law", "about": about, "kind": kind, "value": value, **named}
    )


def compare(kind: str, value: float, *, unit: str = "USD/death", author: str = "minister") -> Weight:
    return say("harm:deaths", kind, value, than="harm:money_lost", unit=unit, author=author)


def sample(*statements: Weight) -> HarmWeights:
    return sample_harm_weights(statements, steps=STEPS, draws=2_000, rng=np.random.default_rng(1))


def make_row(kind: str, low: float | None, high: float | None, *, unit: str, mean: float | None = None) -> HarmRow:
    return HarmRow(
        f"h{kind}", "a", "individuals", kind, f"Harm by {kind}", low, None, mean, high, 0.9, unit, "range", "", "m",
        Cause.INTRINSIC, HarmLabel("", "", "", "", ()),
    )  # fmt: skip


def test_nobody_having_spoken_all_kinds_count_alike() -> None:
    weights = sample(say("money", "lower", 0.5))
    assert (weights.together.author, weights.authors) == (NOBODY, ())
    assert weights.together.mandated == pytest.approx([0.5, 0.5], abs=0.02)


def test_nobody_having_spoken_is_told() -> None:
    assert [finding.rule for finding in sample().findings] == ["no-weights"]


def test_a_comparison_of_single_units_holds_per_unit() -> None:
    per_unit = sample(compare("at_least", 3e6)).together.per_unit
    assert (per_unit[:, 0] >= 3e6 * per_unit[:, 1] * (1 - 1e-6)).all()


def test_a_comparison_holds_per_unit_whatever_the_amounts() -> None:
    steps = (HarmStep("deaths", 7, "death/year"), STEPS[1])
    drawn = sample_harm_weights([compare("at_most", 2e6)], steps=steps, draws=100, rng=np.random.default_rng(1))
    per_unit = drawn.together.per_unit
    assert (per_unit[:, 0] <= 2e6 * per_unit[:, 1] * (1 + 1e-6)).all()


def test_the_worth_of_all_steps_is_1() -> None:
    found = sample(compare("at_least", 3e6)).together
    assert found.per_unit @ found.amounts == pytest.approx(np.ones(2_000))


def test_the_mandated_worth_per_unit_is_the_mean() -> None:
    found = sample(compare("at_least", 3e6)).together
    assert found.mandated_per_unit == pytest.approx(found.per_unit.mean(axis=0))


def test_another_unit_of_the_same_kind_is_converted() -> None:
    steps = (STEPS[0], HarmStep("environment", 5_000, "ha/year"))
    said = say("harm:deaths", "at_least", 1, than="harm:environment", unit="km2/death")
    drawn = sample_harm_weights([said], steps=steps, draws=200, rng=np.random.default_rng(1)).together.per_unit
    assert (drawn[:, 0] >= 100 * drawn[:, 1] * (1 - 1e-6)).all()


def test_a_unit_of_another_kind_is_refused() -> None:
    with pytest.raises(WeightStatementError, match="told in USD/death"):
        sample(compare("at_least", 3e6, unit="USD/ha"))


def test_a_kind_without_amount_is_refused() -> None:
    with pytest.raises(WeightStatementError, match="no kind of harm with an amount"):
        sample(say("harm:victims", "lower", 0.5))


def test_contradictory_answers_are_named() -> None:
    with pytest.raises(WeightStatementError, match=r"at least 3,000,000 USD/death.*; .*at most 2,000,000 USD/death"):
        sample(compare("at_least", 3e6), compare("at_most", 2e6))


def test_authors_are_kept_apart_and_have_equal_parts_together() -> None:
    found = sample(say("harm:deaths", "weight", 0.2), say("harm:deaths", "weight", 0.8, author="council"))
    assert [float(each.mandated[0]) for each in (*found.authors, found.together)] == pytest.approx([0.2, 0.8, 0.5])


def test_every_author_with_a_problem_is_told() -> None:
    said = (say("harm:victims", "lower", 0.5), compare("at_least", 3e6, unit="USD/ha", author="council"))
    found = list_harm_weight_problems(said, steps=STEPS, rng=np.random.default_rng(1))
    assert [problem.value for problem in found] == ["minister", "council"]


def test_sound_statements_have_no_problem() -> None:
    assert list_harm_weight_problems([compare("at_least", 1)], steps=STEPS, rng=np.random.default_rng(1)) == ()


def test_kinds_are_named_without_spaces() -> None:
    assert name_harm("money lost") == "harm:money_lost"


def test_kinds_are_compared_in_units_of_the_second_for_one_of_the_first() -> None:
    assert list_units(STEPS)["harm:deaths", "harm:money_lost"] == "USD/death"


def test_a_step_is_all_harm_of_its_kind() -> None:
    rows = (make_row("deaths", 1, 9, unit="death/year", mean=4), make_row("deaths", 10, 20, unit="death/year"))
    assert list_harm_steps(HarmLedger(rows, ()))[0] == (HarmStep("deaths", 19.0, "death/year"),)


def test_gaps_make_no_step() -> None:
    assert list_harm_steps(HarmLedger((make_row("deaths", None, None, unit=""),), ())) == ((), ())


def test_harm_in_another_unit_is_left_out_and_said_to_be() -> None:
    rows = (make_row("environment", 1, 3, unit="ha/year"), make_row("environment", 5, 5, unit="animal/year"))
    steps, findings = list_harm_steps(HarmLedger(rows, ()))
    assert (steps, [finding.rule for finding in findings]) == (
        (HarmStep("environment", 2.0, "ha/year"),),
        ["harm-units"],
    )


def test_people_of_one_kind_stay_apart_from_people_of_another() -> None:
    steps = (STEPS[0], HarmStep("victims", 5_000, "victim/year"))
    assert list_units(steps)["harm:deaths", "harm:victims"] == "victim/death"


def test_a_number_for_people_of_another_kind_is_refused() -> None:
    with pytest.raises(WeightStatementError, match="Give the number in USD/death"):
        sample(compare("at_least", 3e6, unit="USD/victim"))


def test_victims_are_compared_with_deaths_by_numbers_of_people() -> None:
    steps = (STEPS[0], HarmStep("victims", 5_000, "victim/year"))
    said = say("harm:deaths", "at_least", 100, than="harm:victims", unit="victim/death")
    drawn = sample_harm_weights([said], steps=steps, draws=100, rng=np.random.default_rng(1)).together.per_unit
    assert (drawn[:, 0] >= 100 * drawn[:, 1] * (1 - 1e-6)).all()
