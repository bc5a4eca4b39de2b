"""On which scale does a quantity vary evenly: amounts on logarithms, shares on log-odds, the rest as they are?"""

from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from tocsin.methods.draws.errors import DistributionParameterError

ScaleName = Literal["log", "logit", "linear"]


def forward(values: NDArray[np.float64] | np.float64, *, scale: ScaleName) -> NDArray[np.float64]:
    """Bring values onto their natural scale.

    Parameters
    ----------
    values : NDArray
        Any shape, any unit; above 0 for ``log``, between 0 and 1 for ``logit``.
    scale : "log", "logit" or "linear"
        The natural scale.

    Returns
    -------
    NDArray
        Same shape, on the scale; infinite at its ends, NaN beyond them.

    Raises
    ------
    DistributionParameterError
        If the scale has another name.

    Notes
    -----
    ln(x) for amounts, ln(x / (1 - x)) for shares, x itself otherwise.

    References
    ----------
    tukey1977 (chapter 3, re-expression).

    Examples
    --------
    >>> forward(np.array([1.0, np.e]), scale="log")
    array([0., 1.])
    """
    scale_ends(scale)
    if scale == "linear":
        return np.asarray(values)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.log(values) if scale == "log" else logit(values))


def back(values: NDArray[np.float64] | np.float64, *, scale: ScaleName) -> NDArray[np.float64]:
    """Bring values back from their natural scale.

    Parameters
    ----------
    values : NDArray
        Any shape, on the scale.
    scale : "log", "logit" or "linear"
        The natural scale.

    Returns
    -------
    NDArray
        Same shape, in the unit of the quantity; infinite where a logarithm is past 709.

    Raises
    ------
    DistributionParameterError
        If the scale has another name.

    Notes
    -----
    The inverse of ``forward``.

    References
    ----------
    tukey1977 (chapter 3, re-expression).

    Examples
    --------
    >>> back(np.array([0.0]), scale="logit")
    array([0.5])
    """
    scale_ends(scale)
    if scale == "linear":
        return np.asarray(values)
    with np.errstate(over="ignore"):
        return np.asarray(np.exp(values) if scale == "log" else expit(values))


def scale_ends(scale: ScaleName) -> tuple[float, float]:
    """Between which values a scale is defined."""
    ends = {"log": (0.0, np.inf), "logit": (0.0, 1.0), "linear": (-np.inf, np.inf)}
    if scale not in ends:
        raise DistributionParameterError(
            f"scale {scale!r} is not known, so quantiles cannot be placed on it. "
            "Use 'log' for positive quantities, 'logit' for shares, 'linear' for the rest."
        )
    return ends[scale]
