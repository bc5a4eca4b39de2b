"""Are the sentences of a choice whole, numbered and true?"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.support.choices import answer_choice
from tocsin.methods.decide.portfolio import LimitUse
from tocsin.strategy.collection_words import word_cost, word_everything, word_worth
from tocsin.strategy.portfolio import PlanSettings
from tocsin.strategy.portfolio_record import PortfolioAnswer
from tocsin.strategy.portfolio_words import _tell_choice, render_share, word_change, word_limit


@pytest.fixture(scope="module")
def answer(tmp_path_factory: pytest.TempPathFactory) -> PortfolioAnswer:
    return answer_choice(tmp_path_factory.mktemp("choice"), settings=PlanSettings(gap=0.0))


@pytest.mark.parametrize(("share", "text"), [(0.1234, "12.3 %"), (0.00001, "under 0.005 %"), (0.0, "0 %")])
def test_a_share_is_told_in_percent(share: float, text: str) -> None:
    assert render_share(share) == text


@pytest.mark.parametrize(
    "start",
    [
        "3 measures of 6 chosen: ",
        "They avert ",
        "Averted of deaths from 2022 to 2023: ",
        "No better choice exists.",
        "2022: costs 40.0 (32.0 to 60.0) of 40.0 USD 2021; chance of overrun ",
        "Binding: 40.0 of 40.0 USD 2021 are used of the budget of 2022.",
        "Around this budget, 1 USD 2021 more avert ",
        "With 10 % less money: ",
        "The committee's own choice averts ",
        "Of those chosen, The campaign (cut off) rests on an assumed effect",
        "Harm of 2022 to 2023 counts, every year alike (no discount). Kinds of harm are weighed by no decision-maker.",
    ],
)
def test_the_verdict_tells_everything_a_committee_needs(answer: PortfolioAnswer, start: str) -> None:
    assert any(sentence.startswith(start) for sentence in answer.verdict)


def test_a_choice_with_a_gap_tells_the_proved_most(tmp_path: Path) -> None:
    verdict = answer_choice(tmp_path, settings=PlanSettings(gap=0.3)).verdict
    assert any("No better choice exists." in text or "that is proved" in text for text in verdict)


def test_nothing_chosen_is_said(tmp_path: Path) -> None:
    from tests.support.choices import STRATEGY

    poor = answer_choice(tmp_path, strategy_dot_yaml=STRATEGY.replace("amount: 40", "amount: 4"))
    assert poor.verdict[0].startswith("None of 6 measures is chosen")


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("capacity", "3.00 of 4.00 are used: staff"),
        ("prerequisite", "one measure waits for another: staff"),
        ("exclusion", "two measures cannot stand together: staff"),
        ("floor", "staff is kept"),
        ("duty", "staff is served"),
    ],
)
def test_each_kind_of_limit_has_its_sentence(kind: str, text: str) -> None:
    use = LimitUse("staff", kind, 3.0, -np.inf, 4.0, 0.5, is_binding=True)  # type: ignore[arg-type]  # kinds as plain words
    assert text in word_limit(use, whole=10.0, money="USD 2021")


def test_a_limit_that_holds_nothing_back_says_so() -> None:
    use = LimitUse("staff", "capacity", 3.0, -np.inf, 4.0, 0.0, is_binding=False)
    assert word_limit(use, whole=10.0, money="USD 2021").startswith("Not binding")


def test_another_budget_with_the_same_choice_says_so() -> None:
    assert (
        word_change(1.1, share=0.0, kinds=(), added=(), dropped=()) == "With 10 % more money the choice stays as it is."
    )


def test_a_change_names_what_comes_and_what_goes() -> None:
    text = word_change(0.9, share=-0.02, kinds=[("deaths", -3.0, "person")], added=["A"], dropped=["B", "C"])
    assert text == (
        "With 10 % less money: add A and drop B; C, which changes what is averted by −2.00 % of the harm (deaths: −3.00 person)."
    )


def test_full_information_over_several_portfolios_is_a_lower_bound() -> None:
    assert "lower bounds" in word_everything(0.1, error=0.01, options=4)


@pytest.mark.parametrize("options", [1, 4])
def test_where_nothing_could_change_the_choice_that_is_said(options: int) -> None:
    assert "nothing" in word_everything(0.0, error=0.0, options=options)


def test_a_worth_within_its_error_is_nothing() -> None:
    assert word_worth(0.1, error=0.06, amounts=(), kind="k").startswith("Worth nothing")


@pytest.mark.parametrize(
    ("cost", "share", "text"),
    [
        (None, None, " What an answer costs is not stated."),
        (5.0, None, " What its cost would avert otherwise is not known, so whether it is worth it is not told."),
        (5.0, 0.01, " The money spent on measures would avert 1.00 %: worth it."),
        (5.0, 0.03, " The money spent on measures would avert 3.00 %: not worth it."),
    ],
)
def test_a_cost_is_held_against_the_gain(cost: float | None, share: float | None, text: str) -> None:
    assert word_cost(0.02, cost=cost, cost_share=share) == text


def test_what_is_left_of_a_binding_budget_is_said_to_be_too_little() -> None:
    used, spare = (
        word_limit(LimitUse("2022", "budget", spent, -np.inf, 4.0, 0.5, is_binding=True), whole=10.0, money="USD 2021")
        for spent in (4.0, 3.0)
    )
    assert ("if measures were divisible" in used, "if measures were divisible" in spare) == (False, True)


def test_where_most_are_chosen_those_left_out_are_named() -> None:
    chosen = [f"measure {place}" for place in range(8)]
    assert _tell_choice(chosen, left=["radar", "fence"]) == "8 measures of 10 chosen: all but radar; fence."


def test_few_chosen_measures_are_named() -> None:
    assert _tell_choice(["radar"], left=["fence", "drones"]) == "1 measure of 3 chosen: radar."
