"""What may stand for a value that is not known, where somebody has decided that something may?"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from tocsin.methods.score.aggregate import Floats
from tocsin.methods.score.errors import IndicatorError


def fill_by_group(values: ArrayLike, *, groups: Sequence[str]) -> Floats:
    """Put the mean of an alternative's group where a value is not known.

    Parameters
    ----------
    values : array, shape (A, C)
        C indicators of A alternatives, each in its own unit; NaN where not known.
    groups : sequence of str, length A
        The group of each alternative.

    Returns
    -------
    array, shape (A, C)
        In the unit of each indicator; NaN is left where nothing is known of a whole group.

    Raises
    ------
    IndicatorError
        If the values are no table or there is not one group for each alternative.

    Notes
    -----
    A filled value is taken as known from then on, so what follows looks surer than it is. Use it to reproduce an index that
    was published so; leave gaps open otherwise.

    References
    ----------
    oecd2008 (step 3: imputation of missing data, mean substitution).

    Examples
    --------
    >>> fill_by_group([[1.0], [3.0], [np.nan], [np.nan]], groups=["a", "a", "a", "b"]).ravel().tolist()
    [1.0, 3.0, 2.0, nan]
    """
    table = np.array(values, dtype=np.float64)
    if table.ndim != 2 or len(groups) != len(table):
        raise IndicatorError(
            f"there are {len(groups)} groups for values of shape {table.shape}, so some alternative has no group or no row. "
            "Give a table of alternatives by indicators, and one group for each alternative."
        )
    names = np.asarray(groups)
    for group in np.unique(names):
        rows = table[names == group]
        is_known = ~np.isnan(rows)
        counts = is_known.sum(axis=0)
        means = np.where(is_known, rows, 0.0).sum(axis=0) / np.where(counts > 0, counts, np.nan)
        table[names == group] = np.where(is_known, rows, means)
    return table
