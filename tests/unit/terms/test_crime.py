"""Is a form of crime found under its names, and are breaks between versions of the list told?"""

import pytest

from tocsin.terms.crime import (
    CrimeCode,
    IccsCode,
    LostLeadingZeroError,
    UnknownCrimeError,
    UnknownVersionError,
    are_comparable,
    find_crimes_by_iccs,
    is_listed,
    list_crimes,
    list_top_crimes,
    list_versions,
)

SHERLOC_TYPES_COUNT = 15  # crime types of the UNODC case-law database


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("cocaine", "cocaine"),
        ("Illegal mining", "illegal-mining"),
        ("trafficking in persons", "trafficking-in-persons"),
        ("drug offences", "drug-offences"),
        ("ICCS:0204", "trafficking-in-persons"),
        ("060132", "drug-offences"),
        (" 08051 ", "smuggling-of-migrants"),
    ],
)
def test_a_form_of_crime_is_found_under_its_names(text: str, code: str) -> None:
    assert CrimeCode.parse(text).code == code


def test_an_unknown_form_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownCrimeError, match="Did you mean 'cocaine'"):
        CrimeCode.parse("cocain")


def test_a_form_of_an_earlier_version_is_refused_with_what_became_of_it() -> None:
    with pytest.raises(UnknownCrimeError, match=r"made amphetamine-type-stimulants of amphetamines \+ ecstasy"):
        CrimeCode.parse("ecstasy")


@pytest.mark.parametrize(
    ("text", "likely"),
    [("60132", "060132"), ("204", "0204"), ("8051", "08051"), ("90121", "090121"), ("20221", "020221")],
)
def test_a_code_that_lost_its_zero_is_refused_with_the_likely_one(text: str, likely: str) -> None:
    with pytest.raises(LostLeadingZeroError, match=f"The likely one is '{likely}'"):
        CrimeCode.parse(text)


@pytest.mark.parametrize("text", ["10043", "100312", "1101"])
def test_a_code_of_section_ten_or_eleven_has_lost_nothing(text: str) -> None:
    assert IccsCode.parse(text).code == text


@pytest.mark.parametrize("text", ["99", "1", "0", "0204x", "1200", "0601321"])
def test_what_is_no_iccs_code_is_refused(text: str) -> None:
    with pytest.raises(UnknownCrimeError, match="is not a code of the ICCS"):
        IccsCode.parse(text)


def test_an_iccs_code_outside_the_crosswalk_names_no_form() -> None:
    with pytest.raises(UnknownCrimeError, match="the crosswalk has no form for it"):
        CrimeCode.parse("0101")


def test_a_form_is_found_by_its_iccs_code() -> None:
    assert find_crimes_by_iccs(IccsCode("10043")) == (CrimeCode("illegal-mining"),)


@pytest.mark.parametrize(("code", "verified"), [("cocaine", False), ("money-laundering", False), ("extortion", True)])
def test_only_a_checked_crosswalk_counts_as_verified(code: str, verified: bool) -> None:
    assert CrimeCode(code).is_iccs_verified is verified


@pytest.mark.parametrize(("code", "iccs"), [("cocaine", None), ("drug-offences", IccsCode("060132"))])
def test_a_form_without_a_code_of_its_own_has_none(code: str, iccs: IccsCode | None) -> None:
    assert CrimeCode(code).iccs == iccs


@pytest.mark.parametrize(
    ("code", "sherloc"),
    [
        ("cocaine", "drug offences"),
        ("wildlife", "wildlife, forest and fisheries crime"),
        ("illegal-mining", ""),
        ("fraud", ""),
    ],
)
def test_a_form_falls_under_its_type_of_the_case_law_database(code: str, sherloc: str) -> None:
    assert CrimeCode(code).sherloc == sherloc


def test_every_type_of_the_case_law_database_is_a_top_type() -> None:
    assert len({crime.sherloc for crime in list_top_crimes()} - {""}) == SHERLOC_TYPES_COUNT


