"""Below which linear functions of the choice can the harm of a threat not fall?"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tocsin.methods.decide.portfolio_harm import Evaluation, HarmModel, ThreatPart, evaluate, list_choices
from tocsin.methods.decide.portfolio_master import solve_envelope

Floats = NDArray[np.float64]

# Points, and slopes of each threat, that are kept; the oldest are forgotten first.
_MOST_POINTS, _MOST_SLOPES = 400, 200


@dataclass(eq=False)
class CutPool:
    """What is known of the harm of each threat: at points, and as slopes of the tightest cuts. It serves every budget and every weights."""

    model: HarmModel
    known: list[Evaluation] = field(default_factory=list)
    choices: dict[bytes, Evaluation] = field(default_factory=dict)
    tight: dict[int, list[Floats]] = field(default_factory=dict)

    def evaluate(self, point: Floats) -> Evaluation:
        """Harm and slopes at a point, kept for later; at a whole choice they are worked out once."""
        is_whole = bool(np.isin(point, (0.0, 1.0)).all())
        key = (point > 0.5).tobytes()
        if is_whole and key in self.choices:
            return self.choices[key]
        found = evaluate(self.model, point)
        self.known = [*self.known[1 - _MOST_POINTS :], found]
        if is_whole:
            self.choices[key] = found
        return found

    def weigh(self, row: int, weights: Floats) -> "ThreatCuts":
        """All cuts known of one threat, for one set of weights."""
        part = self.model.parts[row]
        slopes = [weights @ one.slopes[row][:, part.active] for one in self.known]
        tangents = [
            float(one.left[row] @ weights - slope @ one.point[part.active])
            for one, slope in zip(self.known, slopes, strict=True)
        ]
        cuts = ThreatCuts(part, row, weights=weights, pool=self)
        if part.table is None:
            return cuts.fill(slopes, tangents)
        tight = self.tight.get(row, [])
        return cuts.fill([*slopes, *tight], [*tangents, *[-np.inf] * len(tight)])


class ThreatCuts:
    """Cuts of one threat for one set of weights: slopes (P, n) in its measures, and constants (P,)."""

    def __init__(self, part: ThreatPart, row: int, *, weights: Floats, pool: CutPool) -> None:
        self.active = part.active
        self.row = row
        self._weights, self._pool = weights, pool
        self._table = None if part.table is None else part.table @ weights
        self._slopes = np.zeros((0, len(part.active)))
        self._constants = np.zeros(0)

    def fill(self, slopes: list[Floats], constants: list[float]) -> "ThreatCuts":
        """Take up cuts, each lifted until it touches a choice where choices are tabled."""
        self._slopes = np.array(slopes).reshape(len(slopes), len(self.active))
        self._constants = np.maximum(np.array(constants), self._lift(self._slopes))
        return self

    def find_strongest(self, point: Floats) -> tuple[Floats, float] | None:
        """The known cut (slopes, constant) that is highest at a point (M,)."""
        if not len(self._constants):
            return None
        place = int((self._constants + self._slopes @ point[self.active]).argmax())
        return self._slopes[place], float(self._constants[place])

    def cut_at(self, known: Evaluation) -> tuple[Floats, float]:
        """The tangent at a point, lifted."""
        slopes = self._weights @ known.slopes[self.row][:, self.active]
        constant = float(known.left[self.row] @ self._weights - slopes @ known.point[self.active])
        return slopes, max(constant, float(self._lift(slopes[None])[0]))

    def cut_tightest(self, point: Floats) -> tuple[Floats, float] | None:
        """The highest cut at a point of all that no choice falls below, where choices are tabled and the point is not whole."""
        own = point[self.active]
        if self._table is None or bool((np.minimum(own, 1 - own) < 1e-7).all()):
            return None
        slopes = solve_envelope(self._table, list_choices(len(own)), point=own)
        kept = self._pool.tight.setdefault(self.row, [])
        kept[:] = [*kept[1 - _MOST_SLOPES :], slopes]
        return slopes, float(self._lift(slopes[None])[0])

    def _lift(self, slopes: Floats) -> Floats:
        """Largest constants (P,) with which linear functions of slopes (P, n) stay under the harm of every choice."""
        if self._table is None:
            return np.full(len(slopes), -np.inf)
        lifted = [float((self._table - list_choices(len(self.active)) @ slope).min()) for slope in slopes]
        return np.array(lifted)
