"""Does valuing one input over 10,000 draws keep to its time, by splines and by a process, and noise come out at nothing?"""

import sys
import time
from collections.abc import Callable

import numpy as np

from tocsin.methods.decide.process import evppi_gp
from tocsin.methods.decide.voi import VoiResult, evpi, evppi

DRAWS = 10_000
BUDGET_SECONDS = 0.05
BUDGET_PROCESS_SECONDS = 1.0
PEER_PROCESS_SECONDS = 461.0  # R voi, Gaussian process, one input of 10,000 draws on such a machine
REPEATS = 20
SEEDS = 200
EXACT_X = 0.5726894  # tests/golden/voi


def draw_case(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Net benefit of two options, the input that drives it, and one that does not."""
    rng = np.random.default_rng(seed)
    x, y, noise = rng.standard_normal((3, DRAWS))
    x = 1 + 2 * x
    return np.stack([np.zeros(DRAWS), x + 3 * y - 0.5], axis=1), x, noise


def measure_seconds(
    benefit: np.ndarray, inputs: np.ndarray, *, value: Callable[..., VoiResult] = evppi, repeats: int = REPEATS
) -> float:
    """Best of several runs, so that other work on the machine counts least."""
    seconds = []
    for _ in range(repeats):
        start = time.perf_counter()
        value(benefit, inputs)
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def run_process() -> bool:
    """Print the figures of the low-rank process; say whether its budget is kept."""
    benefit, x, noise = draw_case(0)
    seconds = measure_seconds(benefit, x, value=evppi_gp, repeats=5)
    found = evppi_gp(benefit, x)
    print(
        f"low-rank process, one input: {seconds:.3f} s   budget {BUDGET_PROCESS_SECONDS:g} s   "
        f"{'within' if seconds <= BUDGET_PROCESS_SECONDS else 'OVER'}   "
        f"{PEER_PROCESS_SECONDS / seconds:,.0f} times as fast as the whole process in R voi"
    )
    print(
        f"its worth: {found.value:.4f} +- {found.error:.4f} (exact {EXACT_X:.4f}); noise: {evppi_gp(benefit, noise).value:.4f}"
    )
    pair = np.stack([x, noise], axis=1)
    print(f"the same, two inputs: {measure_seconds(benefit, pair, value=evppi_gp, repeats=3):.3f} s")
    return seconds <= BUDGET_PROCESS_SECONDS


def run() -> bool:
    """Print each figure beside its budget; say whether all are kept."""
    benefit, x, noise = draw_case(0)
    seconds = measure_seconds(benefit, x)
    many = benefit[:, [1]] * np.linspace(-1, 1, 100)
    print(
        f"one input, {DRAWS:,} draws, 2 options: {seconds:.4f} s   budget {BUDGET_SECONDS} s   "
        f"{'within' if seconds <= BUDGET_SECONDS else 'OVER'}"
    )
    print(f"the same, 100 options: {measure_seconds(many, x):.4f} s")
    print(f"two inputs, 2 options: {measure_seconds(benefit, np.stack([x, noise], axis=1)):.4f} s")
    print(f"worth of everything: {evpi(benefit).value:.4f} +- {evpi(benefit).error:.4f} (exact 1.2022)")
    cases = [draw_case(seed) for seed in range(SEEDS)]
    real = [evppi(benefit, x) for benefit, x, _ in cases]
    idle = [evppi(benefit, noise) for benefit, _, noise in cases]
    hits = np.mean([abs(r.value - EXACT_X) < 1.645 * r.error for r in real])
    quiet = np.mean([r.value < 2 * r.error for r in idle])
    print(f"{SEEDS} seeds: mean worth of the input {np.mean([r.value for r in real]):.4f} (exact {EXACT_X:.4f})")
    print(f"90 % intervals that hold the exact worth: {hits:.1%}; noise under two errors: {quiet:.1%}")
    return seconds <= BUDGET_SECONDS and bool(quiet > 0.95)


if __name__ == "__main__":
    is_kept = [run(), run_process()]
    sys.exit(0 if all(is_kept) else 1)
