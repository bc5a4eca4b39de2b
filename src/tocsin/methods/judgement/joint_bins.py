"""What do experts say together, if what is learnt is where truth fell in the bins of all of them at once?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tocsin.methods.judgement.elicited import USUAL_OVERSHOOT, USUAL_PROBABILITIES, check_elicited
from tocsin.methods.judgement.errors import ElicitationShapeError

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class JointBins:
    """A joint distribution of one quantity: even between neighbouring edges, with the probability of each stretch."""

    edges: Floats  # (B + 1,): every quantile of every expert, and the ends of the intrinsic range
    probabilities: Floats  # (B,)
    counts: NDArray[np.int64]  # (B,): how often the same combination of bins came true before


def join_by_bins(
    quantiles: ArrayLike,
    realised: ArrayLike,
    *,
    probabilities: Sequence[float] = USUAL_PROBABILITIES,
    overshoot: float = USUAL_OVERSHOOT,
) -> JointBins:
    """Joint distribution of a quantity, from how often truth fell before in the same bins of all experts together.

    Parameters
    ----------
    quantiles : array, shape (E, N + 1, Q)
        Quantiles of E experts for N calibration questions and, last, for the question of interest.
    realised : array, shape (N,)
        What came true in the calibration questions.
    probabilities : sequence of float
        The Q probabilities of the quantiles.
    overshoot : float
        By which part the range of all answers is widened; above 0.

    Returns
    -------
    JointBins
        Edges of up to E Q + 1 stretches, in the unit of the question of interest, and their probabilities, adding up
        to 1.

    Raises
    ------
    ElicitationShapeError
        If an answer or a realised value is missing, or there is not one question more than realised values.
    QuantileOrderError
        If quantiles or probabilities do not rise.
    ElicitationSettingError
        If the overshoot is not above 0.

    Notes
    -----
    Every stretch between neighbouring quantiles lies in one bin of each expert, and has as its prior mean π the
    product of their probabilities. With n of N realised values in that same combination its posterior mean is (1 + n)
    / (1 / π + N), divided by the sum over the stretches that can occur. Experts whose quantiles cross in ways never
    seen before get hardly any weight there, so with few calibration questions the result hangs on whether one
    combination was seen once: do not use it with fewer than some tens of them.

    References
    ----------
    mendel1989 (IEEE Transactions on Systems, Man, and Cybernetics 19(1), 6-16); goulet2009 (an example, with all
    figures).

    Examples
    --------
    >>> found = join_by_bins([[[1, 2, 3], [10, 20, 30]]], [1.5])
    >>> found.edges.tolist(), found.counts.tolist()
    ([8.0, 10.0, 20.0, 30.0, 32.0], [0, 1, 0, 0])
    """
    known = np.asarray(realised, dtype=np.float64)
    asked = check_elicited(quantiles, np.append(known, np.nan), probabilities=probabilities, overshoot=overshoot)
    if bool(np.isnan(known).any()) or not bool(asked.has_answer.all()):
        raise ElicitationShapeError(
            "An answer or a realised value is missing, so it is not known in which bins truth fell. Leave out that "
            "question or that expert."
        )
    seen = asked.count_bins(asked.answers)[:, :-1]
    edges = np.unique(np.concatenate([asked.ends[-1], asked.answers[:, -1].ravel()]))
    middles = (edges[1:] + edges[:-1]) / 2
    places = (asked.answers[:, -1, :, None] < middles).sum(axis=1)
    counts = (places[:, :, None] == seen[:, None, :]).all(axis=0).sum(axis=1)
    prior = asked.bins[places].prod(axis=0)
    posterior = (1 + counts) / (1 / prior + len(known))
    return JointBins(edges, posterior / posterior.sum(), counts.astype(np.int64))
