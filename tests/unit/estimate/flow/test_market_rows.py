"""Is a market valued by its stages over all that is uncertain, and are goods from nowhere told?"""

from __future__ import annotations

import pytest

from tocsin.estimate.flow.errors import UnusableMarketError
from tocsin.estimate.flow.inputs import Spread
from tocsin.estimate.flow.market import MarketStudy
from tocsin.estimate.flow.market_rows import StageInput, study_market_inputs

GROWERS = StageInput("growers", {"quantity_out": Spread(10, 10), "price_out": Spread(1, 2)})
RETAILERS = StageInput("retailers", {"quantity_out": Spread(8, 8), "price_out": Spread(50, 60)})


def study(*stages: StageInput, scale: float = 1.0, seed: int = 1) -> MarketStudy:
    return study_market_inputs(stages, unit="USD 2019/year", scale=scale, draws=400, seed=seed)


def test_value_added_comes_to_the_turnover_of_the_last_stage() -> None:
    found = study(GROWERS, RETAILERS)
    assert sum(stage.added.value for stage in found.stages) == pytest.approx(found.value.value, rel=0.02)


def test_the_scale_turns_prices_into_the_unit() -> None:
    plain, scaled = study(GROWERS, RETAILERS), study(GROWERS, RETAILERS, scale=1_000)
    assert scaled.stages[1].added.value == pytest.approx(1_000 * plain.stages[1].added.value)


def test_a_market_without_stages_is_refused() -> None:
    with pytest.raises(UnusableMarketError, match="no stage is given"):
        study()


def test_a_stage_that_gains_goods_in_some_draws_is_told() -> None:
    found = study(GROWERS, StageInput("retailers", {"quantity_out": Spread(8, 11), "price_out": Spread(50, 60)}))
    assert any("of draws retailers passes on more than it takes in" in warning for warning in found.warnings)


def test_a_stage_that_always_gains_goods_is_refused() -> None:
    with pytest.raises(UnusableMarketError, match="retailers passes on more than it takes in, in every draw"):
        study(GROWERS, StageInput("retailers", {"quantity_out": Spread(12, 15), "price_out": Spread(50, 60)}))


def test_the_recipe_keeps_seed_and_scale() -> None:
    recipe = study(GROWERS, scale=1_000, seed=7).recipe
    assert (recipe.seed, recipe.settings["scale"]) == (7, 1_000)
