"""How is a unit said to a reader: what stands before the number, and what after it?"""

import re
from dataclasses import dataclass

NARROW_SPACE = "\u202f"
NO_BREAK_SPACE = "\u00a0"

_MONEY = re.compile(r"^([A-Z]{3})(?: (\d{4}))?$")
_SYMBOLS = {
    "km2": "km²", "m3": "m³", "t": "t", "kg": "kg", "g": "g", "mg": "mg", "ha": "ha", "km": "km", "m": "m", "L": "L", "bbl": "bbl",
    "t_pure": "t pure", "kg_pure": "kg pure", "g_pure": "g pure", "mg_pure": "mg pure", "lb": "lb", "oz_t": "oz t",
}  # fmt: skip
_FULL_NAMES = {
    "hectare": "ha",
    "tonne": "t",
    "kilogram": "kg",
    "gram": "g",
    "square_kilometre": "km²",
    "tonne_pure": "t pure",
}
_PLURALS = {"person": "people", "business": "businesses", "laboratory": "laboratories"}
_THIN = {"%", *(symbol.partition(" ")[0] for symbol in _SYMBOLS.values())}
_BARE = {"share", "", "1", "score", "dimensionless"}


@dataclass(frozen=True)
class UnitWords:
    """What is written around a number: a currency before it, a unit and a price year after it."""

    before: str = ""
    after: str = ""
    prices: str = ""

    @property
    def is_money(self) -> bool:
        """Whether the number is an amount of money."""
        return bool(self.before)

    def join(self, number: str) -> str:
        """Put the words around a number."""
        start = f"{self.before}{NO_BREAK_SPACE}{number}" if self.before else number
        is_symbol = self.after.partition(" ")[0] in _THIN and not number[-1:].isalpha()
        body = f"{start}{NARROW_SPACE if is_symbol else NO_BREAK_SPACE}{self.after}" if self.after else start
        return f"{body} ({self.prices})" if self.prices else body


def name_unit(unit: str, *, price_year: int | None = None) -> UnitWords:
    """Find the words for a unit such as ``USD 2019/kg`` or ``victim/year``."""
    above, *below = [part.strip() for part in unit.split("/")]
    currency, year, things = "", price_year, []
    for part in re.split(r"\s*\*\s*|(?<![A-Z]{3}) (?=\D)", above):
        money = _MONEY.match(part)
        if money:
            currency, year = money[1], int(money[2]) if money[2] else price_year
        elif part not in _BARE:
            things.append(_word(part, is_plural=True))
    after = " ".join([*things, *_per(below)])
    return UnitWords(before=currency, after=after, prices=f"{year} prices" if currency and year else "")


def describe_unit(unit: str, *, price_year: int | None = None) -> str:
    """Name a unit on its own, as under a chart: "USD, 2019 prices", "victims a year"."""
    words = name_unit(unit, price_year=price_year)
    if unit in _BARE:
        return "share" if unit == "share" else "ratio" if unit in ("", "1") else unit
    return ", ".join(part for part in (f"{words.before} {words.after}".strip(), words.prices) if part)


def _per(parts: list[str]) -> list[str]:
    if parts in (["year"], ["yr"]):
        return ["a year"]
    return [f"per {_word(part, is_plural=False)}" for part in parts]


def _word(name: str, *, is_plural: bool) -> str:
    if name == "percent":
        return "%"
    if name in _SYMBOLS or name in _FULL_NAMES:
        return _SYMBOLS.get(name) or _FULL_NAMES[name]
    words = name.replace("_", " ")
    if not is_plural or (not words.isalpha() and " " not in words):
        return words
    first, space, last = words.rpartition(" ")
    return f"{first}{space}{_PLURALS.get(last) or (last if last.endswith('s') else f'{last}s')}"
