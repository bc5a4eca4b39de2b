"""The measures of Article 31, each hung on its paragraph."""

from tocsin.convention.instruments import list_units
from tocsin.convention.law import Strength
from tocsin.convention.prevention import load_prevention_catalogue


def test_article_31_has_fifteen_measures() -> None:
    assert len(load_prevention_catalogue().measures) == 15


def test_every_measure_stands_on_its_own_paragraph_of_article_31() -> None:
    units = [measure.find_unit().id for measure in load_prevention_catalogue().measures]
    assert len(set(units)) == len(units)
    assert set(units) <= {unit.id for unit in list_units("untoc/31")}


def test_measures_stand_in_the_order_of_the_text() -> None:
    order = [unit.id for unit in list_units("untoc/31")]
    places = [order.index(measure.unit) for measure in load_prevention_catalogue().measures]
    assert places == sorted(places)


def test_ids_stand_once() -> None:
    ids = [measure.id for measure in load_prevention_catalogue().measures]
    assert len(set(ids)) == len(ids)


def test_naming_the_contact_authority_is_mandatory() -> None:
    by_id = {measure.id: measure for measure in load_prevention_catalogue().measures}
    assert by_id["contact-authority"].find_strength() is Strength.MANDATORY
