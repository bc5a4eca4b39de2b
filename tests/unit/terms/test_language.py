"""Do the words for a probability follow the standard, its gaps included?"""

import pytest

from tocsin.terms.language import (
    ProbabilityError,
    Standard,
    UnknownPhraseError,
    band_for,
    contradicts,
    find_contradictions,
    find_phrases,
    list_bands,
    phrase_for,
)

PHIA, ICD203 = Standard.PHIA, Standard.ICD203


@pytest.mark.parametrize(
    ("prob", "standard", "text"),
    [
        (0.0, PHIA, "remote chance"),
        (0.05, PHIA, "remote chance"),
        (0.15, PHIA, "highly unlikely"),
        (0.1 + 0.1, PHIA, "highly unlikely"),
        (0.30, PHIA, "unlikely"),
        (0.45, PHIA, "realistic possibility"),
        (0.60, PHIA, "likely"),
        (0.85, PHIA, "highly likely"),
        (1.0, PHIA, "almost certain"),
        (0.03, ICD203, "almost no chance"),
        (0.05, ICD203, "very unlikely"),
        (0.50, ICD203, "roughly even chance"),
        (0.80, ICD203, "likely"),
        (0.97, ICD203, "almost certain"),
    ],
)
def test_a_probability_has_its_words(prob: float, standard: Standard, text: str) -> None:
    phrase = phrase_for(prob, standard=standard)
    assert (phrase.text, phrase.is_between_bands) == (text, False)


@pytest.mark.parametrize(
    ("prob", "standard", "text"),
    [
        (0.06, PHIA, "remote chance"),
        (0.075, PHIA, "highly unlikely"),
        (0.50, PHIA, "realistic possibility"),
        (0.54, PHIA, "likely"),
        (0.93, PHIA, "almost certain"),
        (0.0, ICD203, "almost no chance"),
        (1.0, ICD203, "almost certain"),
    ],
)
def test_a_probability_in_a_gap_has_the_nearest_words_and_a_flag(prob: float, standard: Standard, text: str) -> None:
    phrase = phrase_for(prob, standard=standard)
    assert (phrase.text, phrase.is_between_bands) == (text, True)


@pytest.mark.parametrize("prob", [-0.01, 1.01, 60.0, float("nan")])
def test_what_is_no_probability_has_no_words(prob: float) -> None:
    with pytest.raises(ProbabilityError, match="is not a probability"):
        phrase_for(prob, standard=PHIA)


@pytest.mark.parametrize(
    ("prob", "text"),
    [(0.6, "likely (60 %)"), (0.52, "nearest: realistic possibility (52 %)"), (0.001, "remote chance (<1 %)")],
)
def test_the_number_stands_beside_the_words(prob: float, text: str) -> None:
    assert str(phrase_for(prob, standard=PHIA)) == text


def test_a_probability_just_below_one_is_not_printed_as_certain() -> None:
    assert str(phrase_for(0.999, standard=PHIA)) == "almost certain (>99 %)"


@pytest.mark.parametrize("phrase", ["likely", "Probable", " probably "])
def test_a_phrase_leads_to_its_band(phrase: str) -> None:
    assert band_for(phrase, standard=PHIA).key == "likely"


def test_a_phrase_of_another_standard_is_refused() -> None:
    with pytest.raises(UnknownPhraseError, match="is not a phrase of phia"):
        band_for("very likely", standard=PHIA)


@pytest.mark.parametrize(
    ("phrase", "prob", "standard", "is_against"),
    [
        ("likely", 0.60, PHIA, False),
        ("likely", 0.30, PHIA, True),
        ("likely", 0.77, PHIA, False),
        ("likely", 0.79, PHIA, True),
        ("realistic possibility", 0.50, PHIA, False),
        ("very unlikely", 0.05, ICD203, False),
        ("remote", 0.05, ICD203, False),
        ("remote", 0.06, ICD203, True),
    ],
)
def test_words_contradict_a_number_nearer_to_other_words(
    phrase: str, prob: float, standard: Standard, is_against: bool
) -> None:
    assert contradicts(phrase, prob=prob, standard=standard) is is_against


def test_phrases_are_found_in_running_text_the_longest_first() -> None:
    found = find_phrases("Highly\nunlikely, though almost certain where likely; likelihood aside.", standard=PHIA)
    assert [phrase.band.key for phrase in found] == ["highly-unlikely", "almost-certain", "likely"]


def test_a_phrase_is_found_where_it_stands() -> None:
    found = find_phrases("It is likely.", standard=PHIA)[0]
    assert (found.start, found.end) == (6, 12)


@pytest.mark.parametrize(
    "text", ["not likely", "isn't likely", "more likely", "no longer likely", "very likely", "not a remote chance"]
)
def test_a_phrase_that_the_words_before_change_is_marked(text: str) -> None:
    assert [phrase.is_turned for phrase in find_phrases(text, standard=PHIA)] == [True]


@pytest.mark.parametrize("text", ["another likely route", "it is likely", "is highly likely"])
def test_a_plain_phrase_is_not_marked(text: str) -> None:
    assert [phrase.is_turned for phrase in find_phrases(text, standard=PHIA)] == [False]


@pytest.mark.parametrize(
    ("text", "count"), [("It is highly likely.", 1), ("It is unlikely.", 0), ("It is not likely.", 0)]
)
def test_a_text_that_contradicts_its_number_is_found(text: str, count: int) -> None:
    assert len(find_contradictions(text, prob=0.3, standard=PHIA)) == count


@pytest.mark.parametrize("standard", [*Standard])
def test_a_standard_has_seven_bands_in_rising_order(standard: Standard) -> None:
    bounds = [bound for band in list_bands(standard) for bound in (band.low, band.high)]
    assert (len(bounds), bounds) == (14, sorted(bounds))


@pytest.mark.parametrize(("standard", "count"), [(PHIA, 1), (ICD203, 7)])
def test_bands_with_unchecked_bounds_are_not_verified(standard: Standard, count: int) -> None:
    assert sum(band.is_verified for band in list_bands(standard)) == count
