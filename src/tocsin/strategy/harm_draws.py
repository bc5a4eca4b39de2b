"""How much yearly harm of which kind does each threat do, draw by draw, in one unit a kind?"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tocsin.assess.harm import HarmLedger, HarmRow
from tocsin.assess.streams import draw_uniforms
from tocsin.dossier.dossier import Dossier
from tocsin.estimate.figures import Figure, Figures
from tocsin.methods.draws.intervals import quantile_fit, uniform_from_interval
from tocsin.methods.draws.points import Points
from tocsin.terms.finding import Finding
from tocsin.terms.unit import ScaledUnit, UnitText, divide, find_factor, is_compatible, multiply, parse_unit

Floats = NDArray[np.float64]

# Portfolios are chosen over so many of the draws of the assessment: the first of each randomisation, spread as evenly as all.
MOST_DRAWS = 1_024


@dataclass(frozen=True)
class HarmDraws:
    """Yearly harm (D, T, K) of T threats by K kinds, the unit of each kind, the harms that count, and those that cannot.

    ``typed`` holds the draws (D,) of harms that are ranges of their own; what is behind the others are the drivers of figures.
    """

    threats: tuple[str, ...]
    kinds: tuple[str, ...]
    units: tuple[str, ...]
    amounts: Floats = field(repr=False)
    counted: tuple[str, ...]
    typed: Mapping[str, Floats] = field(repr=False)
    findings: tuple[Finding, ...]
    randomisations: int

    @property
    def totals(self) -> tuple[ScaledUnit, ...]:
        """The unit of each kind summed over years, and what yearly amounts so summed are multiplied by to be in it."""
        return tuple(multiply(parse_unit(unit), parse_unit("year")) for unit in self.units)


def draw_harms(dossier: Dossier, *, ledger: HarmLedger, figures: Figures, points: Points) -> HarmDraws:
    """The harm ledger as draws: gaps are left out and named, amounts are read per year and in the first unit of their kind.

    Rows that count one death or loss for two threats are added: a note says so wherever a kind has several threats.
    """
    chosen = thin(points)
    found: dict[tuple[str, str], Floats] = {}
    units: dict[str, str] = {}
    counted, typed, findings = [], dict[str, Floats](), []
    for row in ledger.rows:
        draws = None if row.basis == "gap" else _draw_row(row, figures=figures.figures, dossier=dossier, points=points)
        if draws is None:
            continue
        amounts, unit = draws
        factor = _factor(unit, units.setdefault(row.kind, unit))
        if factor is None:
            text = (
                f"{row.title}: measured in {unit} and other {row.kind} in {units[row.kind]}, so the two cannot be added and this one "
                "counts for no measure. Give both in one unit."
            )
            findings.append(Finding("unit", f"harm:{row.key}", text))
            continue
        counted.append(row.key)
        key = (row.threat, row.kind)
        found[key] = found.get(key, np.zeros(len(chosen))) + amounts[chosen] * factor
        if not row.basis.startswith("estimate:"):
            typed[row.key] = amounts[chosen]
    found = {key: np.maximum(amounts, 0.0) for key, amounts in found.items() if amounts.max() > 0}
    threats = tuple(key for key in dossier.threats if any(threat == key for threat, _ in found))
    kinds = tuple(kind for kind in units if any(kind == own for _, own in found))
    table = np.zeros((len(chosen), len(threats), len(kinds)))
    for (threat, kind), amounts in found.items():
        table[:, threats.index(threat), kinds.index(kind)] = amounts
    return HarmDraws(
        threats, kinds, tuple(units[kind] for kind in kinds), table, tuple(counted), typed,
        (*findings, *_note_gaps(ledger, threats=threats)), points.randomisations,
    )  # fmt: skip


def thin(points: Points) -> NDArray[np.int64]:
    """Positions of the draws that portfolios are chosen over: the first of each randomisation."""
    whole = points.draws // points.randomisations
    each = min(whole, max(MOST_DRAWS // points.randomisations, 1))
    return (np.arange(points.randomisations)[:, None] * whole + np.arange(each)).ravel()


def _draw_row(
    row: HarmRow, *, figures: Mapping[str, Figure], dossier: Dossier, points: Points
) -> tuple[Floats, str] | None:
    """Draws of one harm per year with their unit."""
    named = dossier.harms[row.key].figure
    if named is not None:
        figure = figures[named]
        unit = parse_unit(figure.estimate.unit)
        if _is_yearly(unit):
            return figure.draws, unit.text
        yearly = divide(unit, parse_unit("year"))
        return figure.draws * yearly.factor / figure.estimate.period.length_years, yearly.unit.text
    if row.low is None or row.high is None:
        return None
    uniforms = draw_uniforms(f"harm/{row.key}", points=points)
    drawn = draw_range(uniforms, low=row.low, best=row.value, high=row.high, level=row.level)
    typed = parse_unit(row.unit)
    # A typed range is of one year, as the ledger says, whether or not its unit says so too.
    return drawn, typed.text if _is_yearly(typed) else divide(typed, parse_unit("year")).unit.text


def _is_yearly(unit: UnitText) -> bool:
    return "year" in unit.text.rpartition("/")[2]


def draw_range(uniforms: Floats, *, low: float, best: float | None, high: float, level: float) -> Floats:
    """Draws of a typed range: through its three numbers where it has a best one, even between its ends where not."""
    if low == high:
        return np.full_like(uniforms, low)
    if best is not None and low < best < high:
        fitted = quantile_fit(low=low, best=best, high=high, level=level, scale="log" if low > 0 else "linear")
        return np.asarray(fitted.quantile(uniforms))
    return np.asarray(uniform_from_interval(low, high, level=level).quantile(uniforms))


def _factor(unit: str, wanted: str) -> float | None:
    given, aim = parse_unit(unit), parse_unit(wanted)
    return find_factor(given, aim) if is_compatible(given, aim) else None


def _note_gaps(ledger: HarmLedger, *, threats: tuple[str, ...]) -> list[Finding]:
    gaps = [row for row in ledger.rows if row.basis == "gap"]
    found = [
        Finding("gap", f"harm:{row.key}", f"{row.title}: not known, so averting it counts for no measure.")
        for row in gaps
        if row.threat in threats
    ]
    silent = sorted({row.threat for row in gaps} - set(threats))
    found += [
        Finding(
            "gap",
            f"threat:{threat}",
            f"No harm of {threat} is known as an amount: a measure against it seems to avert nothing.",
        )
        for threat in silent
    ]
    return found
