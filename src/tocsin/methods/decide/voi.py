"""What would it be worth to know more before choosing, and to know which input?"""

from dataclasses import dataclass
from numbers import Integral

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tocsin.methods.decide.spline import Basis, Floats, build_basis
from tocsin.terms.errors import MethodError

# Rows predicted at a time, so that memory does not grow with draws × options.
_CHUNK = 65_536
# Odd, so that every seventh draw is a fair sample of draws whose order has a binary pattern.
_FOLDS = 7
# Pull of each slope towards nothing, in draws: it matters only where a rule is learnt from a few dozen.
_RIDGE = 2.0
_LEAST_DRAWS = 50
# Net benefits are rescaled where the power of 2 of the greatest is beyond this, so that ordinary ones stay as they are.
_PLAIN_EXPONENT = 400


class NetBenefitError(MethodError):
    """Net benefits or inputs are missing, of the wrong shape or too few to value information with."""


@dataclass(frozen=True)
class VoiResult:
    """Value of information in the unit of the net benefit, and its standard error."""

    value: float
    error: float
    draws: int
    options: int

    @property
    def is_distinguishable(self) -> bool:
        """Whether the value is at least two standard errors above nothing."""
        return self.value > 0 and self.value >= 2 * self.error


def evpi(net_benefit: ArrayLike, *, choose: int = 1, randomisations: int = 1) -> VoiResult:
    """Worth of knowing everything before choosing: what the best choice per draw gains over the best single choice.

    Parameters
    ----------
    net_benefit : array, shape (D, K)
        Net benefit of each of K options in each of D draws, higher is better, in any unit; finite; D at least 50.
    choose : int
        How many of the options are chosen together, 1 to K; the pay-off is then the sum of their net benefits.
    randomisations : int
        Independent randomisations that the draws fall into, as equal consecutive runs; 1 means independent draws.

    Returns
    -------
    VoiResult
        ``value``: never below 0, in the unit of the net benefit; ``error``: its standard error; exactly 0 and 0 if all are chosen.

    Raises
    ------
    NetBenefitError
        If net benefits are missing, infinite or not a table, draws are fewer than 50 or not equal randomisations, or
        `choose` is not from 1 to K.

    Notes
    -----
    EVPI = E[max over k of NB_k] - max over k of E[NB_k], on the draws as they are; the max runs over sets of options where
    several are chosen. Nothing can be worth more to learn. With more than one randomisation the error comes from the spread between them.

    References
    ----------
    raiffa1961 (chapter 4: expected value of perfect information).

    Examples
    --------
    >>> evpi([[0.0, 1.0], [0.0, -1.0]] * 50).value
    0.5
    """
    benefit, unit = check_benefit(net_benefit, randomisations=randomisations)
    check_choice(choose, options=benefit.shape[1])
    gains = find_gains(benefit, choose=choose)
    return VoiResult(
        float(gains.mean()) * unit,
        find_error(gains, randomisations=randomisations) * unit,
        draws=len(gains),
        options=benefit.shape[1],
    )


def evppi(net_benefit: ArrayLike, inputs: ArrayLike, *, choose: int = 1, randomisations: int = 1) -> VoiResult:
    """Worth of knowing one uncertain input, or a group of them, before choosing.

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
        ``value``: in the unit of the net benefit; about 0, or up to an error below it, for an input that tells nothing,
        and exactly 0 for a constant one; ``error``: its standard error.

    Raises
    ------
    NetBenefitError
        If net benefits or inputs are missing, infinite or do not fit each other, draws are fewer than 50 or not equal
        randomisations, or `choose` is not from 1 to K.

    Notes
    -----
    EVPPI = E[max over k of E[NB_k | inputs]] - max over k of E[NB_k]. The inner expectation is an additive spline
    regression whose slopes are drawn towards 0 as far as noise explains them. It is cross-fitted: the draws fall into up to
    seven folds (whole randomisations; every seventh of independent draws); from the folds before it, each fold takes a rule "given
    these inputs, choose that option" and the best single option, and the gain of the rule is counted on the fold's own net
    benefits; then once more in the opposite order, and the two are averaged. So noise that the regression mistakes for a
    signal earns nothing, and since each fold is judged by earlier ones only, the error of the mean gain holds for noise
    too. No rule beats the best one: the value leans low, by an amount that shrinks with the draws, and signals well under
    the error may be missed. The error is that of independent draws, so on scrambled points it is too large, often
    ten times and more; it is at least the largest gain that full information brings in any draw, divided by D.

    References
    ----------
    strong2014 (Medical Decision Making 34(3), 311-326: regression for partial perfect information).
    james1961 (Fourth Berkeley Symposium 1, 361-379: slopes drawn towards 0).
    dawid1984 (Journal of the Royal Statistical Society A 147(2), 278-292: each part judged by those before it).
    chernozhukov2018 (Econometrics Journal 21(1), C1-C68: cross-fitting).

    Examples
    --------
    >>> import numpy as np
    >>> rng = np.random.default_rng(1)
    >>> known, noise = rng.standard_normal((2, 10_000))
    >>> benefit = np.stack([np.zeros(10_000), known + noise], axis=1)
    >>> round(evppi(benefit, known).value, 1), evppi(benefit, rng.standard_normal(10_000)).is_distinguishable
    (0.4, False)
    """
    benefit, unit = check_benefit(net_benefit, randomisations=randomisations)
    check_choice(choose, options=benefit.shape[1])
    known = check_inputs(inputs, draws=len(benefit))
    draws, options = benefit.shape
    varying = known[:, known.min(axis=0) < known.max(axis=0)]
    if options == choose or not varying.shape[1]:
        return VoiResult(0.0, 0.0, draws=draws, options=options)
    basis = build_basis(varying)
    folds = _list_folds(draws, randomisations=randomisations)
    value, error = _value_rules(benefit, basis, folds=folds, choose=choose)
    unused = float(find_gains(benefit, choose=choose).max()) / draws
    return VoiResult(value * unit, max(error, unused) * unit, draws=draws, options=options)


