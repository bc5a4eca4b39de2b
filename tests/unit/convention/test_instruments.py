"""The packaged treaties load, answer by id, and refuse broken files with every problem at once."""

from collections import Counter
from pathlib import Path

import pytest

from tocsin.convention.errors import LawDataError, UnknownLawError
from tocsin.convention.instruments import (
    find_article,
    find_unit,
    inherited_units,
    list_units,
    load_duties,
    load_instrument,
    load_instruments,
    read_instrument,
)
from tocsin.convention.law import Addressee, InstrumentId, Kind, Strength, Topic

ARTICLE = """instrument: tip
article: {number}
title: T
source: S
in_force: 2003-12-25
cluster: null
units:
- id: tip/{number}/1
  kind: rule
  topic: safeguards
  summary: A rule.
"""


@pytest.mark.parametrize(("instrument", "count"), [("untoc", 41), ("tip", 20), ("som", 25), ("firearms", 21)])
def test_every_article_has_its_file(instrument: str, count: int) -> None:
    assert len(load_instrument(instrument).articles) == count


def test_every_id_stands_once() -> None:
    counts = Counter(unit.id for instrument in load_instruments() for unit in instrument.units)
    assert [unit_id for unit_id, count in counts.items() if count > 1] == []


def test_duties_and_options_alone_are_loaded_as_duties() -> None:
    assert {unit.kind for unit in load_duties()} == {Kind.DUTY, Kind.OPTION}


def test_no_summary_is_shared_by_two_units_of_one_article() -> None:
    for instrument in load_instruments():
        for article in instrument.articles:
            summaries = [unit.summary for unit in article.units]
            assert len(summaries) == len(set(summaries)), article.title


def test_clusters_not_held_against_their_source_say_so() -> None:
    assert not any(article.cluster_verified for each in load_instruments() for article in each.articles)


@pytest.mark.parametrize(
    ("unit_id", "strength"),
    [
        ("untoc/5/1/b", Strength.MANDATORY),
        ("untoc/6/1/b/i", Strength.MANDATORY_CONDITIONAL),
        ("untoc/7/1/b/s2", Strength.CONSIDER),
        ("untoc/8/2", Strength.CONSIDER),
        ("untoc/13/6", Strength.MANDATORY_CONDITIONAL),
        ("untoc/15/2/a", Strength.OPTIONAL),
        ("untoc/16/8", Strength.ENDEAVOUR),
        ("untoc/20/2", Strength.OPTIONAL),
        ("untoc/24/1", Strength.MANDATORY_CONDITIONAL),
        ("untoc/25/2", Strength.MANDATORY),
        ("untoc/31/1", Strength.ENDEAVOUR),
        ("untoc/31/6", Strength.MANDATORY),
    ],
)
def test_strength_follows_the_words_of_the_text(unit_id: str, strength: Strength) -> None:
    assert find_unit(unit_id).strength is strength


@pytest.mark.parametrize(
    ("one", "other"),
    [("tip/11", "som/11"), ("tip/12", "som/12"), ("tip/13", "som/13"), ("tip/14", "som/19")]
    + [(f"tip/{15 + step}", f"som/{20 + step}") for step in range(6)]
    + [(f"tip/{15 + step}", f"firearms/{16 + step}") for step in range(6)],
)
def test_articles_with_the_same_words_are_coded_alike(one: str, other: str) -> None:
    codings = [
        [
            (unit.id.removeprefix(stem), unit.kind, unit.strength, unit.condition, unit.addressee)
            for unit in list_units(stem)
        ]
        for stem in (one, other)
    ]
    assert codings[0] == codings[1]


def test_either_or_duties_name_each_other() -> None:
    assert find_unit("untoc/5/1/a/i").alternatives == ("untoc/5/1/a/ii",)


def test_an_article_is_found_with_its_units() -> None:
    assert [unit.id for unit in find_article("untoc", 25).units] == ["untoc/25/1", "untoc/25/2", "untoc/25/3"]


def test_units_below_a_paragraph_are_listed() -> None:
    assert [unit.id for unit in list_units("untoc/24/2")] == ["untoc/24/2/a", "untoc/24/2/b"]


