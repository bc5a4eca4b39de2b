"""Are seeds and amounts arrays that a flow method can work on?"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tocsin.methods.flow.errors import FlowShapeError, FlowValueError

Floats = NDArray[np.float64]

# Numbers per block of draws: it stays in the processor's cache, and products of such matrices in one thread, which on a busy
# machine is up to 30 times faster than several that wait for each other.
_BLOCK_CELLS = 200_000


def check_seed(seed: ArrayLike) -> Floats:
    """Give a seed (P, Q) or (D, P, Q), each scaled to a greatest cell of 1; refuse what is no seed."""
    cells = np.asarray(seed, dtype=np.float64)
    if cells.ndim not in (2, 3) or 0 in cells.shape:
        raise FlowShapeError(
            f"the seed has shape {cells.shape}, so rows and columns cannot be told apart. Give one matrix (P, Q), or one per draw "
            "(D, P, Q)."
        )
    check_amounts(cells, what="the seed")
    greatest = cells.max(axis=(-2, -1), keepdims=True)
    if (greatest == 0).any():
        raise FlowValueError(
            "the seed is all zero, so nothing says what goes where. Give at least one cell above zero."
        )
    return np.asarray(cells / greatest)


def check_amounts(amounts: Floats, *, what: str) -> None:
    """Refuse amounts that are missing, infinite or negative."""
    wrong = ~(np.isfinite(amounts) & (amounts >= 0))
    if wrong.any():
        place = tuple(int(index) for index in np.argwhere(wrong)[0])
        raise FlowValueError(
            f"{what} has {amounts[place]} at {place}, which is no amount that can move ({int(wrong.sum())} such cells). "
            "Give finite amounts of zero or more."
        )


def check_margin(margin: ArrayLike, *, size: int, what: str) -> Floats:
    """Give margins as one row per draw (D, size), and refuse those that do not fit the seed."""
    given = np.asarray(margin, dtype=np.float64)
    given = given[None, :] if given.ndim == 1 else given
    if given.ndim != 2 or given.shape[1] != size or len(given) == 0:
        raise FlowShapeError(
            f"{what} have shape {given.shape} beside {size} places of the seed. Give one amount per place, or one row per draw."
        )
    return given


def count_draws(counts: dict[str, int]) -> int:
    """Find how many draws there are, where what is the same in all draws counts as one."""
    draws = max(counts.values())
    odd = [f"{what} has {count}" for what, count in counts.items() if count not in (1, draws)]
    if odd:
        raise FlowShapeError(
            f"there are {draws} draws, but {', '.join(odd)}. Draws belong together row by row: give one for all, or one per draw."
        )
    return draws


def list_blocks(draws: int, *, cells: int) -> list[slice]:
    """List runs of draws that are small enough to work on at a time."""
    step = max(1, _BLOCK_CELLS // max(cells, 1))
    return [slice(start, min(start + step, draws)) for start in range(0, draws, step)]


def in_block(values: Floats, block: slice, *, full: int) -> Floats:
    """Give the rows of one block; what has fewer dimensions than `full`, or one row for all draws, serves every block."""
    if values.ndim < full:
        return values
    count = block.stop - block.start
    return np.broadcast_to(values, (count, *values.shape[1:])) if len(values) == 1 else values[block]
