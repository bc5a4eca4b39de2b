"""What goes from place to place, if only what each place adds or takes out is known, and what enters must leave?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tocsin.methods.flow.arrays import Floats, check_margin, check_seed, count_draws, in_block, list_blocks
from tocsin.methods.flow.errors import FlowShapeError, FlowValueError, MarginSumError, UnreachableMarginError

_WARM_ROUNDS = 30  # rounds of cautious scaling before Newton's steps, which need a fair start
_LONGEST_STEP = 2.0  # largest change of a logarithm in one step of Newton
_RIDGE = 1e-12  # makes the graph's singular matrix solvable; its null directions change no flow


@dataclass(frozen=True)
class Conserved:
    """Flows between P places that conserve what moves, one matrix per draw."""

    flows: Floats  # (D, P, P): in the unit of `net`; row sends, column receives
    error: Floats  # (D,): what is missing or too much at the places, as a share of all that is added
    steps: NDArray[np.int64]  # (D,): steps of Newton taken
    tolerance: float

    @property
    def is_balanced(self) -> NDArray[np.bool_]:
        """Whether each draw conserves what moves to within the tolerance; shape (D,)."""
        return np.asarray(self.error <= self.tolerance)

    @property
    def failed_count(self) -> int:
        """How many draws could not be balanced."""
        return int((~self.is_balanced).sum())


def conserve(seed: ArrayLike, net: ArrayLike, *, tolerance: float = 1e-8, most_steps: int = 100) -> Conserved:
    """Find the flows most like a seed of which each place sends on all that it receives, apart from what it adds or takes.

    Parameters
    ----------
    seed : array, shape (P, P) or (D, P, P)
        What moves from place to place as far as it was seen, any unit, 0 or more, diagonal 0; only its proportions count.
    net : array, shape (P,) or (D, P)
        What each place adds (above 0) or takes out (below 0); adds up to 0 in each draw.
    tolerance : float
        Share of all that is added that may be out of balance; above 0.
    most_steps : int
        Steps of Newton after which a draw counts as failed; at least 1.

    Returns
    -------
    Conserved
        ``flows`` (D, P, P) in the unit of `net`; ``error`` (D,); ``steps`` (D,). A draw that fails is returned as far as
        it came, and counted in ``failed_count``.

    Raises
    ------
    FlowShapeError
        If the seed is not square or does not fit `net`.
    FlowValueError
        If an amount is missing or infinite, the seed negative, all zero or with a diagonal, nothing is added, or tolerance or
        steps are not above 0.
    MarginSumError
        If `net` does not add up to 0 in a draw, to within a millionth of what is added.
    UnreachableMarginError
        If a place adds in all draws and the seed has no way out of it, or takes in all and there is no way in; where
        that is so in some draws only, these fail.

    Notes
    -----
    Of all matrices x with sum_j x_ij - sum_j x_ji = net_i, the one that minimises X * sum (x_ij / X) log((x_ij / X) / p_ij), where
    X is the sum of x and p the seed as shares. It is x_ij = X * p_ij * exp(u_i - u_j) with X such that the cells add up to X:
    one potential u per place. With X fixed this is the balancing of a matrix with given net amounts; leaving X
    free lets the seed say, by its proportions, how often goods pass through a place, and its own unit does not matter. The
    problem is convex; it is solved by Newton's method on u and log X together, all draws at once. No matrix
    exists where the seed has no way from those that add to those that take: the draw fails. Flows that only
    go round are kept as the seed has them.

    References
    ----------
    schneider1990 (balancing of matrices by relative entropy); csiszar1975 (section 3: form of the nearest matrix).

    Examples
    --------
    >>> conserve([[0, 1, 1], [0, 0, 1], [0, 0, 0]], [3, 0, -3]).flows[0].round(2).tolist()
    [[0.0, 1.5, 1.5], [0.0, 0.0, 1.5], [0.0, 0.0, 0.0]]
    """
    cells = check_seed(seed)
    wanted = _check_net(cells, net, tolerance=tolerance, most_steps=most_steps)
    draws = count_draws({"the seed": len(cells) if cells.ndim == 3 else 1, "net": len(wanted)})
    shares = cells / cells.sum(axis=(-2, -1), keepdims=True)
    places = wanted.shape[1]
    flows, error = np.empty((draws, places, places)), np.empty(draws)
    steps = np.zeros(draws, dtype=np.int64)
    for block in list_blocks(draws, cells=places * places):
        part = np.broadcast_to(in_block(shares, block, full=3), (block.stop - block.start, places, places))
        flows[block], error[block], steps[block] = _solve(
            part, in_block(wanted, block, full=2), tolerance=tolerance, most_steps=most_steps
        )
    return Conserved(flows, error, steps, tolerance)


def _check_net(seed: Floats, net: ArrayLike, *, tolerance: float, most_steps: int) -> Floats:
    if seed.shape[-1] != seed.shape[-2]:
        raise FlowShapeError(
            f"the seed has shape {seed.shape}, so senders and receivers are not the same places. Give a square matrix."
        )
    wanted = check_margin(net, size=seed.shape[-1], what="net amounts")
    added = np.abs(wanted).sum(axis=1) / 2
    if not np.isfinite(wanted).all() or (added == 0).any() or not tolerance > 0 or most_steps < 1:
        raise FlowValueError(
            "a net amount is missing or infinite, a draw adds nothing anywhere, or tolerance or steps are not above zero, so "
            "there is nothing to balance. Give finite amounts of which some are not zero."
        )
    if np.trace(seed, axis1=-2, axis2=-1).any():
        raise FlowValueError(
            "the seed has amounts from a place to itself, which balance nothing. Set the diagonal to zero."
        )
    gap = wanted.sum(axis=1)
    if (np.abs(gap) > 1e-6 * added).any():
        worst = int(np.abs(gap).argmax())
        raise MarginSumError(
            f"in draw {worst} the net amounts add up to {gap[worst]:+.6g}, not zero: more is added than taken out, or less. Reconcile "
            "them first, or give what is missing a place of its own."
        )
    drawn = seed.max(axis=0) if seed.ndim == 3 else seed
    for what, sign, reach in (("adds", 1, drawn.max(axis=1)), ("takes out", -1, drawn.max(axis=0))):
        lost = np.flatnonzero((sign * wanted > 0).all(axis=0) & (reach == 0))
        if lost.size:
            raise UnreachableMarginError(
                f"place {int(lost[0])} {what} an amount, but the seed has no way for it ({lost.size} such), and zeros stay "
                "zero. Put a small amount where something may move, or set the net amount to zero."
            )
    return wanted


def _solve(
    shares: Floats, net: Floats, *, tolerance: float, most_steps: int
) -> tuple[Floats, Floats, NDArray[np.int64]]:
    count = len(net)
    added = np.abs(net).sum(axis=1) / 2
    potential, level = _warm_up(shares, net / added[:, None])
    flows, error = np.zeros(shares.shape), np.full(count, np.inf)
    steps = np.full(count, most_steps, dtype=np.int64)
    active = np.arange(count)
    with np.errstate(all="ignore"):  # draws without a solution run away; their error stays infinite
        for number in range(1, most_steps + 1):
            moved = _move(shares[active], potential[active], level=level[active])
            wanted = net[active] / added[active, None]
            wrong = np.abs(moved.sum(axis=2) - moved.sum(axis=1) - wanted).sum(axis=1)
            excess = moved.sum(axis=(1, 2)) / np.exp(level[active]) - 1
            left = np.nan_to_num(np.maximum(wrong, np.abs(excess)), nan=np.inf)
            flows[active], error[active] = np.nan_to_num(moved, posinf=0.0) * added[active, None, None], left
            done = left <= tolerance
            steps[active[done]] = number - 1
            active = active[~done & np.isfinite(left)]
            if active.size == 0:
                break
            keep = ~done & np.isfinite(left)
            step, rise = _step(moved[keep], wanted[keep], excess=excess[keep])
            potential[active] += step
            level[active] += rise
    return flows, error, steps


def _move(shares: Floats, potential: Floats, *, level: Floats) -> Floats:
    """Flows (B, P, P) that potentials (B, P) and the logarithm of their sum (B,) stand for."""
    return np.asarray(shares * np.exp(potential + level[:, None])[:, :, None] * np.exp(-potential)[:, None, :])


def _warm_up(shares: Floats, net: Floats) -> tuple[Floats, Floats]:
    """Potentials (B, P) and level (B,) after some rounds of scaling each place halfway to its balance."""
    potential, level = np.zeros(net.shape), np.zeros(len(net))
    tiny = np.finfo(np.float64).tiny
    for _ in range(_WARM_ROUNDS):
        push, pull = np.exp(potential + level[:, None]), np.exp(-potential)
        out = push * np.matmul(shares, pull[:, :, None])[:, :, 0]
        into = pull * np.matmul(push[:, None, :], shares)[:, 0, :]
        root = np.sqrt(net**2 + 4 * out * into)
        scale = np.where(net > 0, _ratio(net + root, 2 * out), _ratio(2 * into, root - net))
        potential += 0.5 * np.clip(np.log(np.where(scale > 0, scale, 1.0)), -_LONGEST_STEP, _LONGEST_STEP)
        moved = np.exp(potential) * np.matmul(shares, np.exp(-potential)[:, :, None])[:, :, 0]
        level += np.log(np.maximum(moved.sum(axis=1), tiny))  # the logarithm of all that now moves
    return potential, level


def _ratio(above: Floats, below: Floats) -> Floats:
    return np.divide(above, below, out=np.ones(above.shape), where=below > 0)


def _step(moved: Floats, net: Floats, *, excess: Floats) -> tuple[Floats, Floats]:
    """One step of Newton in the potentials (B, P) and the level (B,), shortened where it would be too long."""
    out, into = moved.sum(axis=2), moved.sum(axis=1)
    graph = -(moved + moved.transpose(0, 2, 1))
    index = np.arange(net.shape[1])
    graph[:, index, index] += out + into
    graph[:, index, index] += _RIDGE * (out + into).mean(axis=1, keepdims=True)
    slack = out - into
    both = np.linalg.solve(graph, np.stack([net - slack, slack], axis=2))
    total = moved.sum(axis=(1, 2))
    push, pull = both[:, :, 0], both[:, :, 1]
    # slack'(push - pull * rise) = -total * excess, which is the sum of cells coming to 1 in shares.
    rise = ((slack * push).sum(axis=1) + total * excess / (1 + excess)) / (slack * pull).sum(axis=1)
    step = push - pull * rise[:, None]
    longest = np.maximum(np.abs(step - step.mean(axis=1, keepdims=True)).max(axis=1), np.abs(rise))
    short = np.minimum(1.0, _LONGEST_STEP / np.maximum(longest, np.finfo(np.float64).tiny))
    return step * short[:, None], rise * short
