"""Which of all log-linear models of overlapping lists is best by BIC, and how many are unseen under the best ones?"""

from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from tocsin.methods.hidden.cells import Codes, Flags, Floats, with_unseen
from tocsin.methods.hidden.design import Design, find_designs
from tocsin.methods.hidden.errors import ModelTermsError, NoEstimateError
from tocsin.methods.hidden.existence import ExistenceCache
from tocsin.methods.hidden.loglinear import LogLinearFit, fit_codes
from tocsin.methods.hidden.newton import fit_batch
from tocsin.methods.hidden.table import CaptureTable
from tocsin.methods.hidden.terms import ModelList, check_enough_lists, list_models, read_terms

__all__ = ["BicRule", "ModelSearch", "search_models"]

# A bound need not be tight to rule a model out: Newton steps stop early, and what they may still gain is taken off.
_BOUND_STEPS = 12
_BLOCK_NUMBERS = 4_000_000
_MOST_TABLES = 250
_TOLERANCE = 1e-6


@dataclass(frozen=True)
class ModelSearch:
    """The best models of one table by BIC, best first."""

    models: tuple[LogLinearFit, ...]
    compared: int  # hierarchical models up to the order, those ruled out by a bound included
    fitted: int  # models and bounds that were computed
    refused: int  # models that were good enough but have no unique estimate
    order: int


def search_models(table: CaptureTable, *, order: int = 2, best: int = 1) -> ModelSearch:
    """Cases on no list, under the best of all hierarchical log-linear models by BIC.

    Parameters
    ----------
    table : CaptureTable
        Counts of cases by the lists they are on, at least 3 lists.
    order : int
        Most lists in a term, from 2 to one less than the lists.
    best : int
        How many models to return, at least 1.

    Returns
    -------
    ModelSearch
        ``models``: the best that have a unique estimate, best first, each a fit with its ``bic`` and ``estimate``.

    Raises
    ------
    TooFewListsError
        If there are fewer than 3 lists.
    ModelTermsError
        If the order is not from 2 to one less than the lists, or ``best`` is below 1.
    TooManyModelsError
        If there are more than 100,000 models.
    NoEstimateError
        If no model has a unique estimate.

    Notes
    -----
    BIC = -2 log-likelihood + log(seen) parameters, parameters of minus infinity counted. No model is passed over: taking one or
    two terms out of the largest model gives deviances that no model without them can go below, and a model is fitted
    unless such a bound puts it behind the best found. Existence is checked for models that would be among the best.
    Choosing by BIC and then treating the model as known gives intervals that are far too narrow: use ``bootstrap_bca``.

    References
    ----------
    silverman2024 (Statistics and Computing 34, 44); schwarz1978; furnival1974 (bounds from larger models).

    Examples
    --------
    >>> patterns = [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [1, 0, 1], [0, 1, 1], [1, 1, 1]]
    >>> table = CaptureTable.from_patterns("ABC", patterns, counts=[64, 64, 64, 80, 16, 16, 20])
    >>> search = search_models(table)
    >>> search.compared, search.models[0].terms
    (8, (('A', 'B'),))
    """
    check_enough_lists(table)
    if best < 1:
        raise ModelTermsError(f"{best} best models were asked for, which is none. Ask for 1 or more.")
    models = list_models(len(table.lists), order=order)
    search = _Search(with_unseen(table.full()[1][None]), models=models, best=best)
    search.run()
    found = search.chosen[0][search.chosen[0] >= 0]
    if not found.size:
        raise NoEstimateError(
            f"none of the {len(models.has):,} models has one estimate for the lists {', '.join(table.lists)}: too few of them "
            "overlap. Merge lists of the same kind, or leave out those that overlap no other."
        )
    fits = tuple(fit_codes(table, tuple(models.terms[models.has[model]].tolist())) for model in found)
    return ModelSearch(fits, len(models.has), search.fitted, search.refused, order)


