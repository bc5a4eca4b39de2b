"""What would be worth finding out before choosing which threats come first?

The decision is which `top` threats to choose; the pay-off of a set is the sum of its members' values at the mandated
weights. A gap is worth what choosing with it closed gains on average over choosing now. It is measured in the unit of the
values: shares of the whole scale, summed over the threats chosen.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tocsin.assess.picture import Picture
from tocsin.assess.sheet import ScoreSheet
from tocsin.estimate.figures import Figures
from tocsin.methods.decide.voi import evppi
from tocsin.prioritise.choice import Worth, value_of_settling, value_of_shift
from tocsin.prioritise.ranking import Ranking
from tocsin.prioritise.totals import total_scores
from tocsin.terms.finding import Finding, Severity

Floats = NDArray[np.float64]

# Drivers are valued on at most this many draws: the first of each randomisation, which are spread as evenly as all.
MOST_DRAWS = 8_192
# Rank correlations above this tie drivers into a group; chance alone gives about one hundredth.
_TIED = 0.1
NOTHING = "not distinguishable from nothing"


@dataclass(frozen=True)
class Gap:
    """One thing that could be found out, and what that is worth to the choice: value, its standard error, share of all.

    ``key`` reads ``driver:MODEL.NAME``, ``score:THREAT/CRITERION``, ``unknown:THREAT`` (all that is open of one threat) or
    ``drivers:…`` (drivers that vary together). ``evppi`` may fall a little below nothing, by chance.
    """

    key: str
    title: str
    evppi: float
    error: float
    share: float

    @property
    def is_distinguishable(self) -> bool:
        """Whether the value is at least two standard errors above nothing."""
        return self.evppi > 0 and self.evppi >= 2 * self.error

    @property
    def words(self) -> str:
        """What the gap is worth, in words."""
        return f"{max(self.share, 0.0):.0%} of full information" if self.is_distinguishable else NOTHING


@dataclass(frozen=True)
class GapList:
    """Gaps by worth, what knowing everything is worth, and apart from them what settling the weights is worth."""

    gaps: tuple[Gap, ...]
    everything: Worth
    weights: Worth
    top: int
    draws: int
    findings: tuple[Finding, ...] = ()


def list_gaps(picture: Picture, figures: Figures, *, ranking: Ranking) -> GapList:
    """List what would be worth finding out, the most valuable first."""
    sheet, top = picture.scores.ranked(), ranking.top
    if not 0 < top < len(sheet.threats):
        nothing = Worth(0.0, 0.0)
        text = (
            f"The decision takes the first {top} threats and there are {len(sheet.threats)} in all: none is left out, so nothing "
            "that could be found out changes the choice."
        )
        return GapList((), nothing, nothing, top, 0, (Finding("no-choice", "ranking:threats", text, Severity.NOTE),))
    mandated = np.array([ranking.mandated[key] for key in sheet.criterion_keys])
    values = sheet.readings[0].values(sheet.unknown_draw)
    totals = total_scores(values, mandated, sheet=sheet)
    everything = value_of_settling(totals, top=top, randomisations=sheet.randomisations)
    rows = [
        *_score_gaps(sheet, values=values, totals=totals, mandated=mandated, top=top),
        *_driver_gaps(
            sheet, figures=figures, benefit=_driven(sheet, values, totals=totals, mandated=mandated), top=top
        ),
    ]
    full = everything.value
    gaps = [
        Gap(key, title, worth.value, worth.error, worth.value / full if full > 0 else 0.0) for key, title, worth in rows
    ]
    settled = total_scores(values.mean(axis=0), ranking.admissible.together.draws, sheet=sheet)
    return GapList(
        tuple(sorted(gaps, key=lambda gap: (-gap.evppi, gap.key))),
        everything,
        value_of_settling(settled, top=top, randomisations=sheet.randomisations),
        top,
        min(len(totals), MOST_DRAWS),
    )


_Row = tuple[str, str, Worth]


def _score_gaps(sheet: ScoreSheet, *, values: Floats, totals: Floats, mandated: Floats, top: int) -> Iterator[_Row]:
    """Cells that no figure drives, one by one, and all that is open of one threat together.

    A cell moves the value of its threat alone. That the unknown parts of a threat share one draw is a caution about what
    many unknowns add up to, not something that finding out one of them would tell of the others.
    """
    open_share, driving = sheet.readings[0].unknown_share, _list_driving(sheet)
    for row, (threat, title) in enumerate(zip(sheet.threats, sheet.titles, strict=True)):
        columns = [at for at, key in enumerate(driving[row]) if not key]
        moves = {at: _moved(values, row=row, columns=[at], mandated=mandated, sheet=sheet) for at in columns}
        for at, move in moves.items():
            worth = value_of_shift(totals, move, option=row, top=top, randomisations=sheet.randomisations)
            criterion = sheet.criteria[at]
            yield f"score:{threat}/{criterion.key}", f"{title}: {criterion.title.lower()}", worth
        unknown = [at for at in columns if open_share[row, at] > 0]
        if len(unknown) > 1:
            move = _moved(values, row=row, columns=unknown, mandated=mandated, sheet=sheet)
            worth = value_of_shift(totals, move, option=row, top=top, randomisations=sheet.randomisations)
            yield f"unknown:{threat}", f"{title}: all that is not known", worth


def _list_driving(sheet: ScoreSheet) -> list[list[str]]:
    """The figure that moves each cell, threat by threat; none where its claims cannot be judged, so that the cell is unknown."""
    unknown = sheet.readings[0].is_unknown
    return [
        ["" if unknown[row, at] else key for at, key in enumerate(keys)] for row, keys in enumerate(sheet.figure_of)
    ]


def _moved(values: Floats, *, row: int, columns: Sequence[int], mandated: Floats, sheet: ScoreSheet) -> Floats:
    """How knowing some cells of a threat moves its expected value, draw by draw (D,)."""
    own = values[:, row, :]
    if sheet.framework_record.aggregation == "additive":
        return np.asarray(own[:, columns] @ mandated[list(columns)])
    # A geometric total is a product: the other cells stand for their mean factor.
    others = [at for at in range(own.shape[1]) if at not in columns]
    logs = np.log(np.maximum(own, 1e-12)) * mandated
    known = np.exp(logs[:, list(columns)].sum(axis=1))
    return np.asarray(known * float(np.exp(logs[:, others].sum(axis=1)).mean()))


def _driven(sheet: ScoreSheet, values: Floats, *, totals: Floats, mandated: Floats) -> Floats:
    """Totals (D, A) with all that no figure drives at its mean: it only adds noise to what a driver tells."""
    if sheet.framework_record.aggregation != "additive":
        return totals
    driven = np.array([[bool(key) for key in row] for row in _list_driving(sheet)])
    moving = np.einsum("dac,ac->da", values, driven * mandated)
    return np.asarray(moving + (totals - moving).mean(axis=0))


def _driver_gaps(sheet: ScoreSheet, *, figures: Figures, benefit: Floats, top: int) -> Iterator[_Row]:
    """Drivers of the figures behind scores, one by one over all that they feed, and groups that vary together."""
    used = {key for row in _list_driving(sheet) for key in row if key}
    names = sorted({each.key for key in used for each in figures.figures[key].drivers})
    drivers = [figures.drivers[name] for name in names if np.ptp(figures.drivers[name].draws) > 0]
    rows = _first_draws(len(benefit), randomisations=sheet.randomisations)
    benefit = benefit[rows]
    for driver in drivers:
        found = evppi(benefit, driver.draws[rows], choose=top, randomisations=sheet.randomisations)
        yield f"driver:{driver.key}", driver.title, Worth(found.value, found.error)
    for group in _tied_groups([driver.draws[rows] for driver in drivers]):
        inputs = np.stack([drivers[at].draws[rows] for at in group], axis=1)
        found = evppi(benefit, inputs, choose=top, randomisations=sheet.randomisations)
        keys, titles = [drivers[at].key for at in group], [drivers[at].title for at in group]
        yield f"drivers:{'+'.join(keys)}", f"together: {'; '.join(titles)}", Worth(found.value, found.error)


def _first_draws(draws: int, *, randomisations: int) -> NDArray[np.int64]:
    per_run = draws // randomisations
    kept = min(per_run, max(MOST_DRAWS // randomisations, 1))
    return np.concatenate([np.arange(kept) + run * per_run for run in range(randomisations)])


def _tied_groups(draws: Sequence[Floats]) -> list[list[int]]:
    """Groups of drivers, by number, that are linked by rank correlations; a driver by itself is no group."""
    if len(draws) < 2:
        return []
    ranks = np.stack([np.argsort(np.argsort(each)) for each in draws])
    linked = np.abs(np.corrcoef(ranks)) > _TIED
    reach = np.linalg.matrix_power(linked.astype(np.float64), len(draws)) > 0
    groups = {tuple(np.flatnonzero(row).tolist()) for row in reach}
    return [list(group) for group in sorted(groups) if len(group) > 1]
