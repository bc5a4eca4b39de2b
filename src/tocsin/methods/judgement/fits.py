"""Which smooth distributions come near the quantiles that an expert gave, and how near?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betainc, betaincinv, gammainc, gammaincinv, ndtr, ndtri, stdtr, stdtrit

from tocsin.methods.draws.distributions import Distribution
from tocsin.methods.judgement.errors import ElicitationScaleError, ElicitationSettingError, QuantileOrderError

Floats = NDArray[np.float64]
Family = Literal["normal", "t", "lognormal", "log-t", "gamma", "beta"]
FAMILIES: tuple[Family, ...] = ("normal", "t", "lognormal", "log-t", "gamma", "beta")

T_DEGREES = 3
_SHAPED = ("gamma", "beta")
_LOGARITHMIC = ("lognormal", "log-t")
_BOUNDED_BELOW = ("lognormal", "log-t", "gamma", "beta")
_MOST_EXPONENT = 700.0
# Ends of the search at which it has found a least sum of squares: 1 to 4 by its tests, 6 to 8 where no step is small enough to gain.
_CONVERGED = (1, 2, 3, 4, 6, 7, 8)


@dataclass(frozen=True)
class Fitted(Distribution):
    """A distribution of a named family, moved to begin at ``least`` where the family has a beginning.

    Parameters
    ----------
    family : {"normal", "t", "lognormal", "log-t", "gamma", "beta"}
        t has 3 degrees of freedom; the log families are those of the logarithm of the distance from `least`.
    first, second : float
        Mean and spread (of the logarithm in log families), or shape and scale (gamma), or both shapes (beta).
    least, greatest : float
        Where it begins (unused by normal and t), and where it ends (used by beta only).

    Raises
    ------
    ElicitationSettingError
        If the family is not known or a parameter describes no distribution.

    References
    ----------
    johnson1994 (chapters 13, 14 and 17); johnson1995 (chapters 25 and 28).

    Examples
    --------
    >>> Fitted("normal", 100.0, 10.0).quantile([0.5]).tolist()
    [100.0]
    """

    family: Family
    first: float
    second: float
    least: float = 0.0
    greatest: float = 1.0

    def __post_init__(self) -> None:
        is_shaped = self.family in _SHAPED
        usable = self.family in FAMILIES and np.isfinite([self.first, self.second, self.least, self.greatest]).all()
        if not (usable and self.second > 0 and (self.first > 0 or not is_shaped) and self.least < self.greatest):
            raise ElicitationSettingError(
                f"{self.family} with {self.first}, {self.second} on {self.least} to {self.greatest} is no "
                f"distribution. Use one of {', '.join(FAMILIES)}, a spread or shape above 0, and ends in order."
            )

    @property
    def support(self) -> tuple[float, float]:
        """Where the family begins and ends; infinite where it does not."""
        low = self.least if self.family in _BOUNDED_BELOW else -np.inf
        return (low, self.greatest if self.family == "beta" else np.inf)

    def _quantile(self, u: Floats) -> Floats:
        return self.least + self._inverse(u) if self.family in _BOUNDED_BELOW else self._inverse(u)

    def _cdf(self, x: Floats) -> Floats:
        return _family_cdf(self.family, x, parameters=(self.first, self.second), ends=(self.least, self.greatest))

    def _inverse(self, u: Floats) -> Floats:
        if self.family == "gamma":
            return np.asarray(gammaincinv(self.first, u) * self.second)
        if self.family == "beta":
            return np.asarray(betaincinv(self.first, self.second, u) * (self.greatest - self.least))
        score = stdtrit(T_DEGREES, u) if self.family in ("t", "log-t") else ndtri(u)
        value = self.first + self.second * score
        return np.asarray(np.exp(np.minimum(value, _MOST_EXPONENT)) if self.family in _LOGARITHMIC else value)


@dataclass(frozen=True)
class Fit:
    """One fitted family: how far its probabilities at the stated values miss, and its own quantiles there."""

    distribution: Fitted
    misfit: float  # root mean square difference in probability, 0 to 1
    quantiles: Floats  # (Q,): in the unit of the quantity, to hold beside what was stated


@dataclass(frozen=True)
class FitTable:
    """All families that could be fitted, the nearest first, and those that could not."""

    fits: tuple[Fit, ...]
    failed: tuple[str, ...]


def fit_families(
    values: ArrayLike,
    *,
    probabilities: Sequence[float] = (0.05, 0.5, 0.95),
    least: float | None = None,
    greatest: float | None = None,
    families: Sequence[Family] = FAMILIES,
) -> FitTable:
    """Fit families of distributions to stated quantiles by least squares on probabilities.

    Parameters
    ----------
    values : array, shape (Q,)
        Stated quantiles, rising, in the unit of the quantity; at least 2.
    probabilities : sequence of float
        Their probabilities, rising, strictly between 0 and 1.
    least, greatest : float
        Where the quantity begins and ends. Without `least` the families that begin somewhere begin at 0, and are left
        out if a value is not above it; without both there is no beta, save for values between 0 and 1.
    families : sequence of str
        Which families to fit.

    Returns
    -------
    FitTable
        Fits by rising misfit, and names of the families whose fit did not converge.

    Raises
    ------
    QuantileOrderError
        If values or probabilities do not rise or differ in number.
    ElicitationScaleError
        If values lie outside the ends.
    ElicitationSettingError
        If a family is not known, or none of those asked for can hold the values.

    Notes
    -----
    Minimises Σ (F(x) - p)² over the two parameters of each family. Two parameters cannot meet three quantiles in
    general: the misfit says how far the family misses, and the fitted quantiles show where. A small misfit does not
    say that the tails are right, for nobody was asked about them.

    References
    ----------
    ohagan2006 (chapter 6: fitting distributions to judgements); gosling2018.

    Examples
    --------
    >>> table = fit_families([10.0, 30.0, 90.0])
    >>> table.fits[0].distribution.family, round(table.fits[0].misfit, 6)
    ('lognormal', 0.0)
    """
    stated, levels = np.asarray(values, dtype=np.float64), np.asarray(probabilities, dtype=np.float64)
    _check(stated, levels, ends=(least, greatest))
    known = [family for family in families if family in FAMILIES]
    begin = 0.0 if least is None else least
    end = 1.0 if greatest is None and least in (None, 0.0) and stated[-1] < 1 else greatest
    usable = [family for family in known if _can_hold(family, stated, begin=begin, end=end)]
    if len(known) < len(families) or not usable:
        raise ElicitationSettingError(
            f"None of the families {', '.join(families)} can hold values from {stated[0]:g} to {stated[-1]:g}, or "
            f"one is not known. Use some of {', '.join(FAMILIES)}; normal and t hold any values."
        )
    fits, failed = [], []
    for family in usable:
        found = _fit(family, stated, levels=levels, ends=(begin, end if end is not None else begin + 1.0))
        if found is None:
            failed.append(str(family))
        else:
            fits.append(found)
    return FitTable(tuple(sorted(fits, key=_order)), tuple(failed))


def _family_cdf(family: str, x: Floats, *, parameters: tuple[float, float], ends: tuple[float, float]) -> Floats:
    """Distribution function of a family at given values."""
    first, second = parameters
    above = np.maximum(x - ends[0], 0.0)
    if family == "gamma":
        return np.asarray(gammainc(first, above / second))
    if family == "beta":
        return np.asarray(betainc(first, second, np.minimum(above / (ends[1] - ends[0]), 1.0)))
    with np.errstate(divide="ignore"):
        score = ((np.log(above) if family in _LOGARITHMIC else x) - first) / second
    return np.asarray(stdtr(T_DEGREES, score) if family in ("t", "log-t") else ndtr(score))


def _order(fit: Fit) -> tuple[float, int]:
    """By misfit; where several families meet the quantiles up to rounding, in the order in which families are listed."""
    return round(fit.misfit, 9), FAMILIES.index(fit.distribution.family)


def _fit(family: Family, stated: Floats, *, levels: Floats, ends: tuple[float, float]) -> Fit | None:
    from scipy.optimize import leastsq

    start, read = _begin(family, stated, levels=levels, ends=ends)

    def miss(free: Floats) -> Floats:
        return _family_cdf(family, stated, parameters=read(free), ends=ends) - levels

    # The older interface: for two parameters the newer one spends ten times as long around the same steps.
    free, _, told, _, outcome = leastsq(miss, start, full_output=True, xtol=1e-11, ftol=1e-11)
    gaps = np.asarray(told["fvec"])
    if outcome not in _CONVERGED or not np.isfinite(gaps).all():
        return None
    first, second = read(np.asarray(free))
    fitted = Fitted(family, first, second, ends[0], ends[1])
    misfit = float(np.sqrt(np.mean(gaps**2)))
    return Fit(fitted, misfit, fitted.quantile(levels))


def _begin(
    family: Family, stated: Floats, *, levels: Floats, ends: tuple[float, float]
) -> tuple[Floats, Callable[[Floats], tuple[float, float]]]:
    """Where to start, in units of the spread of the answer, and how to read parameters from what is varied freely."""
    scores = stdtrit(T_DEGREES, levels) if family in ("t", "log-t") else ndtri(levels)
    on_scale = np.log(stated - ends[0]) if family in _LOGARITHMIC else stated
    spread = float((on_scale[-1] - on_scale[0]) / (scores[-1] - scores[0]))
    centre = float(np.mean(on_scale - spread * scores))
    if family not in _SHAPED:
        return np.zeros(2), lambda free: (
            centre + spread * float(free[0]),
            spread * float(np.exp(np.clip(free[1], -50, 50))),
        )
    mean = max(centre - ends[0], float(stated[0] - ends[0]))
    if family == "gamma":
        shape, scale = (mean / spread) ** 2, spread**2 / mean
    else:
        part = min(mean / (ends[1] - ends[0]), 0.99)
        size = max(part * (1 - part) * ((ends[1] - ends[0]) / spread) ** 2 - 1, 0.5)
        shape, scale = part * size, (1 - part) * size
    return np.zeros(2), lambda free: (
        shape * float(np.exp(np.clip(free[0], -50, 50))),
        scale * float(np.exp(np.clip(free[1], -50, 50))),
    )


def _can_hold(family: str, stated: Floats, *, begin: float, end: float | None) -> bool:
    if family == "beta":
        return end is not None and begin < stated[0] and stated[-1] < end
    return family not in _BOUNDED_BELOW or bool(begin < stated[0])


def _check(stated: Floats, levels: Floats, *, ends: tuple[float | None, float | None]) -> None:
    rises = stated.ndim == 1 and stated.shape == levels.shape and len(stated) > 1 and bool(np.isfinite(stated).all())
    if not (rises and (np.diff(stated) > 0).all() and (np.diff(levels) > 0).all() and levels[0] > 0 and levels[-1] < 1):
        raise QuantileOrderError(
            f"Values {stated.tolist()} at probabilities {levels.tolist()} do not both rise, so they are no "
            "quantiles. Put them in order; at least two are needed."
        )
    low, high = ends
    if (low is not None and stated[0] < low) or (high is not None and stated[-1] > high):
        raise ElicitationScaleError(
            f"Values from {stated[0]:g} to {stated[-1]:g} lie outside the ends {low} to {high} declared for the "
            "quantity. Correct one of them."
        )
