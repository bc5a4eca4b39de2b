"""What exactly does a driver ask for?"""

import pytest

from tests.support.synthetic import claimed, make_dossier, make_model, ranged
from tocsin.estimate.quantity import quantity_of, unit_of
from tocsin.terms.period import Period
from tocsin.terms.place import Place


@pytest.mark.parametrize(
    ("driver", "model", "expected"),
    [({}, {}, "2020"), ({}, {"period": "2019"}, "2019"), ({"period": "2018"}, {"period": "2019"}, "2018")],
)
def test_the_nearest_declared_period_counts(driver: dict[str, str], model: dict[str, str], expected: str) -> None:
    made = make_model({"area": claimed() | driver}, {}, fields=model)
    assert quantity_of(make_dossier(made), model=made, driver=made.drivers["area"]).period == Period.parse(expected)


@pytest.mark.parametrize(
    ("driver", "model", "expected"),
    [({}, {}, "COL"), ({}, {"place": "PER"}, "PER"), ({"place": "BOL"}, {"place": "PER"}, "BOL")],
)
def test_the_nearest_declared_place_counts(driver: dict[str, str], model: dict[str, str], expected: str) -> None:
    made = make_model({"area": claimed() | driver}, {}, fields=model)
    assert quantity_of(make_dossier(made), model=made, driver=made.drivers["area"]).place == Place.parse(expected)


def test_a_driver_without_claims_asks_for_nothing() -> None:
    made = make_model({"loss": ranged(0.1, 0.2)}, {})
    with pytest.raises(TypeError, match="does not rest on claims"):
        quantity_of(make_dossier(made), model=made, driver=made.drivers["loss"])


@pytest.mark.parametrize(
    ("text", "year", "expected"),
    [("USD/kg", 2019, "USD 2019/kg"), ("USD 2015/kg", 2019, "USD 2015/kg"), ("USD", None, "USD")],
)
def test_a_unit_has_the_price_year_of_its_record(text: str, year: int | None, expected: str) -> None:
    assert str(unit_of(text, year)) == expected
