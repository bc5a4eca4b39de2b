"""What of a strategy is published for other programs as strategy.json?"""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from tocsin.publish.strategy.view import StrategyView
from tocsin.strategy.completeness import Completeness
from tocsin.strategy.coverage import CoverageCount, DutyCoverage
from tocsin.strategy.lacks import Lack
from tocsin.strategy.portfolio_record import PortfolioAnswer
from tocsin.strategy.thematic import PlanComparison


class Published(BaseModel):
    """A record as it is published."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class LackRecord(Published):
    """Something that is lacking, for which state, and where to mend it."""

    towards: str
    message: str
    pointer: str


class BlockStateRecord(Published):
    """How far one block is filled in."""

    letter: str
    title: str
    state: str = Field(description="absent, named, specified, resourced, measurable or verified.")
    lacks: tuple[LackRecord, ...]


class ObjectiveRecord(Published):
    """Whether an objective has owner, money, baseline, target, day and day of evaluation."""

    key: str
    title: str
    is_complete: bool
    lacks: tuple[LackRecord, ...]


class InconsistencyRecord(Published):
    """Records that do not fit together: rule, gravity, place to mend."""

    rule: str
    severity: str
    message: str
    pointer: str


class StrategyFile(Published):
    """A strategy as far as it can be computed: choice of measures, coverage of duties, states of blocks, gaps with value."""

    format: Literal["tocsin-strategy/1"] = "tocsin-strategy/1"
    key: str
    title: str
    place: str
    period: str
    edition: str
    handling: str
    currency: str
    price_year: int
    is_publishable: bool
    blocks: tuple[BlockStateRecord, ...]
    objectives: tuple[ObjectiveRecord, ...]
    inconsistencies: tuple[InconsistencyRecord, ...]
    chosen: tuple[str, ...] = Field(description="Keys of the measures in the best portfolio.")
    portfolio: PortfolioAnswer | None = Field(description="The best portfolio; none where it cannot be chosen.")
    portfolio_refusal: str = Field(description="Why there is no portfolio, in a sentence.")
    coverage: tuple[CoverageCount, ...] = Field(description="Duties by instrument and force: hard, soft, optional.")
    open_duties: tuple[DutyCoverage, ...]
    light_offences: tuple[str, ...] = Field(description="Provisions whose offence is punished by less than four years.")
    plans: PlanComparison | None = Field(description="Thematic plans side by side; none where there are none.")


def compose_strategy_file(view: StrategyView) -> StrategyFile:
    """Join what the rooms found of a strategy into the one record that is published."""
    strategy, told = view.strategy, view.assessment
    return StrategyFile(
        key=strategy.key, title=strategy.title, place=told.place, period=str(strategy.period), edition=told.edition,
        handling=told.handling, currency=strategy.currency, price_year=strategy.price_year,
        is_publishable=view.completeness.is_publishable,
        blocks=_compose_blocks(view.completeness),
        objectives=_compose_objectives(view.completeness),
        inconsistencies=tuple(
            InconsistencyRecord(rule=each.rule, severity=str(each.severity), message=each.message, pointer=str(each.pointer))
            for each in view.inconsistencies
        ),
        chosen=tuple(each.key for each in view.portfolio.chosen) if view.portfolio else (),
        portfolio=view.portfolio,
        portfolio_refusal=view.portfolio_refusal,
        coverage=view.coverage.counts,
        open_duties=view.coverage.gaps, light_offences=view.coverage.light_offences, plans=view.plans,
    )  # fmt: skip


def strategy_schema() -> dict[str, object]:
    """The JSON Schema of strategy.json, as it is published."""
    schema = StrategyFile.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _compose_blocks(completeness: Completeness) -> tuple[BlockStateRecord, ...]:
    return tuple(
        BlockStateRecord(letter=each.letter, title=each.title, state=each.state.word, lacks=_list_lacks(each.lacks))
        for each in completeness.blocks
    )


def _compose_objectives(completeness: Completeness) -> tuple[ObjectiveRecord, ...]:
    return tuple(
        ObjectiveRecord(key=each.key, title=each.title, is_complete=each.is_complete, lacks=_list_lacks(each.lacks))
        for each in completeness.objectives
    )


def _list_lacks(lacks: tuple[Lack, ...]) -> tuple[LackRecord, ...]:
    return tuple(
        LackRecord(towards=each.towards.word, message=each.message, pointer=str(each.pointer)) for each in lacks
    )
