"""Where do places stand on an index of many indicators, and how much of that is how the index was built?"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tocsin.assess.composite_records import (
    ChoiceShare,
    IndexAssumption,
    IndexIndicator,
    IndexPlace,
    IndexScore,
    IndexStudy,
    Shift,
)
from tocsin.assess.composite_words import render_verdict, render_warnings
from tocsin.methods.score.assumptions import Assumptions, IndexModel, build_index_model
from tocsin.methods.score.composite import Hierarchy, share_in
from tocsin.methods.score.filling import fill_by_group
from tocsin.methods.score.places import place_totals
from tocsin.methods.score.treatment import treat_outliers
from tocsin.methods.sensitivity.centred import CentredShares, centred_shares
from tocsin.terms.errors import MethodError
from tocsin.terms.recipe import Recipe, hash_content

Floats = NDArray[np.float64]

METHOD, VERSION = "assess.composite_index", 2
LEVEL = 0.9
# The share of indices in which a pair of places must stand in the same order to count as settled.
SETTLED = 0.95
LEAST_REPLICATIONS, MOST_REPLICATIONS = 100, 20_000
_TREATMENTS = {
    None: "as measured",
    0: "logarithm of indicators with outliers",
    5: "up to 5 points drawn in, else logarithm",
}


class CoverageError(MethodError):
    """Too little is known of a place to give it a rank."""


class IndexSizeError(MethodError):
    """An index was asked for of too few places, in too many or too few ways, or filled by a group that is not there."""


@dataclass(frozen=True)
class IndexTable:
    """Indicators of places and how they belong together: A places, C indicators, N parts in all.

    ``values`` (A, C) are already divided by their denominators, NaN where not known; ``codes`` (N,) names the indicators,
    then the wholes; ``parents`` and ``weights`` (N,) are in that order; ``posts`` are worst and best amounts, if all
    indicators have them; ``groups`` says of each grouping which group a place is in; ``left_out`` names unused columns.
    """

    places: tuple[str, ...]
    codes: tuple[str, ...]
    titles: tuple[str, ...]
    values: Floats
    directions: tuple[int, ...]
    parents: tuple[int, ...]
    weights: tuple[float, ...]
    posts: tuple[tuple[float, ...], tuple[float, ...]] | None = None
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()

    @property
    def hierarchy(self) -> Hierarchy:
        """Which part belongs to which whole."""
        return Hierarchy(self.parents, len(self.directions))


def study_index(
    table: IndexTable,
    *,
    replications: int = 1_000,
    seed: int = 1,
    least_known: float = 0.65,
    fill_by: str | None = None,
) -> IndexStudy:
    """Build an index in many defensible ways and say, place by place, what its rank can be and what that rests on."""
    _check_size(table, replications=replications, least_known=least_known)
    values = _fill(table, fill_by=fill_by)
    _check_coverage(table, values, least_known=least_known)
    order = sorted(range(len(table.places)), key=lambda row: table.places[row])
    values = values[order]
    rng = np.random.default_rng(seed)
    scales = Assumptions().scales if table.posts is None else (*Assumptions().scales, "goalposts")
    choices = Assumptions(scales=scales)
    run = _Run.make(table, values, choices=choices, replications=replications, rng=rng)
    indicators = _list_indicators(table, values, order=order)
    study = IndexStudy(
        index=table.titles[table.hierarchy.top],
        places=tuple(_list_places(table, run, values=values, order=order)),
        indicators=indicators,
        drivers=run.list_drivers(len(order)),
        shift=run.find_shift(),
        settled_pairs_share=run.find_settled_share(),
        assumptions=_list_assumptions(choices, run.model),
        unknown_share=float(np.isnan(values).mean()),
        replications=replications,
        indices_built=2 * replications,
        level=LEVEL,
        fill_by=fill_by,
        left_out=table.left_out,
        recipe=_write_recipe(table, replications=replications, seed=seed, least_known=least_known, fill_by=fill_by),
    )
    return study.model_copy(update={"verdict": render_verdict(study), "warnings": render_warnings(study)})


@dataclass(frozen=True)
class _Run:
    """All indices of one study: R draws of every choice, twice, and the mixtures that tell which choice matters."""

    model: IndexModel
    totals: Floats  # (2R, A)
    places: Floats  # (2R, A)
    stated: Floats  # (A,): places at the stated choices
    shares: CentredShares  # outputs: places of the A places, then the average shift
    scores: Floats  # (R, wholes, A): scores of every whole at the stated choices, weights and gaps still open
    stated_scores: Floats  # (wholes, A)

    @classmethod
    def make(
        cls, table: IndexTable, values: Floats, *, choices: Assumptions, replications: int, rng: np.random.Generator
    ) -> "_Run":
        """Build every index of the study."""
        model = _build(table, values, choices=choices, low=1.0)
        base, other = rng.random((2, replications, model.width))
        stated = np.median(place_totals(_build(table, values, choices=choices.stated(), low=0.0).totals(base)), axis=0)
        totals = np.concatenate([model.totals(base), model.totals(other)])
        places = place_totals(totals)
        mixed = []
        for columns in model.inputs.values():
            inputs = base.copy()
            inputs[:, columns] = other[:, columns]
            mixed.append(_with_shift(place_totals(model.totals(inputs)), stated))
        whole = _with_shift(places, stated)
        shares = centred_shares(whole[:replications], whole[replications:], mixed=np.array(mixed), rng=rng, level=LEVEL)
        scores, stated_scores = _score_wholes(table, values, choices=choices, uniforms=base)
        return cls(model, totals, places, stated, shares, scores, stated_scores)

    def list_drivers(self, output: int) -> tuple[ChoiceShare, ...]:
        """What each open choice explains of one output: places in order, then the average shift."""
        s, at = self.shares, output
        return tuple(
            ChoiceShare(
                assumption=name,
                alone=_tell(s.first[g, at]), alone_low=_tell(s.first_low[g, at]), alone_high=_tell(s.first_high[g, at]),
                together=_tell(s.total[g, at]), together_low=_tell(s.total_low[g, at]), together_high=_tell(s.total_high[g, at]),
            )
            for g, name in enumerate(self.model.inputs)
        )  # fmt: skip

    def find_shift(self) -> Shift:
        """By how many ranks places differ on average from the stated index."""
        low, value, high = np.quantile(np.abs(self.places - self.stated).mean(axis=1), _tails(middle=True)).tolist()
        return Shift(value=value, low=low, high=high)

    def find_settled_share(self) -> float:
        """Share of pairs of places whose order hardly any choice turns round."""
        count = self.places.shape[1]
        ahead = np.array([(self.places[:, [i]] < self.places).mean(axis=0) for i in range(count)])
        return float((np.maximum(ahead, ahead.T) >= SETTLED)[np.triu_indices(count, k=1)].mean())


def _check_size(table: IndexTable, *, replications: int, least_known: float) -> None:
    if len(table.places) < 3:
        raise IndexSizeError(f"{len(table.places)} places make no order to speak of. Give at least 3.")
    if not LEAST_REPLICATIONS <= replications <= MOST_REPLICATIONS:
        raise IndexSizeError(
            f"{replications} replications were asked for; fewer than {LEAST_REPLICATIONS} show no distribution, and more "
            f"than {MOST_REPLICATIONS:,} no more than those. Give a number between, such as 1,000."
        )
    if not 0 < least_known <= 1:
        raise IndexSizeError(
            f"the share that must be known of a place is {least_known:g}, which is no share. Give one above 0, at most 1."
        )


def _fill(table: IndexTable, *, fill_by: str | None) -> Floats:
    if fill_by is None:
        return table.values
    if fill_by not in table.groups:
        raise IndexSizeError(
            f"gaps were to be filled by {fill_by!r}, which is no grouping of places. Known are: "
            f"{', '.join(table.groups) or 'none; declare one with the type Group'}."
        )
    return fill_by_group(table.values, groups=table.groups[fill_by])


def _check_coverage(table: IndexTable, values: Floats, *, least_known: float) -> None:
    known = (~np.isnan(values)).mean(axis=1)
    thin = [
        f"{place} ({100 * share:.0f} %)"
        for place, share in zip(table.places, known, strict=True)
        if share < least_known
    ]
    if thin:
        raise CoverageError(
            f"of {len(thin)} of {len(known)} places less than {100 * least_known:.0f} % of the indicators are known, so their ranks "
            f"would be guesses: {', '.join(thin)}. Find the values, delete these places, or lower the share that must be known "
            "(--least-known) and say so."
        )


def _build(table: IndexTable, values: Floats, *, choices: Assumptions, low: float) -> IndexModel:
    return build_index_model(
        values,
        directions=table.directions,
        weights=table.weights,
        hierarchy=table.hierarchy,
        assumptions=choices,
        low=low,
        posts=table.posts,
    )


def _with_shift(places: Floats, stated: Floats) -> Floats:
    return np.concatenate([places, np.abs(places - stated).mean(axis=1, keepdims=True)], axis=1)


def _score_wholes(
    table: IndexTable, values: Floats, *, choices: Assumptions, uniforms: Floats
) -> tuple[Floats, Floats]:
    """Scores of every whole, 0 to 100, at the stated choices: with open weights and gaps, and with the stated weights."""
    stated = choices.stated()
    spread = Assumptions(stated.most_points, stated.scales, stated.means, weight_spread=choices.weight_spread)
    found = []
    for case in (spread, stated):
        model = _build(table, values, choices=case, low=0.0)
        wholes = range(len(table.directions), len(table.codes))
        found.append(np.stack([model.totals(uniforms, whole=whole) for whole in wholes], axis=1))
    return found[0], np.median(found[1], axis=0)


def _list_places(table: IndexTable, run: _Run, *, values: Floats, order: list[int]) -> list[IndexPlace]:
    low, middle, high = np.quantile(run.places, _tails(middle=True), axis=0, method="inverted_cdf")
    score_low, score_high = np.quantile(run.scores, _tails(middle=False), axis=0)
    score_low, score_high = np.minimum(score_low, run.stated_scores), np.maximum(score_high, run.stated_scores)
    wholes, top = table.codes[len(table.directions) :], table.codes[table.hierarchy.top]
    listed = []
    for at, row in enumerate(order):
        missing = tuple(code for code, value in zip(table.codes, values[at], strict=False) if np.isnan(value))
        scores = {
            code: IndexScore(value=run.stated_scores[w, at], low=score_low[w, at], high=score_high[w, at])
            for w, code in enumerate(wholes)
        }
        listed.append(
            IndexPlace(
                place=table.places[row],
                known_share=1 - len(missing) / len(table.directions),
                missing=missing,
                rank=middle[at],
                rank_low=low[at],
                rank_high=high[at],
                stated_rank=run.stated[at],
                score=scores.pop(top),
                parts=scores,
                drivers=run.list_drivers(at),
            )
        )
    return listed


def _list_indicators(table: IndexTable, values: Floats, *, order: list[int]) -> tuple[IndexIndicator, ...]:
    treated = treat_outliers(values)
    hierarchy = table.hierarchy
    shares = share_in(hierarchy.top, weights=np.array([table.weights]), hierarchy=hierarchy)[0]
    return tuple(
        IndexIndicator(
            code=code,
            title=table.titles[c],
            direction=table.directions[c],
            share=shares[c],
            missing=tuple(table.places[row] for at, row in enumerate(order) if np.isnan(values[at, c])),
            drawn_in=int(treated.moved[c]),
            is_logged=bool(treated.is_logged[c]),
            is_outlying=bool(treated.is_outlying[c]),
        )
        for c, code in enumerate(table.codes[: len(table.directions)])
    )


def _list_assumptions(choices: Assumptions, model: IndexModel) -> tuple[IndexAssumption, ...]:
    listed = {
        "treatment": tuple(_TREATMENTS[most] for most in choices.most_points),
        "scale": choices.scales,
        "mean": choices.means,
        "weights": (f"each weight times a factor within {100 * choices.weight_spread:.0f} % of 1",),
        "gaps": ("each place's unknown values at one rank, anywhere among the known ones",),
    }
    return tuple(IndexAssumption(name=name, choices=listed[name]) for name in model.inputs)


def _write_recipe(
    table: IndexTable, *, replications: int, seed: int, least_known: float, fill_by: str | None
) -> Recipe:
    content = [
        table.places, table.codes, table.values.tolist(), table.directions, table.parents, table.weights,
        table.posts, dict(table.groups) if fill_by else {},
    ]  # fmt: skip
    settings = {"replications": replications, "least_known": least_known, "fill_by": fill_by, "level": LEVEL}
    return Recipe(METHOD, VERSION, hash_content(content), settings, seed)


def _tails(*, middle: bool) -> list[float]:
    ends = [(1 - LEVEL) / 2, (1 + LEVEL) / 2]
    return [ends[0], 0.5, ends[1]] if middle else ends


def _tell(share: float) -> float | None:
    """A share, or None where the output never varies."""
    return None if np.isnan(share) else float(share)
