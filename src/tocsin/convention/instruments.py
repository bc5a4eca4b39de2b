"""What do the Convention and its Protocols say, article by article, and what do the Protocols inherit?"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from tocsin.convention.errors import LawDataError, UnknownLawError, YamlTextError
from tocsin.convention.law import Article, Instrument, InstrumentId, Topic, Unit
from tocsin.convention.yaml_text import read_yaml_text
from tocsin.terms.problem import Problem, nearest_or_all

DATA = Path(__file__).parent / "data"

TITLES = {
    InstrumentId.UNTOC: "United Nations Convention against Transnational Organized Crime",
    InstrumentId.TIP: "Protocol to Prevent, Suppress and Punish Trafficking in Persons, Especially Women and Children",
    InstrumentId.SOM: "Protocol against the Smuggling of Migrants by Land, Sea and Air",
    InstrumentId.FIREARMS: (
        "Protocol against the Illicit Manufacturing of and Trafficking in Firearms, "
        "Their Parts and Components and Ammunition"
    ),
}

NOT_INHERITED = frozenset({Topic.SCOPE, Topic.DEFINITIONS, Topic.CONFERENCE, Topic.FINAL_CLAUSES})


class InheritedUnit(BaseModel):
    """A unit of the Convention that also applies, with the necessary changes, to a Protocol."""

    model_config = ConfigDict(frozen=True)

    unit: Unit
    protocol: InstrumentId
    via: str


@cache
def load_instrument(instrument: str) -> Instrument:
    """Load one instrument: `untoc`, `tip`, `som` or `firearms`."""
    if instrument not in list(InstrumentId):
        raise UnknownLawError(
            f"No instrument is called {instrument!r}, so there is nothing to show. {nearest_or_all(instrument, InstrumentId)}"
        )
    key = InstrumentId(instrument)
    return read_instrument(DATA / key, instrument=key)


def load_instruments() -> tuple[Instrument, ...]:
    """Load the Convention and the three Protocols, in this order."""
    return tuple(load_instrument(instrument) for instrument in InstrumentId)


def load_duties() -> tuple[Unit, ...]:
    """Load every duty and option of all four instruments, in the order of their texts."""
    return tuple(unit for instrument in load_instruments() for unit in instrument.units if unit.is_duty_or_option)


def find_article(instrument: str, article: int) -> Article:
    """Find one article with its units, for example `find_article("untoc", 24)`."""
    articles = load_instrument(instrument).articles
    if not 1 <= article <= len(articles):
        raise UnknownLawError(f"{instrument} has articles 1 to {len(articles)}, not {article}. Choose one of these.")
    return articles[article - 1]


def find_unit(unit_id: str) -> Unit:
    """Find one unit by its id, for example `find_unit("untoc/24/1")`."""
    units = _units_by_id()
    if unit_id not in units:
        raise UnknownLawError(f"No paragraph has the id {unit_id!r}. {_suggest_unit(unit_id)}")
    return units[unit_id]


def list_units(stem: str) -> tuple[Unit, ...]:
    """List the units at or below an id: an instrument, an article, a paragraph or an item of it."""
    found = tuple(unit for unit_id, unit in _units_by_id().items() if f"{unit_id}/".startswith(f"{stem}/"))
    if not found:
        raise UnknownLawError(f"Nothing stands at or below {stem!r}. {_suggest_unit(stem)}")
    return found


def inherited_units(protocol: str) -> tuple[InheritedUnit, ...]:
    """List the Convention's duties and options for States that a Protocol takes over.

    Article 1(2) of each Protocol applies the Convention to it with the necessary changes unless the Protocol says
    otherwise. Left out: purpose, scope and definitions (a Protocol has its own or reads the Convention's as they are),
    the Conference, final clauses, units addressed to organs rather than States, and all that is neither duty nor option.
    """
    if load_instrument(protocol).id is InstrumentId.UNTOC:
        raise UnknownLawError("The Convention inherits from nothing. Ask for one of its Protocols: tip, som, firearms.")
    via = find_unit(f"{protocol}/1/2").id
    return tuple(
        InheritedUnit(unit=unit, protocol=InstrumentId(protocol), via=via)
        for unit in load_instrument(InstrumentId.UNTOC).units
        if unit.is_for_states and unit.topic not in NOT_INHERITED
    )


def read_instrument(folder: Path, *, instrument: InstrumentId) -> Instrument:
    """Read a folder of article files; every problem of every file is reported at once."""
    articles: list[Article] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("article-*.yaml")):
        try:
            articles.append(Article.model_validate(read_yaml_text(path)))
        except ValidationError as error:
            problems.extend(_list_problems(error, file=str(path)))
        except YamlTextError as error:
            problems.extend(error.problems)
    problems.extend(_check_together(articles, folder=str(folder), instrument=instrument))
    if problems:
        raise LawDataError(problems)
    return Instrument(id=instrument, title=TITLES[instrument], in_force=articles[0].in_force, articles=tuple(articles))


def _list_problems(error: ValidationError, *, file: str) -> Iterator[Problem]:
    for item in error.errors(include_url=False):
        field = ".".join(str(part) for part in item["loc"]) or "article"
        yield Problem(file, None, field, "", f"{item['msg']}.", "Compare the file with its neighbours.")


def _check_together(articles: list[Article], *, folder: str, instrument: InstrumentId) -> Iterator[Problem]:
    def problem(field: str, why: str, mend: str) -> Problem:
        return Problem(folder, None, field, "", why, mend)

    numbers = [article.article for article in articles]
    if numbers != list(range(1, len(numbers) + 1)) or not numbers:
        yield problem("article", f"the articles are {numbers}, not 1, 2, 3 and so on.", "Add or rename the files.")
    if any(article.instrument is not instrument for article in articles):
        yield problem("instrument", f"not every file says `instrument: {instrument}`.", "Correct or move the file.")
    if len({article.in_force for article in articles}) > 1:
        yield problem("in_force", "the files name different dates of entry into force.", "Give all the same date.")
    ids = [unit.id for article in articles for unit in article.units]
    for unit_id in sorted({unit_id for unit_id in ids if ids.count(unit_id) > 1}):
        yield problem("units", f"the id {unit_id} stands twice.", "Give a further statement the ending `/s2`.")
    for unit in (unit for article in articles for unit in article.units):
        for other in unit.alternatives:
            if other not in ids:
                yield problem(unit.id, f"its alternative {other} does not exist.", "Correct the id.")


@cache
def _units_by_id() -> dict[str, Unit]:
    return {unit.id: unit for instrument in load_instruments() for unit in instrument.units}


def _suggest_unit(unit_id: str) -> str:
    """Name the units of the same article, or say how ids are written."""
    stem = "/".join(unit_id.split("/")[:2])
    same_article = [known for known in _units_by_id() if f"{known}/".startswith(f"{stem}/")]
    if unit_id.count("/") and same_article:
        return f"Its article has: {', '.join(same_article)}."
    return "Write instrument/article/paragraph/letter, for example untoc/5/1/b."
