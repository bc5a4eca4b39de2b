"""What is one threat's score on one criterion, drawn with all that is uncertain about it?

Evidence comes first: a figure through the value function of the criterion, else claims that score the criterion. What
claims leave open is filled by analysts' scores as far as these are believed, and the rest stays open. Without any of
them the whole scale is open.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from tocsin.assess.amounts import find_unfit, score_amounts
from tocsin.assess.choices import EXPERT_CREDENCE, find_choice
from tocsin.assess.sheet import CellScore
from tocsin.assess.statements import Part, Told, pool_claims, pool_experts
from tocsin.assess.streams import draw_uniforms
from tocsin.dossier.dossier import Dossier
from tocsin.dossier.records.framework import Criterion
from tocsin.dossier.records.picture import Threat
from tocsin.estimate.figures import Figure, Figures
from tocsin.methods.draws.points import Points
from tocsin.terms.finding import Finding

Floats = NDArray[np.float64]

# The most that can be open of a figure that rests on any evidence: short of the whole.
_NEARLY_ALL = 1 - 1e-9


@dataclass(frozen=True)
class CellReading:
    """One reading of a cell: see `tocsin.assess.sheet.ScoreReading`, here for one threat and criterion."""

    known: Floats
    is_open: NDArray[np.bool_]
    unknown_share: float

    def values(self, unknown_draw: Floats) -> Floats:
        """Scores (D,) with what is open at the draw that the threat's unknown parts share."""
        return np.where(self.is_open, unknown_draw, self.known)


@dataclass(frozen=True)
class Cell:
    """A scored cell: one or two readings, what it rests on, experts' scores beside it, and what was noticed."""

    readings: tuple[CellReading, ...]
    basis: str
    inputs: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    figure: str = ""
    findings: tuple[Finding, ...] = field(default=())
    expert_share: float = 0.0


def score_cell(dossier: Dossier, figures: Figures, *, threat: Threat, criterion: Criterion, points: Points) -> Cell:
    """Score one threat on one criterion from the best basis there is."""
    about = f"score:{threat.key}/{criterion.key}"
    rows = [row for row in dossier.scores if (row.threat, row.criterion) == (threat.key, criterion.key)]
    experts = pool_experts(rows, criterion=criterion, dossier=dossier, about=about)
    figure, findings = _find_figure(figures, threat=threat, criterion=criterion, about=about)
    if figure is not None:
        assumed = 1 - find_choice(dossier.sheet, EXPERT_CREDENCE)
        cell = _from_figure(
            figure, figures=figures, criterion=criterion, findings=findings, points=points, assumed=assumed
        )
        return _beside(cell, experts, span=_span(cell, criterion), criterion=criterion, about=about)
    claims = pool_claims(dossier, threat=threat.key, criterion=criterion)
    cell = _from_words(claims, experts, criterion=criterion, about=about, points=points, findings=findings)
    if claims is None or not claims.keys:
        return cell
    return _beside(cell, experts, span=(claims.low, claims.high), criterion=criterion, about=about)


def print_score(cell: Cell, *, threat: str, criterion: Criterion, unknown_draw: Floats) -> CellScore:
    """The printed score of a cell on the criterion's own scale; the interval covers both readings."""
    length, first = criterion.high - criterion.low, cell.readings[0]
    quantiles = np.array([np.quantile(each.values(unknown_draw), (0.05, 0.5, 0.95)) for each in cell.readings])
    low, high = float(quantiles[:, 0].min()), float(quantiles[:, 2].max())
    is_unknown = first.unknown_share >= 1
    return CellScore(
        threat=threat,
        criterion=criterion.key,
        value=None if is_unknown else float(criterion.low + quantiles[0, 1] * length),
        low=criterion.low if is_unknown else criterion.low + low * length,
        high=criterion.high if is_unknown else criterion.low + high * length,
        basis=cell.basis,
        unknown_share=first.unknown_share,
        beside=cell.beside,
        expert_share=cell.expert_share,
    )


