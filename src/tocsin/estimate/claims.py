"""Which claims speak of the same quantity as a driver, and what does each say of it, as a distribution?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from scipy.special import ndtri

from tocsin.dossier.records.evidence import Claim
from tocsin.dossier.records.model import Bounds, Conversion, Scale
from tocsin.estimate.errors import ClaimScaleError
from tocsin.estimate.quantity import Quantity, unit_of
from tocsin.methods.draws.distributions import Distribution
from tocsin.methods.draws.intervals import quantile_fit
from tocsin.methods.draws.scales import back, forward
from tocsin.terms.errors import TermError
from tocsin.terms.unit import UnitText, divide, find_factor

_HALVINGS = 80


@dataclass(frozen=True)
class Statement:
    """What one claim says, in the unit of the quantity: three quantiles; bare if it gives no interval."""

    claim: Claim
    low: float
    best: float
    high: float
    is_bare: bool = False

    def distribution(self, scale: Scale) -> Distribution:
        """The distribution with exactly these quantiles on the natural scale of the variable."""
        return quantile_fit(low=self.low, best=self.best, high=self.high, level=self.claim.level, scale=scale.value)


@dataclass(frozen=True)
class Factor:
    """A driver that a conversion multiplies by: its distribution and unit."""

    distribution: Distribution
    unit: UnitText


@dataclass(frozen=True)
class Selected:
    """The claims on a quantity, those on the same variable, place and period that mean something else, and those elsewhere.

    ``elsewhere`` are claims on the same variable of other places or periods: they are not counted, and help to mend a gap.
    """

    matching: tuple[tuple[Claim, Conversion | None], ...]
    differing: tuple[Claim, ...]
    elsewhere: tuple[Claim, ...] = ()


def find_claims(claims: Iterable[Claim], quantity: Quantity) -> Selected:
    """Claims of the quantity's place and period: those in the same sense, or joined by a conversion, and those that differ."""
    matching: list[tuple[Claim, Conversion | None]] = []
    differing: list[Claim] = []
    elsewhere: list[Claim] = []
    for claim in claims:
        if not _is_on_variable(claim, quantity):
            continue
        if claim.place != quantity.place or claim.period != quantity.period:
            elsewhere.append(claim)
            continue
        conversion = next((each for each in quantity.conversions if _joins(each, claim=claim, quantity=quantity)), None)
        if _has_sense(claim, quantity):
            matching.append((claim, None))
        elif conversion is not None:
            matching.append((claim, conversion))
        else:
            differing.append(claim)
    return Selected(tuple(matching), tuple(differing), tuple(elsewhere))


def state_claim(claim: Claim, *, quantity: Quantity, bare_factor: float) -> Statement:
    """Three quantiles of a claim in the unit of the quantity; what the claim leaves open is filled in and marked.

    A lone best value is given the interval ``best / factor`` to ``best × factor`` on a log scale (the odds for shares,
    ``factor - 1`` times the size on a linear scale). A lone bound reaches to the end of the plausible range; a missing
    side mirrors the other on the natural scale. A best value that is a mode is the most likely one on the natural scale.

    Raises
    ------
    ClaimScaleError
        If the claim is in a unit that does not fit, or says something that is impossible on the natural scale.
    """
    try:
        factor = find_factor(unit_of(claim.unit, claim.price_year), unit_of(quantity.unit, quantity.price_year))
        given = [None if value is None else value * factor for value in (claim.low, claim.best, claim.high)]
        low, best, high, is_bare = _complete(given, quantity=quantity, bare_factor=bare_factor)
        if claim.best_is == "mode" and claim.best is not None and not is_bare:
            best = _median_on_scale(low, best, high, claim=claim, scale=quantity.scale)
        statement = Statement(claim, low, best, high, is_bare)
        statement.distribution(quantity.scale)
    except TermError as error:
        raise ClaimScaleError(f"Claim {claim.key} is in a unit that does not fit its driver: {error}") from None
    except (ValueError, ArithmeticError) as error:
        raise ClaimScaleError(
            f"Claim {claim.key} ({claim.low}, {claim.best}, {claim.high} {claim.unit}) cannot be read on a {quantity.scale} scale: "
            f"{error} Correct the claim, or set `scale` of the driver to one on which it is possible (log for positive amounts, "
            "logit for shares, linear otherwise)."
        ) from None
    return statement


def state_matching(
    claim: Claim,
    conversion: Conversion | None,
    *,
    quantity: Quantity,
    factors: Mapping[str, Factor],
    bare_factor: float,
) -> Statement | None:
    """What a claim says, converted where that is declared; None if the factor of its conversion is not at hand."""
    if conversion is None:
        return state_claim(claim, quantity=quantity, bare_factor=bare_factor)
    factor = factors.get(conversion.multiply_by)
    return None if factor is None else state_converted(claim, quantity=quantity, bare_factor=bare_factor, factor=factor)


