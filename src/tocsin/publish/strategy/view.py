"""What do the documents of a strategy speak of: the dossier, its assessment, and how far the strategy is filled in?"""

from collections.abc import Iterable
from dataclasses import dataclass

from tocsin.dossier.dossier import Dossier
from tocsin.dossier.records.measures import Measure
from tocsin.dossier.records.strategy import Strategy
from tocsin.publish.assessment.records import Assessment
from tocsin.publish.document.phrases import list_in_words
from tocsin.publish.document.tree import Column, DataTable, Text, say
from tocsin.publish.numbers import render_amount, render_interval
from tocsin.strategy.completeness import Completeness
from tocsin.strategy.coverage import Coverage
from tocsin.strategy.inconsistency import Inconsistency
from tocsin.strategy.portfolio_record import PortfolioAnswer
from tocsin.strategy.thematic import PlanComparison

DASH = "–"


@dataclass(frozen=True)
class StrategyView:
    """One dossier with a strategy, the assessment it rests on, what its checks and its coverage of duties come to, and the
    best portfolio or why there is none.
    """

    dossier: Dossier
    strategy: Strategy
    assessment: Assessment
    completeness: Completeness
    inconsistencies: tuple[Inconsistency, ...]
    coverage: Coverage
    plans: PlanComparison | None = None
    portfolio: PortfolioAnswer | None = None
    portfolio_refusal: str = ""

    @property
    def adopted(self) -> tuple[Measure, ...]:
        """The measures that the strategy holds: chosen, or running already."""
        return tuple(measure for measure in self.dossier.measures.values() if measure.is_adopted)

    @property
    def money(self) -> str:
        """The money of the strategy as a unit."""
        return self.strategy.currency

    def say_money(self, amount: float) -> str:
        """An amount in the money of the strategy, with the year of its prices."""
        return render_amount(amount, unit=self.money, price_year=self.strategy.price_year)

    def say_plain_money(self, amount: float) -> str:
        """An amount in the money of the strategy, where the year of prices is said already."""
        return render_amount(amount, unit=self.money)

    def say_plain_money_range(self, low: float, high: float) -> str:
        """A range in the money of the strategy, where the year of prices is said already."""
        return render_interval(low, high, unit=self.money, is_table=True)

    def say_money_range(self, low: float, high: float) -> str:
        """A range in the money of the strategy, with the year of its prices."""
        return render_interval(low, high, unit=self.money, price_year=self.strategy.price_year, is_table=True)

    def name_threat(self, key: str) -> str:
        """The title of a threat."""
        held = self.dossier.threats.get(key)
        return held.title if held else key

    def name_body(self, key: str | None) -> str:
        """The title of a body, or that none is named."""
        return next((body.title for body in self.strategy.bodies if body.key == key), key or "nobody named")

    def name_measure(self, key: str) -> str:
        """The title of a measure."""
        held = self.dossier.measures.get(key)
        return held.title if held else key

    def name_items(self, keys: Iterable[str | None]) -> str:
        """The titles of items, parted by semicolons."""
        items = self.dossier.items
        return "; ".join(items[key].title for key in keys if key is not None and key in items)

    def name_claims(self, keys: Iterable[str]) -> str:
        """Claims by the items they stand in, so that a reader of paper can find them."""
        claims = self.dossier.claims
        found = dict.fromkeys(claims[key].item for key in keys if key in claims)
        return self.name_items(found)


def write_table(
    key: str, caption: str, *, columns: Iterable[str | Column], rows: Iterable[Iterable[str | Text]]
) -> DataTable:
    """A table from plain words; a row begins with its name."""
    heads = tuple(column if isinstance(column, Column) else Column(column) for column in columns)
    body = tuple(tuple(say(cell or DASH) if isinstance(cell, str) else cell for cell in row) for row in rows)
    assert all(len(row) == len(heads) for row in body), key
    return DataTable(key, caption, heads, body)


def list_words(words: Iterable[str]) -> str:
    """Words as one list, or a dash where there are none."""
    return list_in_words(list(words)) or DASH
