"""Which pairs of lists depend on each other, one after the other, and how many are unseen then?"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.special import pdtr, pdtrc

from tocsin.methods.hidden.cells import Codes, Flags, Floats, overlap_counts, with_unseen
from tocsin.methods.hidden.design import find_designs
from tocsin.methods.hidden.errors import NoEstimateError, StepwiseThresholdError
from tocsin.methods.hidden.existence import ExistenceCache
from tocsin.methods.hidden.loglinear import LogLinearFit, fit_codes
from tocsin.methods.hidden.newton import fit_batch
from tocsin.methods.hidden.table import CaptureTable
from tocsin.methods.hidden.terms import Term, check_enough_lists, list_terms, name_terms

__all__ = ["Step", "StepwiseResult", "StepwiseRule", "select_stepwise"]

THRESHOLD = 0.02
_LEAST_P = 1e-300


@dataclass(frozen=True)
class Step:
    """One pair of lists that was added."""

    term: Term
    observed: int  # cases on both lists
    expected: float  # cases on both under the model before
    p_value: float


@dataclass(frozen=True)
class StepwiseResult:
    """The model that stepwise selection ends with, and the way there."""

    fit: LogLinearFit
    steps: tuple[Step, ...]
    refused: tuple[Term, ...]  # pairs that would have been added, had the model then had one estimate
    threshold: float


def select_stepwise(table: CaptureTable, *, threshold: float = THRESHOLD) -> StepwiseResult:
    """Cases on no list, from a log-linear model whose two-list interactions are selected one by one.

    Parameters
    ----------
    table : CaptureTable
        Counts of cases by the lists they are on, at least 3 lists.
    threshold : float
        Greatest p-value at which an interaction is added, exclusive; 0 to below 1 (0: main effects only).

    Returns
    -------
    StepwiseResult
        ``fit``: the model at the end; ``steps``: the pairs in the order they were added; ``refused``: pairs left out
        because no unique estimate would exist.

    Raises
    ------
    TooFewListsError
        If there are fewer than 3 lists.
    StepwiseThresholdError
        If the threshold is not from 0 to below 1.
    NoEstimateError
        If the main effects alone have no unique estimate.

    Notes
    -----
    The cases on both lists of a pair, whatever other list they are on, are Poisson under the current model; the p-value of
    the pair is the smaller of the two tails at the observed number, itself included. So no model is fitted to judge a
    pair. Each step adds the pair with the least p-value below the threshold whose model has a unique estimate, and fits
    it. The p-values are those of a search and not of a test: they say in which order, not how surely.

    References
    ----------
    chan2021 (JASA 116(535), 1297-1306, section 3).

    Examples
    --------
    >>> patterns = [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [1, 0, 1], [0, 1, 1], [1, 1, 1]]
    >>> table = CaptureTable.from_patterns("ABC", patterns, counts=[64, 64, 64, 80, 16, 16, 20])
    >>> result = select_stepwise(table)
    >>> [step.term for step in result.steps], round(result.fit.unseen, 6)
    ([('A', 'B')], 256.0)
    """
    check_enough_lists(table)
    rule = StepwiseRule(threshold)
    search = _Search(with_unseen(table.full()[1][None]), threshold=rule.threshold)
    search.run()
    if np.isnan(search.totals[0]):
        raise NoEstimateError(
            f"not even the model without interactions has one estimate for the lists {', '.join(table.lists)}: too few of them "
            "overlap. Merge lists of the same kind, or leave out those that overlap no other."
        )
    fit = fit_codes(table, tuple(sorted(step[1] for step in search.steps)))
    steps = tuple(
        Step(name_terms(table.lists, [code])[0], observed, expected, p_value)
        for _, code, observed, expected, p_value in search.steps
    )
    refused = dict.fromkeys(name_terms(table.lists, [code for _, code in search.refused]))
    return StepwiseResult(fit, steps, tuple(term for term in refused if term not in fit.terms), threshold)


@dataclass(frozen=True)
class StepwiseRule:
    """Select interactions anew in each of many tables."""

    threshold: float = THRESHOLD

    def __post_init__(self) -> None:
        """Refuse a threshold that is no probability."""
        if not 0 <= self.threshold < 1:
            raise StepwiseThresholdError(
                f"the threshold of stepwise selection is {self.threshold}, but p-values are compared with it. Give a "
                f"number from 0 to below 1; {THRESHOLD} is the published one."
            )

    def estimate_many(self, table: CaptureTable, *, counts: Floats) -> Floats:
        """Estimate the totals of tables (B, 2^L - 1) with the lists of ``table``; NaN where there is no estimate."""
        check_enough_lists(table)
        search = _Search(with_unseen(counts), threshold=self.threshold)
        search.run()
        return search.totals


@dataclass
class _Search:
    """Stepwise selection in many tables at once: in each round every table that still changes takes one step."""

    counts: Floats  # (B, 2^L)
    threshold: float
    cache: ExistenceCache = field(default_factory=ExistenceCache)
    steps: list[tuple[int, int, int, float, float]] = field(default_factory=list)  # row, code, observed, expected, p
    refused: list[tuple[int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin without interactions."""
        self.pairs = list_terms(self.counts.shape[1].bit_length() - 1, order=2)
        self.has = np.zeros((len(self.counts), len(self.pairs)), dtype=bool)
        self.observed = overlap_counts(self.counts)[:, self.pairs]
        self.totals = np.full(len(self.counts), np.nan)
        self.expected = np.zeros(self.has.shape)

    def run(self) -> None:
        """Go on until no table takes a step."""
        live = self._fit(self._keep_fine(np.arange(len(self.counts))))
        while live.size:
            live = self._fit(self._choose(live))

    def _model(self, rows: Codes, has: Flags) -> Codes:
        return np.where(has, self.pairs, -1) if rows.size else np.zeros((0, len(self.pairs)), dtype=np.int64)

    def _keep_fine(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        return rows[self._is_fine(rows, self.has[rows])]

    def _is_fine(self, rows: Codes, has: Flags) -> Flags:
        fine = np.zeros(len(rows), dtype=bool)
        counts = self.counts[rows]
        for design in find_designs(counts, model=self._model(rows, has)):
            fine[design.rows] = self.cache.is_fine(counts[design.rows], design=design)
        return fine

    def _fit(self, rows: Codes) -> Codes:
        """Fit the current models of these rows; return the rows that converged."""
        done = []
        counts = self.counts[rows]
        for design in find_designs(counts, model=self._model(rows, self.has[rows])):
            fit = fit_batch(counts[design.rows], terms=design.terms, cells=design.cells)
            where = rows[design.rows]
            self.expected[where] = overlap_counts(fit.means)[:, self.pairs]
            totals = counts[design.rows].sum(axis=1) + np.exp(fit.parameters[:, 0])
            self.totals[where] = np.where(fit.converged, totals, np.nan)
            done.append(where[fit.converged])
        return np.sort(np.concatenate(done)) if done else rows[:0]

    def _choose(self, rows: Codes) -> Codes:
        """Add to each row the pair with the least p-value whose model has one estimate; return the rows that took one."""
        p_values = np.where(self.has[rows], np.inf, self._find_p_values(rows))
        left, stepped = np.arange(len(rows)), []
        while left.size:
            best = p_values[left].argmin(axis=1)
            within = np.maximum(p_values[left, best], 0.0) < self.threshold
            left, best = left[within], best[within]
            trial = self.has[rows[left]]
            trial[np.arange(len(left)), best] = True
            fine = self._is_fine(rows[left], trial)
            taken, pair = left[fine], best[fine]
            self.has[rows[taken], pair] = True
            stepped.append(rows[taken])
            self._record(rows, taken=taken, pair=pair, p_values=p_values)
            self.refused += zip(rows[left[~fine]].tolist(), self.pairs[best[~fine]].tolist(), strict=True)
            p_values[left[~fine], best[~fine]] = np.inf
            left = left[~fine]
        return np.sort(np.concatenate(stepped)) if stepped else rows[:0]

    def _find_p_values(self, rows: Codes) -> Floats:
        """Find the smaller tail at what was seen; below what numbers can hold, minus the distance in standard errors."""
        expected, observed = np.maximum(self.expected[rows], 0.0), self.observed[rows]
        # The upper tail holds the observed number itself; at 0 it is everything.
        upper = np.where(observed > 0, pdtrc(np.maximum(observed - 1, 0), expected), 1.0)
        p_values = np.minimum(pdtr(observed, expected), upper)
        distance = np.abs(observed - expected) / np.sqrt(np.maximum(expected, np.finfo(np.float64).tiny))
        return np.where(p_values < _LEAST_P, -distance, p_values)

    def _record(self, rows: Codes, *, taken: Codes, pair: Codes, p_values: Floats) -> None:
        for place, column in zip(taken.tolist(), pair.tolist(), strict=True):
            row = int(rows[place])
            self.steps.append(
                (
                    row,
                    int(self.pairs[column]),
                    int(self.observed[row, column]),
                    float(self.expected[row, column]),
                    max(float(p_values[place, column]), 0.0),
                )
            )