def state_converted(claim: Claim, *, quantity: Quantity, bare_factor: float, factor: Factor) -> Statement:
    """What a claim says of the quantity once it is multiplied by an uncertain factor, declared as a conversion.

    Medians multiply, and both uncertainties add up in quadrature on logarithms. The claim is in the unit of the
    quantity divided by that of the factor.

    Raises
    ------
    ClaimScaleError
        If the scale is not logarithmic, the factor can be zero or negative, or the claim cannot be read.
    """
    tail = (1 - claim.level) / 2
    low, middle, high = factor.distribution.quantile(np.array([tail, 0.5, 1 - tail])).tolist()
    if quantity.scale is not Scale.LOG or low <= 0:
        raise ClaimScaleError(
            f"Claim {claim.key} is joined by a conversion, which multiplies it: that needs `scale: log` and a factor above "
            f"zero (scale {quantity.scale}, factor from {low:g}). Mend the driver, or drop the conversion."
        )
    unit = divide(unit_of(quantity.unit, quantity.price_year), factor.unit)
    bounds = (quantity.plausible.low * unit.factor / middle, quantity.plausible.high * unit.factor / middle)
    asked = replace(quantity, unit=str(unit.unit), price_year=None, plausible=Bounds(low=bounds[0], high=bounds[1]))
    told = state_claim(claim, quantity=asked, bare_factor=bare_factor)
    best = told.best * middle / unit.factor
    below = np.hypot(np.log(told.best / told.low), np.log(middle / low))
    above = np.hypot(np.log(told.high / told.best), np.log(high / middle))
    return replace(told, low=float(best * np.exp(-below)), best=best, high=float(best * np.exp(above)))


def _is_on_variable(claim: Claim, quantity: Quantity) -> bool:
    return claim.subject == quantity.selection.subject and claim.variable == quantity.selection.variable


def list_differences(claim: Claim, quantity: Quantity) -> tuple[str, ...]:
    """In what sense a claim differs from a quantity: one phrase for each of scope, basis, concept and price year."""
    selection = quantity.selection
    pairs = {
        "scope": (claim.scope, selection.scope),
        "basis": (claim.basis, selection.basis),
        "concept": (claim.concept, quantity.concept),
        "price year": (claim.price_year, quantity.price_year),
    }
    return tuple(
        f"{what} {said or 'not said'} where {asked or 'none'} is asked for"
        for what, (said, asked) in pairs.items()
        if said != asked
    )


def _has_sense(claim: Claim, quantity: Quantity) -> bool:
    return not list_differences(claim, quantity)


def _joins(conversion: Conversion, *, claim: Claim, quantity: Quantity) -> bool:
    """Whether a conversion turns what the claim means into what the quantity means."""
    scope = quantity.selection.scope if conversion.scope is None else conversion.scope
    basis = quantity.selection.basis if conversion.basis is None else conversion.basis
    concept = quantity.concept if conversion.concept is None else conversion.concept
    price_year = quantity.price_year if conversion.price_year is None else conversion.price_year
    return (claim.scope, claim.basis, claim.concept, claim.price_year) == (scope, basis, concept, price_year)


def _complete(given: list[float | None], *, quantity: Quantity, bare_factor: float) -> tuple[float, float, float, bool]:
    if given[0] is not None and given[0] == given[2]:
        raise ValueError(
            "low and high are the same, as if there were no error at all. Leave both empty and give best alone."
        )
    if None in (given[0], given[2]) and given[1] in (given[0], given[2]):
        given = [given[0], None, given[2]]  # "29 or more": the only number is a bound, not a middle
    low, best, high = (
        None if value is None else float(forward(np.array(value), scale=quantity.scale.value)) for value in given
    )
    if low is not None and high is not None:
        best = (low + high) / 2 if best is None else best
        is_bare = False
    elif best is not None:
        width = np.log(bare_factor) if quantity.scale is not Scale.LINEAR else (bare_factor - 1) * (abs(best) or 1.0)
        is_bare = low is None and high is None
        low = 2 * best - high if low is None and high is not None else low
        high = 2 * best - low if high is None and low is not None else high
        low, high = (best - width if low is None else low), (best + width if high is None else high)
    else:
        is_bare = True
        ends = forward(np.array([quantity.plausible.low, quantity.plausible.high]), scale=quantity.scale.value)
        low, high = (float(ends[0]) if low is None else low), (float(ends[1]) if high is None else high)
        best = (low + high) / 2
    whole = back(np.array([low, best, high]), scale=quantity.scale.value)
    exact = [float(back_value) if value is None else value for value, back_value in zip(given, whole, strict=True)]
    return exact[0], exact[1], exact[2], is_bare


def _median_on_scale(low: float, mode: float, high: float, *, claim: Claim, scale: Scale) -> float:
    """Median of a claim whose best value is its most likely one on the natural scale."""
    ends = [float(value) for value in forward(np.array([low, mode, high]), scale=scale.value)]
    median = _median_from_mode(ends[0], ends[1], ends[2], level=claim.level)
    return float(back(np.array(median), scale=scale.value))


def _median_from_mode(low: float, mode: float, high: float, *, level: float) -> float:
    """Median of the two-piece normal with this mode and these outer quantiles (wallis2014).

    With s and t the spreads below and above the mode, the mass below is s / (s + t); one equation in the share of mass
    below remains, solved by bisection.
    """
    if not low < mode < high:
        raise ValueError("a most likely value must lie strictly between low and high.")
    tail = (1 - level) / 2

    def spreads(below: float) -> tuple[float, float]:
        return (mode - low) / -ndtri(tail / (2 * below)), (high - mode) / -ndtri(tail / (2 * (1 - below)))

    least, most = tail, 1 - tail
    for _ in range(_HALVINGS):
        below = (least + most) / 2
        left, right = spreads(below)
        if left / (left + right) > below:
            least = below
        else:
            most = below
    left, right = spreads(below)
    if below >= 0.5:
        return float(mode + left * ndtri(0.5 / (2 * below)))
    return float(mode - right * ndtri(0.5 / (2 * (1 - below))))
