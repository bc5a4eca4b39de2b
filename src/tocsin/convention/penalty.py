"""Is the maximum penalty heavy enough for a serious crime?"""

import re
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict

from tocsin.convention.errors import PenaltyError
from tocsin.convention.reasoning import Answer

SERIOUS_FROM_YEARS = 4.0
LONGEST_YEARS = 10_000.0

_YEARS = re.compile(r"(\d+(?:\.\d+)?)(?: ?years?)?")


class Penalty(BaseModel):
    """The heaviest penalty that a provision allows: a number of years, or something graver than years."""

    model_config = ConfigDict(frozen=True)

    years: float | None = None
    graver: str | None = None

    def __str__(self) -> str:
        if self.graver is not None:
            return self.graver
        return f"{self.years:g} year{'' if self.years == 1 else 's'}"

    @property
    def is_serious(self) -> bool:
        """True from a maximum of four years' deprivation of liberty, and for a graver penalty (untoc/2/b)."""
        return self.graver is not None or (self.years is not None and self.years >= SERIOUS_FROM_YEARS)


def parse_penalty(text: str) -> Penalty | None:
    """Read `4`, `2.5 years`, `life` or `death`; an empty cell or `unknown` is not known."""
    word = text.strip().lower()
    if word in ("", "unknown"):
        return None
    if word in ("life", "death"):
        return Penalty(graver=word)
    match = _YEARS.fullmatch(word)
    if match is None or float(match[1]) > LONGEST_YEARS:
        raise PenaltyError(
            text,
            why="is not a number of years, so it cannot be held against the threshold of four years.",
            mend="Write years with a decimal point, such as 2.5, or `life` or `death`; leave it empty if unknown.",
        )
    return Penalty(years=float(match[1]))


def evaluate_penalty(penalty: Penalty | None) -> Answer:
    """Tell whether an offence with this maximum penalty is serious crime; unknown stays unknown."""
    if penalty is None:
        return Answer.UNKNOWN
    return Answer.TRUE if penalty.is_serious else Answer.FALSE


def _from_text(value: Any) -> Any:  # Any: pydantic hands over whatever stands in the field
    return parse_penalty(value) if isinstance(value, str) else value


PenaltyText = Annotated[Penalty | None, BeforeValidator(_from_text)]
