"""Which words stand for a probability, and do the words of a text agree with its number?"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from tocsin.terms.errors import TermError
from tocsin.terms.packaged import Listed, branch, leaves, load_listed, word
from tocsin.terms.problem import nearest


class Standard(StrEnum):
    """The standards of estimative language that can be chosen."""

    PHIA = "phia"
    ICD203 = "icd203"


@dataclass(frozen=True)
class Band:
    """One step of a standard: the probabilities it covers and the phrases for it, the one that is written first.

    ``is_open_above`` means that ``high`` itself is outside; ``is_verified`` that both bounds were found in its source.
    """

    key: str
    standard: Standard
    low: float
    high: float
    phrases: tuple[str, ...]
    is_open_above: bool
    is_verified: bool

    def covers(self, prob: float) -> bool:
        """Say whether the probability lies in the band, rounding errors forgiven."""
        below = prob < self.high - _ROUNDING if self.is_open_above else prob <= self.high + _ROUNDING
        return prob >= self.low - _ROUNDING and below


@dataclass(frozen=True)
class Phrase:
    """A probability with the words for it; ``is_between_bands`` where the standard has no words for that number."""

    text: str
    prob: float
    band: Band
    is_between_bands: bool

    def __str__(self) -> str:
        """Write the words with the number beside them."""
        near = "nearest: " if self.is_between_bands else ""
        return f"{near}{self.text} ({_percent(self.prob)} %)"


@dataclass(frozen=True)
class FoundPhrase:
    """A phrase of a standard in running text, from character ``start`` to ``end``; ``is_turned`` if the words before change it."""

    text: str
    start: int
    end: int
    band: Band
    is_turned: bool


def phrase_for(prob: float, *, standard: Standard) -> Phrase:
    """Find the words for a probability; in a gap of the standard, those of the nearest band, flagged."""
    if not 0 <= prob <= 1:
        raise ProbabilityError(
            f"{prob:g} is not a probability, so no words stand for it. Give a share from 0 to 1: 60 per cent is 0.6."
        )
    bands = list_bands(standard)
    # At a bound that two bands share, and half way between two, the milder words are chosen: those nearer to one half.
    band = min(
        bands, key=lambda each: (not each.covers(prob), round(_distance(each, prob), 9), abs(_middle(each) - 0.5))
    )
    return Phrase(band.phrases[0], prob, band, is_between_bands=not band.covers(prob))


def band_for(phrase: str, *, standard: Standard) -> Band:
    """Find the band that a phrase stands for."""
    found = _by_phrase(standard).get(" ".join(phrase.casefold().split()))
    if found is None:
        raise UnknownPhraseError(
            f"{phrase!r} is not a phrase of {standard}, so readers could not tell which probability is meant."
            f"{nearest(phrase, _by_phrase(standard), most=3, lead=' ')} Use a phrase of the chosen standard."
        )
    return found


def contradicts(phrase: str, *, prob: float, standard: Standard) -> bool:
    """Say whether a number lies outside the band that a phrase stands for, and nearer to another band's words."""
    band = band_for(phrase, standard=standard)
    return not band.covers(prob) and phrase_for(prob, standard=standard).band != band


def find_phrases(text: str, *, standard: Standard) -> tuple[FoundPhrase, ...]:
    """Find every phrase of a standard in running text, the longest that fits at each place."""
    return tuple(
        FoundPhrase(
            found[0],
            found.start(),
            found.end(),
            band_for(found[0], standard=standard),
            is_turned=_turned().search(text[max(0, found.start() - 40) : found.start()]) is not None,
        )
        for found in _pattern(standard).finditer(text)
    )


def find_contradictions(text: str, *, prob: float, standard: Standard) -> tuple[FoundPhrase, ...]:
    """Find the phrases in a text that its probability contradicts; those that the words before change are left out."""
    found = find_phrases(text, standard=standard)
    return tuple(one for one in found if not one.is_turned and contradicts(one.text, prob=prob, standard=standard))


@cache
def list_bands(standard: Standard) -> tuple[Band, ...]:
    """Every band of a standard, the least probable first."""
    listed = branch(load_listed("language.yaml")["standards"], at="language.yaml, standards")
    bands = branch(branch(listed[standard], at=f"language.yaml, {standard}")["bands"], at=f"language.yaml, {standard}")
    return tuple(_read_band(key, node, standard=standard) for key, node in bands.items())


class ProbabilityError(TermError):
    """A number is not a probability."""


class UnknownPhraseError(TermError):
    """A phrase does not belong to the chosen standard."""


_ROUNDING = 1e-9  # bounds are decimal and sums of draws are not: 0.1 + 0.1 must still be 0.2


def _read_band(key: str, node: Listed, *, standard: Standard) -> Band:
    at = f"language.yaml, {standard}, {key}"
    fields = branch(node, at=at)
    return Band(
        key=key,
        standard=standard,
        low=float(word(fields["low"], at=at)),
        high=float(word(fields["high"], at=at)),
        phrases=leaves(fields["phrases"], at=at),
        is_open_above=fields.get("is_open_above") == "yes",
        is_verified="no" not in (fields.get("low_verified"), fields.get("high_verified")),
    )


@cache
def _by_phrase(standard: Standard) -> dict[str, Band]:
    return {phrase: band for band in list_bands(standard) for phrase in band.phrases}


@cache
def _pattern(standard: Standard) -> re.Pattern[str]:
    phrases = sorted(_by_phrase(standard), key=len, reverse=True)
    spelt = "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in phrases)
    return re.compile(rf"(?<![\w-])(?:{spelt})(?![\w-])", re.IGNORECASE)


@cache
def _turned() -> re.Pattern[str]:
    words = leaves(load_listed("language.yaml")["turning"], at="language.yaml, turning")
    spelt = "|".join(r"\s+".join(map(re.escape, each.split())) for each in words)
    return re.compile(rf"(?:\b(?:{spelt})|n['’]t)\s+(?:an?\s+|be\s+)?$", re.IGNORECASE)


def _distance(band: Band, prob: float) -> float:
    return max(band.low - prob, prob - band.high, 0.0)


def _middle(band: Band) -> float:
    return (band.low + band.high) / 2


def _percent(prob: float) -> str:
    percent = 100 * prob
    if 0 < percent < 1:
        return "<1"
    if 99 < percent < 100:
        return ">99"
    return f"{percent:.0f}"
