"""Which choice would be best if harm were as low as the cuts found so far allow?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from tocsin.methods.decide.portfolio_problem import Floats, Limit
from tocsin.terms.errors import MethodError

if TYPE_CHECKING:
    from highspy import HighsModelStatus
    from highspy._core import _Highs

# All harm is this many units inside the solver, so that its tolerance is a billionth of a thousandth of the whole.
SOLVER_UNITS = 1_000.0
_TOLERANCE = 1e-9
_HAS_SOLUTION = 2  # the solver's code for a feasible point


class SolverError(MethodError):
    """The solver stopped without an answer."""


@dataclass(frozen=True, eq=False)
class Relaxed:
    """Best point (M,) if measures could be taken in part, the cuts' harm there, and the price (N,) of each limit."""

    point: Floats
    bound: float
    prices: Floats


@dataclass(frozen=True, eq=False)
class Whole:
    """Best choice found under the cuts, if any, and the least harm that any choice can leave under them."""

    chosen: NDArray[np.bool_] | None
    bound: float
    is_finished: bool


class Master:
    """Linear problem over measures and one harm per curved threat, held by HiGHS and cut from below step by step.

    All harms are in solver units. ``slopes`` (M,) and ``constant`` are the part of harm that is linear in the choice; ``least`` (C,) bounds
    each curved harm from below.
    """

    def __init__(
        self, slopes: Floats, *, constant: float, least: Floats, limits: Sequence[Limit], most_nodes: int
    ) -> None:
        self._measures, self._count = len(slopes), len(least)
        self._limits, self._most_nodes = len(limits), most_nodes
        self._solver = _start_solver()
        self._add_columns(slopes, least)
        self._solver.changeObjectiveOffset(constant)
        self._norms = np.array([_find_norm(limit.coefficients) for limit in limits])
        for limit in limits:
            self.add_limit(limit.coefficients, low=limit.low, high=limit.high)

    def add_limit(self, coefficients: Floats, *, low: float, high: float) -> None:
        """Limit a sum over the measures."""
        norm = _find_norm(coefficients)
        places = np.flatnonzero(coefficients).astype(np.int32)
        status = self._solver.addRow(low / norm, high / norm, len(places), places, coefficients[places] / norm)
        if status.name == "kError":
            raise SolverError(
                f"the solver refuses a limit from {low} to {high} on {len(places)} measures, and without it the choice would be "
                "another. Give it finite coefficients, and ends that are numbers or infinite."
            )

    def add_cut(self, curved: int, *, active: NDArray[np.int64], slopes: Floats, constant: float) -> None:
        """Keep the harm of one curved threat at or above a linear function of the measures that touch it."""
        places = np.append(active, self._measures + curved).astype(np.int32)
        values = np.append(-slopes, 1.0)
        self._solver.addRow(constant, np.inf, len(places), places, values)

    def solve_relaxed(self, *, is_afresh: bool = False) -> Relaxed | None:
        """Solve with measures taken in part; None if no such point keeps the limits.

        A solver that goes on from its last answer is fast, but now and then reports a value that is not that of its point: only an answer
        worked out afresh proves anything.
        """
        solver = self._copy() if is_afresh else self._solver
        solver.run()
        if _name_status(solver.getModelStatus()) == "infeasible":
            return None
        solution = solver.getSolution()
        values = np.array(solution.col_value)
        prices = -np.array(solution.row_dual)[: self._limits] / self._norms
        point = np.clip(values[: self._measures], 0.0, 1.0)
        return Relaxed(point, solver.getInfo().objective_function_value, prices)

    def solve_whole(self, *, within: float, start: tuple[Floats, Floats] | None) -> Whole | None:
        """Solve to within some units of harm, from a known choice if there is one; None if nothing keeps the limits."""
        from highspy import HighsSolution, HighsVarType

        solver = self._copy()
        solver.setOptionValue("mip_abs_gap", within)
        solver.setOptionValue("mip_max_nodes", self._most_nodes)
        places = np.arange(self._measures, dtype=np.int32)
        solver.changeColsIntegrality(self._measures, places, np.array([HighsVarType.kInteger] * self._measures))
        if start is not None:
            known = HighsSolution()
            known.col_value = [*start[0].tolist(), *start[1].tolist()]
            solver.setSolution(known)
        solver.run()
        status = _name_status(solver.getModelStatus())
        if status == "infeasible":
            return None
        info = solver.getInfo()
        values = np.array(solver.getSolution().col_value[: self._measures])
        chosen = values > 0.5 if info.primal_solution_status == _HAS_SOLUTION else None
        return Whole(chosen, info.mip_dual_bound, status == "optimal")

    def _copy(self) -> "_Highs":
        solver = _start_solver()
        solver.passModel(self._solver.getLp())
        return solver

    def _add_columns(self, slopes: Floats, least: Floats) -> None:
        total = self._measures + self._count
        no_entries = np.zeros(0, dtype=np.int32)
        self._solver.addCols(
            total,
            np.append(slopes, np.ones(self._count)),
            np.append(np.zeros(self._measures), least),
            np.append(np.ones(self._measures), np.full(self._count, np.inf)),
            0,
            np.zeros(total, dtype=np.int32),
            no_entries,
            np.zeros(0),
        )


