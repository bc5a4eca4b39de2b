"""Is every value written as it can be read again, whatever the value?"""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tocsin.terms.errors import TermError
from tocsin.terms.grade import Grade, list_grades, list_schemes
from tocsin.terms.handling import ALL, Handling, list_marks
from tocsin.terms.money import Money, MoneyUnit
from tocsin.terms.period import Period
from tocsin.terms.place import Place, list_countries, list_regions
from tocsin.terms.text_value import TextValue
from tocsin.terms.unit import UnitText, list_units
from tocsin.terms.unit_grammar import write_powers

DAYS = st.dates(date(1000, 1, 1), date(2999, 12, 31))
AUDIENCES = st.frozensets(st.sampled_from(["police", "customs", "fiu", "prosecution", "navy"]), min_size=1)
MARKS = st.lists(st.sampled_from(list_marks()), min_size=1, max_size=3, unique=True).map(
    lambda marks: tuple(sorted(marks))
)
PLACES = st.sampled_from([*list_countries(), *list_regions(), Place("CO-ANT"), Place("GB-LND")])
POWERS = st.dictionaries(
    st.sampled_from(sorted({*list_units(), "USD", "COP 2019"} - {"share", "pure"})),
    st.integers(-3, 3).filter(bool),
    max_size=4,
)
EVERY_KIND: tuple[type[TextValue], ...] = (Period, Place, MoneyUnit, Money, UnitText, Grade, Handling)


@st.composite
def periods(draw: st.DrawFn) -> Period:
    days = sorted([draw(DAYS), draw(DAYS)])
    cut = draw(st.sampled_from([4, 7, 10]))
    return Period.parse("/".join(day.isoformat()[:cut] for day in days))


@given(periods())
def test_a_period_is_read_as_it_was_written(period: Period) -> None:
    assert Period.parse(str(period)) == period


@given(PLACES)
def test_a_place_is_found_by_its_code_and_country_names(place: Place) -> None:
    assert Place.parse(str(place)) == place


@given(st.sampled_from(list_countries()))
def test_a_country_is_found_by_its_printed_name(place: Place) -> None:
    assert Place.parse(place.name) == place


@given(st.floats(allow_nan=False, allow_infinity=False), st.integers(1900, 2100))
def test_money_is_read_as_it_was_written(amount: float, year: int) -> None:
    money = Money(amount, MoneyUnit("USD", year))
    assert Money.parse(str(money)) == money


@given(POWERS)
def test_a_unit_is_read_as_it_was_written(powers: dict[str, int]) -> None:
    unit = UnitText.parse(write_powers(powers))
    assert (UnitText.parse(str(unit)), unit.powers) == (unit, powers)


@given(st.sampled_from([grade for scheme in list_schemes() for grade in list_grades(scheme)]))
def test_a_grade_is_read_as_it_was_written(grade: Grade) -> None:
    assert Grade.parse(str(grade)) == grade


@given(MARKS, AUDIENCES | st.just(ALL))
def test_a_handling_is_read_as_it_was_written(marks: tuple[str, ...], scope: frozenset[str]) -> None:
    handling = Handling(marks, scope)
    assert Handling.parse(str(handling)) == handling


@given(st.sampled_from(EVERY_KIND), st.text(max_size=30) | st.text("0123456789-/ABMTXxpw:;,^()% kgSDU", max_size=20))
def test_any_text_is_read_or_refused_in_words(kind: type[TextValue], text: str) -> None:
    try:
        value: TextValue | None = kind.parse(text)
    except TermError:
        value = None
    assert value is None or kind.parse(str(value)) == value
