"""Does scoring and joining seven experts on ten questions keep to its time?"""

import sys
import time

import numpy as np

from tocsin.methods.judgement.classical import score_experts
from tocsin.methods.judgement.decision_maker import Weighting, join_experts
from tocsin.methods.judgement.leave_out import validate_weights

EXPERTS, QUESTIONS = 7, 10
BUDGET_SECONDS = 0.005
# ANDURYL 1.2.2 on the published case of this size, on such a machine; it stands in no registry, so it is not run beside.
PEER_SECONDS = 0.0161
REPEATS = 50
WEIGHTINGS: tuple[Weighting, ...] = ("global", "item", "equal")


def make_case() -> tuple[np.ndarray, np.ndarray]:
    """Answers of seven experts to ten questions on one scale, and what came true."""
    rng = np.random.default_rng(1)
    truth = rng.uniform(10, 90, QUESTIONS)
    centre = truth + rng.normal(0, 10, (EXPERTS, QUESTIONS))
    width = rng.uniform(3, 25, (EXPERTS, 1))
    return np.stack([centre - width, centre, centre + width], axis=2), truth


def judge_case(answers: np.ndarray, truth: np.ndarray) -> None:
    """Score every expert, exactly too, and join them under all three weights."""
    score_experts(answers, truth)
    for weighting in WEIGHTINGS:
        join_experts(answers, truth, weighting=weighting)


def measure_seconds() -> float:
    """Best of several runs, so that other work on the machine counts least."""
    answers, truth = make_case()
    judge_case(answers, truth)
    seconds = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        judge_case(answers, truth)
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def run() -> bool:
    """Print the figure beside its budget; say whether it is kept."""
    seconds = measure_seconds()
    print(
        f"classical model, {EXPERTS} experts, {QUESTIONS} questions, three weights: {seconds * 1e3:.2f} ms   budget "
        f"{BUDGET_SECONDS * 1e3:.0f} ms   {'within' if seconds <= BUDGET_SECONDS else 'OVER'}   "
        f"{PEER_SECONDS / seconds:.1f} times as fast as ANDURYL's {PEER_SECONDS * 1e3:.1f} ms"
    )
    answers, truth = make_case()
    start = time.perf_counter()
    validate_weights(answers, truth, rng=np.random.default_rng(1))
    print(f"weights tried on all 45 splits: {(time.perf_counter() - start) * 1e3:.0f} ms")
    return seconds <= BUDGET_SECONDS


if __name__ == "__main__":
    sys.exit(0 if run() else 1)
