"""Does the estimate of a log-linear model exist for these counts, and is it the only one?"""

from dataclasses import dataclass

import numpy as np

from tocsin.methods.hidden.cells import Codes, Flags, Floats, overlap_counts, with_unseen
from tocsin.methods.hidden.design import Design, find_designs
from tocsin.methods.hidden.table import CaptureTable
from tocsin.methods.hidden.terms import Term, TermsLike, check_enough_lists, list_models, name_terms, read_terms

__all__ = ["Existence", "ExistenceCache", "ModelCount", "count_models", "find_existence"]

# Means are scaled to be about 1, so that a least mean above this is more than rounding in the linear program.
_ABOVE_ZERO = 1e-6
_FULL_RANK = 1e-9
_BLOCK_MODELS = 2_000


@dataclass(frozen=True)
class Existence:
    """Whether a model has an estimate for a table, and whether one only."""

    exists: bool
    is_identifiable: bool
    empty_terms: tuple[Term, ...]  # terms of the model whose lists share nobody: their parameters are minus infinity

    @property
    def code(self) -> int:
        """0 fine, 1 no estimate, 2 not identifiable, 3 neither; the codes of chan2021's software."""
        return (0 if self.exists else 1) + (0 if self.is_identifiable else 2)


def find_existence(table: CaptureTable, *, terms: TermsLike = ()) -> Existence:
    """Whether the maximum-likelihood estimate of a log-linear model exists and is unique.

    Parameters
    ----------
    table : CaptureTable
        Counts of cases by the lists they are on, at least 3 lists.
    terms : sequence of sequences of str
        Terms of two or more lists; every smaller term inside them, and all main effects, are in the model too.

    Returns
    -------
    Existence
        ``exists``: an estimate in the extended sense, with parameters of minus infinity allowed where nobody is on all
        lists of a term; ``is_identifiable``: the remaining parameters can be told apart; ``code``: 0 to 3.

    Raises
    ------
    TooFewListsError
        If there are fewer than 3 lists.
    ModelTermsError
        If a term is not two or more lists of the table, or is all of them.

    Notes
    -----
    Terms with an empty overlap are taken out together with the cells they touch, whose means are 0. Of what remains, with
    design X (C, p) and counts n, a linear program finds the greatest s with X'x = X'n and x >= s in all cells; the
    estimate exists if s is above 0, and is unique if X has rank p. Where the rows of X with a count above 0 alone have
    rank p, both hold and no program is needed.

    References
    ----------
    fienberg2012 (Annals of Statistics 40(2), 996-1023); chan2021 (JASA 116(535), 1297-1306, section 2).

    Examples
    --------
    >>> patterns = [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0]]
    >>> table = CaptureTable.from_patterns("ABC", patterns, counts=[40, 30, 20, 6])
    >>> find_existence(table, terms=[("A", "B")]).exists
    False
    >>> find_existence(table, terms=[("A", "B"), ("A", "C"), ("B", "C")]).code
    2
    """
    check_enough_lists(table)
    codes = read_terms(table, terms)
    counts = with_unseen(table.full()[1][None])
    design = find_designs(counts, model=np.array([codes], dtype=np.int64).reshape(1, -1))[0]
    exists, unique = _solve(counts[0] > 0, terms=design.terms[0], cells=design.cells[0])
    empty = [code for code in codes if code not in design.terms[0].tolist()]
    return Existence(exists, unique, name_terms(table.lists, empty))


@dataclass(frozen=True)
class ModelCount:
    """How many hierarchical models there are, and how many of them have one estimate."""

    models: int
    existing: int


def count_models(table: CaptureTable, *, order: int = 2) -> ModelCount:
    """Number of hierarchical log-linear models, and of those with one estimate for the counts of a table.

    Parameters
    ----------
    table : CaptureTable
        Counts of cases by the lists they are on, at least 3 lists.
    order : int
        Most lists in a term, from 2 to one less than the lists.

    Returns
    -------
    ModelCount
        ``models`` in all, main effects alone included; ``existing``: those whose estimate exists and is unique.

    Raises
    ------
    TooFewListsError
        If there are fewer than 3 lists.
    ModelTermsError
        If the order is not from 2 to one less than the lists.
    TooManyModelsError
        If there are more than 100,000 models.

    Notes
    -----
    Each model is judged as by ``find_existence``; a linear program is solved only where the cells with a count do not
    settle the matter, and once for models that come to the same when empty overlaps are taken out.

    References
    ----------
    silverman2024 (Statistics and Computing 34, 44).

    Examples
    --------
    >>> patterns = [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0]]
    >>> count_models(CaptureTable.from_patterns("ABC", patterns, counts=[40, 30, 20, 6]))
    ModelCount(models=8, existing=4)
    """
    check_enough_lists(table)
    models = list_models(len(table.lists), order=order)
    counts, cache, existing = with_unseen(table.full()[1][None]), ExistenceCache(), 0
    for start in range(0, len(models.has), _BLOCK_MODELS):
        has = models.has[start : start + _BLOCK_MODELS]
        rows = np.broadcast_to(counts, (len(has), counts.shape[1]))
        for design in find_designs(rows, model=np.where(has, models.terms, -1)):
            existing += int(cache.is_fine(rows[design.rows], design=design).sum())
    return ModelCount(len(models.has), existing)


class ExistenceCache:
    """Answers for many tables at once, each question asked once: the answer depends on which cells have a count, not how many."""

    def __init__(self) -> None:
        self._known: dict[bytes, bool] = {}

    def is_fine(self, counts: Floats, *, design: Design) -> Flags:
        """Say for each row of counts (B, 2^L) whether its model has an estimate and one only."""
        support = (counts > 0) & design.cells
        fine = _has_full_rank(support, terms=design.terms)
        for row in np.flatnonzero(~fine):
            key = b"".join(
                (
                    design.terms[row].tobytes(),
                    np.packbits(support[row]).tobytes(),
                    np.packbits(design.cells[row]).tobytes(),
                )
            )
            if key not in self._known:
                self._known[key] = all(_solve(support[row], terms=design.terms[row], cells=design.cells[row]))
            fine[row] = self._known[key]
        return fine


def _has_full_rank(support: Flags, *, terms: Codes) -> Flags:
    """Say where the cells with a count determine all parameters by themselves; enough, but not needed, for an estimate."""
    unions = terms[:, :, None] | terms[:, None, :]
    products = overlap_counts(support.astype(np.float64))[np.arange(len(terms))[:, None, None], unions]
    values = np.linalg.eigvalsh(products)
    full: Flags = values[:, 0] > _FULL_RANK * np.maximum(values[:, -1], 1.0)
    return full


def _solve(support: Flags, *, terms: Codes, cells: Flags) -> tuple[bool, bool]:
    """Solve the linear program and find the rank, for the cells that take part; only which have a count matters."""
    from scipy.optimize import linprog

    rows = np.flatnonzero(cells)
    matrix = ((rows[:, None] & terms) == terms).astype(np.float64)
    unique = bool(np.linalg.matrix_rank(matrix) == len(terms)) if len(rows) >= len(terms) else False
    sums = matrix.T @ support[rows] * (len(rows) / support[rows].sum())
    # Means are x = s + rest with s and rest never negative.
    program = linprog(
        np.concatenate([[-1.0], np.zeros(len(rows))]),
        A_eq=np.column_stack([matrix.sum(axis=0), matrix.T]),
        b_eq=sums,
        bounds=(0, None),
        method="highs",
    )
    least = 0.0 if program.fun is None else -float(program.fun)
    return program.status == 0 and least > _ABOVE_ZERO, unique
