"""Did a jump in the counts come from what is counted, or from how it is counted?"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtrit

from tocsin.methods.series.errors import (
    Floats,
    SeriesShapeError,
    SeriesValueError,
    ShortBaselineError,
    check_counts,
    check_share,
)

Reading = Literal["recording", "counted", "silent"]
Verdict = Literal["recording", "counted", "cannot tell", "no change"]
# Most of a jump, on the log scale, decides: half is where "matched" turns into "not matched".
MATCHED_SHARE = 0.5
LEAST_CATEGORIES = 3
_LEAST_RECORDS = 5


@dataclass(frozen=True)
class Ratio:
    """How many times as much after as before, with its interval; NaN where it cannot be told."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class RecordingResult:
    """What each kind of evidence says of one jump, and what they say together."""

    verdict: Verdict
    ratio: Ratio  # of the counts in question
    level: float
    amounts: Reading
    amount_ratio: Ratio
    categories: Reading
    category_ratios: tuple[Ratio, ...]  # one per category, in their order
    moved_together: int
    moved_apart: int
    reporters: Reading
    continuing_ratio: Ratio  # of reporters that were there before and after
    joined: tuple[int, ...]  # indices of reporters
    left: tuple[int, ...]


_UNKNOWN = Ratio(np.nan, np.nan, np.nan)


def read_recording(
    counts: ArrayLike,
    *,
    at: int,
    since: int = 0,
    until: int | None = None,
    focus: int | None = None,
    amounts: ArrayLike | None = None,
    reporters: ArrayLike | None = None,
    level: float = 0.9,
) -> RecordingResult:
    """Hold a jump in counts against amounts, other categories and who reported.

    Parameters
    ----------
    counts : array, shape (G, T)
        Records of G categories in T periods, whole numbers from 0; NaN where unknown.
    at, since, until : int
        First period after the jump; first period before it that counts; the period after the last. Counted from 0; at least two
        before the jump and one after it.
    focus : int, optional
        The category in question; by default all together.
    amounts : array, shape (G, T), optional
        What the records add up to, in any unit, 0 or more; NaN where unknown.
    reporters : array, shape (R, T), optional
        Records of each of R reporters, of the category in question; NaN or 0 where none came.
    level : float
        Probability of the intervals, 0 to 1.

    Returns
    -------
    RecordingResult
        The verdict, what each kind of evidence says, and all ratios with their intervals.

    Raises
    ------
    SeriesShapeError
        If the arrays do not fit each other, or `focus` is no category.
    SeriesValueError
        If a count or an amount is negative or infinite, or all are missing.
    SeriesSettingError
        If `level` is not between 0 and 1.
    ShortBaselineError
        If fewer than two known periods lie before the jump or none after it.

    Notes
    -----
    Ratios compare means of logs before and after, with Student's t for a common scatter that is never below that of Poisson
    counts, widened for correlation of neighbours from eight periods on. A jump is there if the interval of its ratio excludes 1.
    **Amounts**: with A the amounts and C the counts, the change of log A - log C / 2 is below 0 for a rise if less than half of it,
    on the log scale, is matched ("recording"), above 0 if more than half is ("counted"), else silent. **Categories**: "recording" if
    three or more move the same way at least half as far, each beyond doubt, and none stays behind beyond doubt; else silent, for a
    single category may jump for either reason. **Reporters**: where some joined or left, those that stayed take the place of the
    amounts. Evidence of one kind only gives the verdict; of both or neither, "cannot tell". The rule is this project's own; the
    page on it has its simulated rates of wrong verdicts.

    References
    ----------
    bayley1946 (Supplement to the J. R. Statist. Soc. 8(2), 184-197: means of correlated values).

    Examples
    --------
    >>> result = read_recording([[10, 11, 9, 10, 120, 118]], at=4, amounts=[[50, 55, 48, 52, 51, 49]])
    >>> result.verdict, round(result.ratio.value, 1)
    ('recording', 11.4)
    """
    series = check_counts(counts, ndim=2)
    check_share(level, name="level")
    span = _check_span(series, since=since, at=at, until=until, focus=focus)
    before, after = slice(span[0], span[1]), slice(span[1], span[2])
    question = series[focus] if focus is not None else _add_known(series)
    test = _Test(before, after, level=level)
    if not test.has_periods(question):
        raise ShortBaselineError(
            "fewer than two known counts lie before the jump, or none after it, so it cannot be told from scatter. "
            "Choose a later jump, or fill the gaps."
        )
    ratio = test.ratio(question)
    sign = _sign(ratio)
    amount_reading, amount_ratio = _read_amounts(
        test, question, amounts=amounts, shape=series.shape, focus=focus, sign=sign
    )
    ratios = tuple(test.ratio(row) if _is_full(row, before, after) else _UNKNOWN for row in series)
    together, apart = _count_movers(ratios, ratio=ratio, sign=sign)
    joint: Reading = "recording" if sign and together >= LEAST_CATEGORIES and apart == 0 else "silent"
    reporting, stayed, joined, left = _read_reporters(test, question, reporters=reporters, sign=sign)
    verdict = _conclude((amount_reading, joint, reporting), has_jump=sign != 0)
    return RecordingResult(
        verdict,
        ratio,
        level,
        amount_reading,
        amount_ratio,
        joint,
        ratios,
        together,
        apart,
        reporting,
        stayed,
        joined,
        left,
    )


