"""Do a dossier's experts become drivers that keep their disagreement?"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from tests.support.repository import ROOT
from tocsin.dossier.dossier import Dossier
from tocsin.dossier.read import read_dossier
from tocsin.dossier.records.judgement import Elicitation
from tocsin.dossier.records.model import Driver
from tocsin.estimate.check import check_models
from tocsin.estimate.drivers import prepare_model
from tocsin.estimate.evidence_mix import mix_evidence
from tocsin.estimate.graph import find_dependencies, list_variables
from tocsin.estimate.judgement.errors import AnswersError
from tocsin.estimate.judgement.panel import list_panel_findings, pool_driver, pool_question, weigh_panel
from tocsin.estimate.ledger import Ledger

BOATS = Driver(title="Boats", unit="item/year", elicited="boats-landing")


@cache
def read_exercise() -> Dossier:
    return read_dossier(ROOT / "examples" / "exercise")


def keep(*experts: str, question: str = "") -> Dossier:
    """The exercise with the answers of some experts alone, or with those to one question alone."""
    rows = [row for row in read_exercise().elicitations if row.expert in experts or not experts]
    return replace(read_exercise(), elicitations=tuple(row for row in rows if not question or row.question == question))


def choose(name: str, value: float) -> Dossier:
    dossier = read_exercise()
    choice = dossier.sheet.choices[name].model_copy(update={"value": value})
    sheet = dossier.sheet.model_copy(update={"choices": {**dossier.sheet.choices, name: choice}})
    return replace(dossier, sheet=sheet)


def list_rules(dossier: Dossier, question: str = "boats-landing") -> list[str]:
    pooled = pool_question(dossier, question)
    return [finding.rule for finding in list_panel_findings(pooled, about="driver:m.d", title="Boats")]


def test_experts_who_were_right_before_carry_the_pool() -> None:
    shares = dict(zip(*_shares(read_exercise()), strict=True))
    assert (shares["e01"] > shares["e02"] > shares["e05"] > 0, shares["e03"], shares["e04"]) == (True, 0.0, 0.0)


def _shares(dossier: Dossier) -> tuple[tuple[str, ...], tuple[float, ...]]:
    pooled = pool_question(dossier, "boats-landing")
    return pooled.experts, pooled.shares


def test_too_few_calibration_questions_give_equal_shares() -> None:
    assert set(_shares(choose("performance_weights_from", 13))[1]) == {1 / 6}


def test_a_cutoff_that_nobody_reaches_gives_equal_shares() -> None:
    assert set(_shares(choose("performance_weights_cutoff", 1.0))[1]) == {1 / 6}


def test_without_calibration_questions_all_weigh_the_same() -> None:
    assert weigh_panel(keep(question="boats-landing")).recommended == "equal"


def test_two_camps_stay_two_humps_in_equal_shares() -> None:
    draws = pool_question(keep("e01", "e04", question="boats-landing"), "boats-landing").pool.distribution.quantile(
        np.linspace(0.01, 0.99, 99)
    )
    assert np.mean((draws > 2000) & (draws < 4000)) < 0.05


def test_disagreement_is_told_whoever_was_weighed_down() -> None:
    assert list_rules(read_exercise()) == ["contradiction", "experts-alone"]


def test_a_lone_expert_is_told() -> None:
    assert list_rules(keep("e01")) == ["one-expert", "experts-alone"]


def test_all_weight_on_one_of_several_is_told() -> None:
    assert list_rules(choose("performance_weights_cutoff", 0.5)) == ["contradiction", "one-expert", "experts-alone"]


def test_an_end_held_at_a_bound_is_told() -> None:
    assert "held-at-bound" in list_rules(read_exercise(), "score-ports-capability")


def test_answers_are_brought_to_the_unit_of_the_driver() -> None:
    per_month = BOATS.model_copy(update={"unit": "item/month"})
    year, month = (pool_driver(read_exercise(), each).pool.value for each in (BOATS, per_month))
    assert month == pytest.approx(year / 12, rel=1e-6)


def test_a_driver_of_another_unit_is_a_problem_of_its_model() -> None:
    model = read_exercise().models["boats"]
    driver = model.drivers["boats"].model_copy(update={"unit": "kg"})
    changed = model.model_copy(update={"drivers": {**model.drivers, "boats": driver}})
    dossier = replace(read_exercise(), models={**read_exercise().models, "boats": changed})
    assert any(problem.field == "drivers.boats" for problem in check_models(dossier))


def test_the_driver_is_drawn_from_the_mixture() -> None:
    prepared = prepare_model(read_exercise(), model=read_exercise().models["boats"], tables={})["boats"]
    pooled = pool_question(read_exercise(), "boats-landing")
    assert prepared.distribution is not None
    assert float(prepared.distribution.quantile(0.5)) == pytest.approx(pooled.pool.value)


def test_what_experts_believe_is_assumption_and_no_evidence() -> None:
    prepared = prepare_model(read_exercise(), model=read_exercise().models["boats"], tables={})["boats"]
    assert mix_evidence(prepared, dossier=read_exercise()) == {"assumption": 1.0}


def test_one_question_is_one_variable() -> None:
    assert "elicited/boats-landing" in list_variables(read_exercise())


def test_a_calibration_answer_bears_on_every_elicited_driver() -> None:
    def print_of(dossier: Dossier) -> str:
        ledger = Ledger.of(()).extended(list_variables(dossier))
        return find_dependencies(dossier, ledger=ledger).fingerprint("driver:boats.boats")

    rows = read_exercise().elicitations
    changed = replace(read_exercise(), elicitations=(_higher(rows[0]), *rows[1:]))
    assert print_of(changed) != print_of(read_exercise())


def _higher(row: Elicitation) -> Elicitation:
    return row.model_copy(update={"best": row.best * 1.01})


def test_a_driver_without_experts_is_none(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="is not elicited"):
        pool_driver(read_exercise(), Driver(title="Fixed", unit="item", fixed=3, reason=str(tmp_path)))


def test_a_question_that_nobody_answered_is_refused() -> None:
    with pytest.raises(AnswersError, match="which no row of"):
        pool_driver(read_exercise(), BOATS.model_copy(update={"elicited": "planes-landing"}))
