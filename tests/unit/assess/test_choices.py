import pytest

from tocsin.assess.choices import (
    BARE_HALF_WIDTH,
    EXPERT_CREDENCE,
    YEARS_APART,
    find_choice,
    find_choices,
    list_missing_choices,
)
from tocsin.assess.errors import ChoiceRangeError
from tocsin.dossier.packaged import load_method_sheet
from tocsin.dossier.records.sheet import Choice, MethodSheet

BUILT_IN = load_method_sheet("default")


def make_sheet(**choices: float) -> MethodSheet:
    told = {name: Choice(value=value, reason="invented") for name, value in choices.items()}
    return BUILT_IN.model_copy(update={"key": "own", "choices": told})


def test_the_sheet_of_the_dossier_goes_before_the_built_in() -> None:
    assert find_choice(make_sheet(score_years_apart=5), YEARS_APART) == 5


def test_a_choice_that_a_sheet_does_not_make_is_the_built_in_one() -> None:
    assert find_choice(make_sheet(), EXPERT_CREDENCE) == BUILT_IN.choices[EXPERT_CREDENCE].value


def test_the_built_in_sheet_makes_every_choice() -> None:
    assert list(list_missing_choices(BUILT_IN)) == []


def test_a_choice_that_a_sheet_does_not_make_is_noted_with_the_value_used() -> None:
    (note,) = list_missing_choices(make_sheet(bare_score_half_width=0.2, expert_score_credence=0.5))
    assert (note.examples, "built-in value 2 is used" in note.message) == ((YEARS_APART,), True)


def test_all_choices_are_found_by_name() -> None:
    assert set(find_choices(BUILT_IN)) == {YEARS_APART, BARE_HALF_WIDTH, EXPERT_CREDENCE}


@pytest.mark.parametrize(
    ("name", "value"), [(YEARS_APART, -1.0), (BARE_HALF_WIDTH, 0.0), (EXPERT_CREDENCE, 1.01), (EXPERT_CREDENCE, -0.1)]
)
def test_a_choice_that_cannot_be_is_refused(name: str, value: float) -> None:
    with pytest.raises(ChoiceRangeError, match=f"method sheet own, under `choices`, has {name}"):
        find_choice(make_sheet(**{name: value}), name)
