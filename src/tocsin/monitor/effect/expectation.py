"""What was expected of a measure, when was it said, and does what was found agree with it?"""

import re
from datetime import date

from tocsin.monitor.effect.errors import ExpectationTextError
from tocsin.monitor.effect.panel import EffectSettings, Panel
from tocsin.monitor.effect.records import EffectFigure, Expectation, Outcome, Standing

_NUMBER = r"([0-9]+(?:\.[0-9]+)?)"
_WORDS = re.compile(
    rf"(falls?|rises?)(?:\s+by\s+(?:{_NUMBER}\s+to\s+{_NUMBER}|at\s+least\s+{_NUMBER}|up\s+to\s+{_NUMBER})\s*(.*))?",
    re.IGNORECASE,
)
_PERCENT = {"percent", "per cent", "%"}
_MEND = (
    "Write it as 'falls by 10 to 30 percent', 'rises by at least 5 t', 'falls by up to 20 percent', or just 'falls'; a range, "
    "so that it can be met or missed."
)


def parse_expectation(settings: EffectSettings, *, panel: Panel, start: int) -> Expectation | None:
    """Read what was expected, and mark it by when it was declared; None where nothing was.

    Raises
    ------
    ExpectationTextError
        If the words are not of the kind known, the range is reversed, or its unit is not that of the values.
    """
    if not settings.expected:
        return None
    found = _WORDS.fullmatch(settings.expected.strip().rstrip("."))
    if found is None:
        raise ExpectationTextError(f"{settings.expected!r} does not say what was expected in a known way. {_MEND}")
    near, far, least, most, unit = found.group(2, 3, 4, 5, 6)
    first, last = float(near or least or 0), float(far or most) if far or most else None
    if last is not None and last <= first:
        raise ExpectationTextError(f"{settings.expected!r} runs from {first:g} to {last:g}, which is no range. {_MEND}")
    falls = found.group(1).lower().startswith("fall")
    low, high = (None if last is None else -last, -first) if falls else (first, last)
    return Expectation(
        text=settings.expected,
        low=low,
        high=high,
        unit=_read_unit(unit, settings=settings),
        declared_on=settings.declared_on,
        standing=_judge_standing(settings.declared_on, panel=panel, start=start),
    )


def judge_outcome(expectation: Expectation | None, *, effect: EffectFigure, relative: EffectFigure | None) -> Outcome:
    """Compare the interval that was found with the range that was expected."""
    if expectation is None:
        return "nothing expected"
    found = relative if expectation.unit == "percent" else effect
    falls = expectation.low is None or expectation.low < 0
    if found is None or found.answer == "cannot tell":
        return "cannot tell"
    if (found.answer == "fell") != falls:
        return "opposite"
    # Both are turned so that more effect is a greater number.
    ends = [None if end is None else (-end if falls else end) for end in (found.low, found.high)]
    bounds = [None if end is None else (-end if falls else end) for end in (expectation.low, expectation.high)]
    (least, most), (first, last) = (pair[::-1] if falls else pair for pair in (ends, bounds))
    if most is not None and first is not None and most < first:
        return "less than expected"
    return "more than expected" if least is not None and last is not None and least > last else "as expected"


def _read_unit(text: str | None, *, settings: EffectSettings) -> str:
    """The unit of the range; a bare direction, which has no range, is compared in the unit of the values."""
    if text is None:
        return settings.counted_in or "percent"
    unit = text.strip()
    if unit.lower() in _PERCENT:
        return "percent"
    if unit and unit == settings.counted_in:
        return unit
    raise ExpectationTextError(
        f"{settings.expected!r} is in {unit or 'no unit'!r}, but values are counted in "
        f"{settings.counted_in or 'a unit that was not named'!r}, so the two cannot be compared. Give percent, or the unit that "
        "the values are counted in (--counted-in)."
    )


def _judge_standing(declared_on: date | None, *, panel: Panel, start: int) -> Standing:
    if declared_on is None or declared_on > panel.periods[-1].end:
        return "retrospective"
    return "declared beforehand" if declared_on < panel.periods[start].start else "declared while it ran"
