"""What is a market worth by its stages, where quantities and prices are given as intervals?"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Literal, get_args

import numpy as np

from tocsin.estimate.flow.errors import UnusableMarketError
from tocsin.estimate.flow.figures import write_names
from tocsin.estimate.flow.inputs import Spread, draw_spreads
from tocsin.estimate.flow.market import MarketStage, MarketStudy, study_market
from tocsin.terms.recipe import Recipe, hash_content

StageItem = Literal["quantity_in", "quantity_out", "price_in", "price_out"]
STAGE_ITEMS: tuple[StageItem, ...] = get_args(StageItem)
NEEDED: tuple[StageItem, ...] = ("quantity_out", "price_out")


@dataclass(frozen=True)
class StageInput:
    """One stage in the order of the chain: what it passes on and at what price; what it takes in, if that is known apart."""

    name: str
    items: Mapping[StageItem, Spread]


def study_market_inputs(
    stages: Sequence[StageInput], *, unit: str, scale: float, draws: int, seed: int, level: float = 0.90
) -> MarketStudy:
    """Value a market along its chain over all that is uncertain.

    A stage takes in what the one before passes on, at its price, unless it says otherwise; the first takes in nothing. ``scale``
    turns quantity times price into ``unit``.

    Raises
    ------
    UnusableMarketError
        If there is no stage, or a stage passes on more than it takes in in every draw.
    """
    if not stages:
        raise UnusableMarketError("no stage is given, so there is no market to value. Give at least one.")
    rng = np.random.default_rng(seed)
    chain: list[MarketStage] = []
    notes: list[str] = []
    nothing = np.zeros(draws)
    for stage in stages:
        drawn = draw_spreads(list(stage.items.values()), draws=draws, rng=rng)
        items = dict(zip(stage.items, drawn.T, strict=True))
        before = (chain[-1].quantity_out, chain[-1].price_out) if chain else (nothing, nothing)
        taken = items.get("quantity_in", before[0])
        told = MarketStage(
            stage.name,
            taken,
            items["quantity_out"],
            items.get("price_in", before[1] / scale) * scale,
            items["price_out"] * scale,
        )
        notes += _check_gain(told, is_first=not chain and "quantity_in" not in items)
        chain.append(told)
    study = study_market(chain, unit=unit, level=level)
    recipe = Recipe(
        method="estimate.market",
        version=study.recipe.version,
        inputs_hash=hash_content([asdict(stage) for stage in stages]),
        settings={"unit": unit, "level": level, "draws": draws, "scale": scale},
        seed=seed,
    )
    return study.model_copy(update={"warnings": (*study.warnings, *notes, *_warn_of_apart(stages)), "recipe": recipe})


def _check_gain(stage: MarketStage, *, is_first: bool) -> list[str]:
    """Goods do not grow on the way: refuse a stage that passes on more than it takes in always, and tell of one that does at times."""
    gain = np.asarray(stage.quantity_out > stage.quantity_in * (1 + 1e-9))
    if is_first or not gain.any():
        return []
    share = float(gain.mean())
    if share == 1:
        raise UnusableMarketError(
            f"{stage.name} passes on more than it takes in, in every draw, so goods would come from nowhere. Correct its quantities, or "
            "put all in one purity and unit."
        )
    return [
        f"In {share:.0%} of draws {stage.name} passes on more than it takes in: the two are known apart and their intervals overlap. "
        "Where goods are cut on the way, give all quantities in one purity."
    ]


def _warn_of_apart(stages: Sequence[StageInput]) -> list[str]:
    apart = [stage.name for stage in stages[1:] if {"quantity_in", "price_in"} & stage.items.keys()]
    if not apart:
        return []
    return [
        f"What {write_names(apart)} takes in is stated apart from what the stage before passes on, so value added does not come to the "
        "turnover of the last stage."
    ]
