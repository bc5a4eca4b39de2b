"""Which numbers that nobody measured does scoring need, and what does the method sheet say of them?

They stand in the method sheet, each with its reason. A dossier's own sheet that leaves one out gets the built-in value, and
the reader is told.
"""

from collections.abc import Iterator

from tocsin.assess.errors import ChoiceRangeError
from tocsin.dossier.packaged import load_method_sheet
from tocsin.dossier.records.sheet import MethodSheet
from tocsin.terms.finding import Finding, Severity

BUILT_IN = "default"

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


def find_choice(sheet: MethodSheet, name: str) -> float:
    """A choice of the method sheet, or that of the built-in one where the sheet does not make it."""
    choice = sheet.choices.get(name) or load_method_sheet(BUILT_IN).choices[name]
    least, most, meaning = _RANGES[name]
    if not least <= choice.value <= most:
        raise ChoiceRangeError(
            f"The method sheet {sheet.key}, under `choices`, has {name}: {choice.value:g}, and it is {meaning}, so no score "
            f"could be made with it. Write a number from {least:g} to {most:g}."
        )
    return choice.value


def find_choices(sheet: MethodSheet) -> dict[str, float]:
    """All choices that scoring needs, by name."""
    return {name: find_choice(sheet, name) for name in _RANGES}


def list_missing_choices(sheet: MethodSheet) -> Iterator[Finding]:
    """A note on each choice that the sheet does not make and the built-in sheet makes instead."""
    for name in _RANGES:
        if name not in sheet.choices:
            text = (
                f"The method sheet {sheet.key} does not say {name}: the built-in value {find_choice(sheet, name):g} is used. "
                "Add it to `choices` with a reason, so that the choice is yours."
            )
            yield Finding("built-in choice", "sheet:method", text, Severity.NOTE, examples=(name,))
