"""How serious is a harm, given how grave it is when it occurs and how often it occurs?

Severity and incidence are classes. A matrix gives the class of their combination; nothing is multiplied or added, and a
class that is not known leaves every label open that it could lead to. The cells of the matrix are Tocsin's own default.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tocsin.assess.errors import UnknownAttributeError
from tocsin.dossier.records.picture import Harm

SEVERITIES = ("catastrophic", "grave", "serious", "moderate", "marginal")
INCIDENCES = ("continuously", "persistently", "occasionally", "seldom", "rarely")
LABELS = ("high", "medium", "low")
UNKNOWN = "unknown"

_HIGH, _UPPER, _MIDDLE, _LOWER, _LOW = ("high",), ("high", "medium"), ("medium",), ("medium", "low"), ("low",)
MATRIX: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "catastrophic": (_HIGH, _HIGH, _HIGH, _UPPER, _MIDDLE),
    "grave": (_HIGH, _HIGH, _UPPER, _MIDDLE, _LOWER),
    "serious": (_HIGH, _UPPER, _MIDDLE, _LOWER, _LOW),
    "moderate": (_UPPER, _MIDDLE, _LOWER, _LOW, _LOW),
    "marginal": (_MIDDLE, _LOWER, _LOW, _LOW, _LOW),
}


@dataclass(frozen=True)
class HarmLabel:
    """The labels that one harm may have, the worst first; more than one where the classes leave it open."""

    harm: str
    bearer: str
    severity: str
    incidence: str
    labels: tuple[str, ...]


def find_labels(*, severity: str, incidence: str) -> tuple[str, ...]:
    """Labels of a severity and an incidence, the worst first; an unknown class leaves open all that it could lead to."""
    rows = _choices(severity, known=SEVERITIES, called="severity")
    columns = _choices(incidence, known=INCIDENCES, called="incidence")
    found = {label for row in rows for column in columns for label in MATRIX[SEVERITIES[row]][column]}
    return tuple(label for label in LABELS if label in found)


def label_harms(harms: Iterable[Harm]) -> tuple[HarmLabel, ...]:
    """Labels of every harm of a ledger, each by itself: harms of different bearers or kinds are never joined."""
    return tuple(
        HarmLabel(
            harm.key, harm.bearer, harm.severity, harm.incidence,
            find_labels(severity=harm.severity, incidence=harm.incidence),
        )
        for harm in harms
    )  # fmt: skip


def _choices(given: str, *, known: tuple[str, ...], called: str) -> range:
    if given == UNKNOWN:
        return range(len(known))
    if given not in known:
        raise UnknownAttributeError(
            f"{given!r} is no class of {called}, so no label can be looked up. Write one of {', '.join(known)} or {UNKNOWN}."
        )
    return range(known.index(given), known.index(given) + 1)
