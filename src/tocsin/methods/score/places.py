"""Which place does each alternative take in each draw?"""

import numpy as np
from numpy.typing import ArrayLike

from tocsin.methods.score.aggregate import Floats, ScoreShapeError, ScoreValueError
from tocsin.methods.score.ranks import TIE_TOLERANCE


def place_totals(totals: ArrayLike) -> Floats:
    """Place of each alternative in each draw of its total, 1 for the highest.

    Parameters
    ----------
    totals : array, shape (D, A)
        Total of each of A alternatives in each of D draws, higher is better; finite.

    Returns
    -------
    array, shape (D, A)
        Places, 1 to A; alternatives that tie all have the mean of the places that they fill.

    Raises
    ------
    ScoreShapeError
        If the totals are not a table.
    ScoreValueError
        If a total is missing or infinite.

    Notes
    -----
    Totals next to each other in order that are closer than 1e-12 of the greatest of the draw tie: they differ by rounding.

    References
    ----------
    saisana2005 (places of alternatives as outputs of an uncertainty analysis).

    Examples
    --------
    >>> place_totals([[3.0, 9.0, 3.0, 1.0]]).tolist()
    [[2.5, 1.0, 2.5, 4.0]]
    """
    table = np.asarray(totals, dtype=np.float64)
    if table.ndim != 2 or 0 in table.shape:
        raise ScoreShapeError(
            f"totals have shape {table.shape}; expected (draws, alternatives), neither of them empty."
        )
    if not np.isfinite(table).all():
        raise ScoreValueError(
            "a total is missing or infinite, so its alternative has no place. Find the input that has no value there."
        )
    order = np.argsort(-table, axis=1, kind="stable")
    gaps = -np.diff(np.take_along_axis(table, order, axis=1), axis=1)
    is_tied = gaps <= TIE_TOLERANCE * np.abs(table).max(axis=1, keepdims=True)
    ordered = np.broadcast_to(np.arange(1.0, table.shape[1] + 1), table.shape).copy()
    for row in np.flatnonzero(is_tied.any(axis=1)):
        run = np.concatenate([[0], np.cumsum(~is_tied[row])])
        ordered[row] = (np.bincount(run, weights=ordered[row]) / np.bincount(run))[run]
    places = np.empty_like(table)
    np.put_along_axis(places, order, ordered, axis=1)
    return places