class _Test:
    """Differences between the means of two stretches of one series."""

    def __init__(self, before: slice, after: slice, *, level: float) -> None:
        self.before, self.after, self.level = before, after, level

    def has_periods(self, values: Floats) -> bool:
        """Whether both stretches hold enough to compare."""
        first, last = values[self.before], values[self.after]
        return int((~np.isnan(first)).sum()) >= 2 and int((~np.isnan(last)).sum()) >= 1

    def ratio(self, counts: Floats) -> Ratio:
        """Ratio of means of counts, after over before."""
        floor = 1 / np.maximum(np.array([np.nanmean(counts[self.before]), np.nanmean(counts[self.after])]), 0.5)
        middle, half = self.difference(np.log(counts + 0.5), floor=floor)
        return Ratio(*(float(np.exp(value)) for value in (middle, middle - half, middle + half)))

    def difference(self, values: Floats, *, floor: Floats) -> tuple[float, float]:
        """Mean after minus mean before, and half the width of its interval; `floor` is the least variance of each stretch."""
        parts = [part[~np.isnan(part)] for part in (values[self.before], values[self.after])]
        sizes = np.array([len(part) for part in parts])
        spare = int(sizes.sum()) - 2
        if spare < 1 or sizes.min() < 1:
            return np.nan, np.nan
        residuals = [part - part.mean() for part in parts]
        pooled = sum(float((part**2).sum()) for part in residuals) / spare
        variance = (np.maximum(pooled, floor) / sizes).sum() * _widen(residuals)
        half = float(stdtrit(spare, (1 + self.level) / 2)) * float(np.sqrt(variance))
        return float(parts[1].mean() - parts[0].mean()), half


def _widen(residuals: list[Floats]) -> float:
    """Factor of a mean's variance where neighbours resemble each other (a first-order autoregression)."""
    if sum(len(part) for part in residuals) < 8:
        return 1.0
    cross = sum(float((part[1:] * part[:-1]).sum()) for part in residuals)
    square = sum(float((part**2).sum()) for part in residuals)
    share = min(max(cross / square, 0.0), 0.8) if square > 0 else 0.0
    return (1 + share) / (1 - share)


def _sign(ratio: Ratio) -> int:
    return 1 if ratio.low > 1 else -1 if ratio.high < 1 else 0


def _match(test: _Test, part: Floats, whole: Floats, *, sign: int) -> Reading:
    """Whether a part (amounts, reporters that stayed) moves at least half as far as the whole."""
    usable = (part > 0) & (whole > 0)
    gap = np.where(
        usable, np.log(np.where(usable, part, 1)) - MATCHED_SHARE * np.log(np.where(usable, whole, 1)), np.nan
    )
    if not sign or not test.has_periods(gap):
        return "silent"
    with np.errstate(invalid="ignore"):
        floor = MATCHED_SHARE**2 / np.array([np.nanmean(whole[test.before]), np.nanmean(whole[test.after])])
    middle, half = test.difference(gap, floor=floor)
    if sign * middle + half < 0:
        return "recording"
    return "counted" if sign * middle - half > 0 else "silent"


