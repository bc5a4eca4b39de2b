"""Is a total read from a table in the unit of its driver, and the same every time?"""

from dataclasses import replace

import pytest

from tests.support.synthetic import make_dossier, make_model, ranged
from tocsin.dossier.dossier import Dossier
from tocsin.dossier.records.table import TableDeclaration
from tocsin.dossier.tables import Total
from tocsin.estimate import tables
from tocsin.estimate.tables import TableReading, read_table_drivers

COLUMNS = {"mass": {"column": "mass", "type": "number", "unit": "tonne"}, "bare": {"column": "b", "type": "number"}}
TABLE = TableDeclaration.model_validate({"key": "t", "title": "T", "item": "i", "file": "t.csv", "columns": COLUMNS})


def make(*, of: str = "mass", aggregate: str = "sum") -> Dossier:
    query = {"table": "t", "of": of, "aggregate": aggregate, "reason": "r"}
    model = make_model({"mass": {"title": "Mass", "unit": "kg", "table": query}, "loss": ranged(0.1, 0.2)}, {})
    return replace(make_dossier(model), tables={"t": TABLE})


def read(total: Total | None, dossier: Dossier, monkeypatch: pytest.MonkeyPatch) -> dict[str, TableReading]:
    monkeypatch.setattr(tables, "find_total_range", lambda *_: total)
    return read_table_drivers(dossier)


def test_a_total_is_brought_to_the_unit_of_its_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    found = read(Total(2.0, 1.0, 3.0, 9), make(), monkeypatch)
    assert found == {"supply.mass": TableReading(2000.0, 1000.0, 3000.0)}


@pytest.mark.parametrize(("of", "aggregate"), [("mass", "count"), ("bare", "sum")])
def test_counts_and_bare_numbers_stay_as_they_are(of: str, aggregate: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = read(Total(2.0, 2.0, 2.0, 9), make(of=of, aggregate=aggregate), monkeypatch)
    assert found["supply.mass"].value == 2.0


def test_a_table_that_is_not_at_hand_gives_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(None, make(), monkeypatch) == {}


def test_the_order_of_adding_does_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    sums = [0.1 + 0.2 + 0.3, 0.3 + 0.2 + 0.1]
    found = [read(Total(each, each, each, 3), make(of="bare"), monkeypatch)["supply.mass"] for each in sums]
    assert sums[0] != sums[1]
    assert found[0] == found[1]
