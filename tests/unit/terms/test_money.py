"""Is money kept apart by currency and price year, and joined only by a declared rate?"""

import pytest

from tocsin.terms.money import (
    AmountError,
    ConversionRateError,
    MixedMoneyError,
    Money,
    MoneyConversion,
    MoneyUnit,
    PriceYearError,
    UnknownCurrencyError,
    is_currency,
)

USD_2019 = MoneyUnit("USD", 2019)
COP_2019 = MoneyUnit("COP", 2019)


@pytest.mark.parametrize("text", ["USD 2019", "USD_2019", " USD 2019 "])
def test_money_is_a_currency_and_a_price_year(text: str) -> None:
    assert MoneyUnit.parse(text) == USD_2019


def test_a_currency_without_a_price_year_is_refused() -> None:
    with pytest.raises(PriceYearError, match="'USD 2019'"):
        MoneyUnit.parse("USD")


@pytest.mark.parametrize("year", [1899, 2101])
def test_an_impossible_price_year_is_refused(year: int) -> None:
    with pytest.raises(PriceYearError, match="is not a year"):
        MoneyUnit("USD", year)


@pytest.mark.parametrize("text", ["$ 2019", "dollars", "usd 2019", ""])
def test_a_sign_or_a_word_is_no_currency(text: str) -> None:
    with pytest.raises(UnknownCurrencyError, match="ISO 4217"):
        MoneyUnit.parse(text)


def test_an_unknown_currency_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownCurrencyError, match="Did you mean"):
        MoneyUnit.parse("USX 2019")


@pytest.mark.parametrize(("code", "is_known"), [("COP", True), ("XXZ", False), ("cop", False)])
def test_a_currency_is_one_of_iso_4217(code: str, is_known: bool) -> None:
    assert is_currency(code) is is_known


def test_a_currency_has_a_name() -> None:
    assert COP_2019.currency_name == "Colombian Peso"


def test_amounts_in_one_unit_add_up() -> None:
    assert Money(2.0, USD_2019) + Money(3.0, USD_2019) == Money(5.0, USD_2019)


def test_amounts_in_one_unit_are_taken_from_each_other() -> None:
    assert Money(2.0, USD_2019) - Money(3.0, USD_2019) == Money(-1.0, USD_2019)


def test_different_price_years_do_not_add_up() -> None:
    with pytest.raises(MixedMoneyError, match="different price years"):
        Money(2.0, USD_2019) + Money(3.0, MoneyUnit("USD", 2020))


def test_different_currencies_are_not_taken_from_each_other() -> None:
    with pytest.raises(MixedMoneyError, match="different currencies"):
        Money(2.0, USD_2019) - Money(3.0, COP_2019)


def test_a_declared_rate_converts() -> None:
    rate = MoneyConversion(COP_2019, USD_2019, rate=0.0003, source="invented")
    assert Money(10_000.0, COP_2019).converted(rate) == Money(10_000 * 0.0003, USD_2019)


def test_a_rate_is_not_used_against_its_direction() -> None:
    rate = MoneyConversion(COP_2019, USD_2019, rate=0.0003, source="invented")
    with pytest.raises(MixedMoneyError, match="Declare a conversion"):
        Money(1.0, USD_2019).converted(rate)


@pytest.mark.parametrize("rate", [0.0, -1.0, float("inf"), float("nan")])
def test_a_rate_that_is_not_positive_and_finite_is_refused(rate: float) -> None:
    with pytest.raises(ConversionRateError, match="positive, finite"):
        MoneyConversion(COP_2019, USD_2019, rate=rate, source="invented")


def test_a_rate_without_a_source_is_refused() -> None:
    with pytest.raises(ConversionRateError, match="Name the source"):
        MoneyConversion(COP_2019, USD_2019, rate=1.0, source=" ")


@pytest.mark.parametrize("text", ["USD 2019", "1,5 USD 2019", "nan USD 2019", "5"])
def test_what_has_no_plain_number_is_no_amount(text: str) -> None:
    with pytest.raises(AmountError, match="Write a plain number"):
        Money.parse(text)


@pytest.mark.parametrize("number", ["0", "-1.5", "1e9", "0.1"])
def test_an_amount_is_a_plain_number(number: str) -> None:
    assert Money.parse(f"{number} USD 2019").amount == float(number)


@pytest.mark.parametrize("amount", [float("nan"), float("inf"), float("-inf")])
def test_an_amount_is_finite(amount: float) -> None:
    with pytest.raises(AmountError, match="leave it out"):
        Money(amount, USD_2019)
