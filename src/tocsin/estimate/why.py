"""Why is a figure what it is: by which formula, from which drivers, on whose word, and what would narrow it?"""

from collections.abc import Mapping
from dataclasses import dataclass

from tocsin.dossier.dossier import Dossier
from tocsin.estimate.errors import UnknownFigureError
from tocsin.estimate.evidence_mix import believed_share
from tocsin.estimate.figures import Figure, Figures
from tocsin.estimate.hidden.mixture import tell_narrowing
from tocsin.estimate.shares import DriverShare
from tocsin.terms.problem import nearest_or_all


@dataclass(frozen=True)
class ClaimBehind:
    """One claim behind a figure, with who says it and how far that is believed."""

    key: str
    subject: str
    variable: str
    low: float | None
    best: float | None
    high: float | None
    unit: str
    period: str
    place: str
    item: str
    source: str
    locator: str
    grade: str
    group: str
    driver: str


@dataclass(frozen=True)
class Link:
    """A driver with its share of the uncertainty, how far believed evidence backs it, and the product that orders links.

    ``weakness`` is the share of the figure's variance that no believed evidence backs.
    """

    driver: str
    title: str
    share: float
    error: float
    believed: float
    weakness: float


@dataclass(frozen=True)
class Explanation:
    """The full answer to "why this number?" for one figure or driver."""

    figure: Figure
    links: tuple[Link, ...]
    weakest: Link | None
    claims: tuple[ClaimBehind, ...]
    narrowing: str


def explain_figure(dossier: Dossier, *, figures: Figures, key: str) -> Explanation:
    """Everything a figure or driver rests on, with its weakest link and what would narrow it most.

    Raises
    ------
    UnknownFigureError
        If the dossier computes no figure or driver of this key; the nearest one is named.
    """
    figure = _find(key, figures)
    shares = figure.drivers or (DriverShare(figure.key, figure.title, 1.0, 0.0),)
    links = tuple(_link(share, dossier=dossier, figures=figures) for share in shares)
    weakest = max(links, key=lambda link: link.weakness, default=None)
    return Explanation(
        figure,
        links,
        weakest,
        tuple(_claims(dossier, figures=figures, links=links)),
        _narrowing(weakest, figures=figures),
    )


def _find(key: str, figures: Figures) -> Figure:
    known: Mapping[str, Figure] = {**figures.drivers, **figures.figures}
    if key in known:
        return known[key]
    if key in figures.missing:
        raise UnknownFigureError(f"{figures.missing[key]} Provide what is missing and build again.")
    raise UnknownFigureError(f"No figure or driver is called {key!r}. {nearest_or_all(key, sorted(known))}")


def _link(share: DriverShare, *, dossier: Dossier, figures: Figures) -> Link:
    believed = believed_share(figures.prepared[share.key], dossier=dossier)
    return Link(share.key, share.title, share.share, share.error, believed, max(0.0, share.share) * (1 - believed))


def _claims(dossier: Dossier, *, figures: Figures, links: tuple[Link, ...]) -> list[ClaimBehind]:
    told = []
    for link in links:
        for each in figures.prepared[link.driver].statements:
            claim = each.statement.claim
            item = dossier.items[claim.item]
            told.append(
                ClaimBehind(
                    claim.key,
                    claim.subject,
                    claim.variable,
                    claim.low,
                    claim.best,
                    claim.high,
                    claim.unit,
                    str(claim.period),
                    str(claim.place),
                    item.title,
                    dossier.sources[item.source].name,
                    claim.locator or item.locator,
                    str(each.grade),
                    each.group,
                    link.driver,
                )
            )
    return told


def _narrowing(weakest: Link | None, *, figures: Figures) -> str:
    """One sentence on what would narrow the figure most."""
    if weakest is None or weakest.share <= 0:
        return "No driver carries a measurable share of its uncertainty."
    prepared = figures.prepared[weakest.driver]
    what = f"{weakest.title} carries {weakest.share:.0%} of the uncertainty and {weakest.believed:.0%} of it rests on believed evidence"
    if prepared.is_gap:
        return f"{what}: there is no evidence on it at all. Any graded claim would narrow the figure."
    if prepared.elicited is not None:
        return f"{what}: it is what {len(prepared.elicited.experts)} experts believe. A graded claim on it would narrow the figure."
    if prepared.listed is not None:
        return f"{what}: {tell_narrowing(prepared.listed)}"
    if prepared.pooled is None:
        return f"{what}: it is set by the analyst. A graded claim on it would narrow the figure."
    groups = len({each.group for each in prepared.statements})
    speak = "1 independent source speaks" if groups == 1 else f"{groups} independent sources speak"
    return f"{what}: {speak} of it. One more independent claim would narrow the figure."
