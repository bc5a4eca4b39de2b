"""What does each threat do to whom per year, in its own units, and what of that is not known?

The ledger stands apart from the ranking score. Amounts of different kinds are never added: how many deaths weigh as much
as how much money is for decision-makers to say.
"""

from dataclasses import dataclass

from tocsin.assess.greenfield_paoli import HarmLabel, label_harms
from tocsin.dossier.dossier import Dossier
from tocsin.dossier.records.picture import Cause, Harm
from tocsin.estimate.figures import Figures
from tocsin.terms.finding import Finding

BEARERS = ("individuals", "private-sector entities", "government entities", "environment")


@dataclass(frozen=True)
class HarmRow:
    """One harm per year: amount with interval and source, or the gap that stands in its place; mechanism and cause.

    ``value`` is the median and ``mean`` stands beside it where the amount is a figure; both are None for a typed range
    without a best value. ``basis`` reads ``estimate:KEY``, ``item:KEY``, ``range`` or ``gap``.
    """

    key: str
    threat: str
    bearer: str
    kind: str
    title: str
    low: float | None
    value: float | None
    mean: float | None
    high: float | None
    level: float
    unit: str
    basis: str
    gap: str
    mechanism: str
    cause: Cause
    label: HarmLabel


@dataclass(frozen=True)
class HarmLedger:
    """Harms of all threats, and by threat the bearers for which the dossier says nothing, not even that it is unknown."""

    rows: tuple[HarmRow, ...]
    unmentioned: tuple[tuple[str, tuple[str, ...]], ...]

    def of_threat(self, threat: str) -> tuple[HarmRow, ...]:
        """The harms of one threat."""
        return tuple(row for row in self.rows if row.threat == threat)


def list_harms(dossier: Dossier, figures: Figures) -> tuple[HarmLedger, tuple[Finding, ...]]:
    """The harm ledger of a dossier, with what was noticed."""
    rows, findings = [], []
    for harm, label in zip(dossier.harms.values(), label_harms(dossier.harms.values()), strict=True):
        row = _row(harm, label=label, figures=figures)
        rows.append(row)
        if row.basis == "gap":
            findings.append(Finding("gap", f"harm:{row.key}", f"{row.title}: {row.gap}"))
        elif row.basis == "range":
            text = f"{row.title}: the range names no source, so nobody can check it. Give the `item` it was read in."
            findings.append(Finding("no-source", f"harm:{row.key}", text))
    unmentioned = tuple(
        (threat, missing)
        for threat in dossier.threats
        if (missing := tuple(bearer for bearer in BEARERS if not any(_is_of(row, threat, bearer) for row in rows)))
    )
    return HarmLedger(tuple(rows), unmentioned), tuple(findings)


def _is_of(row: HarmRow, threat: str, bearer: str) -> bool:
    return (row.threat, row.bearer) == (threat, bearer)


def _row(harm: Harm, *, label: HarmLabel, figures: Figures) -> HarmRow:
    low, value, mean, high, level, unit = harm.low, harm.best, None, harm.high, harm.level, harm.unit
    basis, gap = f"item:{harm.item}" if harm.item else "range", harm.gap
    if harm.figure is not None:
        figure = figures.figures.get(harm.figure)
        if figure is None:
            gap = figures.missing.get(harm.figure, f"no figure is called {harm.figure}.")
        else:
            told = figure.estimate
            low, value, mean, high, level, unit = told.low, told.value, told.mean, told.high, told.level, told.unit
            basis = f"estimate:{harm.figure}"
    if gap:
        low, value, mean, high, basis = None, None, None, None, "gap"
    return HarmRow(
        harm.key, harm.threat, harm.bearer, harm.kind, harm.title, low, value, mean, high, level, unit, basis, gap,
        harm.mechanism, harm.cause, label,
    )  # fmt: skip
