"""What does a plain table say of a market: what each stage passes on and takes in, at which prices?

Columns: stage (in the order of the chain), item, low, high, unit, and best. Items: quantity_out and price_out of each stage; where
they are known apart, quantity_in and price_in.
"""

from pathlib import Path
from typing import cast

from tocsin.estimate.flow.inputs import Spread
from tocsin.estimate.flow.market import MarketStudy
from tocsin.estimate.flow.market_rows import NEEDED, STAGE_ITEMS, StageInput, StageItem, study_market_inputs
from tocsin.exchange.plain import PlainTable, read_plain_table
from tocsin.exchange.refusals import name_places
from tocsin.exchange.spreads import COLUMNS, read_spreads, read_units
from tocsin.terms.problem import nearest_or_all
from tocsin.terms.unit import ScaledUnit, UnitText, multiply


def study_market_table(path: Path, *, draws: int = 1_000, seed: int = 1) -> MarketStudy:
    """Read the stages of a market from a plain table, and value it along its chain.

    Raises
    ------
    PlainTableError
        With every problem of the table.
    """
    table = read_plain_table(path)
    stages = _read_stages(table) if table.require("stage", "item", *COLUMNS) else []
    table.refuse()
    value = _read_value(table)
    with name_places(path):
        return study_market_inputs(stages, unit=str(value.unit), scale=value.factor, draws=draws, seed=seed)


def _read_stages(table: PlainTable) -> list[StageInput]:
    stages: dict[str, dict[StageItem, Spread]] = {}
    rows = zip(table.texts("stage"), table.texts("item"), read_spreads(table), strict=True)
    for row, (stage, word, spread) in enumerate(rows):
        if word and word not in STAGE_ITEMS:
            table.note("item", row, why=f"this is no item. {nearest_or_all(word, STAGE_ITEMS)}", mend="Correct it.")
            continue
        item = cast("StageItem", word)  # checked above; an empty one was noted and is refused
        if item in stages.setdefault(stage, {}):
            why = f"{stage} has its {item} already, so which one counts is not known."
            table.note("item", row, why=why, mend="Keep one.")
        stages[stage][item] = spread
    for stage, items in stages.items():
        missing = [item for item in NEEDED if item not in items]
        if stage and missing:
            why = f"{stage} has no {' and no '.join(missing)}, so what it is paid is not known."
            table.note("item", None, why=why, mend="Add a row for each.")
    return [StageInput(stage, items) for stage, items in stages.items()]


def _read_value(table: PlainTable) -> ScaledUnit:
    """The unit of quantity times price: one currency at the prices of one year, a year.

    Raises
    ------
    PlainTableError
        If it is not, or two quantities or two prices are in different units.
    """
    of_kind: dict[str, UnitText] = {}
    for row, (item, unit) in enumerate(zip(table.texts("item"), read_units(table), strict=True)):
        kind = item.partition("_")[0]
        if unit is not None and of_kind.setdefault(kind, unit) != unit:
            why = f"the first {kind} is in {of_kind[kind]}; a chain has one unit for all quantities and one for all prices."
            table.note("unit", row, why=why, mend="Convert it.")
    table.refuse()
    value = multiply(of_kind["quantity"], of_kind["price"])
    money = value.unit.currencies
    if len(money) != 1 or " " not in money[0] or value.unit.powers != {money[0]: 1, "year": -1}:
        why = f"{of_kind['quantity']} times {of_kind['price']} is in {value.unit}, which is no money a year at the prices of one year."
        mend = "Give quantities as in t/year, and prices with their price year, as in USD 2019/kg."
        table.note("unit", None, why=why, mend=mend)
    table.refuse()
    return value