@dataclass(frozen=True)
class BicRule:
    """Choose the best model by BIC anew in each of many tables, among all or among those best for the first table."""

    order: int = 2
    top: int | None = None  # None: all models; else the so many best for the table that is passed along

    def estimate_many(self, table: CaptureTable, *, counts: Floats) -> Floats:
        """Estimate the totals of tables (B, 2^L - 1) with the lists of ``table``; NaN where there is no estimate."""
        check_enough_lists(table)
        models = list_models(len(table.lists), order=self.order)
        if self.top is not None:
            models = self._keep_top(table, models=models)
        totals = np.full(len(counts), np.nan)
        cache = ExistenceCache()
        step = min(_MOST_TABLES, max(1, _BLOCK_NUMBERS // len(models.has)))
        for start in range(0, len(counts), step):
            block = slice(start, start + step)
            search = _Search(with_unseen(counts[block]), models=models, best=1, cache=cache)
            search.run()
            totals[block] = search.totals
        return totals

    def _keep_top(self, table: CaptureTable, *, models: ModelList) -> ModelList:
        found = search_models(table, order=self.order, best=self.top or 0).models
        has = [np.isin(models.terms, read_terms(table, fit.terms)) for fit in found]
        return ModelList(models.terms, np.stack(has))


@dataclass
class _Search:
    """Search in B tables at once; bounds first, then models in the order of what their bounds promise."""

    counts: Floats  # (B, 2^L)
    models: ModelList
    best: int
    cache: ExistenceCache = field(default_factory=ExistenceCache)
    fitted: int = 0
    refused: int = 0

    def __post_init__(self) -> None:
        """Begin with no model chosen."""
        tables = len(self.counts)
        self.penalty = np.log(self.counts.sum(axis=1))[:, None] * self.models.has.sum(axis=1)
        self.chosen = np.full((tables, self.best), -1)
        self.values = np.full((tables, self.best), np.inf)
        self.totals = np.full(tables, np.nan)

    def run(self) -> None:
        """Fit models until no bound promises a better one."""
        promise = self._find_bounds() + self.penalty
        order = np.argsort(promise, axis=1, kind="stable")
        ranked = np.take_along_axis(promise, order, axis=1)
        live, place, width = np.arange(len(self.counts)), 0, 4
        while live.size and place < order.shape[1]:
            columns = np.arange(place, min(place + width, order.shape[1]))
            worth = ranked[live][:, columns] <= self.values[live, -1:] + _TOLERANCE
            row, column = np.nonzero(worth)
            self._try(live[row], order[live[row], columns[column]])
            place, width = place + width, min(2 * width, 64)
            live = live[worth.all(axis=1)]

    def _find_bounds(self) -> Floats:
        """Find for each table and model a deviance it cannot go below: that of the largest model without the same terms."""
        terms, has = self.models.terms, self.models.has
        inside = (terms[:, None] & terms) == terms  # whether term i contains term j
        largest = np.flatnonzero(has.any(axis=0)).tolist()
        pairs = [pair for pair in combinations(largest, 2) if not inside[pair] and not inside[pair[::-1]]]
        absent = [*((index,) for index in largest), *pairs]
        bounds = np.zeros((len(has), len(self.counts)))
        if len(has) <= len(absent):
            return bounds.T
        is_every_set = len(has) == 1 << len(terms)
        for gone in absent:
            kept = has.any(axis=0) & ~inside[:, gone].any(axis=1)
            lower = self._find_deviance(np.where(kept, terms, -1))
            without = kept @ (1 << np.arange(len(terms))) if is_every_set else ~has[:, gone].any(axis=1)
            bounds[without] = np.maximum(bounds[without], lower)
        return (_pass_down(bounds) if is_every_set else bounds).T

    def _find_deviance(self, codes: Codes) -> Floats:
        model = np.broadcast_to(codes, (len(self.counts), len(codes)))
        lower = np.zeros(len(self.counts))
        for design in find_designs(self.counts, model=model):
            fit = fit_batch(self.counts[design.rows], terms=design.terms, cells=design.cells, most_steps=_BOUND_STEPS)
            lower[design.rows] = fit.deviance - 2 * fit.slack
            self.fitted += len(design.rows)
        return np.maximum(lower, 0.0)

    def _try(self, rows: Codes, models: Codes) -> None:
        """Fit models, and enter those that beat what is held and have one estimate."""
        counts = self.counts[rows]
        codes = np.where(self.models.has[models], self.models.terms, -1)
        for design in find_designs(counts, model=codes):
            fit = fit_batch(counts[design.rows], terms=design.terms, cells=design.cells, most_steps=_BOUND_STEPS)
            self.fitted += len(design.rows)
            penalty = self.penalty[rows[design.rows], models[design.rows]]
            reached = fit.deviance - 2 * fit.slack + penalty
            good = np.flatnonzero(reached <= self.values[rows[design.rows], -1] + _TOLERANCE)
            fine = good[self._is_fine(counts, design=design.only(good))]
            self.refused += len(good) - len(fine)
            unseen = np.exp(fit.parameters[fine, 0])
            values = fit.deviance[fine] + penalty[fine]
            slow = np.flatnonzero(~fit.converged[fine])
            if slow.size:
                again = design.only(fine[slow])
                longer = fit_batch(counts[again.rows], terms=again.terms, cells=again.cells)
                unseen[slow] = np.exp(longer.parameters[:, 0])
                values[slow] = np.where(longer.converged, longer.deviance + penalty[fine[slow]], np.inf)
            for place, value, more in zip(design.rows[fine].tolist(), values.tolist(), unseen.tolist(), strict=True):
                self._enter(int(rows[place]), int(models[place]), value=value, unseen=more)

    def _is_fine(self, counts: Floats, *, design: Design) -> Flags:
        return self.cache.is_fine(counts[design.rows], design=design)

    def _enter(self, row: int, model: int, *, value: float, unseen: float) -> None:
        """Put a model in its place among the best of a table."""
        place = int(np.searchsorted(self.values[row], value))
        if place >= self.best or not np.isfinite(value):
            return
        self.values[row, place + 1 :] = self.values[row, place:-1].copy()
        self.chosen[row, place + 1 :] = self.chosen[row, place:-1].copy()
        self.values[row, place], self.chosen[row, place] = value, model
        if place == 0:
            self.totals[row] = self.counts[row].sum() + unseen


def _pass_down(bounds: Floats) -> Floats:
    """Give every set of terms the greatest bound of the sets that contain it: (2^T, B), bit k of a row standing for term k."""
    for bit in range(len(bounds).bit_length() - 1):
        pairs = bounds.reshape(len(bounds) >> (bit + 1), 2, 1 << bit, bounds.shape[1])
        np.maximum(pairs[:, 0], pairs[:, 1], out=pairs[:, 0])
    return bounds