def solve_envelope(values: Floats, choices: Floats, *, point: Floats) -> Floats:
    """Slopes (n,) of the highest linear function, at a point (n,), that nowhere exceeds values (N,) at choices (N, n)."""
    solver = _start_solver()
    no_entries = np.zeros(0, dtype=np.int32)
    for share in (*point.tolist(), 1.0):
        solver.addRow(share, share, 0, no_entries, np.zeros(0))
    entries = np.column_stack([choices, np.ones(len(choices))]) > 0
    rows = np.nonzero(entries)[1].astype(np.int32)
    starts = np.append(0, np.cumsum(entries.sum(axis=1))[:-1]).astype(np.int32)
    ends = np.full(len(choices), np.inf)
    solver.addCols(len(choices), values, np.zeros(len(choices)), ends, len(rows), starts, rows, np.ones(len(rows)))
    solver.run()
    if _name_status(solver.getModelStatus()) != "optimal":
        return np.zeros(len(point))
    return np.array(solver.getSolution().row_dual)[: len(point)]


def _start_solver() -> "_Highs":
    from highspy._core import _Highs  # the class that users are shown prints a banner whatever its options

    settings: dict[str, bool | int | float | str] = {
        "output_flag": False,
        "threads": 1,
        "random_seed": 0,
        "primal_feasibility_tolerance": _TOLERANCE,
        "dual_feasibility_tolerance": _TOLERANCE,
        "mip_feasibility_tolerance": _TOLERANCE,
        "mip_rel_gap": 0.0,
    }
    solver = _Highs()
    for name, value in settings.items():
        solver.setOptionValue(name, value)
    return solver


def _find_norm(coefficients: Floats) -> float:
    """Largest coefficient, so that tolerances mean the same in any unit."""
    return float(np.abs(coefficients).max(initial=0.0)) or 1.0


def _name_status(status: "HighsModelStatus") -> str:
    from highspy import HighsModelStatus

    if status == HighsModelStatus.kOptimal:
        return "optimal"
    # no objective here can fall without end, so what is unbounded or infeasible is infeasible
    if status in (HighsModelStatus.kInfeasible, HighsModelStatus.kUnboundedOrInfeasible):
        return "infeasible"
    if status == HighsModelStatus.kSolutionLimit:
        return "stopped"
    raise SolverError(
        f"the solver stopped with the status {status.name}, so no choice can be given. Bring harms, costs and limits closer to each "
        "other in size: the largest number of a limit should be less than a million times its smallest."
    )
