"""Is every problem of the models found, all at once?"""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.synthetic import claimed, make_dossier, make_model, ranged, say
from tocsin.dossier.read import survey_dossier
from tocsin.dossier.records.sheet import Choice
from tocsin.dossier.skeleton import create_dossier
from tocsin.estimate.check import check_models, check_survey
from tocsin.terms.period import Period
from tocsin.terms.place import Place

SOUND = make_model({"area": claimed(), "loss": ranged(0.1, 0.2)}, {"kept": ("area * (1 - loss)", "ha")})
BROKEN = make_model({"area": claimed()}, {"a": ("area +", "ha"), "b": ("nobody", "ha"), "c": ("area", "kg")}, key="x")


def test_a_sound_model_has_no_problem() -> None:
    assert check_models(make_dossier(SOUND, evidence=[say("a", (80.0, 100.0, 125.0))])) == ()


def test_every_problem_is_told_at_once() -> None:
    told = [problem.field for problem in check_models(make_dossier(SOUND, BROKEN))]
    assert told == ["formulas.a", "formulas.b", "formulas.c"]


@pytest.mark.parametrize("choices", [{}, {"bare_point_factor": Choice(value=1.0, reason="r")}])
def test_a_method_sheet_that_cannot_read_bare_claims_is_told(choices: dict[str, Choice]) -> None:
    dossier = make_dossier(SOUND, evidence=[say("a", (None, 1.0, None))])
    sheet = dossier.sheet.model_copy(update={"choices": choices})
    told = check_models(replace(dossier, sheet=sheet))
    assert [problem.field for problem in told] == ["choices.bare_point_factor"]


def test_a_circle_is_told_beside_other_problems() -> None:
    circle = make_model({}, {"p": ("q", "ha"), "q": ("p", "ha")}, key="y")
    told = [problem.why for problem in check_models(make_dossier(BROKEN, circle))]
    assert len(told) == 4
    assert "in a circle: " in told[-1]


def test_a_figure_that_names_itself_is_a_circle() -> None:
    told = check_models(make_dossier(make_model({}, {"p": ("p + 1", "share")})))
    assert "p → p" in told[0].why


def test_a_new_dossier_is_sound(tmp_path: Path) -> None:
    folder = create_dossier(tmp_path / "new", country=Place.parse("COL"), period=Period.parse("2021"))
    assert check_survey(survey_dossier(folder)) == ()


def test_of_a_folder_that_cannot_be_read_the_models_say_nothing(tmp_path: Path) -> None:
    assert check_survey(survey_dossier(tmp_path / "nowhere")) == ()


def test_a_folder_with_a_broken_model_is_not_sound(tmp_path: Path) -> None:
    folder = create_dossier(tmp_path / "new", country=Place.parse("COL"), period=Period.parse("2021"))
    model = folder / "models" / "example.yaml"
    model.write_text(model.read_text().replace("formula: detected", "formula: exec(detected)"))
    (problem,) = check_survey(survey_dossier(folder))
    assert (problem.file, problem.field) == ("models/example.yaml", "formulas.example_victims_detected")
