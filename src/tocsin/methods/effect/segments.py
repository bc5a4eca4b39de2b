"""Which columns describe a series with trend, seasons and interruptions, and the same series without one of them?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tocsin.methods.effect.arrays import Floats, check_start
from tocsin.methods.effect.errors import EffectSettingError, TooShortError

# Below these a slope and its error are guesses; the field's own rule of thumb for monthly series is 12 and 12.
LEAST_BEFORE, LEAST_AFTER = 6, 3


@dataclass(frozen=True)
class Segments:
    """Columns (T, K) of a segmented regression, their names, and the columns as they would be without the first interruption."""

    names: tuple[str, ...]
    columns: Floats
    without: Floats
    after: slice

    def find(self, prefix: str) -> list[int]:
        """The columns whose name begins so, in the order of the interruptions."""
        return [place for place, name in enumerate(self.names) if name.startswith(prefix)]


def build_segments(
    periods: int, *, starts: Sequence[int], season: int, harmonics: int, slopes: bool, trend: bool
) -> Segments:
    """Build intercept, trend, a level and a slope per interruption, and pairs of sines for the season."""
    if not starts:
        raise EffectSettingError("no interruption is given, so there is nothing to evaluate. Give at least one start.")
    if len(set(starts)) < len(starts):
        raise EffectSettingError(
            f"two interruptions start at the same period ({list(starts)}), so their effects cannot be told apart. "
            "Give them as one."
        )
    for start in starts:
        check_start(start, periods=periods, before=LEAST_BEFORE, after=LEAST_AFTER)
    if season and (season < 2 or harmonics < 1 or min(starts) < season):
        raise TooShortError(
            f"a season of {season} periods with {harmonics} pair(s) of sines needs at least 1 pair and one whole season "
            f"before the first interruption, which comes after {min(starts)} periods. Set the season to 0, or begin earlier."
        )
    time = np.arange(periods, dtype=np.float64)
    named: list[tuple[str, Floats]] = [("intercept", np.ones(periods))]
    if trend:
        named.append(("trend", time))
    for number, start in enumerate(starts):
        named.append((f"level {number}", (time >= start).astype(np.float64)))
        if slopes:
            named.append((f"slope {number}", np.maximum(time - start, 0.0)))
    # At half a season the sine is 0 in every period, and so is no column.
    for pair in range(1, min(harmonics, season // 2) + 1 if season else 0):
        named.append((f"cosine {pair}", np.cos(2 * np.pi * pair * time / season)))
        if 2 * pair < season:
            named.append((f"sine {pair}", np.sin(2 * np.pi * pair * time / season)))
    names, columns = tuple(name for name, _ in named), np.stack([column for _, column in named], axis=1)
    without = columns.copy()
    without[:, [place for place, name in enumerate(names) if name in ("level 0", "slope 0")]] = 0.0
    if np.linalg.matrix_rank(columns) < columns.shape[1] or periods < columns.shape[1] + 3:
        raise TooShortError(
            f"{periods} periods cannot carry {columns.shape[1]} coefficients ({', '.join(names)}). "
            "Leave out the season, a slope or an interruption, or use a longer series."
        )
    return Segments(names, columns, without, slice(starts[0], periods))