def check_benefit(net_benefit: ArrayLike, *, randomisations: int) -> tuple[Floats, float]:
    """Net benefits in a unit, a power of 2, in which sums of squares stay finite, and that unit."""
    benefit = np.asarray(net_benefit, dtype=np.float64)
    if benefit.ndim != 2 or benefit.shape[1] == 0:
        raise NetBenefitError(
            f"net benefits have shape {benefit.shape}, so draws and options cannot be told apart. Give a table of draws by options."
        )
    if len(benefit) < _LEAST_DRAWS:
        raise NetBenefitError(
            f"there are {len(benefit)} draws of the net benefit, too few to tell information from chance. "
            f"Give at least {_LEAST_DRAWS}, better 10,000."
        )
    if not np.isfinite(benefit).all():
        draw, option = np.argwhere(~np.isfinite(benefit))[0].tolist()
        raise NetBenefitError(
            f"the net benefit of option {option} in draw {draw} is missing or infinite, so no option is best there. "
            "Find the input that has no value in that draw."
        )
    if not isinstance(randomisations, Integral) or randomisations < 1 or len(benefit) % randomisations:
        raise NetBenefitError(
            f"{len(benefit)} draws do not fall into {randomisations} equal randomisations, so no numerical error could be "
            "given. Pass the number of randomisations that the draws were made with."
        )
    exponent = int(np.frexp(np.abs(benefit).max())[1])
    if abs(exponent) < _PLAIN_EXPONENT:
        return benefit, 1.0
    unit = 2.0 ** min(exponent, 1023)
    return benefit / unit, unit


def check_choice(choose: int, *, options: int) -> None:
    """Refuse a choice of none, of part of an option, or of more than there are."""
    if not isinstance(choose, Integral) or not 1 <= choose <= options:
        raise NetBenefitError(
            f"{choose} of {options} options are to be chosen, which is no choice. Give a whole number from 1 to {options}."
        )


def check_inputs(inputs: ArrayLike, *, draws: int) -> Floats:
    """Inputs as a table (D, Q) of finite numbers in the draws of the net benefit."""
    known = np.asarray(inputs, dtype=np.float64)
    known = known[:, None] if known.ndim == 1 else known
    if known.ndim != 2 or len(known) != draws or known.shape[1] == 0:
        raise NetBenefitError(
            f"inputs have shape {known.shape} beside {draws} draws of the net benefit, so they cannot belong to the same "
            "draws. Give one column per input and one row per draw."
        )
    if not np.isfinite(known).all():
        draw, column = np.argwhere(~np.isfinite(known))[0].tolist()
        raise NetBenefitError(
            f"input {column} in draw {draw} is missing or infinite, so nothing could be learnt from it. "
            "Find why it has no value there, or leave it out."
        )
    return known


