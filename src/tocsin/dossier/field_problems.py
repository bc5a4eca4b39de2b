"""Why was the value of a field refused, and how is it put right?"""

import re
from collections.abc import Callable

from pydantic_core import ErrorDetails

from tocsin.terms.problem import nearest

Said = tuple[str, str]

_DECIMAL_COMMA = re.compile(r"^[+-]?\d{1,3}(\.\d{3})*,\d+$|^[+-]?\d+,\d+$")
_GROUPED = re.compile(r"^[+-]?\d{1,3}([ ,.'\u00a0\u2009\u202f]\d{3})+([.,]\d+)?$")
_BOUNDS = {
    "greater_than": ("gt", "above"),
    "greater_than_equal": ("ge", "at least"),
    "less_than": ("lt", "below"),
    "less_than_equal": ("le", "at most"),
}


def explain(details: ErrorDetails, *, known: list[str]) -> Said:
    """Say why a value was refused and how to mend it; ``known`` are the field names allowed at that place."""
    kind = details["type"]
    if kind in _BOUNDS:
        return _outside(details)
    if kind == "extra_forbidden":
        return _unknown_field(details, known)
    return _BY_TYPE.get(kind, _as_said)(details)


# What is lost without a field, where the reason is not plain from its name.
_LOST_WITHOUT = {
    "price_year": "it could not be told whether prices have risen since, and no amount could be added to another",
    "currency": "an amount is in no money, and could be added to no other",
}


def _missing(details: ErrorDetails) -> Said:
    name = str(details["loc"][-1])
    return (
        f"{name!r} is missing, and {_LOST_WITHOUT.get(name, 'the record says too little without it')}.",
        "Fill it in.",
    )


def _unknown_field(details: ErrorDetails, known: list[str]) -> Said:
    similar = nearest(str(details["loc"][-1]), known)
    allowed = "" if similar else f" Known are: {', '.join(known)}." if known else ""
    return (
        "no field is called this, so what it says would be lost.",
        f"{similar}{allowed} Correct the name or delete it.".strip(),
    )


def _not_a_number(details: ErrorDetails) -> Said:
    text = details["input"] if isinstance(details["input"], str) else ""
    if _DECIMAL_COMMA.match(text):
        return (
            "this looks like a decimal comma, and it could also mark thousands; Tocsin does not guess.",
            "Write 1.5 or 1500.",
        )
    if _GROUPED.match(text):
        return (
            "a number is written without marks between thousands, and this one could be read in two ways.",
            "Write 12345.6.",
        )
    if text.strip().endswith("%"):
        return "a share is written as a number from 0 to 1.", "Write 0.05 for 5 %."
    if text.strip().startswith(("<", ">")):
        return "this is a limit and not a number.", "Leave `best` empty and write the limits under `low` and `high`."
    return "this is not a number.", "Write digits with a decimal point, or leave it empty if it is not known."


def _not_whole(details: ErrorDetails) -> Said:
    return "this is not a whole number.", "Write digits only."


def _not_finite(details: ErrorDetails) -> Said:
    return "a figure must be finite.", "Leave it empty if it is not known."


def _not_a_key(details: ErrorDetails) -> Said:
    pattern = str(details.get("ctx", {}).get("pattern", ""))
    marks = "underscores" if "-" not in pattern else "dashes, dots and underscores"
    return (
        "a key is made of small letters, digits and " + marks + ", so that it stays the same everywhere.",
        "Rename it, here and where it is used.",
    )


def _not_a_choice(details: ErrorDetails) -> Said:
    expected = str(details.get("ctx", {}).get("expected", ""))
    choices = re.findall(r"'([^']*)'", expected)
    text = details["input"] if isinstance(details["input"], str) else ""
    return f"this is not one of: {', '.join(choices)}.", f"{nearest(text, choices)} Choose one of them.".strip()


def _not_a_day(details: ErrorDetails) -> Said:
    return "this is not a day of the calendar.", "Write it as 2021-03-31."


def _not_yes_or_no(details: ErrorDetails) -> Said:
    return "this is a yes-or-no field.", "Write true or false."


def _empty(details: ErrorDetails) -> Said:
    return "it is empty, and the record says too little without it.", "Fill it in."


def _too_long(details: ErrorDetails) -> Said:
    return f"it is longer than {details.get('ctx', {}).get('max_length', 'allowed')} characters.", "Shorten it."


def _wants_fields(details: ErrorDetails) -> Said:
    return (
        "fields are expected under this name, and something else stands there.",
        "Write `field: value` lines, indented, under it.",
    )


def _wants_list(details: ErrorDetails) -> Said:
    return "a list is expected here.", "Write [one, two], or one `- entry` per line."


def _wants_text(details: ErrorDetails) -> Said:
    return "plain text is expected here, and a list or a mapping stands there.", "Put the text in quotes on one line."


def _outside(details: ErrorDetails) -> Said:
    name, words = _BOUNDS[details["type"]]
    return f"the value must be {words} {details.get('ctx', {}).get(name)}.", "Correct it."


def _too_few(details: ErrorDetails) -> Said:
    return "too few entries.", f"Give at least {details.get('ctx', {}).get('min_length', 1)}."


def _as_said(details: ErrorDetails) -> Said:
    """A value type or a record says itself what is wrong, why and how to mend it."""
    said = details["msg"].removeprefix("Value error, ").removeprefix("Assertion failed, ")
    return said if said.endswith((".", "?")) else f"{said}.", ""


_BY_TYPE: dict[str, Callable[[ErrorDetails], Said]] = {
    "missing": _missing,
    "float_parsing": _not_a_number,
    "float_type": _not_a_number,
    "int_parsing": _not_whole,
    "int_type": _not_whole,
    "int_from_float": _not_whole,
    "int_parsing_size": _not_whole,
    "finite_number": _not_finite,
    "string_pattern_mismatch": _not_a_key,
    "literal_error": _not_a_choice,
    "enum": _not_a_choice,
    "date_parsing": _not_a_day,
    "date_from_datetime_parsing": _not_a_day,
    "date_from_datetime_inexact": _not_a_day,
    "date_type": _not_a_day,
    "bool_parsing": _not_yes_or_no,
    "bool_type": _not_yes_or_no,
    "string_too_short": _empty,
    "string_too_long": _too_long,
    "model_type": _wants_fields,
    "dict_type": _wants_fields,
    "tuple_type": _wants_list,
    "string_type": _wants_text,
    "too_short": _too_few,
}
