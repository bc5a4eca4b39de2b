"""Do the value types keep the laws that the rest of the system rests on?"""

import math
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.terms.crime import are_comparable, list_crimes
from tocsin.terms.grade import Grade, list_grades, list_schemes
from tocsin.terms.handling import ALL, EmptyScopeError, Handling, combine, list_marks
from tocsin.terms.language import Standard, contradicts, phrase_for
from tocsin.terms.packaged import load_text
from tocsin.terms.period import Period
from tocsin.terms.place import Place, list_countries, list_regions
from tocsin.terms.unit import UnitText, divide, find_factor, is_compatible, multiply, parse_unit

UNITS = st.sampled_from(
    [
        parse_unit(text)
        for text in ("kg", "t", "kg_pure/kg", "ha", "USD 2019/kg", "percent", "victim", "person/year", "1/month")
    ]
)
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
SCOPES = st.frozensets(st.sampled_from(["police", "customs", "fiu"]), min_size=1) | st.just(ALL)
HANDLINGS = st.builds(lambda mark, scope: Handling((mark,), scope), st.sampled_from(list_marks()), SCOPES)

EVERY_GRADE = [grade for scheme in list_schemes() for grade in list_grades(scheme)]
THREE_GRADES = st.sampled_from(list_schemes()).flatmap(
    lambda scheme: st.tuples(*[st.sampled_from(list_grades(scheme))] * 3)
)


def joined(*handlings: Handling) -> Handling | None:
    """Combine, with nothing where nobody is left."""
    try:
        return combine(*handlings)
    except EmptyScopeError:
        return None


@given(DAYS, st.integers(0, 3000), st.integers(0, 3000))
def test_lengths_of_neighbouring_periods_add_up(start: date, first_days: int, second_days: int) -> None:
    middle, end = start + timedelta(first_days), start + timedelta(first_days + 1 + second_days)
    parts = Period(start, middle).length_years + Period(middle + timedelta(1), end).length_years
    assert math.isclose(Period(start, end).length_years, parts, rel_tol=0, abs_tol=1e-9)


@given(DAYS, DAYS, DAYS, DAYS)
def test_a_period_that_contains_another_overlaps_it(one: date, two: date, three: date, four: date) -> None:
    outer, inner = Period(min(one, two), max(one, two)), Period(min(three, four), max(three, four))
    assert outer.overlaps(inner) or not outer.contains(inner)


@given(st.sampled_from([*list_countries(), *list_regions()]))
def test_every_region_listed_for_a_place_contains_it(place: Place) -> None:
    assert all(region.contains(place) for region in place.regions)


@given(st.sampled_from(list_regions()), st.sampled_from(list_regions()))
def test_regions_that_contain_each_other_are_one(first: Place, second: Place) -> None:
    assert first == second or not (first.contains(second) and second.contains(first))


@given(UNITS, UNITS, UNITS)
def test_a_product_of_units_does_not_depend_on_their_order(one: UnitText, two: UnitText, three: UnitText) -> None:
    forward, backward = multiply(one, two, three), multiply(three, two, one)
    ratio = find_factor(forward.unit, backward.unit) * forward.factor / backward.factor
    assert ratio == pytest.approx(1, rel=1e-12)


@given(UNITS, UNITS)
def test_dividing_by_a_unit_undoes_multiplying_by_it(one: UnitText, two: UnitText) -> None:
    up = multiply(one, two)
    down = divide(up.unit, two)
    assert up.factor * down.factor * find_factor(down.unit, one) == pytest.approx(1, rel=1e-12)


@given(UNITS, UNITS)
def test_factors_there_and_back_cancel(one: UnitText, two: UnitText) -> None:
    back_and_forth = find_factor(one, two) * find_factor(two, one) if is_compatible(one, two) else 1.0
    assert back_and_forth == pytest.approx(1, rel=1e-12)


@given(HANDLINGS, HANDLINGS)
def test_combining_does_not_depend_on_the_order(one: Handling, two: Handling) -> None:
    assert joined(one, two) == joined(two, one)


@given(HANDLINGS, HANDLINGS, HANDLINGS)
def test_combining_does_not_depend_on_the_grouping(one: Handling, two: Handling, three: Handling) -> None:
    pair = joined(one, two)
    assert (joined(pair, three) if pair else None) == joined(one, two, three)


@given(HANDLINGS, HANDLINGS)
def test_a_result_is_never_less_protected_than_its_inputs(one: Handling, two: Handling) -> None:
    result = joined(one, two)
    audiences = ("police", "customs", "fiu", "public")
    assert result is None or all(
        result.rank >= each.rank and (each.allows(name) or not result.allows(name))
        for each, name in product((one, two), audiences)
    )


@given(st.sampled_from(EVERY_GRADE))
def test_every_grade_meets_itself(grade: Grade) -> None:
    assert grade.meets(grade)


@given(THREE_GRADES)
def test_grades_that_meet_each_other_are_one(grades: tuple[Grade, Grade, Grade]) -> None:
    one, two, _ = grades
    assert one == two or not (one.meets(two) and two.meets(one))


@given(THREE_GRADES)
def test_what_meets_a_grade_meets_all_that_it_meets(grades: tuple[Grade, Grade, Grade]) -> None:
    one, two, three = grades
    assert one.meets(three) or not (one.meets(two) and two.meets(three))


@given(st.sampled_from(EVERY_GRADE))
def test_a_grade_that_cannot_be_judged_meets_no_judged_one(grade: Grade) -> None:
    judged = [other for other in list_grades(grade.scheme) if other.coarse.is_judged]
    assert grade.coarse.is_judged or not any(grade.meets(other) for other in judged)


@given(st.floats(0, 1), st.sampled_from(Standard))
def test_the_words_for_a_number_never_contradict_it(prob: float, standard: Standard) -> None:
    assert not contradicts(phrase_for(prob, standard=standard).text, prob=prob, standard=standard)


@given(st.floats(0, 1), st.floats(0, 1), st.sampled_from(Standard))
def test_a_higher_probability_never_has_words_for_a_lower_one(one: float, two: float, standard: Standard) -> None:
    low, high = sorted([one, two])
    assert phrase_for(low, standard=standard).band.low <= phrase_for(high, standard=standard).band.low


@pytest.mark.parametrize(("here", "there"), [(1, 2), (2, 1)])
def test_a_counterpart_leads_back_to_the_whole(here: int, there: int) -> None:
    found = {code: are_comparable(code, from_version=here, to_version=there) for code in list_crimes(version=here)}
    whole = {code: one.counterpart[0] for code, one in found.items() if len(one.counterpart) == 1}
    back = {code: are_comparable(other, from_version=there, to_version=here) for code, other in whole.items()}
    assert {code: one.counterpart for code, one in back.items()} == {code: (code,) for code in whole}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "standard"),
    [
        ("lb", "lb"),
        ("oz_t", "troy_ounce"),
        ("bbl", "oil_bbl"),
        ("ha", "hectare"),
        ("L", "liter"),
        ("km2", "km**2"),
        ("week", "week"),
    ],
)
def test_sizes_agree_with_the_registry_that_comes_with_pint(name: str, standard: str) -> None:
    from pint import UnitRegistry

    whole = UnitRegistry().Quantity(1.0, standard).to_base_units().magnitude
    own: UnitRegistry[float] = UnitRegistry(None)
    own.load_definitions(load_text("units.txt").splitlines())
    seconds = 86_400 if name == "week" else 1  # the day is the base unit here, the second there
    assert own.Quantity(1.0, name).to_base_units().magnitude * seconds == pytest.approx(whole, rel=1e-6)