def _list_folds(draws: int, *, randomisations: int) -> NDArray[np.int64]:
    """Fold of each draw: whole randomisations, or every seventh of independent draws.

    Parts of one randomisation are no folds: it is so even that what one part has too much of, the rest has too little of.
    """
    if randomisations > 1:
        return np.repeat(np.arange(randomisations), draws // randomisations) % _FOLDS
    return np.arange(draws) % _FOLDS


def _value_rules(benefit: Floats, basis: Basis, *, folds: NDArray[np.int64], choose: int) -> tuple[float, float]:
    """Mean gain of choosing by the inputs over the best single option, both learnt on other folds, and its error."""
    count = int(folds.max()) + 1
    members = [np.flatnonzero(folds == fold) for fold in range(count)]
    sums = [_sum_up(benefit, basis.columns, rows=rows) for rows in members]
    means, errors = [], []
    for order in (range(count), range(count - 1, -1, -1)):
        learnt, gains = sums[order[0]], []
        for fold in order[1:]:
            best, slopes = _learn_rule(learnt, blocks=basis.blocks, choose=choose)
            gains.append(_apply_rule(benefit, basis.columns, rows=members[fold], best=best, slopes=slopes))
            learnt = learnt.plus(sums[fold])
        joined = np.concatenate(gains)
        means.append(float(joined.mean()))
        errors.append(float(joined.std(ddof=1) / np.sqrt(len(joined))))
    return (means[0] + means[1]) / 2, (errors[0] + errors[1]) / 2


@dataclass(frozen=True)
class _Sums:
    """All that a regression needs to know of some draws: products of columns (B, B), with options (B, K), of options (K, K)."""

    draws: int
    gram: Floats
    cross: Floats
    squares: Floats

    def plus(self, other: "_Sums") -> "_Sums":
        return _Sums(
            self.draws + other.draws,
            self.gram + other.gram,
            self.cross + other.cross,
            self.squares + other.squares,
        )


def _sum_up(benefit: Floats, columns: Floats, *, rows: NDArray[np.int64]) -> _Sums:
    wide, options = columns.shape[1], benefit.shape[1]
    total = _Sums(0, np.zeros((wide, wide)), np.zeros((wide, options)), np.zeros((options, options)))
    for start in range(0, len(rows), _CHUNK):
        part = rows[start : start + _CHUNK]
        known = columns[part]
        gained = benefit[part] - benefit[part].mean(
            axis=1, keepdims=True
        )  # what all options share would drown the leads
        total = total.plus(_Sums(len(part), known.T @ known, known.T @ gained, gained.T @ gained))
    return total


def _learn_rule(learnt: _Sums, *, blocks: tuple[slice, ...], choose: int) -> tuple[NDArray[np.int64], Floats]:
    """Best options without information, and slopes (B, K) of every lead over the last of them, drawn towards 0 by noise."""
    best = np.argsort(-learnt.cross[0], kind="stable")[:choose]
    single = int(best[-1])
    leads = learnt.cross - learnt.cross[:, [single]]
    ridge = np.diag(np.concatenate([[1e-9], np.full(len(learnt.gram) - 1, _RIDGE)]))
    slopes = np.asarray(np.linalg.solve(learnt.gram + ridge, leads), dtype=np.float64)
    own: Floats = np.diagonal(learnt.squares)
    total: Floats = own + own[single] - 2 * learnt.squares[single]
    explained: Floats = (slopes * leads).sum(axis=0)
    noise: Floats = np.maximum(total - explained, 0.0)
    noise /= max(learnt.draws - len(learnt.gram), 1) * learnt.draws
    for block in blocks:
        power: Floats = (slopes[block] ** 2).sum(axis=0)
        expected = noise * (block.stop - block.start)
        slopes[block] *= np.where(power > expected, 1 - expected / np.where(power > 0, power, 1.0), 0.0)
    return best, slopes


def _apply_rule(
    benefit: Floats, columns: Floats, *, rows: NDArray[np.int64], best: NDArray[np.int64], slopes: Floats
) -> Floats:
    """Gain, in some draws, of the rule over the best options that were learnt with it."""
    gains = np.empty(len(rows))
    for start in range(0, len(rows), _CHUNK):
        part = rows[start : start + _CHUNK]
        expected = columns[part] @ slopes
        gained = benefit[part]
        if len(best) == 1:
            won = gained[np.arange(len(part)), expected.argmax(axis=1)]
        else:
            chosen = np.argpartition(expected, -len(best), axis=1)[:, -len(best) :]
            won = np.take_along_axis(gained, chosen, axis=1).sum(axis=1)
        gains[start : start + _CHUNK] = won - gained[:, best].sum(axis=1)
    return gains


def find_gains(benefit: Floats, *, choose: int) -> Floats:
    """What knowing everything gains in each draw over the options that are best on average."""
    best = np.argsort(-benefit.mean(axis=0), kind="stable")[:choose]
    if choose == 1:
        gains: Floats = benefit.max(axis=1) - benefit[:, best[0]]
        return gains
    chosen: Floats = np.partition(benefit, -choose, axis=1)[:, -choose:].sum(axis=1)
    return np.asarray(np.maximum(chosen - benefit[:, best].sum(axis=1), 0.0))


def find_error(gains: Floats, *, randomisations: int) -> float:
    """Standard error of the mean gain: of independent draws, or from the spread between randomisations."""
    if randomisations > 1:
        gains = gains.reshape(randomisations, -1).mean(axis=1)
    return float(gains.std(ddof=1) / np.sqrt(len(gains)))
