"""Which numbers that nobody measured does scoring need, and what does the method sheet say of them?

They stand in the method sheet, each with its reason; a dossier whose own sheet leaves one out is not sound.
"""

from tocsin.assess.errors import ChoiceRangeError
from tocsin.dossier.records.sheet import MethodSheet
from tocsin.terms.problem import Problem

# How many years a claim that scores a threat may lie from the dossier's period and still count.
YEARS_APART = "score_years_apart"
# How far a score without an interval is taken to reach to either side, as a share of the scale.
BARE_HALF_WIDTH = "bare_score_half_width"
# How far analysts' scores are believed where there is no evidence.
EXPERT_CREDENCE = "expert_score_credence"

# Least and most that each choice can be, and what it is.
_RANGES = {
    YEARS_APART: (0.0, 1_000.0, "a number of years"),
    BARE_HALF_WIDTH: (0.01, 1.0, "a share of the scale, at least 0.01"),
    EXPERT_CREDENCE: (0.0, 1.0, "a share from 0, not believed, to 1"),
}


def list_choice_problems(sheet: MethodSheet) -> tuple[Problem, ...]:
    """Every choice of a dossier's method sheet that scoring could not work with."""
    return tuple(
        Problem("method_sheet.yaml", None, f"choices.{name}", f"{sheet.choices[name].value:g}", *_say_range(name))
        for name in _RANGES
        if _is_outside(sheet.choices[name].value, name)
    )


def find_choice(sheet: MethodSheet, name: str) -> float:
    """One choice of the method sheet."""
    choice = sheet.choices[name]
    if _is_outside(choice.value, name):
        why, mend = _say_range(name)
        raise ChoiceRangeError(
            f"The method sheet {sheet.key}, under `choices`, has {name}: {choice.value:g}: {why} {mend}"
        )
    return choice.value


def find_choices(sheet: MethodSheet) -> dict[str, float]:
    """All choices that scoring needs, by name."""
    return {name: find_choice(sheet, name) for name in _RANGES}


def _is_outside(value: float, name: str) -> bool:
    least, most, _ = _RANGES[name]
    return not least <= value <= most


def _say_range(name: str) -> tuple[str, str]:
    least, most, meaning = _RANGES[name]
    return f"it is {meaning}, so no score could be made with it.", f"Write a number from {least:g} to {most:g}."
