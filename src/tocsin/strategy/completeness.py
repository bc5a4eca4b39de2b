"""How complete is the strategy, block by block and objective by objective, and what keeps it from being published?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tocsin.convention.blocks import StrategyBlock, load_strategy_blocks
from tocsin.dossier.dossier import Dossier
from tocsin.dossier.records.strategy import Block, Objective, Strategy
from tocsin.strategy.block_fields import list_field_lacks
from tocsin.strategy.lacks import Lack, State, find_pointer, find_state, find_strategy_pointer
from tocsin.strategy.measurement import list_indicator_lacks, list_reading_lacks, list_target_lacks, point_at
from tocsin.strategy.resources import list_resource_lacks


@dataclass(frozen=True)
class BlockReport:
    """One block: its state, and everything that is lacking for each further state."""

    letter: str
    title: str
    paragraphs: str
    state: State
    lacks: tuple[Lack, ...]


@dataclass(frozen=True)
class ObjectiveReport:
    """One objective and what it lacks; complete with owner, money, baseline, target, day and day of evaluation."""

    key: str
    title: str
    lacks: tuple[Lack, ...]

    @property
    def is_complete(self) -> bool:
        """Whether nothing is lacking."""
        return not self.lacks


@dataclass(frozen=True)
class Completeness:
    """How far a strategy is filled in, and what blocks its publication whatever else is complete."""

    blocks: tuple[BlockReport, ...]
    objectives: tuple[ObjectiveReport, ...]
    barred_by: tuple[Lack, ...]

    @property
    def is_publishable(self) -> bool:
        """Whether nothing blocks publication; what is merely incomplete is printed as such."""
        return not self.barred_by


def evaluate_completeness(dossier: Dossier) -> Completeness | None:
    """Judge every block and objective by the records; None where the dossier has no strategy."""
    strategy = dossier.strategy
    if strategy is None:
        return None
    return Completeness(
        tuple(_judge_block(dossier, strategy, block=block) for block in load_strategy_blocks().blocks),
        tuple(_judge_objective(dossier, strategy, objective=objective) for objective in strategy.objectives),
        tuple(list_unmitigated(dossier)),
    )


def list_unmitigated(dossier: Dossier) -> Iterator[Lack]:
    """Measures that are chosen although their risk to rights is high and nothing is done about it."""
    for measure in dossier.measures.values():
        if measure.is_adopted and measure.rights and measure.rights.level == "high" and not measure.rights.mitigation:
            message = f"the measure {measure.key!r} puts rights at high risk, and nothing is said to be done about it."
            pointer = find_pointer(dossier, "measures", key=measure.key, field="rights.mitigation")
            yield Lack(State.SPECIFIED, message, pointer)


def _judge_block(dossier: Dossier, strategy: Strategy, *, block: StrategyBlock) -> BlockReport:
    lacks = _once(_list_block_lacks(dossier, strategy, letter=block.letter))
    return BlockReport(block.letter, block.title, block.paragraphs, find_state(lacks), lacks)


def _list_block_lacks(dossier: Dossier, strategy: Strategy, *, letter: str) -> Iterator[Lack]:
    held = strategy.blocks.get(letter)  # type: ignore[call-overload]  # the letter comes from the list of blocks
    if held is None:
        yield Lack(
            State.NAMED, f"the strategy has no block {letter}.", find_strategy_pointer(dossier, f"blocks.{letter}")
        )
    yield from list_field_lacks(dossier, strategy, letter=letter)
    if held is not None:
        yield from _list_money_lacks(dossier, strategy, letter=letter, block=held)
        yield from _list_measuring_lacks(dossier, strategy, letter=letter, block=held)


def _list_money_lacks(dossier: Dossier, strategy: Strategy, *, letter: str, block: Block) -> Iterator[Lack]:
    if block.owner is None:
        yield Lack(
            State.RESOURCED, f"nobody owns block {letter}.", find_strategy_pointer(dossier, f"blocks.{letter}.owner")
        )
    wanted = [*block.measures]
    if letter == "B":
        wanted += [key for objective in strategy.objectives for key in objective.measures]
    if not wanted and not block.needs_no_money:
        message = f"block {letter} names no measure that carries it out and does not say why it needs no money."
        yield Lack(State.RESOURCED, message, find_strategy_pointer(dossier, f"blocks.{letter}.measures"))
    for key in dict.fromkeys(wanted):
        yield from list_resource_lacks(dossier, dossier.measures[key], strategy=strategy)


def _list_measuring_lacks(dossier: Dossier, strategy: Strategy, *, letter: str, block: Block) -> Iterator[Lack]:
    wanted = [*block.indicators]
    if letter == "B":
        wanted += [objective.indicator for objective in strategy.objectives if objective.indicator]
        for objective in strategy.objectives:
            yield from _list_evaluation_lacks(dossier, objective, towards=State.MEASURABLE)
    if not wanted:
        message = f"block {letter} names no indicator that would show whether it holds."
        yield Lack(State.MEASURABLE, message, find_strategy_pointer(dossier, f"blocks.{letter}.indicators"))
    if block.evaluation_on is None:
        message = f"on which day block {letter} is evaluated is not said."
        yield Lack(State.MEASURABLE, message, find_strategy_pointer(dossier, f"blocks.{letter}.evaluation_on"))
    for key in dict.fromkeys(wanted):
        yield from list_indicator_lacks(dossier, dossier.indicators[key])
        if not block.evaluations:
            yield from list_reading_lacks(dossier, dossier.indicators[key])


def _judge_objective(dossier: Dossier, strategy: Strategy, *, objective: Objective) -> ObjectiveReport:
    return ObjectiveReport(
        objective.key, objective.title, _once(_list_objective_lacks(dossier, strategy, objective=objective))
    )


def _list_objective_lacks(dossier: Dossier, strategy: Strategy, *, objective: Objective) -> Iterator[Lack]:
    if objective.owner is None:
        message = f"the objective {objective.key!r} has no owner."
        yield Lack(State.SPECIFIED, message, point_at(dossier, objective, field="owner"))
    yield from list_target_lacks(dossier, objective, towards=State.SPECIFIED)
    if not objective.measures:
        message = f"no measure serves the objective {objective.key!r}, so no money does."
        yield Lack(State.RESOURCED, message, point_at(dossier, objective, field="measures"))
    for key in objective.measures:
        yield from list_resource_lacks(dossier, dossier.measures[key], strategy=strategy)
    yield from _list_evaluation_lacks(dossier, objective, towards=State.MEASURABLE)


def _list_evaluation_lacks(dossier: Dossier, objective: Objective, *, towards: State) -> Iterator[Lack]:
    if objective.evaluation_on is None:
        message = f"on which day the objective {objective.key!r} is evaluated is not said."
        yield Lack(towards, message, point_at(dossier, objective, field="evaluation_on"))


def _once(lacks: Iterable[Lack]) -> tuple[Lack, ...]:
    """Each lack once, those for the lowest state first."""
    return tuple(sorted(dict.fromkeys(lacks), key=lambda lack: lack.towards))
