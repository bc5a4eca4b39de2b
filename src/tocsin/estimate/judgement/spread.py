"""Which distribution does each expert's answer to a question stand for?"""

from collections.abc import Sequence

import numpy as np

from tocsin.estimate.judgement.answers import Question
from tocsin.methods.draws.distributions import Distribution, OnScale
from tocsin.methods.draws.scales import forward
from tocsin.methods.judgement.piecewise import Piecewise

OVERSHOOT = 0.1


def spread_answers(
    question: Question, quantiles: Sequence[Sequence[float]], *, probabilities: Sequence[float]
) -> tuple[Distribution, ...]:
    """The distributions of least information with these quantiles, on one range that reaches a tenth beyond the outermost answers.

    The range stops at the bounds of the question. What a quantile at a bound leaves beyond it is spread inside.
    """
    on_scale = forward(np.array(quantiles, dtype=np.float64), scale=question.scale)
    realised = [] if question.realised is None else [float(forward(np.array(question.realised), scale=question.scale))]
    low, high = min(on_scale.min(), *realised, np.inf), max(on_scale.max(), *realised, -np.inf)
    room = OVERSHOOT * (high - low)
    low, high = low - room, high + room
    if question.least is not None:
        low = max(low, float(forward(np.array(question.least), scale=question.scale)))
    if question.greatest is not None:
        high = min(high, float(forward(np.array(question.greatest), scale=question.scale)))
    found = []
    for row in on_scale:
        inside = [
            (value, level) for value, level in zip(row.tolist(), probabilities, strict=True) if low < value < high
        ]
        piece = Piecewise([low, *(value for value, _ in inside), high], [0.0, *(level for _, level in inside), 1.0])
        found.append(piece if question.scale == "linear" else OnScale(piece, question.scale))
    return tuple(found)
