"""Does balancing 1,000 draws of a matrix of 60 places keep to its time?"""

import sys
import time
from collections.abc import Callable

import numpy as np

from tocsin.methods.flow.balance import balance
from tocsin.methods.flow.conserve import conserve

PLACES, DRAWS = 60, 1_000
BUDGET_SECONDS = 2.0
REPEATS = 5


def measure_seconds(work: Callable[[], object]) -> float:
    """Best of several runs, so that other work on the machine counts least."""
    seconds = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def fit_one_by_one(seeds: np.ndarray, rows: np.ndarray, *, columns: np.ndarray, rounds: int) -> None:
    """Scale each matrix by itself for so many rounds, as plain array code does: the peer."""
    for seed, row, column in zip(seeds, rows, columns, strict=True):
        cells = seed.copy()
        for _ in range(rounds):
            cells *= (row / cells.sum(axis=1))[:, None]
            cells *= column / cells.sum(axis=0)


def draw_case() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Draw seeds with 30 % of their cells, and margins that some matrix with these cells has."""
    rng = np.random.default_rng(1)
    seed = rng.lognormal(0, 2, (PLACES, PLACES)) * (rng.random((PLACES, PLACES)) < 0.3)
    seed += np.roll(np.eye(PLACES), 1, axis=1)
    seeds = seed * rng.gamma(5, 0.2, (DRAWS, PLACES, PLACES))
    other = seeds * rng.lognormal(0, 0.5, seeds.shape)
    return seeds, other.sum(axis=2), other.sum(axis=1)


def run() -> bool:
    """Print each figure beside its budget; say whether all are kept."""
    seeds, rows, columns = draw_case()
    found = balance(seeds, rows=rows, columns=columns)
    rounds = int(np.median(found.rounds))
    own = measure_seconds(lambda: balance(seeds, rows=rows, columns=columns))
    shared = measure_seconds(lambda: balance(seeds[0], rows=rows, columns=columns))
    start = time.perf_counter()
    fit_one_by_one(seeds[:50], rows[:50], columns=columns[:50], rounds=rounds)
    peer = (time.perf_counter() - start) * DRAWS / 50
    net = rows - columns
    carried = conserve(np.where(np.eye(PLACES), 0, seeds), net)
    conserved = measure_seconds(lambda: conserve(np.where(np.eye(PLACES), 0, seeds), net))
    size = f"{DRAWS:,} draws of {PLACES} x {PLACES}"
    print(
        f"balance, {size}, a seed per draw, {rounds} rounds: {own:.2f} s   budget {BUDGET_SECONDS} s   "
        f"{'within' if own <= BUDGET_SECONDS else 'OVER'}   {peer / own:.0f} times as fast as one matrix at a time ({peer:.1f} s)"
    )
    print(f"balance, {size}, one seed for all: {shared:.2f} s   failed draws {found.failed_count}")
    print(f"conserve, {size}: {conserved:.2f} s   failed draws {carried.failed_count}")
    return own <= BUDGET_SECONDS and found.failed_count == 0


if __name__ == "__main__":
    sys.exit(0 if run() else 1)
