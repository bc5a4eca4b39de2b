"""Do estimates from overlapping lists, with the choice of model repeated in every replicate, keep to their time?"""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any  # cases are read as plain YAML

import numpy as np
import yaml

from tocsin.methods.hidden.bootstrap import bootstrap_bca
from tocsin.methods.hidden.search import BicRule, search_models
from tocsin.methods.hidden.stepwise import StepwiseRule
from tocsin.methods.hidden.table import CaptureTable

GOLDEN = Path(__file__).parent.parent / "tests" / "golden"
REPLICATES = 1_000
REPEATS = 3


def read_inputs(name: str) -> dict[str, Any]:
    """Read the inputs of a golden case."""
    case: dict[str, Any] = yaml.safe_load((GOLDEN / name / "case.yaml").read_text(encoding="utf-8"))
    inputs: dict[str, Any] = case["inputs"]
    return inputs


def build_table(inputs: dict[str, Any]) -> CaptureTable:
    """Build a table from counts under names of lists joined by a plus sign."""
    patterns = [[name in key.split("+") for name in inputs["lists"]] for key in inputs["counts"]]
    return CaptureTable.from_patterns(inputs["lists"], patterns, counts=list(inputs["counts"].values()))


def measure_seconds(work: Callable[[], object]) -> float:
    """Best of several runs, so that other work on the machine counts least."""
    seconds = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def report(what: str, *, seconds: float, budget: float, peer: float, name: str) -> bool:
    """Print one figure beside its budget and beside the time of another program."""
    print(
        f"{what}: {seconds:.2f} s   budget {budget:g} s   {'within' if seconds <= budget else 'OVER'}   "
        f"{name} {peer:g} s: {peer / seconds:,.0f} times as long"
    )
    return seconds <= budget


def run() -> bool:
    """Print each figure beside its budget; say whether all are kept."""
    uk = read_inputs("uk_lists")
    six, eight = build_table(uk), build_table(read_inputs("new_orleans_lists"))
    five = six.merged(*uk["merge"])

    def resample(table: CaptureTable, rule: StepwiseRule | BicRule) -> Callable[[], object]:
        return lambda: bootstrap_bca(table, rule, replicates=REPLICATES, rng=np.random.default_rng(1))

    search_models(five)
    kept = [
        report("New Orleans, eight lists, stepwise, 1,000 BCa refits", seconds=measure_seconds(resample(eight, StepwiseRule())),
               budget=5, peer=559, name="MultipleSystemsEstimation"),
        report("United Kingdom, six lists, stepwise, 1,000 BCa refits", seconds=measure_seconds(resample(six, StepwiseRule())),
               budget=2, peer=109, name="MultipleSystemsEstimation"),
        report("United Kingdom, six lists, best of 32,768 by BIC", seconds=measure_seconds(lambda: search_models(six)),
               budget=2, peer=69.1, name="MultipleSystemsEstimation"),
        report("United Kingdom, five lists, best of 1,024 by BIC, 1,000 BCa refits", seconds=measure_seconds(resample(five, BicRule())),
               budget=20, peer=709.9, name="MultipleSystemsEstimation"),
    ]  # fmt: skip
    print("times of the other program: as kept with the golden results")
    return all(kept)


if __name__ == "__main__":
    sys.exit(0 if run() else 1)