def _find_figure(
    figures: Figures, *, threat: Threat, criterion: Criterion, about: str
) -> tuple[Figure | None, tuple[Finding, ...]]:
    key = threat.figures.get(criterion.key)
    if key is None:
        return None, ()
    figure = figures.figures.get(key)
    if figure is None:
        reason = figures.missing.get(key, f"No figure is called {key}.")
        return None, (Finding("gap", about, f"{criterion.title} should come from the figure {key}. {reason}"),)
    unfit = find_unfit(figure.estimate, criterion)
    if unfit:
        text = f"The figure {key} does not score {threat.title}: {unfit}. Give the figure that unit, or mend the framework."
        return None, (Finding("unit", about, text),)
    if not any(_is_evidenced(figure, figures=figures, is_second=each) for each in (False, True)):
        text = (
            f"The figure {key} rests on no evidence that can be counted, and the middle of an assumed range is no score: "
            f"{criterion.title.lower()} is scored without it, as unknown if nothing else is told. Add a claim behind the figure."
        )
        return None, (Finding("gap", about, text),)
    if not (figure.claims or figure.sources):
        text = _tell_assumed(key, figure, figures=figures, threat=threat)
        return figure, (Finding("assumption", about, text),)
    return figure, ()


def _tell_assumed(key: str, figure: Figure, *, figures: Figures, threat: Threat) -> str:
    elicited = any(figures.prepared[each.key].elicited for each in figure.drivers)
    alone = "the judgement of experts and ranges set by analysts" if elicited else "ranges set by analysts"
    return (
        f"The figure {key} that scores {threat.title} rests on {alone} alone: nothing shows how far off they may be. "
        "Add a claim or name the item behind a range."
    )


def _is_evidenced(figure: Figure, *, figures: Figures, is_second: bool) -> bool:
    """Whether a figure rests on any evidence, in one reading of it.

    Where a driver has none, ranges that analysts set without a source do not make up for it.
    """
    left = [_residual(figures, driver=each.key, is_second=is_second) for each in figure.drivers]
    prepared = [figures.prepared[each.key] for each in figure.drivers]
    told = [
        each.pooled is not None or each.driver.table is not None or each.item is not None or each.elicited is not None
        for each in prepared
    ]
    return max(left, default=0.0) < 1 or any(part < 1 and one for part, one in zip(left, told, strict=True))


def _from_figure(
    figure: Figure,
    *,
    figures: Figures,
    criterion: Criterion,
    findings: tuple[Finding, ...],
    points: Points,
    assumed: float,
) -> Cell:
    """A cell from the draws of a figure, which spread over what its drivers leave open; unknown in a reading without evidence."""
    drawn = [figure.draws] + ([] if figure.draws_with_unjudged is None else [figure.draws_with_unjudged])
    never, always = (np.full(points.draws, each) for each in (False, True))
    readings = []
    for place, amounts in enumerate(drawn):
        known = score_amounts(amounts, estimate=figure.estimate, criterion=criterion)
        if _is_evidenced(figure, figures=figures, is_second=place == 1):
            share = _open_share(figure, figures=figures, assumed=assumed, is_second=place == 1)
            readings.append(CellReading(known, never, share))
        else:
            readings.append(CellReading(np.zeros(points.draws), always, 1.0))
    return Cell(
        tuple(readings), f"estimate:{figure.key}", (f"estimate:{figure.key}",), figure=figure.key, findings=findings
    )


def _open_share(figure: Figure, *, figures: Figures, assumed: float, is_second: bool) -> float:
    """How much of a figure is left open by the evidence: what its drivers leave open, by the variance each carries.

    A range that analysts set leaves ``assumed`` open, as their scores do.

    Always under 1: a figure that rests on any evidence is not unknown.
    """
    shares = np.array([max(each.share, 0.0) for each in figure.drivers])
    left = np.array(
        [_residual(figures, driver=each.key, is_second=is_second, assumed=assumed) for each in figure.drivers]
    )
    if not len(left):
        return 0.0
    weights = shares / shares.sum() if shares.sum() > 0 else np.full(len(left), 1 / len(left))
    return float(np.clip(weights @ left, 0.0, _NEARLY_ALL))


def _residual(figures: Figures, *, driver: str, is_second: bool, assumed: float = 0.0) -> float:
    prepared = figures.prepared[driver]
    if prepared.is_gap:
        return 1.0
    if prepared.pooled is None:
        return 0.0 if prepared.driver.table else assumed
    second = prepared.pooled.with_unjudged
    if is_second and second is not None:
        return sum(each.weight for each in second if not each.claims)
    return prepared.pooled.residual


