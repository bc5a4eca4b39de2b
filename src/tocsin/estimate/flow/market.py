"""What is an illicit good worth at each stage from producer to user, and who adds most of its price?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tocsin.dossier.records.record import Record
from tocsin.estimate.flow.figures import Amount, summarise_amount
from tocsin.estimate.flow.inputs import Floats
from tocsin.methods.flow.chain import value_chain
from tocsin.terms.recipe import Recipe, hash_content

_WARNINGS = (
    "Turnovers of stages are never added: each counts the same goods again. The value of the market is the turnover of the last stage.",
    "Value added is before the costs of transport, labour, bribes and seized equipment: it is no profit.",
)


@dataclass(frozen=True)
class MarketStage:
    """One stage in draws (D,): what it takes in and passes on, and the price of each; seized and lost goods make them differ."""

    name: str
    quantity_in: Floats
    quantity_out: Floats
    price_in: Floats
    price_out: Floats


class StageValue(Record):
    """What one stage is paid, and adds."""

    name: str
    turnover: Amount
    added: Amount
    added_share: Amount | None


class MarketStudy(Record):
    """A market by stages, in their order; ``value`` is the turnover of the last."""

    unit: str
    level: float
    stages: tuple[StageValue, ...]
    value: Amount
    verdict: str
    warnings: tuple[str, ...]
    recipe: Recipe


def study_market(stages: Sequence[MarketStage], *, unit: str, level: float = 0.90) -> MarketStudy:
    """Value a market along its chain: Σ price_out × quantity_out − price_in × quantity_in, stage by stage.

    ``unit`` is that of quantity times price: a currency with its price year, a year, such as ``USD 2019/year``.
    """
    columns = [
        np.stack([getattr(stage, name) for stage in stages], axis=-1)
        for name in ("quantity_in", "quantity_out", "price_in", "price_out")
    ]
    chain = value_chain(columns[0], columns[1], prices_in=columns[2], prices_out=columns[3])
    told = tuple(
        StageValue(
            name=stage.name,
            turnover=summarise_amount(chain.paid_out[:, at], level=level, unit=unit),
            added=summarise_amount(chain.added[:, at], level=level, unit=unit),
            added_share=_share(chain.added[:, at], chain.total, level=level),
        )
        for at, stage in enumerate(stages)
    )
    most = max(told, key=lambda stage: stage.added.value)
    return MarketStudy(
        unit=unit,
        level=level,
        stages=told,
        value=told[-1].turnover,
        verdict=f"Buyers at the end pay {told[-1].turnover}. Most value is added at {most.name}: {most.added}.",
        warnings=_WARNINGS,
        recipe=Recipe(
            method="estimate.market",
            version=1,
            inputs_hash=hash_content([column.tolist() for column in columns]),
            settings={"unit": unit, "level": level},
        ),
    )


def _share(added: Floats, total: Floats, *, level: float) -> Amount | None:
    """The share of a stage in all value added; None where some draw has no value added in all."""
    return summarise_amount(added / total, level=level, unit="share") if (total > 0).all() else None