def test_a_paragraph_does_not_list_longer_numbers() -> None:
    assert {unit.article for unit in list_units("untoc/2")} == {2}


def test_an_unknown_instrument_names_the_nearest() -> None:
    with pytest.raises(UnknownLawError, match="Did you mean 'untoc'"):
        load_instrument("untok")


def test_an_unknown_article_names_the_range() -> None:
    with pytest.raises(UnknownLawError, match="articles 1 to 41, not 42"):
        find_article("untoc", 42)


def test_an_unknown_paragraph_names_those_of_its_article() -> None:
    with pytest.raises(UnknownLawError, match="untoc/25/1, untoc/25/2, untoc/25/3"):
        find_unit("untoc/25/9")


def test_an_unknown_stem_says_how_ids_are_written() -> None:
    with pytest.raises(UnknownLawError, match="for example untoc/5/1/b"):
        list_units("article five")


def test_a_protocol_inherits_through_its_first_article() -> None:
    assert {item.via for item in inherited_units("tip")} == {"tip/1/2"}


def test_a_protocol_inherits_witness_protection() -> None:
    assert "untoc/24/1" in {item.unit.id for item in inherited_units("firearms")}


@pytest.mark.parametrize("topic", [Topic.DEFINITIONS, Topic.SCOPE, Topic.CONFERENCE, Topic.FINAL_CLAUSES])
def test_what_a_protocol_has_of_its_own_is_not_inherited(topic: Topic) -> None:
    assert topic not in {item.unit.topic for item in inherited_units("som")}


def test_duties_of_organs_are_not_inherited() -> None:
    assert Addressee.SECRETARY_GENERAL not in {item.unit.addressee for item in inherited_units("som")}


def test_the_convention_inherits_from_nothing() -> None:
    with pytest.raises(UnknownLawError, match="inherits from nothing"):
        inherited_units("untoc")


def test_a_broken_folder_reports_every_problem_at_once(tmp_path: Path) -> None:
    (tmp_path / "article-01.yaml").write_text(ARTICLE.format(number=1).replace("safeguards", "weather"))
    (tmp_path / "article-02.yaml").write_text(ARTICLE.format(number=2) + "  summary: Again.\n")
    with pytest.raises(LawDataError) as caught:
        read_instrument(tmp_path, instrument=InstrumentId.TIP)
    assert [(Path(each.file).name, each.row, each.field) for each in caught.value.problems] == [
        ("article-01.yaml", None, "units.0.topic"),
        ("article-02.yaml", 12, ""),
        (tmp_path.name, None, "article"),
    ]


def refusal(folder: Path, *texts: str) -> str:
    for number, text in enumerate(texts, start=1):
        (folder / f"article-{number:02d}.yaml").write_text(text)
    with pytest.raises(LawDataError) as caught:
        read_instrument(folder, instrument=InstrumentId.TIP)
    return str(caught.value)


def test_a_missing_article_is_refused(tmp_path: Path) -> None:
    assert "[1, 3], not 1, 2, 3" in refusal(tmp_path, ARTICLE.format(number=1), ARTICLE.format(number=3))


def test_a_file_of_another_instrument_is_refused(tmp_path: Path) -> None:
    assert "not every file says `instrument: tip`" in refusal(tmp_path, ARTICLE.format(number=1).replace("tip", "som"))


def test_two_dates_of_entry_into_force_are_refused(tmp_path: Path) -> None:
    second = ARTICLE.format(number=2).replace("2003-12-25", "2004-12-25")
    assert "different dates" in refusal(tmp_path, ARTICLE.format(number=1), second)


def test_an_id_that_stands_twice_is_refused(tmp_path: Path) -> None:
    text = ARTICLE.format(number=1)
    assert "tip/1/1 stands twice" in refusal(tmp_path, text + text[text.index("- id") :])


def test_an_alternative_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    text = ARTICLE.format(number=1) + "  alternatives: [tip/1/9]\n"
    assert "its alternative tip/1/9 does not exist" in refusal(tmp_path, text)
