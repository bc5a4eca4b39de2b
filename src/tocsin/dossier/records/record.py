"""What do all records of a dossier have in common?"""

import re
from collections.abc import Sequence
from datetime import date
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

KEY_PATTERN = r"^[a-z0-9][a-z0-9._-]*$"

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

Key = Annotated[str, StringConstraints(pattern=KEY_PATTERN, max_length=80)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=80)]
Share = Annotated[float, Field(ge=0, le=1)]
Level = Annotated[float, Field(gt=0, lt=1)]
Text = Annotated[str, StringConstraints(min_length=1)]


def split_list(value: object) -> object:
    """Read ``a; b`` in a cell as two keys; leave sequences as they are."""
    if isinstance(value, str):
        return [part.strip() for part in value.split(";") if part.strip()]
    return value


def _empty_is_missing(value: object) -> object:
    return None if value == "" else value


def _read_day(value: object) -> object:
    """Let only ``2021-03-31`` through as a day: pydantic alone would read bare digits as seconds since 1970."""
    if isinstance(value, str) and value and not _DAY.fullmatch(value.strip()):
        raise ValueError(f"{value!r} is not a day of the calendar. Write it as 2021-03-31.")
    return _empty_is_missing(value)


Keys = Annotated[tuple[Key, ...], BeforeValidator(split_list)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(split_list)]
Number = Annotated[Annotated[float, Field(allow_inf_nan=False)] | None, BeforeValidator(_empty_is_missing)]
Year = Annotated[Annotated[int, Field(ge=1800, le=2200)] | None, BeforeValidator(_empty_is_missing)]
Day = Annotated[date | None, BeforeValidator(_read_day)]


class Record(BaseModel):
    """A record as it stands in a dossier: never changed in place, and nothing in it that its class does not name."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", str_strip_whitespace=True, allow_inf_nan=False, defer_build=True
    )


def check_interval(low: float | None, high: float | None, *, best: float | None = None) -> None:
    """Refuse bounds that cannot be those of one interval; any of them may be missing."""
    given = [value for value in (low, best, high) if value is not None]
    if given != sorted(given):
        shown = " ≤ ".join(f"{value:g}" for value in given)
        raise ValueError(f"low, best and high would read {shown}, which is no interval. Put them in order.")


def check_told_once(keys: Sequence[object], *, name: str) -> None:
    """Refuse a list in which two entries have one key."""
    double = next((key for index, key in enumerate(keys) if key in keys[:index]), None)
    if double is not None:
        raise ValueError(
            f"{double!r} stands twice under `{name}`; only one of the two could count. Rename or delete one"
        )
