"""What would it be worth to know a few inputs that act on the outcome in any smooth way, alone or together?"""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr

from tocsin.methods.decide.low_rank import Floats, SmoothFit, fit_smooth
from tocsin.methods.decide.voi import VoiResult, check_benefit, check_choice, check_inputs, find_error, find_gains


def evppi_gp(net_benefit: ArrayLike, inputs: ArrayLike, *, choose: int = 1, randomisations: int = 1) -> VoiResult:
    """Worth of knowing one input or a group of them, when they may act together in any smooth way.

    Parameters
    ----------
    net_benefit : array, shape (D, K)
        Net benefit of each of K options in each of D draws, higher is better, in any unit; finite; D at least 50.
    inputs : array, shape (D,) or (D, Q)
        The input, or group of Q inputs, in the same draws, each in its own unit; finite.
    choose : int
        How many of the options are chosen together, 1 to K; the pay-off is then the sum of their net benefits.
    randomisations : int
        Independent randomisations that the draws fall into, as equal consecutive runs; 1 means independent draws.

    Returns
    -------
    VoiResult
        ``value``: never below 0, in the unit of the net benefit, exactly 0 for a constant input; ``error``: its standard error.

    Raises
    ------
    NetBenefitError
        If net benefits or inputs are missing, infinite or do not fit each other, draws are fewer than 50 or not equal
        randomisations, or `choose` is not from 1 to K.

    Notes
    -----
    EVPPI = E[max over k of E[NB_k | inputs]] - max over k of E[NB_k], with each option's lead over the best one as a
    Gaussian process of the inputs, whose posterior mean stands for the inner expectation. The process is the low-rank one of
    `fit_smooth`. The error joins three parts: that of the mean over a sample of inputs (between
    randomisations, if there are several); that of the process, by the slope of the value in each coefficient; and what noise
    left in the fit may have added, since the largest of several uncertain means is read off it. So the value leans high by a
    part of its error, and low where the best options are nearly equal; `evppi`, which judges each rule on other draws, does
    not, but knows products of two inputs at most.
    The error is at least the largest gain that full information brings in any draw, divided by D.

    References
    ----------
    strong2014 (Medical Decision Making 34(3), 311-326: Gaussian process, and its error).

    Examples
    --------
    >>> import numpy as np
    >>> rng = np.random.default_rng(1)
    >>> x, y, noise = rng.standard_normal((3, 2_000))
    >>> benefit = np.stack([np.zeros(2_000), x * y + noise], axis=1)
    >>> result = evppi_gp(benefit, np.stack([x, y], axis=1))
    >>> round(result.value, 1), evppi_gp(benefit, rng.standard_normal(2_000)).is_distinguishable
    (0.3, False)
    """
    benefit, unit = check_benefit(net_benefit, randomisations=randomisations)
    check_choice(choose, options=benefit.shape[1])
    known = check_inputs(inputs, draws=len(benefit))
    draws, options = benefit.shape
    varying = known[:, known.min(axis=0) < known.max(axis=0)]
    if options == choose or not varying.shape[1]:
        return VoiResult(0.0, 0.0, draws=draws, options=options)
    single = int(benefit.mean(axis=0).argmax())
    others = np.delete(np.arange(options), single)
    fit = fit_smooth(varying, benefit[:, others] - benefit[:, [single]])
    leads, doubts = (np.insert(values, single, 0.0, axis=1) for values in (fit.fitted, _find_doubts(fit)))
    gains = find_gains(leads, choose=choose)
    parts = [
        find_error(gains, randomisations=randomisations),
        _find_fit_error(fit, leads, others=others, choose=choose),
        _find_excess(leads, doubts, choose=choose),
    ]
    error = float(np.linalg.norm(parts))
    unused = float(find_gains(benefit, choose=choose).max()) / draws
    return VoiResult(float(gains.mean()) * unit, max(error, unused) * unit, draws=draws, options=options)


def _find_doubts(fit: SmoothFit) -> Floats:
    """Posterior variance (D, K) of each fitted lead."""
    return np.asarray(fit.features**2 @ fit.spread**2 * np.diagonal(fit.residual))


def _find_fit_error(fit: SmoothFit, leads: Floats, *, others: NDArray[np.int64], choose: int) -> float:
    """Standard error of the value from what is uncertain of the process, all options together."""
    change = np.zeros(leads.shape)
    np.put_along_axis(change, np.argpartition(-leads, choose - 1, axis=1)[:, :choose], 1.0, axis=1)
    change[:, np.argsort(-leads.mean(axis=0), kind="stable")[:choose]] -= 1.0
    slopes = fit.features.T @ change[:, others] / len(leads) * fit.spread
    return float(np.sqrt(max(float(((slopes.T @ slopes) * fit.residual).sum()), 0.0)))


def _find_excess(leads: Floats, doubts: Floats, *, choose: int) -> float:
    """What noise left in the fit may have added: the mean gain if the last chosen and the best left out are not certain."""
    order = np.argsort(-leads, axis=1, kind="stable")
    leads, doubts = np.take_along_axis(leads, order, axis=1), np.take_along_axis(doubts, order, axis=1)
    ahead = leads[:, [choose - 1]] - leads[:, choose:]
    spread = np.sqrt(doubts[:, [choose - 1]] + doubts[:, choose:])
    away = ahead / np.where(spread > 0, spread, 1.0)
    density = np.exp(-0.5 * np.minimum(away, 40.0) ** 2) / np.sqrt(2 * np.pi)
    excess = np.where(spread > 0, spread * density - ahead * ndtr(-away), 0.0)
    return float(excess.max(axis=1).mean())