def test_a_form_knows_what_it_is_part_of() -> None:
    assert CrimeCode("cocaine").parent == CrimeCode("cocaine").top == CrimeCode("drug-offences")


def test_a_form_knows_its_parts() -> None:
    assert CrimeCode("cocaine") in CrimeCode("drug-offences").children


@pytest.mark.parametrize(
    ("outer", "inner", "is_inside"),
    [("drug-offences", "cocaine", True), ("cocaine", "drug-offences", False), ("cocaine", "cocaine", True)],
)
def test_a_form_contains_its_parts(outer: str, inner: str, is_inside: bool) -> None:
    assert CrimeCode(outer).contains(CrimeCode(inner)) is is_inside


@pytest.mark.parametrize(
    ("code", "version", "is_there"),
    [
        ("ecstasy", 1, True),
        ("ecstasy", 2, False),
        ("extortion", 1, False),
        ("extortion", 2, True),
        ("cocaine", 1, True),
    ],
)
def test_a_version_lists_its_own_forms(code: str, version: int, is_there: bool) -> None:
    assert is_listed(code, version=version) is is_there


def test_an_unknown_version_is_refused() -> None:
    with pytest.raises(UnknownVersionError, match="Known are: 1, 2"):
        is_listed("cocaine", version=3)


@pytest.mark.parametrize("version", list_versions())
def test_every_form_of_a_version_can_be_compared_with_itself(version: int) -> None:
    found = {
        code: are_comparable(code, from_version=version, to_version=version) for code in list_crimes(version=version)
    }
    assert {code: one.counterpart for code, one in found.items()} == {code: (code,) for code in found}


def test_every_form_hangs_from_a_top_type() -> None:
    assert {CrimeCode(code).top for code in list_crimes()} == set(list_top_crimes())


@pytest.mark.parametrize(
    ("code", "versions", "counterpart"),
    [
        ("cocaine", (1, 2), ("cocaine",)),
        ("drug-offences", (1, 2), ("drug-offences",)),
        ("drug-offences", (2, 1), ("drug-offences",)),
        ("amphetamine-type-stimulants", (2, 1), ("amphetamines", "ecstasy")),
        ("wildlife-forest-fisheries", (1, 2), ("fisheries", "forest", "wildlife")),
        ("other-serious-crime", (1, 2), ("illegal-mining", "other-serious-crime", "waste-trafficking")),
        ("extortion", (2, 2), ("extortion",)),
    ],
)
def test_a_series_goes_on_under_its_counterpart(
    code: str, versions: tuple[int, int], counterpart: tuple[str, ...]
) -> None:
    found = are_comparable(code, from_version=versions[0], to_version=versions[1])
    assert (found.is_comparable, found.counterpart) == (True, counterpart)


@pytest.mark.parametrize(
    ("code", "versions", "kind"),
    [
        ("extortion", (2, 1), "split"),
        ("other-serious-crime", (2, 1), "split"),
        ("environmental-crime", (2, 1), "split"),
        ("ecstasy", (1, 2), "merge"),
    ],
)
def test_a_break_is_flagged_with_the_change_that_made_it(code: str, versions: tuple[int, int], kind: str) -> None:
    found = are_comparable(code, from_version=versions[0], to_version=versions[1])
    assert (found.is_comparable, found.counterpart, found.breaks[0].split(":")[0]) == (False, (), f"version 2, {kind}")


def test_a_form_that_its_own_version_lacks_cannot_be_compared() -> None:
    with pytest.raises(UnknownCrimeError, match="in version 1 of the list"):
        are_comparable("extortion", from_version=1, to_version=2)


def test_an_unknown_version_to_compare_with_is_refused() -> None:
    with pytest.raises(UnknownVersionError, match="no version 9"):
        are_comparable("cocaine", from_version=2, to_version=9)
