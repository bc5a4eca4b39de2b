"""Do tables show what was recorded, and only that: no year made up, no flow elsewhere, no place unknown?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tocsin.dossier.dossier import Dossier
from tocsin.dossier.packaged import load_framework, load_method_sheet
from tocsin.dossier.records.evidence import Item
from tocsin.dossier.records.head import Head
from tocsin.dossier.records.table import TableDeclaration
from tocsin.publish.assessment.tables import TableRecords, find_place, list_table_records

pytestmark = pytest.mark.slow

YEARLY = "year,drug,kg\n2010,a,5\n2011,a,7\n2011,a,1\n2013,a,9\n2010,b,1\n2011,b,<5\n2012,b,3\n2010,c,8\n2011,c,8\n"
FLOWS = "day,from,to,spot,kg\n2012-05-01,COL,ESP,PORT,4\n2013-05-01,COL,ESP,PORT,6\n2013-06-01,PER,BRA,ROAD,90\n"
DECLARED = {
    "yearly": {
        "columns": {
            "year": {"column": "year", "type": "year"},
            "drug": {"column": "drug"},
            "kg": {"column": "kg", "type": "number", "unit": "kg"},
        },
        "date": "year",
        "amount": "kg",
        "group_by": ["drug"],
    },
    "flows": {
        "columns": {
            "day": {"column": "day", "type": "date"},
            "start": {"column": "from", "type": "place"},
            "end": {"column": "to", "type": "place"},
            "spot": {"column": "spot"},
            "kg": {"column": "kg", "type": "number", "unit": "kg"},
        },
        "date": "day",
        "amount": "kg",
        "hotspot": "spot",
        "flow": {"origin": "start", "destination": "end"},
    },
}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> TableRecords:
    """Return what two small tables show, a third one being absent."""
    folder: Path = tmp_path_factory.mktemp("dossier")
    (folder / "tables").mkdir()
    (folder / "tables" / "yearly.csv").write_text(YEARLY, encoding="utf-8")
    (folder / "tables" / "flows.csv").write_text(FLOWS, encoding="utf-8")
    made = {**DECLARED, "absent": {**DECLARED["yearly"], "is_outside": True}}
    tables = {
        key: TableDeclaration.model_validate({"key": key, "title": key, "item": "doc", "file": f"{key}.csv", **parts})
        for key, parts in made.items()
    }
    head = Head.model_validate(
        {"key": "d", "title": "D", "place": "COL", "period": "2020", "edition": "1", "seed": "1"}
    )
    about = {"key": "doc", "source": "s", "title": "Doc", "date": "2020", "locator": "x", "credibility": "2"}
    items = {"doc": Item.model_validate(about)}
    return list_table_records(
        Dossier(folder, head, load_method_sheet("default"), load_framework("default"), items=items, tables=tables)
    )


def test_a_line_is_drawn_for_each_group_with_years_enough(found: TableRecords) -> None:
    assert [series.line for series in found.series] == ["a", "b"]


def test_rows_of_one_year_are_added(found: TableRecords) -> None:
    assert [(point.period, point.value) for point in found.series[0].points] == [("2010", 5), ("2011", 8), ("2013", 9)]


def test_a_censored_amount_is_an_interval(found: TableRecords) -> None:
    assert (found.series[1].points[1].low, found.series[1].points[1].high) == (0, 5)


def test_a_whole_amount_has_no_interval(found: TableRecords) -> None:
    assert found.series[1].points[0].low is None


def test_only_flows_that_touch_the_place_are_kept(found: TableRecords) -> None:
    assert [(flow.origin, flow.destination, flow.amount, flow.records) for flow in found.flows] == [
        ("COL", "ESP", 10, 2)
    ]


def test_a_flow_says_which_years_it_was_recorded_in(found: TableRecords) -> None:
    assert found.flows[0].period == "2012/2013"


def test_hotspots_stand_in_order_with_their_share(found: TableRecords) -> None:
    assert [(spot.place, spot.share) for spot in found.hotspots] == [("Road", 0.9), ("Port", 0.1)]


@pytest.mark.parametrize(("text", "code"), [("COL", "COL"), ("Spain", "ESP"), ("Atlantis", ""), (None, "")])
def test_a_place_that_nobody_knows_has_no_code(text: str | None, code: str) -> None:
    assert find_place(text) == code
