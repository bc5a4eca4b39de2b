"""Does the report say what stands around the threats, and only that?"""

from tests.support.assessment import invent_assessment
from tocsin.publish.assessment.picture_records import (
    ChoiceRecord,
    FactorRecord,
    GroupRecord,
    MarketRecord,
    SectorRecord,
)
from tocsin.publish.assessment.records import Assessment
from tocsin.publish.document.surroundings import compose_choices, compose_surroundings
from tocsin.publish.document.tree import DataTable, Details, Text

AROUND = {
    "markets": {"m": MarketRecord(title="Market", crime="cocaine", supply="fields")},
    "groups": {"g-1": GroupRecord(description="Sells passage", classic=380, low=0, high=760, most=760)},
    "sectors": {"s": SectorRecord(title="Ports", exposure="containers")},
    "factors": {"f": FactorRecord(title="Prices", description="gold is dear", direction="raises")},
}


def around(**fields: object) -> Assessment:
    bare = {"markets": {}, "groups": {}, "sectors": {}, "factors": {}, "choices": ()}
    return invent_assessment().model_copy(update={**bare, **fields})


def read(text: Text) -> str:
    return "".join(getattr(part, "text", "") for part in text)


def cells(assessment: Assessment, key: str) -> str:
    section = compose_surroundings(assessment)
    assert section is not None
    tables = [table for block in section.blocks if isinstance(block, Details) for table in block.blocks]
    found = [table for table in tables if isinstance(table, DataTable) and table.key == f"table-{key}"]
    return " ".join(read(cell) for table in found for row in table.rows for cell in row)


def test_a_dossier_that_says_nothing_of_it_has_no_such_section() -> None:
    assert compose_surroundings(around()) is None


def test_a_market_is_described() -> None:
    assert "fields" in cells(around(**AROUND), "markets")


def test_a_group_without_public_name_goes_by_its_code() -> None:
    assert "g-1" in cells(around(**AROUND), "groups")


def test_the_classic_score_stands_beside_what_unknowns_leave() -> None:
    assert "0 to 760 of 760 (classic score 380)" in cells(around(**AROUND), "groups")


def test_a_lawful_sector_is_described() -> None:
    assert "containers" in cells(around(**AROUND), "sectors")


def test_a_factor_says_which_way_it_works() -> None:
    assert "raises what threats can do" in cells(around(**AROUND), "factors")


def test_choices_are_printed_with_their_reason() -> None:
    told = compose_choices(
        around(choices=(ChoiceRecord(name="bare point factor", value=1.5, reason="unknown error", source="own"),))
    )
    assert told is not None
    table = told.blocks[0]
    assert isinstance(table, DataTable)
    assert read(table.rows[0][2]) == "unknown error (own)"


def test_without_choices_nothing_is_printed() -> None:
    assert compose_choices(around()) is None
