"""Does every uncertain variable keep its dimension?"""

from tests.support.synthetic import claimed, make_model, ranged
from tocsin.dossier.records.judgement import DrawEntry
from tocsin.estimate.ledger import Ledger, variable_of

WRITTEN = Ledger.of([DrawEntry(driver="a", dimension=0), DrawEntry(driver="b", dimension=5)])


def test_a_written_dimension_stays() -> None:
    assert WRITTEN.extended(["b", "c"]).dimensions["b"] == 5


def test_new_variables_come_after_all_written_ones() -> None:
    assert WRITTEN.extended(["d", "c"]).new == (DrawEntry(driver="d", dimension=6), DrawEntry(driver="c", dimension=7))


def test_the_first_dimension_is_zero() -> None:
    assert Ledger.of([]).extended(["a"]).dimensions == {"a": 0}


def test_a_variable_named_twice_has_one_dimension() -> None:
    assert len(WRITTEN.extended(["c", "c"]).new) == 1


def test_nothing_new_leaves_nothing_to_write() -> None:
    assert WRITTEN.extended(["a"]).new == ()


def test_a_driver_from_claims_shares_the_variable_of_its_claims() -> None:
    model = make_model({"area": claimed("area")}, {})
    assert variable_of("supply", "area", driver=model.drivers["area"]) == "cocaine/area"


def test_scope_and_basis_are_variables_of_their_own() -> None:
    driver = claimed("area") | {"claims": {"subject": "cocaine", "variable": "area", "scope": "net", "basis": "pure"}}
    model = make_model({"area": driver}, {})
    assert variable_of("supply", "area", driver=model.drivers["area"]) == "cocaine/area/net/pure"


def test_an_independent_driver_is_a_variable_of_its_own() -> None:
    model = make_model({"area": claimed("area") | {"independent": True}}, {})
    assert variable_of("supply", "area", driver=model.drivers["area"]) == "supply.area"


def test_a_driver_set_by_the_analyst_is_a_variable_of_its_own() -> None:
    model = make_model({"loss": ranged(0.1, 0.2)}, {})
    assert variable_of("supply", "loss", driver=model.drivers["loss"]) == "supply.loss"
