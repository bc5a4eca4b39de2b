import pytest

from tocsin.assess.choices import (
    BARE_HALF_WIDTH,
    EXPERT_CREDENCE,
    YEARS_APART,
    find_choice,
    find_choices,
    list_choice_problems,
)
from tocsin.assess.errors import ChoiceRangeError
from tocsin.dossier.packaged import load_method_sheet
from tocsin.dossier.records.sheet import Choice, MethodSheet

BUILT_IN = load_method_sheet("default")


def make_sheet(**choices: float) -> MethodSheet:
    told = {name: Choice(value=value, reason="invented") for name, value in choices.items()}
    return BUILT_IN.model_copy(update={"key": "own", "choices": told})


def test_the_choice_is_that_of_the_sheet() -> None:
    assert find_choice(make_sheet(score_years_apart=5), YEARS_APART) == 5


def test_all_choices_are_found_by_name() -> None:
    assert set(find_choices(BUILT_IN)) == {YEARS_APART, BARE_HALF_WIDTH, EXPERT_CREDENCE}


@pytest.mark.parametrize(
    ("name", "value"), [(YEARS_APART, -1.0), (BARE_HALF_WIDTH, 0.0), (EXPERT_CREDENCE, 1.01), (EXPERT_CREDENCE, -0.1)]
)
def test_a_choice_that_cannot_be_is_refused(name: str, value: float) -> None:
    with pytest.raises(ChoiceRangeError, match=f"method sheet own, under `choices`, has {name}"):
        find_choice(make_sheet(**{name: value}), name)


def test_every_choice_that_cannot_be_is_told_at_once() -> None:
    sheet = make_sheet(score_years_apart=-1, bare_score_half_width=0.1, expert_score_credence=5)
    told = [(each.file, each.field, each.value) for each in list_choice_problems(sheet)]
    assert told == [
        ("method_sheet.yaml", "choices.score_years_apart", "-1"),
        ("method_sheet.yaml", "choices.expert_score_credence", "5"),
    ]


def test_the_built_in_choices_have_no_problem() -> None:
    assert list_choice_problems(BUILT_IN) == ()
