"""How fast and how exact are draws, beside two peers? Prints; run as `python benchmarks/draws.py`."""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from shutil import which

import numpy as np

from tocsin.methods.draws.distributions import Lognormal, Mixture, Normal, Pert
from tocsin.methods.draws.intervals import lognormal_from_interval
from tocsin.methods.draws.points import Points
from tocsin.methods.draws.summary import summarise
from tocsin.methods.sensitivity.first_order import first_order_shares

EXACT_MEAN = 6.711119300491079  # of the product below: exp(m + s^2 / 2)
RANGES = [(8.1e6, 8.4e6), (0.002, 0.01), (2e3, 5e4)]
FACTORS = [lognormal_from_interval(*ends) for ends in RANGES]
BUDGET_MS = 5.0
ERROR_BUDGETS_PERCENT = {14: 0.25, 16: 0.06}
SCRAMBLES = 40
SQUIGGLE = "@quri/squiggle-lang@0.10.0"
NPM_SECONDS = 120


def time_best_ms(run: Callable[[], object], *, repeats: int = 30) -> float:
    """Least time of several runs, in milliseconds."""
    run()
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return 1e3 * min(times)


def draw_product(points: Points) -> np.ndarray:
    """Draws of the three-factor product."""
    first, second, third = (factor.at_normals(points.normals(i)) for i, factor in enumerate(FACTORS))
    return first * second / third


def estimate_product_mean(points: Points) -> float:
    """Mean of the three-factor product, its points made from nothing."""
    return float(draw_product(points).mean())


def time_squigglepy_ms() -> float | None:
    """Time of the same mean by squigglepy; None where it is not installed."""
    if find_spec("squigglepy") is None:
        return None
    import squigglepy as sq

    first, second, third = (sq.to(low, high) for low, high in RANGES)
    return time_best_ms(
        lambda: (sq.sample(first, n=100_000) * sq.sample(second, n=100_000) / sq.sample(third, n=100_000)).mean(),
        repeats=10,
    )


def time_squiggle_ms() -> float | None:
    """Time of the same mean by Squiggle, fetched into a folder of its own; None without npm, node or a network."""
    npm, node = which("npm"), which("node")
    if not npm or not node:
        return None
    with tempfile.TemporaryDirectory() as folder:
        script = shutil.copy(Path(__file__).with_name("squiggle.mjs"), folder)
        fetch = [npm, "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", SQUIGGLE]
        try:
            subprocess.run(fetch, cwd=folder, check=True, capture_output=True, timeout=NPM_SECONDS)
            told = subprocess.run([node, script], cwd=folder, check=True, capture_output=True, timeout=NPM_SECONDS)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
            return None
    return float(json.loads(told.stdout)["least"])


def print_times() -> bool:
    """Time of the product's mean, points included, beside its budget and the peers; say whether the budget is kept."""
    print("Mean of a three-factor product, points made anew:")
    took = 0.0
    for randomisations, log2_points in ((16, 12), (8, 13), (6, 14), (12, 13), (25, 12)):
        took = time_best_ms(lambda r=randomisations, k=log2_points: estimate_product_mean(Points(1, r, k)))
        print(f"  {randomisations << log2_points:>7,} draws ({randomisations} x 2^{log2_points}): {took:6.2f} ms")
    print(f"  the last: budget {BUDGET_MS:g} ms at 10^5 draws   {tell(is_kept=took <= BUDGET_MS)}")
    for name, peer in (("squigglepy", time_squigglepy_ms()), ("Squiggle", time_squiggle_ms())):
        told = (
            "skipped, it cannot be installed here" if peer is None else f"{peer:6.2f} ms, {peer / took:.1f} times ours"
        )
        print(f"  100,000 draws, {name}: {told}")
    return took <= BUDGET_MS


def tell(*, is_kept: bool) -> str:
    """Word for a budget that is kept, or not."""
    return "within" if is_kept else "OVER"


def print_errors() -> bool:
    """Error of the product's mean for several ways to part the same number of points; say whether budgets are kept."""
    print(f"Error of that mean in percent, worst and typical of {SCRAMBLES} scrambles, and the error printed with it:")
    kept = True
    for total, budget in ERROR_BUDGETS_PERCENT.items():
        for log2_randomisations in (0, 1, 2, 3, 4):
            randomisations, log2_points = 1 << log2_randomisations, total - log2_randomisations
            worst, typical, printed = measure_errors(randomisations, log2_points)
            told = (
                f"   budget {budget}   {tell(is_kept=worst <= budget)}"
                if randomisations == 1
                else f", printed {printed:.3f}"
            )
            kept = kept and (randomisations > 1 or worst <= budget)
            print(f"  {randomisations:>2} x 2^{log2_points}: worst {worst:.3f}, typical {typical:.3f}{told}")
        plain = [np.random.default_rng(s).normal(size=(3, 1 << total)) for s in range(SCRAMBLES)]
        means = [
            np.prod([f.at_normals(z) ** p for f, z, p in zip(FACTORS, x, (1, 1, -1), strict=True)], axis=0).mean()
            for x in plain
        ]
        print(f"  plain random numbers, 2^{total}: worst {100 * np.abs(np.array(means) / EXACT_MEAN - 1).max():.3f}")
    return kept


def measure_errors(randomisations: int, log2_points: int) -> tuple[float, float, float]:
    """Worst and typical error of the mean, and the error printed with it, in percent of the exact mean."""
    points = [Points(seed, randomisations, log2_points) for seed in range(SCRAMBLES)]
    found = [summarise(draw_product(each), randomisations=randomisations) for each in points]
    misses = 100 * (np.array([each.mean for each in found]) / EXACT_MEAN - 1)
    printed = 100 * np.array([each.error_mean for each in found]) / EXACT_MEAN
    return float(np.abs(misses).max()), float(np.sqrt(np.mean(misses**2))), float(np.sqrt(np.mean(printed**2)))


def print_parts() -> None:
    """Time of single steps at 65,536 draws."""
    points = Points(1, 16, 12)
    uniforms = points.uniforms(0)
    lognormal, normal = Lognormal(log_mean=1.0, log_sd=0.5), Normal(mean=9.0, sd=2.0)
    mixed = Mixture(components=[lognormal, Lognormal(log_mean=3.0, log_sd=0.3), normal], weights=[0.5, 0.3, 0.2])
    inputs = np.stack([points.normals(i) for i in range(5)], axis=1)
    print("Single steps at 65,536 draws:")
    print(f"  lognormal from uniforms: {time_best_ms(lambda: lognormal.quantile(uniforms)):.2f} ms")
    pert = Pert(low=0.0, mode=1.0, high=5.0)
    print(f"  PERT from uniforms: {time_best_ms(lambda: pert.quantile(uniforms)):.2f} ms")
    print(f"  mixture of three: {time_best_ms(lambda: mixed.quantile(uniforms), repeats=5):.1f} ms")
    shares = time_best_ms(lambda: first_order_shares(inputs, inputs.sum(axis=1)), repeats=5)
    print(f"  first-order shares of five inputs with errors: {shares:.1f} ms")


if __name__ == "__main__":
    kept = [print_times(), print_errors()]
    print_parts()
    sys.exit(0 if all(kept) else 1)
