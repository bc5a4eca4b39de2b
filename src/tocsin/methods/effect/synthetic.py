"""What would one treated unit have been, as the mix of untreated units that was nearest to it before?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from tocsin.methods.effect.arrays import Floats, check_start, check_variation, read_array
from tocsin.methods.effect.errors import EffectSettingError, EffectShapeError, NoControlsError
from tocsin.methods.effect.predictor_weights import fit_nested
from tocsin.methods.effect.simplex import fit_simplex

LEAST_BEFORE = 5


@dataclass(frozen=True)
class SyntheticResult:
    """A synthetic control: weights of donors, its path, the gap to it, and how well it fits before treatment.

    ``loss_possible`` is the least that any mix of these donors could come to in the periods fitted; far below
    ``loss_outcome`` it says that the predictors, not the donors, keep the fit from being better.
    """

    weights: Floats  # (J,)
    predictor_weights: Floats  # (K,); empty without predictors
    synthetic: Floats  # (T,)
    gap: Floats  # (T,): treated less synthetic
    effect: float  # mean gap from the start on
    expected: float  # mean of the synthetic control from the start on
    loss_outcome: float
    loss_predictors: float
    loss_possible: float
    mspe_before: float
    mspe_after: float
    outside_share: float  # of the periods before, those in which the treated unit lies outside the range of the donors
    searches_ended: int
    searches: int

    @property
    def ratio(self) -> float:
        """Mean squared gap after over before; infinite where the fit before is perfect."""
        return self.mspe_after / self.mspe_before if self.mspe_before > 0 else np.inf


def synthetic_control(
    treated: ArrayLike,
    donors: ArrayLike,
    *,
    start: int,
    treated_predictors: ArrayLike | None = None,
    donor_predictors: ArrayLike | None = None,
    fit_periods: Sequence[int] | None = None,
) -> SyntheticResult:
    """Effect on one treated unit, against a weighted mean of untreated ones.

    Parameters
    ----------
    treated : array, shape (T,)
        Outcome of the treated unit per period, finite, in any unit.
    donors : array, shape (T, J)
        The same of J untreated units, J at least 2.
    start : int
        Index of the first period under treatment; at least 5 periods come before it.
    treated_predictors, donor_predictors : array, shape (K,) and (K, J), optional
        What units are compared on, each in its own unit; without them, the outcomes of the periods fitted.
    fit_periods : sequence of int, optional
        Periods before the start whose outcomes the weights of predictors are chosen for; by default all.

    Returns
    -------
    SyntheticResult
        Weights of donors (J,; 0 to 1, adding up to 1), path and gap (T,), mean gap from the start on, losses (squared unit).

    Raises
    ------
    EffectShapeError
        If arrays are missing, infinite or do not fit each other, or only one of the two kinds of predictors is given.
    TooShortError
        If fewer than 5 periods come before the start, or none from it on.
    NoControlsError
        If there are fewer than 2 donors.
    NoVariationError
        If the treated unit, the donors or a predictor never change.
    EffectSettingError
        If periods to be fitted are not all before the start.

    Notes
    -----
    Inner: W minimises sum over k of v_k (x1_k - sum over j of w_j x0_kj)², each predictor divided by its standard deviation over all
    units; solved exactly. Outer: V minimises the mean squared gap of outcomes over the periods fitted, searched by exact slopes
    from equal weights, from regression-based ones (as the field's own tool does) and from six more, best kept. The outer
    loss has many local minima, and V is often not unique: weights of placebos and of predictors may differ between programs where
    losses hardly do. Without predictors W minimises the gap of outcomes itself. It rests on donors that were not touched,
    and on the treated unit lying among them.

    References
    ----------
    abadie2003 (American Economic Review 93(1), 113-132).
    abadie2010 (Journal of the American Statistical Association 105(490), 493-505).
    abadie2011 (Journal of Statistical Software 42(13): nested optimisation).

    Examples
    --------
    >>> import numpy as np
    >>> donors = np.array([[1.0, 5.0], [2.0, 5.5], [3.0, 6.5], [4.0, 7.0], [5.0, 9.0], [6.0, 9.0], [7.0, 9.5]])
    >>> treated = donors @ [0.75, 0.25] - np.array([0, 0, 0, 0, 0, 1, 3])
    >>> result = synthetic_control(treated, donors, start=5)
    >>> result.weights.round(6).tolist(), round(result.effect, 6)
    ([0.75, 0.25], -2.0)
    """
    own, others = _check_outcomes(treated, donors, start=start)
    fitted = _check_fitted(fit_periods, start=start)
    predictors = _check_predictors(treated_predictors, donor_predictors, donors=others.shape[1])
    outcome_gaps = others[fitted] - own[fitted, None]
    possible = fit_simplex(outcome_gaps)
    if predictors is None:
        weights, by_predictor, loss_predictors, ended, searches = possible, np.empty(0), 0.0, 1, 1
    else:
        fit = fit_nested(predictors, outcome_gaps)
        weights, by_predictor = fit.donor_weights, fit.predictor_weights
        loss_predictors, ended, searches = float(by_predictor @ (predictors @ weights) ** 2), fit.ended, fit.searches
    synthetic = others @ weights
    gap = own - synthetic
    lowest, highest = others[:start].min(axis=1), others[:start].max(axis=1)
    return SyntheticResult(
        weights, by_predictor, synthetic, gap, float(gap[start:].mean()), float(synthetic[start:].mean()),
        loss_outcome=float(((outcome_gaps @ weights) ** 2).mean()),
        loss_predictors=loss_predictors,
        loss_possible=float(((outcome_gaps @ possible) ** 2).mean()),
        mspe_before=float((gap[:start] ** 2).mean()),
        mspe_after=float((gap[start:] ** 2).mean()),
        outside_share=float(((own[:start] < lowest) | (own[:start] > highest)).mean()),
        searches_ended=ended, searches=searches,
    )  # fmt: skip


def _check_outcomes(treated: ArrayLike, donors: ArrayLike, *, start: int) -> tuple[Floats, Floats]:
    own = read_array(treated, name="outcomes of the treated unit", dimensions=1)
    others = read_array(donors, name="outcomes of the donors", dimensions=2)
    if len(own) != len(others):
        raise EffectShapeError(
            f"the treated unit has {len(own)} periods and the donors {len(others)}, so they cannot be compared. "
            "Give the same periods of both."
        )
    if others.shape[1] < 2:
        raise NoControlsError("there is only one donor, which is no mix. Give at least 2, or compare the two directly.")
    check_start(start, periods=len(own), before=LEAST_BEFORE, after=1)
    check_variation(own, name="outcomes of the treated unit")
    check_variation(others, name="outcomes of the donors")
    return own, others


def _check_fitted(fit_periods: Sequence[int] | None, *, start: int) -> list[int]:
    fitted = list(range(start)) if fit_periods is None else list(fit_periods)
    if not fitted or min(fitted) < 0 or max(fitted) >= start:
        raise EffectSettingError(
            f"the periods to be fitted are {fitted}, but all must come before the start, period {start}: what comes after it "
            "is the effect. Give periods from 0 on."
        )
    return fitted


def _check_predictors(treated: ArrayLike | None, donors_table: ArrayLike | None, *, donors: int) -> Floats | None:
    """Gaps of predictors (K, J), donors less treated, each over its standard deviation over all units."""
    if treated is None and donors_table is None:
        return None
    if treated is None or donors_table is None:
        raise EffectShapeError(
            "predictors are given on one side only. Give those of the treated unit and of the donors."
        )
    own = read_array(treated, name="predictors of the treated unit", dimensions=1)
    others = read_array(donors_table, name="predictors of the donors", dimensions=2)
    if others.shape != (len(own), donors):
        raise EffectShapeError(
            f"predictors of the donors have shape {others.shape}; with {len(own)} predictors of the treated unit and {donors} "
            f"donors it must be {(len(own), donors)}."
        )
    together = np.column_stack([own, others])
    for number, row in enumerate(together):
        check_variation(row, name=f"values of predictor {number}")
    return np.asarray((others - own[:, None]) / together.std(axis=1, ddof=1)[:, None])
