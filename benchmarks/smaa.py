"""Does ranking 51 alternatives on 8 criteria over 100,000 draws keep to its time and memory?"""

import sys
import time
import tracemalloc

import numpy as np

from tocsin.methods.score.smaa import smaa
from tocsin.methods.score.weights import simplex_weights

ALTERNATIVES, CRITERIA, DRAWS = 51, 8, 100_000
BUDGET_SECONDS = 0.4
BUDGET_MEGABYTES = 200.0
REPEATS = 5


def measure_seconds(values: np.ndarray, weights: np.ndarray, *, randomisations: int) -> float:
    """Best of several runs, so that other work on the machine counts least."""
    seconds = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        smaa(values, weights, randomisations=randomisations)
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def measure_megabytes(values: np.ndarray, weights: np.ndarray) -> float:
    """Most memory held at once beyond the inputs."""
    tracemalloc.start()
    smaa(values, weights)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6


def run() -> bool:
    """Print each figure beside its budget; say whether all are kept."""
    rng = np.random.default_rng(1)
    weights = simplex_weights(CRITERIA, draws=DRAWS, rng=rng)
    known = rng.random((ALTERNATIVES, CRITERIA))
    uncertain = known + rng.normal(0, 0.1, (DRAWS, ALTERNATIVES, CRITERIA))
    smaa(known, weights[:1_000])
    seconds = measure_seconds(known, weights, randomisations=1)
    megabytes = measure_megabytes(known, weights)
    print(
        f"known scores, {ALTERNATIVES} x {CRITERIA}, {DRAWS:,} draws: {seconds:.3f} s   "
        f"budget {BUDGET_SECONDS} s   {'within' if seconds <= BUDGET_SECONDS else 'OVER'}"
    )
    print(f"the same, in 8 randomisations: {measure_seconds(known, weights, randomisations=8):.3f} s")
    print(f"scores drawn too: {measure_seconds(uncertain, weights, randomisations=1):.3f} s")
    print(
        f"memory beyond the inputs: {megabytes:.0f} MB   budget {BUDGET_MEGABYTES:.0f} MB   "
        f"{'within' if megabytes <= BUDGET_MEGABYTES else 'OVER'}"
    )
    return seconds <= BUDGET_SECONDS and megabytes <= BUDGET_MEGABYTES


if __name__ == "__main__":
    sys.exit(0 if run() else 1)
