"""Which paragraphs speak of this?"""

import re
from functools import cache

from pydantic import BaseModel, ConfigDict

from tocsin.convention.errors import EmptySearchError
from tocsin.convention.instruments import load_instrument, load_instruments
from tocsin.convention.law import Kind, Strength

TITLE_SCORE = 3
TOPIC_SCORE = 2
SUMMARY_SCORE = 2
SHORTEST_STEM = 3


class LawHit(BaseModel):
    """One unit that speaks of every word asked for."""

    model_config = ConfigDict(frozen=True)

    id: str
    title: str
    kind: Kind
    strength: Strength | None
    summary: str
    score: int


class LawSearch(BaseModel):
    """What a search found, best first."""

    model_config = ConfigDict(frozen=True)

    query: str
    hits: tuple[LawHit, ...]
    found_count: int


def search_law(query: str, *, instrument: str | None = None, limit: int | None = None) -> LawSearch:
    """Find the units whose title, topic or summary has every word of the query.

    A word also finds its longer forms ("launder" finds "laundering"); case, plural -s and -ise or -ize do not matter.
    """
    words = _split(query)
    if not words:
        raise EmptySearchError(f"The search {query!r} holds no word. Give one or more words, such as witness.")
    if instrument is not None:
        load_instrument(instrument)
    hits = [
        entry[1].model_copy(update={"score": score})
        for entry in _index()
        if (instrument is None or entry[1].id.startswith(f"{instrument}/")) and (score := _score(words, entry[0]))
    ]
    ranked = sorted(hits, key=lambda hit: -hit.score)
    return LawSearch(query=query, hits=tuple(ranked[:limit]), found_count=len(ranked))


def _split(text: str) -> list[str]:
    """Cut text into words in one spelling, without plural endings."""
    words = re.findall(r"[a-z0-9]+", text.lower().replace("'", ""))
    return [_same_spelling(word) for word in words]


def _same_spelling(word: str) -> str:
    spelled = re.sub(r"is(e|ed|er|es|ing|ation|ations)$", r"iz\1", word)
    return spelled[:-1] if len(spelled) > SHORTEST_STEM and spelled.endswith("s") else spelled


def _score(words: list[str], fields: tuple[tuple[int, frozenset[str]], ...]) -> int:
    """Add up where each word was found; nothing if any word is missing everywhere."""
    total = 0
    for word in words:
        found = sum(weight for weight, texts in fields if any(_is_form_of(text, word) for text in texts))
        if not found:
            return 0
        total += found
    return total


def _is_form_of(text: str, word: str) -> bool:
    return text.startswith(word) if len(word) >= SHORTEST_STEM else text == word


@cache
def _index() -> tuple[tuple[tuple[tuple[int, frozenset[str]], ...], LawHit], ...]:
    return tuple(
        (
            (
                (TITLE_SCORE, frozenset(_split(article.title))),
                (TOPIC_SCORE, frozenset(_split(unit.topic))),
                (SUMMARY_SCORE, frozenset(_split(unit.summary))),
            ),
            LawHit(
                id=unit.id,
                title=article.title,
                kind=unit.kind,
                strength=unit.strength,
                summary=unit.summary,
                score=0,
            ),
        )
        for instrument in load_instruments()
        for article in instrument.articles
        for unit in article.units
    )