def _from_words(
    claims: Told | None,
    experts: Told | None,
    *,
    criterion: Criterion,
    about: str,
    points: Points,
    findings: tuple[Finding, ...],
) -> Cell:
    noticed = (*findings, *(claims.findings if claims else ()), *(experts.findings if experts else ()))
    first = _filled(claims.parts if claims else (), claims.residual if claims else 1.0, experts)
    told = [first]
    if claims is not None and claims.second is not None:
        told.append(_filled(*claims.second, experts))
    which, what = (draw_uniforms(f"{name}/{about}", points=points) for name in ("which", "what"))
    readings = tuple(_draw(parts, residual, criterion=criterion, which=which, what=what) for parts, residual in told)
    if claims is not None and claims.keys:
        return Cell(
            readings, f"claims:{';'.join(claims.keys)}", tuple(f"claim:{key}" for key in claims.keys),
            findings=(*noticed, *_outweighed(claims, experts, criterion=criterion, about=about)),
            expert_share=claims.residual * experts.credence if experts else 0.0,
        )  # fmt: skip
    if experts is not None:
        return Cell(readings, f"expert:{';'.join(experts.keys)}", (), _words(experts, criterion), findings=noticed)
    return Cell(readings, "unknown", findings=noticed)


def _outweighed(claims: Told, experts: Told | None, *, criterion: Criterion, about: str) -> tuple[Finding, ...]:
    if experts is None or not 0 < claims.credence < experts.credence:
        return ()
    text = (
        f"{criterion.title}: analysts' scores are believed at {experts.credence:.0%}, more than the best of the claims beside "
        f"them ({claims.credence:.0%}), and fill {claims.residual * experts.credence:.0%} of the score. Lower "
        "`expert_score_credence` on the method sheet, or give the item behind the scores as a claim with its grade."
    )
    return (Finding("analyst-over-evidence", about, text, examples=(*experts.keys, *claims.keys)),)


def _filled(parts: Sequence[Part], residual: float, experts: Told | None) -> tuple[tuple[Part, ...], float]:
    """What claims leave open, filled by analysts' scores as far as these are believed."""
    if experts is None:
        return tuple(parts), residual
    added = tuple(Part(part.weight * residual, part.distribution, part.keys) for part in experts.parts)
    return (*parts, *added), residual * experts.residual


def _draw(parts: Sequence[Part], residual: float, *, criterion: Criterion, which: Floats, what: Floats) -> CellReading:
    """Draw a cell: what is open first, then each part in its share, so that a larger open share only takes from parts."""
    if residual >= 1 or not parts:
        return CellReading(np.zeros(len(which)), np.ones(len(which), dtype=bool), 1.0)
    is_open = which < residual
    place = np.where(
        is_open, which / (residual or 1.0), (which - residual) / (1 - residual)
    )  # anew from 0 to 1 on each side
    edges = np.cumsum([part.weight for part in parts])
    chosen = np.minimum(np.searchsorted(edges / edges[-1], place, side="right"), len(parts) - 1)
    scores = np.empty(len(which))
    for at, part in enumerate(parts):
        mask = chosen == at
        scores[mask] = part.distribution.quantile(what[mask])
    known = np.clip((scores - criterion.low) / (criterion.high - criterion.low), 0.0, 1.0)
    return CellReading(known, is_open, float(residual))


def _span(cell: Cell, criterion: Criterion) -> tuple[float, float]:
    """From where to where the draws of a figure put a score, over the readings that have evidence."""
    ends = [np.quantile(each.known, (0.05, 0.95)) for each in cell.readings if each.unknown_share < 1]
    low, high = min(float(end[0]) for end in ends), max(float(end[1]) for end in ends)
    length = criterion.high - criterion.low
    return criterion.low + low * length, criterion.low + high * length


def _beside(cell: Cell, experts: Told | None, *, span: tuple[float, float], criterion: Criterion, about: str) -> Cell:
    """The cell with analysts' scores beside the evidence, and a finding where the two do not meet."""
    if experts is None:
        return cell
    low, high = span
    findings = list(cell.findings)
    if experts.high < low or experts.low > high:
        text = (
            f"Analysts score {criterion.title.lower()} {experts.low:.3g} to {experts.high:.3g}; the evidence says {low:.3g} to "
            f"{high:.3g}. The evidence goes first. One of the two is wrong or speaks of something else."
        )
        findings.append(Finding("contradiction", about, text, examples=experts.keys))
    return replace(cell, beside=_words(experts, criterion), findings=tuple(findings))


def _words(experts: Told, criterion: Criterion) -> tuple[str, ...]:
    return (
        f"{', '.join(experts.keys)}: {max(experts.low, criterion.low):.3g} to {min(experts.high, criterion.high):.3g}",
    )
