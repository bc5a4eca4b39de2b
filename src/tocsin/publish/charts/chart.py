"""What does every chart carry besides its picture?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tocsin.publish.assessment.write import Cell, render_csv

Spec = Mapping[str, object]


@dataclass(frozen=True)
class ChartData:
    """The data behind a chart, as a reader would want them in a table."""

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @classmethod
    def of(cls, header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> "ChartData":
        """Freeze a heading and its rows."""
        return cls(tuple(header), tuple(tuple(row) for row in rows))

    @property
    def csv(self) -> str:
        """The same data as CSV text."""
        return render_csv(self.header, self.rows)


@dataclass(frozen=True)
class Chart:
    """A Vega-Lite specification with its finding, measure, source, words for those who cannot see it, and data.

    ``narrow`` is the same chart drawn for a small screen, where it would otherwise be scaled until nobody could read it.
    """

    key: str
    form: str
    title: str
    subtitle: str
    caption: str
    alt: str
    spec: Spec = field(repr=False)
    data: ChartData = field(repr=False)
    narrow: Spec | None = field(default=None, repr=False)

    @property
    def recipe(self) -> str:
        """The chart form with its version."""
        return f"chart.{self.form}/1"
