"""What are the amounts that people give of illicit income worth, by the identity that each line follows?"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Literal, get_args

import numpy as np

from tocsin.estimate.flow.errors import UnusableIncomeError
from tocsin.estimate.flow.figures import write_names
from tocsin.estimate.flow.income import (
    Direction,
    IncomeLine,
    IncomeStudy,
    Source,
    Stage,
    classify_smuggling,
    estimate_producer_export,
    estimate_smuggling,
    study_income,
)
from tocsin.estimate.flow.inputs import Floats, Spread, draw_spreads
from tocsin.terms.recipe import Recipe, hash_content

Identity = Literal["producer", "smuggling I", "smuggling II", "smuggling III", "smuggling IV", "stated"]
Item = Literal["production", "consumption", "seizures", "losses", "price", "migrants", "fee", "amount"]
IDENTITIES: tuple[Identity, ...] = get_args(Identity)
_PRODUCER: tuple[Item, ...] = ("production", "consumption", "seizures", "price")
_SMUGGLING: tuple[Item, ...] = ("migrants", "fee")
# Smuggler resident, migrant resident.
_RESIDENTS: Mapping[Identity, tuple[bool, bool]] = {
    "smuggling I": (True, True),
    "smuggling II": (True, False),
    "smuggling III": (False, True),
    "smuggling IV": (False, False),
}


@dataclass(frozen=True)
class IncomeInput:
    """One line before it is valued: its identity, an uncertain amount for each item, and what scale turns it into USD."""

    name: str
    identity: Identity
    items: Mapping[Item, Spread]
    scale: float = 1.0  # what quantity times price, or the amount, is multiplied by to be US dollars in the year
    direction: Direction = Direction.INWARD  # the last three of a stated amount alone: the other identities settle them
    source: Source = Source.ILLEGAL_MARKETS
    stage: Stage = Stage.GENERATION
    overlaps: tuple[str, ...] = ()


def list_items(identity: Identity) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """The items that an identity needs, and those that it may have."""
    if identity == "producer":
        return _PRODUCER, ("losses",)
    return (("amount",), ()) if identity == "stated" else (_SMUGGLING, ())


def study_income_inputs(inputs: Sequence[IncomeInput], *, draws: int, seed: int, level: float = 0.90) -> IncomeStudy:
    """Value every line over its uncertain items, and add up illicit financial flows by direction.

    Items are drawn independently. Draws of a producer in which more is used and seized than made are replaced by others of it.

    Raises
    ------
    UnusableIncomeError
        If no line crosses a border, a line can never be positive, or lines do not go together.
    """
    rng = np.random.default_rng(seed)
    lines: list[IncomeLine] = []
    notes: list[str] = []
    for one in inputs:
        drawn = draw_spreads(list(one.items.values()), draws=draws, rng=rng)
        items = dict(zip(one.items, drawn.T, strict=True))
        line, told = _value_line(one, items, rng=rng)
        lines += [line] if line is not None else []
        notes += told
    names = {line.name for line in lines}
    left_out = [one.name for one in inputs if one.name not in names]
    if not lines:
        raise UnusableIncomeError(
            f"no line crosses the border of the country's accounts ({write_names(left_out)}: smuggling of types I and IV never does), so "
            "there is nothing to add up. Give at least one line that does."
        )
    kept = [replace(line, overlaps=tuple(name for name in line.overlaps if name not in left_out)) for line in lines]
    study = study_income(kept, level=level)
    recipe = Recipe(
        method="estimate.income",
        version=study.recipe.version,
        inputs_hash=hash_content([asdict(one) for one in inputs]),
        settings={"level": level, "draws": draws},
        seed=seed,
    )
    return study.model_copy(update={"warnings": (*study.warnings, *notes), "recipe": recipe})


def _value_line(
    one: IncomeInput, items: Mapping[Item, Floats], *, rng: np.random.Generator
) -> tuple[IncomeLine | None, list[str]]:
    """The line in US dollars (D,), and what its reader must know; None for one that crosses no border."""
    if one.identity == "stated":
        return IncomeLine(one.name, one.source, one.stage, one.direction, items["amount"] * one.scale, one.overlaps), []
    if one.identity == "producer":
        usd, notes = _value_export(one, items, rng=rng)
        return IncomeLine(
            one.name, Source.ILLEGAL_MARKETS, Stage.GENERATION, Direction.INWARD, usd, one.overlaps
        ), notes
    smuggler, migrant = _RESIDENTS[one.identity]
    kind = classify_smuggling(is_smuggler_resident=smuggler, is_migrant_resident=migrant)
    line = estimate_smuggling(kind, migrants=items["migrants"], fee_usd=items["fee"] * one.scale)
    if line is None:
        return None, [f"{one.name} is left out: {kind.reason}."]
    return replace(line, name=one.name, overlaps=one.overlaps), []


def _value_export(
    one: IncomeInput, items: Mapping[Item, Floats], *, rng: np.random.Generator
) -> tuple[Floats, list[str]]:
    try:
        found = estimate_producer_export(
            production=items["production"],
            consumption=items["consumption"],
            seizures=items["seizures"],
            losses=items.get("losses"),
        )
    except UnusableIncomeError as error:
        raise UnusableIncomeError(f"{one.name}: {error}") from error
    notes = []
    quantity, draws = found.quantity, len(items["production"])
    if found.impossible_share:
        notes.append(
            f"In {found.impossible_share:.0%} of draws more of {one.name} is used and seized than made; the figure is that of the other "
            "draws. Production may be set too low."
        )
        quantity = np.concatenate([quantity, rng.choice(quantity, draws - len(quantity))])
        rng.shuffle(quantity)
    if "losses" not in items:
        notes.append(
            f"No losses of {one.name} are given, so all that is not used or seized counts as sent abroad: an upper reading."
        )
    return quantity * items["price"] * one.scale, notes
