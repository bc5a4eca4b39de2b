"""How many are unseen under a chosen log-linear model of overlapping lists?"""

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln

from tocsin.methods.hidden.cells import Codes, Floats, with_unseen
from tocsin.methods.hidden.design import Design, find_designs
from tocsin.methods.hidden.errors import NoEstimateError
from tocsin.methods.hidden.existence import Existence, ExistenceCache, find_existence
from tocsin.methods.hidden.newton import fit_batch
from tocsin.methods.hidden.table import CaptureTable
from tocsin.methods.hidden.terms import Term, TermsLike, check_enough_lists, name_terms, read_terms

__all__ = ["FixedRule", "LogLinearFit", "fit_codes", "fit_loglinear"]


@dataclass(frozen=True)
class LogLinearFit:
    """One model fitted to one table of L lists."""

    terms: tuple[Term, ...]  # of two or more lists, smallest first
    estimate: float  # cases, seen and unseen
    unseen: float  # cases
    unseen_log_error: float  # standard error of the logarithm of the unseen, if the model was chosen beforehand
    seen: int
    deviance: float
    degrees_freedom: int  # cells that take part, less finite parameters
    log_likelihood: float
    bic: float
    parameter_terms: tuple[Term, ...]  # (): the constant, whose exponential is the unseen
    parameters: Floats  # minus infinity where nobody is on all lists of the term
    means: Floats  # (2^L - 1,): expected counts, in the order of CaptureTable.full


def fit_loglinear(table: CaptureTable, *, terms: TermsLike = ()) -> LogLinearFit:
    """Cases on no list, from a Poisson log-linear model with chosen interactions.

    Parameters
    ----------
    table : CaptureTable
        Counts of cases by the lists they are on, at least 3 lists.
    terms : sequence of sequences of str
        Interactions, each two or more lists; smaller terms inside them are added. Empty: main effects only.

    Returns
    -------
    LogLinearFit
        ``estimate``: cases, seen and unseen; ``bic``, ``deviance``, parameters and expected counts.

    Raises
    ------
    TooFewListsError
        If there are fewer than 3 lists.
    ModelTermsError
        If a term is not two or more lists of the table, or is all of them.
    NoEstimateError
        If no estimate exists or it is not unique.

    Notes
    -----
    Counts n_s of the sets s of lists are Poisson with log mean a + sum of b_t over the terms t inside s; the unseen are
    exp(a). A term whose lists share nobody has b_t of minus infinity: its cells have mean 0 and it counts as a parameter
    in BIC = -2 log-likelihood + log(seen) parameters, as every other term. Cases are taken as independent, lists as
    correctly linked and the population as closed; heterogeneity shows as interactions.

    References
    ----------
    cormack1989 (Biometrics 45(2), 395-413); chan2021 (section 2).

    Examples
    --------
    >>> patterns = [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [1, 0, 1], [0, 1, 1], [1, 1, 1]]
    >>> table = CaptureTable.from_patterns("ABC", patterns, counts=[64, 64, 64, 16, 16, 16, 4])
    >>> round(fit_loglinear(table).unseen, 6)
    256.0
    """
    check_enough_lists(table)
    codes = read_terms(table, terms)
    existence = find_existence(table, terms=terms)
    if existence.code:
        raise NoEstimateError(_explain(table, codes, existence=existence))
    return fit_codes(table, codes)


def fit_codes(table: CaptureTable, codes: tuple[int, ...]) -> LogLinearFit:
    """Fit a model, given as codes of closed terms, that is known to have an estimate."""
    counts = with_unseen(table.full()[1][None])
    design = find_designs(counts, model=np.array([codes], dtype=np.int64).reshape(1, -1))[0]
    fit = fit_batch(counts, terms=design.terms, cells=design.cells)
    if not fit.converged[0]:
        raise NoEstimateError(
            f"the model with terms {_write(table, codes)} did not converge, so its estimate cannot be trusted. Use fewer terms."
        )
    lists = len(table.lists)
    every = [0, *(1 << place for place in range(lists)), *codes]
    found = dict(zip(design.terms[0].tolist(), fit.parameters[0].tolist(), strict=True))
    unseen = float(np.exp(found[0]))
    inside = counts[0] > 0
    likelihood = float(
        (counts[0][inside] * np.log(fit.means[0][inside])).sum() - fit.means[0].sum() - gammaln(counts[0] + 1).sum()
    )
    return LogLinearFit(
        terms=name_terms(table.lists, codes),
        estimate=table.seen + unseen,
        unseen=unseen,
        unseen_log_error=_find_log_error(fit.means[0], design=design),
        seen=table.seen,
        deviance=float(fit.deviance[0]),
        degrees_freedom=int(design.cells.sum()) - design.terms.shape[1],
        log_likelihood=likelihood,
        bic=-2 * likelihood + float(np.log(table.seen)) * len(every),
        parameter_terms=name_terms(table.lists, every),
        parameters=np.array([found.get(code, -np.inf) for code in every]),
        means=fit.means[0][1:],
    )


@dataclass(frozen=True)
class FixedRule:
    """Estimate many tables with the same terms."""

    terms: TermsLike = ()

    def estimate_many(self, table: CaptureTable, *, counts: Floats) -> Floats:
        """Estimate the totals of tables (B, 2^L - 1) with the lists of ``table``; NaN where there is no estimate."""
        codes = np.array(read_terms(table, self.terms), dtype=np.int64)
        model = np.broadcast_to(codes, (len(counts), len(codes)))
        return _estimate_totals(with_unseen(counts), model=model, cache=ExistenceCache())


def _estimate_totals(counts: Floats, *, model: Codes, cache: ExistenceCache) -> Floats:
    """Estimate the total of each row under its own model, NaN where no unique estimate exists or Newton did not converge.

    ``counts`` (B, 2^L) with nobody in the cell of no list; ``model`` (B, T) codes, -1 where a row has fewer terms.
    """
    totals = np.full(len(counts), np.nan)
    for design in find_designs(counts, model=model):
        fine = cache.is_fine(counts[design.rows], design=design)
        rows = design.rows[fine]
        fit = fit_batch(counts[rows], terms=design.terms[fine], cells=design.cells[fine])
        unseen = np.exp(fit.parameters[:, 0])
        totals[rows] = np.where(fit.converged, counts[rows].sum(axis=1) + unseen, np.nan)
    return totals


def _find_log_error(means: Floats, *, design: Design) -> float:
    cells = np.flatnonzero(design.cells[0])
    matrix = ((cells[:, None] & design.terms[0]) == design.terms[0]).astype(np.float64)
    information = (matrix * means[cells][:, None]).T @ matrix
    first = np.zeros(len(information))
    first[0] = 1.0
    return float(np.sqrt(np.linalg.solve(information, first)[0]))


def _explain(table: CaptureTable, codes: tuple[int, ...], *, existence: Existence) -> str:
    if not existence.exists:
        why = "has no estimate for these counts: the likelihood rises without end as parameters go to infinity"
    else:
        why = "cannot be told from others that give other numbers unseen: too few lists overlap to determine its parameters"
    return (
        f"the model with terms {_write(table, codes)} {why}. Use fewer terms, or merge lists that hardly overlap "
        f"({', '.join(table.lists)})."
    )


def _write(table: CaptureTable, codes: tuple[int, ...]) -> str:
    return ", ".join(" × ".join(term) for term in name_terms(table.lists, codes)) or "none (main effects only)"
