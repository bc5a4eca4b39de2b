"""Do text values work as fields of a record, from text and to JSON?"""

import pytest
from pydantic import BaseModel, ConfigDict, ValidationError

from tocsin.terms.crime import CrimeCode, IccsCode
from tocsin.terms.grade import Grade
from tocsin.terms.handling import Handling
from tocsin.terms.money import Money, MoneyUnit
from tocsin.terms.period import Period
from tocsin.terms.place import Place
from tocsin.terms.text_value import NotTextError, TextValue
from tocsin.terms.unit import UnitText

EVERY_KIND: list[tuple[type[TextValue], str]] = [
    (Period, "2019-01/2019-06"),
    (Place, "CO-ANT"),
    (MoneyUnit, "USD 2019"),
    (Money, "1200.5 USD 2019"),
    (UnitText, "kg_pure/ha/year"),
    (CrimeCode, "cocaine"),
    (IccsCode, "060132"),
    (Grade, "6x6:B2"),
    (Handling, "TLP:AMBER for customs; police"),
]


class Record(BaseModel):
    model_config = ConfigDict(frozen=True)

    period: Period
    place: Place | None = None
    handlings: dict[Place, Handling] = {}


@pytest.mark.parametrize(("kind", "text"), EVERY_KIND)
def test_every_kind_is_written_as_it_was_read(kind: type[TextValue], text: str) -> None:
    assert str(kind.parse(text)) == text


@pytest.mark.parametrize(("kind", "text"), EVERY_KIND)
def test_every_kind_is_equal_and_hashed_by_value(kind: type[TextValue], text: str) -> None:
    assert {kind.parse(text), kind.parse(text)} == {kind.parse(text)}


@pytest.mark.parametrize(("kind", "text"), EVERY_KIND)
def test_every_kind_is_frozen(kind: type[TextValue], text: str) -> None:
    value = kind.parse(text)
    with pytest.raises(AttributeError, match="cannot assign"):
        setattr(value, next(iter(vars(value))), "other")


@pytest.mark.parametrize("number", [2019, 60132, 1.5, None, True])
def test_a_number_is_not_taken_for_text(number: object) -> None:
    with pytest.raises(NotTextError, match="leading zero"):
        Period.read_value(number)


def test_a_record_reads_its_fields_from_text() -> None:
    assert Record.model_validate({"period": "2019", "place": "CO"}).place == Place("COL")


def test_a_record_takes_values_that_are_typed_already() -> None:
    assert Record(period=Period.parse("2019")).period == Period.parse("2019")


def test_a_record_goes_through_json_and_back() -> None:
    record = Record(period=Period.parse("2019"), handlings={Place("COL"): Handling.parse("H1")})
    assert Record.model_validate_json(record.model_dump_json()) == record


def test_a_record_that_cannot_be_read_says_why() -> None:
    with pytest.raises(ValidationError, match="names a date that does not exist"):
        Record.model_validate({"period": "2019-02-30"})


def test_a_record_that_is_given_a_number_says_why() -> None:
    with pytest.raises(ValidationError, match="Write it as text, in quotes"):
        Record.model_validate({"period": 2019})


def test_the_json_schema_of_a_field_is_a_described_string() -> None:
    field = Record.model_json_schema()["properties"]["period"]
    assert (field["type"], field["description"][:10]) == ("string", "A run of w")
