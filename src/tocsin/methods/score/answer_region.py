"""What is an answer to a trade-off question, as a demand on weights, and do any weights meet several of them?"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from tocsin.methods.score.aggregate import Floats

# Slack below this is none: the answer then holds as an equation. Linear programmes are solved to a tenth of it.
TOLERANCE = 1e-9
_LP_TOLERANCE = 1e-10


@dataclass(frozen=True)
class Answer:
    """One thing that was said of the weights: a weighted sum of them (C,) lies between two limits; its name in messages.

    ``heavier`` (C,) is the side of a comparison that must weigh something: two sides that both weigh nothing would agree
    with any number of times.
    """

    name: str
    coefficients: Floats = field(repr=False)
    low: float = -np.inf
    high: float = np.inf
    heavier: Floats | None = field(default=None, repr=False)

    @classmethod
    def of_ratio(cls, name: str, *, above: Floats, below: Floats, least: float = 0.0, most: float = np.inf) -> "Answer":
        """One sum of weights is worth at least, or at most, so many times another; give one of the two limits."""
        times = least if np.isinf(most) else most
        row = (above - times * below) / max(1.0, times)
        if np.isinf(most):
            return cls(name, row, low=0.0, heavier=above)
        return cls(name, row, high=0.0, heavier=below)

    def narrowed(self, columns: slice) -> "Answer":
        """The same said of some of the weights alone, where it says nothing of the others."""
        heavier = None if self.heavier is None else self.heavier[columns]
        return replace(self, coefficients=self.coefficients[columns], heavier=heavier)

    def holds(self, weights: Floats) -> NDArray[np.bool_]:
        """Whether each row (D, C) of weights agrees."""
        found = weights @ self.coefficients
        agrees: NDArray[np.bool_] = (found >= self.low - TOLERANCE) & (found <= self.high + TOLERANCE)
        return agrees


def is_possible(answers: Sequence[Answer], *, size: int) -> bool:
    """Whether any weights agree, however small those that must weigh something: the sum of all is left free for that."""
    from scipy.optimize import linprog

    normals, limits = list_walls(answers, size=size)
    weighing = [answer.heavier for answer in answers if answer.heavier is not None]
    heavy = np.array(weighing).reshape(-1, size)
    found = linprog(
        np.zeros(size + 1),
        A_ub=np.block([[normals, -(limits[:, None] + TOLERANCE)], [-heavy, np.zeros((len(heavy), 1))]]),
        b_ub=np.concatenate([np.zeros(len(normals)), -np.ones(len(heavy))]),
        A_eq=np.concatenate([np.ones(size), [-1.0]])[None, :],
        b_eq=np.zeros(1),
        bounds=[*[(0.0, None)] * size, (1.0, None)],
        options={"primal_feasibility_tolerance": _LP_TOLERANCE},
    )
    return int(found.status) != 2  # 2: there is no such point


def holds_all(answers: Sequence[Answer], weights: Floats) -> NDArray[np.bool_]:
    """Whether each row (D, C) of weights agrees with every answer."""
    holds = np.ones(len(weights), dtype=np.bool_)
    for answer in answers:
        holds &= answer.holds(weights)
    return holds


def list_extremes(answers: Sequence[Answer], *, size: int) -> Floats:
    """Points (2 C, C) at which each weight is least, and then at which each is most."""
    walls = list_walls(answers, size=size)
    return np.array([reach(way, walls=walls) for way in (*-np.eye(size), *np.eye(size))])


def reach(way: Floats, *, walls: tuple[Floats, Floats]) -> Floats:
    """The point of a region that is known not to be empty which lies furthest along a way."""
    from scipy.optimize import linprog

    normals, limits = walls
    found = linprog(
        -way, A_ub=normals, b_ub=limits, A_eq=np.ones((1, len(way))), b_eq=np.ones(1), bounds=(0.0, 1.0),
        options={"primal_feasibility_tolerance": _LP_TOLERANCE},
    )  # fmt: skip
    if found.x is None:  # seen only where the region is a point to the solver's precision: loosen by one rounding
        found = linprog(
            -way, A_ub=normals, b_ub=limits + TOLERANCE, A_eq=np.ones((1, len(way))), b_eq=np.ones(1),
            bounds=(0.0, 1.0),
        )  # fmt: skip
    point: Floats = np.asarray(found.x, dtype=np.float64)
    return point


def list_walls(answers: Sequence[Answer], *, size: int) -> tuple[Floats, Floats]:
    """The region as rows of `normals @ weights <= limits`; weights below 0 are behind the first walls."""
    rows = [*-np.eye(size)]
    limits = [0.0] * size
    for answer in answers:
        if np.isfinite(answer.high):
            rows.append(answer.coefficients)
            limits.append(answer.high)
        if np.isfinite(answer.low):
            rows.append(-answer.coefficients)
            limits.append(-answer.low)
    return np.array(rows), np.array(limits)