def _read_amounts(
    test: _Test, question: Floats, *, amounts: ArrayLike | None, shape: tuple[int, ...], focus: int | None, sign: int
) -> tuple[Reading, Ratio]:
    if amounts is None:
        return "silent", _UNKNOWN
    values = np.asarray(amounts, dtype=np.float64)
    if values.shape != shape:
        raise SeriesShapeError(f"amounts have shape {values.shape} and counts {shape}; give one amount per count.")
    if (values < 0).any() or np.isinf(values).any():
        raise SeriesValueError(
            "an amount is negative or infinite, so it is no amount. Correct it, or write NaN for unknown."
        )
    chosen = values[focus] if focus is not None else _add_known(values)
    logs = np.where(chosen > 0, np.log(np.where(chosen > 0, chosen, 1)), np.nan)
    if not test.has_periods(logs):
        return "silent", _UNKNOWN
    middle, half = test.difference(logs, floor=np.zeros(2))
    ratio = Ratio(*(float(np.exp(value)) for value in (middle, middle - half, middle + half)))
    return _match(test, chosen, question, sign=sign), ratio


def _read_reporters(
    test: _Test, question: Floats, *, reporters: ArrayLike | None, sign: int
) -> tuple[Reading, Ratio, tuple[int, ...], tuple[int, ...]]:
    if reporters is None:
        return "silent", _UNKNOWN, (), ()
    values = np.nan_to_num(np.asarray(reporters, dtype=np.float64))
    if values.ndim != 2 or values.shape[1] != len(question):
        raise SeriesShapeError(
            f"reporters have shape {values.shape} for {len(question)} periods; give one row per reporter and one column per period."
        )
    was, came = (values[:, test.before] > 0).any(axis=1), (values[:, test.after] > 0).any(axis=1)
    joined, left = np.flatnonzero(came & ~was), np.flatnonzero(was & ~came)
    stayed = was & came
    names = tuple(map(int, joined)), tuple(map(int, left))
    if not stayed.any() or (joined.size == 0 and left.size == 0):
        return "silent", _UNKNOWN, *names
    rest = values[stayed].sum(axis=0)
    return _match(test, rest, question, sign=sign), test.ratio(rest), *names


def _count_movers(ratios: tuple[Ratio, ...], *, ratio: Ratio, sign: int) -> tuple[int, int]:
    """Categories that move the same way at least half as far, and those that stay behind, each beyond doubt."""
    if not sign:
        return 0, 0
    half = MATCHED_SHARE * sign * np.log(ratio.value)
    low = np.array([min(sign * np.log(one.low), sign * np.log(one.high)) for one in ratios])
    high = np.array([max(sign * np.log(one.low), sign * np.log(one.high)) for one in ratios])
    middle = np.array([sign * np.log(one.value) for one in ratios])
    return int(((low > 0) & (middle >= half)).sum()), int((high < half).sum())


def _conclude(readings: tuple[Reading, ...], *, has_jump: bool) -> Verdict:
    if not has_jump:
        return "no change"
    if ("recording" in readings) == ("counted" in readings):
        return "cannot tell"
    return "recording" if "recording" in readings else "counted"


def _add_known(values: Floats) -> Floats:
    total: Floats = np.where(np.isnan(values).all(axis=0), np.nan, np.nansum(values, axis=0))
    return total


def _is_full(row: Floats, before: slice, after: slice) -> bool:
    """Whether a category has enough records and periods to be judged."""
    stretches = [row[part][~np.isnan(row[part])] for part in (before, after)]
    return (
        len(stretches[0]) >= 2 and len(stretches[1]) >= 1 and max(part.mean() for part in stretches) >= _LEAST_RECORDS
    )


def _check_span(series: Floats, *, since: int, at: int, until: int | None, focus: int | None) -> tuple[int, int, int]:
    groups, periods = series.shape
    end = periods if until is None else until
    if focus is not None and not 0 <= focus < groups:
        raise SeriesShapeError(f"there is no category number {focus}: there are {groups}, counted from 0.")
    if not (since >= 0 and since + 2 <= at < end <= periods):
        raise ShortBaselineError(
            f"a jump at period {at} of {since} to {end} (of {periods}) has fewer than two periods before it or none after it, so "
            "it cannot be told from scatter. Choose a later jump or a longer stretch."
        )
    return since, at, end
