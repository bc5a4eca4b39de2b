"""What is told of a question that could be settled before measures are chosen?"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class QuestionWorth:
    """One thing that could be found out, and what that is worth to the choice of measures, as a share of weighted harm.

    ``about`` reads ``driver:MODEL.NAME``, ``harm:KEY``, ``effect:MEASURE/THREAT`` or ``score:THREAT/CRITERION``. ``kind`` says
    whether the value is that of the declared study, or the upper limit of what any study of the question can give; both
    are over the portfolios compared alone, so more could be gained. ``amounts`` is the same, by kind of harm.
    """

    about: str
    title: str
    value: float
    error: float
    kind: str
    amounts: tuple[tuple[str, float, str], ...]
    words: str

    @property
    def is_distinguishable(self) -> bool:
        """Whether the value is at least two standard errors above nothing."""
        return self.value > 0 and self.value >= 2 * self.error


@dataclass(frozen=True)
class CollectionRow:
    """One row of the collection plan: question, how and by whom it is answered, cost, and what it is expected to bring.

    ``cost_share`` is the harm that could have been averted with the money; None where no cost or no slope is known, as ``gain`` is
    where the question cannot be valued.
    """

    key: str
    question: str
    indicator: str
    source: str
    collector: str
    deadline: date | None
    about: str
    cost: float | None
    cost_share: float | None
    gain: float | None
    gain_error: float | None
    net_gain: float | None
    words: str


@dataclass(frozen=True)
class CollectionPlan:
    """What everything is worth together, questions by worth, what cannot be valued, and the plan of the dossier's own questions."""

    options: tuple[tuple[str, ...], ...]
    everything: float
    everything_error: float
    questions: tuple[QuestionWorth, ...]
    unvalued: tuple[str, ...]
    rows: tuple[CollectionRow, ...]
    draws: int
    words: str
