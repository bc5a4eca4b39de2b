"""Do the figures make sense together, by the rules that every market must obey?"""

from collections.abc import Iterator, Mapping
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from tocsin.dossier.dossier import Dossier
from tocsin.dossier.records.model import Model, PlausibilityCheck
from tocsin.estimate.formula import JOINING, Call, Expression, Name, Negation, Operation, inside, parse_formula
from tocsin.estimate.graph import resolve_name
from tocsin.estimate.quantity import unit_of
from tocsin.terms.estimate import Estimate
from tocsin.terms.finding import Finding
from tocsin.terms.unit import find_factor

_WORTH_SAYING = 0.05
_VERBS = {"interception": "exceeds", "supply-demand": "exceeds", "at-most": "exceeds", "at-least": "falls below"}
_MEANINGS = {
    "interception": ": so high an intercepted share more often means that production or consumption is underestimated",
    "supply-demand": ": demand cannot exceed supply, so one of the two is wrong",
    "at-most": "",
    "at-least": "",
}


class Computed(Protocol):
    """A figure or driver with its estimate and draws."""

    @property
    def title(self) -> str:
        """What it is called in print."""
        ...

    @property
    def estimate(self) -> Estimate:
        """Its numbers."""
        ...

    @property
    def draws(self) -> NDArray[np.float64]:
        """Shape (D,)."""
        ...


def find_implausible(
    dossier: Dossier, *, figures: Mapping[str, Computed], drivers: Mapping[str, Computed]
) -> Iterator[Finding]:
    """Findings of every declared check, and of sums that mix what must not be added."""
    found = {**drivers, **figures}
    for _, model in sorted(dossier.models.items()):
        for check in model.checks:
            yield from _check(check, model=model, dossier=dossier, found=found)
        for key, formula in model.formulas.items():
            if key in figures:
                yield from _find_mixed_sums(
                    key, parse_formula(formula.formula), model=model, dossier=dossier, found=found
                )


def _check(
    check: PlausibilityCheck, *, model: Model, dossier: Dossier, found: Mapping[str, Computed]
) -> Iterator[Finding]:
    figure = _find(check.figure, model=model, dossier=dossier, found=found)
    against = _find(check.against, model=model, dossier=dossier, found=found) if check.against else None
    if figure is None or (check.against and against is None):
        return
    share = _limit_of(check, dossier)
    limit: NDArray[np.float64] | float = share
    amount = f"{share:,.0f}" if share >= 1000 else f"{share:g}"
    what = amount if figure.estimate.unit == "share" else f"{amount} {figure.estimate.unit}"
    if against is not None:
        limit = against.draws * _factor(against.estimate, figure.estimate) * share
        what = against.title if share == 1 else f"{share:g} × {against.title}"
    probability = float(np.mean(figure.draws < limit if check.rule == "at-least" else figure.draws > limit))
    if probability >= _WORTH_SAYING:
        told = f"{figure.title} {_VERBS[check.rule]} {what} with probability {probability:.0%}"
        message = f"{told}{_MEANINGS[check.rule]}. {check.reason}".rstrip()
        yield Finding(f"plausibility-{check.rule}", _node(check.figure, model=model, dossier=dossier), message)


def _limit_of(check: PlausibilityCheck, dossier: Dossier) -> float:
    """The declared limit; for interception by default that of the method sheet, for a comparison the other figure itself."""
    if check.limit is not None:
        return check.limit
    return dossier.sheet.choices["interception_share_limit"].value if check.rule == "interception" else 1.0


def _find_mixed_sums(
    key: str, expression: Expression, *, model: Model, dossier: Dossier, found: Mapping[str, Computed]
) -> Iterator[Finding]:
    """Sums, differences and comparisons whose terms differ in value concept or scope."""
    for group in _list_sums(expression):
        known = (_find(name, model=model, dossier=dossier, found=found) for name in group)
        terms = [figure for figure in known if figure is not None]
        for what in ("concept", "scope"):
            told = [(figure, sense) for figure in terms if (sense := getattr(figure.estimate, what))]
            other = next((each for each in told if each[1] != told[0][1]), None)
            if other is not None:
                yield Finding(
                    f"mixed-{what}",
                    f"estimate:{key}",
                    f"{told[0][0].title} ({told[0][1]}) and {other[0].title} ({other[1]}) are added, subtracted or compared "
                    f"though their {what} differs, so the result is neither; estimate both in one sense first.",
                )


def _list_sums(expression: Expression) -> list[list[str]]:
    """For every whole sum, and every min, max or sum of several, the names that stand alone as its terms."""
    found, waiting = [], [expression]
    while waiting:
        part = waiting.pop()
        terms = _terms(part)
        found.append([term.name for term in terms if isinstance(term, Name)])
        waiting += [inner for term in terms for inner in ([term] if len(terms) > 1 else inside(term))]
    return [names for names in found if len(names) > 1]


def _terms(expression: Expression) -> list[Expression]:
    """The terms of a sum of any length; an expression that is no sum is its own only term."""
    terms: list[Expression] = []
    waiting = [expression]
    while waiting:
        match waiting.pop():
            case Operation(sign="+" | "-", left=left, right=right):
                waiting += [right, left]
            case Negation(of=inner):
                waiting.append(inner)
            case Call(function=function, arguments=arguments) if function in JOINING:
                waiting += reversed(arguments)
            case other:
                terms.append(other)
    return terms


def _find(name: str, *, model: Model, dossier: Dossier, found: Mapping[str, Computed]) -> Computed | None:
    return found.get(_node(name, model=model, dossier=dossier).partition(":")[2])


def _node(name: str, *, model: Model, dossier: Dossier) -> str:
    return resolve_name(name, model=model, dossier=dossier) or f"estimate:{name}"


def _factor(given: Estimate, wanted: Estimate) -> float:
    return find_factor(unit_of(given.unit, given.price_year), unit_of(wanted.unit, wanted.price_year))
