"""How many are there in all, when people differ in how easily they come to notice? Latent classes of people."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tocsin.methods.hidden.convergence import Convergence, check_chains
from tocsin.methods.hidden.errors import TooFewListsError
from tocsin.methods.hidden.settings import check_count, check_inside
from tocsin.methods.hidden.table import CaptureTable

__all__ = ["LatentResult", "simulate_classes"]

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

_TINY, _NEARLY_ONE = 1e-300, 1 - 1e-15
_LEAST_SEEN_SHARE = 1e-9  # a total a thousand million times those seen; where the chain is held there, it is counted
_STRETCHES = (0.1, 0.4, 1.0)  # spreads of the log factor by which a class may grow at once
_COMPARED_STEP = 20
_GROWING = 0.5  # share of the warm-up in which the data come in bit by bit


@dataclass(frozen=True)
class LatentResult:
    """Draws of the total from several chains, and how far these agree."""

    totals: Floats  # (chains, steps)
    classes: Floats  # (chains, steps): classes with at least one person, seen or unseen
    convergence: Convergence
    fit_p_value: float  # share of compared states in which new data would fit worse than those seen
    held_steps: int  # steps in which the share seen would have been below one in a thousand million

    def quantile(self, shares: ArrayLike) -> Floats:
        """Totals below which the given shares of all draws lie."""
        return np.asarray(np.quantile(self.totals, np.asarray(shares, dtype=np.float64)))


def simulate_classes(
    table: CaptureTable,
    *,
    rng: np.random.Generator,
    classes: int = 10,
    chains: int = 8,
    steps: int = 10_000,
    warm_up: int = 2_000,
    shape: float = 0.25,
    rate: float = 0.25,
) -> LatentResult:
    """Posterior draws of the number of people, who fall into classes that nobody recorded.

    Parameters
    ----------
    table : CaptureTable
        Counts by pattern of at least 3 lists.
    rng : numpy.random.Generator
        Source of randomness.
    classes : int
        The most classes that are kept, at least 2; the data decide how many of them are used.
    chains, steps, warm_up : int
        Independent chains (at least 2), steps kept of each (at least 8), and steps before these (at least 2).
    shape, rate : float
        Gamma prior of the concentration of the classes, both above 0; small values expect few classes.

    Returns
    -------
    LatentResult
        ``totals``: people, seen and unseen, shape (chains, steps), never below those seen; ``classes`` in use, same shape,
        1 to ``classes``; ``convergence`` of the totals; ``fit_p_value`` (0 to 1; small: the classes do not fit the counts);
        ``held_steps``, 0 unless the data hardly bound the total.

    Raises
    ------
    TooFewListsError
        If there are fewer than 3 lists.
    HiddenSettingError
        If a setting is outside of its range.

    Notes
    -----
    Within a class, being on one list says nothing of being on another; a class has its own probability of each list, uniform
    beforehand. Shares of classes follow a Dirichlet process cut off at ``classes`` sticks, the total N has the prior 1 / N. In turn are
    drawn: the class of everybody, by multinomials over patterns and not over people; the number unseen, negative binomial with
    n seen and the probability ρ of being on no list; their classes; the list probabilities (beta); the sticks (beta); the
    concentration (gamma). Chains start from draws of the prior, and in the first half of the warm-up the data come in bit by
    bit, as binomial parts of the counts: from random starts with all data, chains stay for ten thousands of steps in states of
    many small classes. All chains go forward together. After each step
    one class is made larger and seldomer on every list, or the reverse, the unseen and all classes summed out, accepted by
    Metropolis-Hastings: the data say least about that direction, in which the steps with the unseen drawn in are tiny. In
    every twentieth step the deviance of the counts from those expected is compared with that of counts drawn anew.

    References
    ----------
    manriquevallier2016 (Biometrics 72(4), 1246-1254, section 3); ishwaran2001 (blocked Gibbs sampling);
    liu1999 (moves along a ridge); gelman1996 (comparison with new data).

    Examples
    --------
    >>> import numpy as np
    >>> table = CaptureTable.from_patterns(
    ...     ["a", "b", "c"],
    ...     [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [1, 0, 1], [0, 1, 1], [1, 1, 1]],
    ...     counts=[60, 49, 42, 16, 12, 13, 4],
    ... )
    >>> result = simulate_classes(table, rng=np.random.default_rng(1), steps=200, warm_up=100)
    >>> bool((result.totals >= table.seen).all())
    True
    """
    _check_settings(table, numbers=(classes, chains, steps, warm_up), prior=(shape, rate))
    state = _Chains(table, chains=chains, classes=classes, prior=(shape, rate), rng=rng)
    growing = max(int(warm_up * _GROWING), 1)
    for step in range(warm_up):
        state.advance(share=min((step + 1) / growing, 1.0))
    totals, used = np.empty((chains, steps)), np.empty((chains, steps))
    state.held = 0
    worse = []
    for step in range(steps):
        totals[:, step], used[:, step] = state.advance(share=1.0)
        if step % _COMPARED_STEP == 0:
            worse.append(state.fits_new_data_worse())
    return LatentResult(totals, used, check_chains(totals), float(np.mean(worse)), state.held)


class _Chains:
    """All chains side by side: C chains, P patterns, L lists, K classes."""

    def __init__(
        self, table: CaptureTable, *, chains: int, classes: int, prior: tuple[float, float], rng: np.random.Generator
    ) -> None:
        some = table.counts > 0
        self._on = table.patterns[some].astype(np.float64)
        self._counts: Counts = table.counts[some].astype(np.int64)
        patterns, every = table.full()
        self._patterns, self._every = patterns.astype(np.float64), every
        self._shape, self._rate = prior
        self._rng, self._classes = rng, classes
        concentration = rng.gamma(self._shape, 1 / self._rate, chains)
        self._concentration = np.clip(concentration, 0.01, 1.0)
        self._caught = self._draw_beta(np.ones((chains, self._on.shape[1], classes)), 1.0)
        self._sticks = self._draw_beta(np.ones((chains, classes)), self._concentration[:, None])
        self._sticks[:, -1] = 1.0
        self.held = 0

    def advance(self, *, share: float) -> tuple[Floats, Floats]:
        """Draw everything once, given a share of the data; totals and classes in use of each chain."""
        counts = self._counts if share == 1 else self._rng.binomial(self._counts, share)
        log_shares = self._weigh_classes()
        log_on, log_off = np.log(self._caught), np.log1p(-self._caught)
        of_seen = log_shares[:, None, :] + self._on @ log_on + (1 - self._on) @ log_off
        seen = self._rng.multinomial(counts[None, :], _share_out(of_seen))
        unseen = self._draw_unseen(log_shares + log_off.sum(axis=1), seen=int(counts.sum()))
        members = seen.sum(axis=1) + unseen
        on_list = np.matmul(self._on.T, seen)
        self._caught = self._draw_beta(1.0 + on_list, 1.0 + members[:, None, :] - on_list)
        self._break_sticks(members)
        self._stretch(counts)
        return members.sum(axis=1).astype(np.float64), (members > 0).sum(axis=1).astype(np.float64)

    def fits_new_data_worse(self) -> Floats:
        """Whether, in each chain, counts drawn anew deviate more from what is expected than those seen do; 1 or 0."""
        logs = self._weigh_classes()[:, None, :] + self._patterns @ np.log(self._caught)
        logs += (1 - self._patterns) @ np.log1p(-self._caught)
        chances = np.maximum(np.exp(logs).sum(axis=2), _TINY)
        chances /= chances.sum(axis=1, keepdims=True)
        seen = int(self._every.sum())
        drawn = self._rng.multinomial(seen, chances)
        return np.asarray(
            _find_deviance(drawn, seen * chances) >= _find_deviance(self._every, seen * chances), dtype=np.float64
        )

    def _weigh_classes(self) -> Floats:
        """Logs of the shares of the classes, shape (C, K)."""
        rest = np.cumsum(np.log1p(-self._sticks[:, :-1]), axis=1)
        weights: Floats = np.log(self._sticks)
        weights[:, 1:] += rest
        return weights

    def _draw_unseen(self, logs: Floats, *, seen: int) -> Counts:
        """Members of each class who are on no list, shape (C, K)."""
        on_none = np.exp(logs).sum(axis=1)
        noticed = np.maximum(1 - on_none, _LEAST_SEEN_SHARE)
        self.held += int((noticed == _LEAST_SEEN_SHARE).sum())
        number = self._rng.negative_binomial(max(seen, 1), noticed)
        return self._rng.multinomial(number, _share_out(logs))

    def _break_sticks(self, members: Counts) -> None:
        later = members[:, ::-1].cumsum(axis=1)[:, ::-1] - members
        self._sticks = self._draw_beta((1 + members).astype(np.float64), self._concentration[:, None] + later)
        self._sticks[:, -1] = 1.0
        log_rest = np.log1p(-self._sticks[:, :-1]).sum(axis=1)
        drawn = self._rng.gamma(self._shape + self._classes - 1, 1 / (self._rate - log_rest))
        self._concentration = np.maximum(drawn, 1e-9)

    def _stretch(self, counts: Counts) -> None:
        """Make one class of each chain larger and seldomer on every list, or the reverse; accepted by Metropolis-Hastings.

        Whether few are seen of many or more of fewer is what the data say least about. With the unseen drawn in, the steps
        along that ridge are tiny; here they are summed out, so that a chain can go along it at once.
        """
        rng, rows = self._rng, np.arange(len(self._sticks))
        shares, lists = np.exp(self._weigh_classes()), self._on.shape[1]
        chosen = (shares.cumsum(axis=1) < rng.random((len(rows), 1)) * shares.sum(axis=1, keepdims=True)).sum(axis=1)
        log_factor = rng.normal(0.0, rng.choice(_STRETCHES, len(rows)))
        factor = np.exp(log_factor)
        new_caught = self._caught.copy()
        new_caught[rows, :, chosen] /= factor[:, None]
        inside = (new_caught < _NEARLY_ONE) & (new_caught > _TINY)
        possible = inside.reshape(len(rows), -1).min(axis=1)
        new_caught = np.where(possible[:, None, None], new_caught, self._caught)
        new_shares = shares.copy()
        new_shares[rows, chosen] *= factor
        whole = new_shares.sum(axis=1)
        new_shares /= whole[:, None]
        gain = self._weigh(new_shares, new_caught, counts=counts) - self._weigh(shares, self._caught, counts=counts)
        gain += (2 - lists) * log_factor - (self._classes + 1) * np.log(whole)
        accepted = np.less(np.log(rng.random(len(rows))), gain)
        taken = rows[possible & accepted]
        self._caught[taken] = new_caught[taken]
        tails = np.maximum(new_shares[:, ::-1].cumsum(axis=1)[:, ::-1], _TINY)
        self._sticks[taken] = np.clip(new_shares / tails, _TINY, _NEARLY_ONE)[taken]
        self._sticks[:, -1] = 1.0

    def _weigh(self, shares: Floats, caught: Floats, *, counts: Counts) -> Floats:
        """Log density of shares and list probabilities given the counts, the unseen and all classes summed out."""
        with np.errstate(divide="ignore"):
            log_shares = np.log(np.maximum(shares, _TINY))
        log_on, log_off = np.log(caught), np.log1p(-caught)
        cells = np.exp(log_shares[:, None, :] + self._on @ log_on + (1 - self._on) @ log_off).sum(axis=2)
        on_none = np.exp(log_shares + log_off.sum(axis=1)).sum(axis=1)
        noticed = np.maximum(1 - on_none, _LEAST_SEEN_SHARE)
        data: Floats = np.log(np.maximum(cells, _TINY)) @ counts - counts.sum() * np.log(noticed)
        tails = np.maximum(shares[:, ::-1].cumsum(axis=1)[:, ::-1], _TINY)
        prior: Floats = (self._concentration - 1) * log_shares[:, -1] - np.log(tails[:, :-1]).sum(axis=1)
        return data + prior

    def _draw_beta(self, first: Floats, second: Floats | float) -> Floats:
        return np.clip(self._rng.beta(first, second), _TINY, _NEARLY_ONE)


def _find_deviance(counts: NDArray[np.generic], expected: Floats) -> Floats:
    numbers = np.asarray(counts, dtype=np.float64)
    ratio = np.log(np.where(numbers > 0, numbers, 1.0) / np.where(numbers > 0, expected, 1.0))
    return np.asarray(2 * (numbers * ratio).sum(axis=-1))


def _share_out(logs: Floats) -> Floats:
    """Probabilities from their logs over the last axis."""
    shares = np.exp(logs - logs.max(axis=-1, keepdims=True))
    return np.asarray(shares / shares.sum(axis=-1, keepdims=True))


def _check_settings(table: CaptureTable, *, numbers: tuple[int, ...], prior: tuple[float, float]) -> None:
    if len(table.lists) < 3:
        raise TooFewListsError(
            f"there are {len(table.lists)} lists, and fewer than 3 cannot tell people who differ from lists that depend on "
            "each other. Find another list."
        )
    for name, value, least in zip(("classes", "chains", "steps", "warm_up"), numbers, (2, 2, 8, 2), strict=True):
        check_count(name, value, least=least)
    for name, number in zip(("shape", "rate"), prior, strict=True):
        check_inside(name, number, low=0.0, high=np.inf)
