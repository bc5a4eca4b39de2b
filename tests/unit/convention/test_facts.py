"""The facts of a case: unknown unless said, and every mistake named at once."""

from pathlib import Path

import pytest

from tocsin.convention.errors import FactsError
from tocsin.convention.facts import EstablishedUnder, parse_facts, read_facts
from tocsin.convention.law import InstrumentId


def refusal(content: dict[str, object] | str) -> str:
    with pytest.raises(FactsError) as caught:
        parse_facts(content, where="FACTS.yaml")  # type: ignore[arg-type]  # nested text, as YAML gives it
    return str(caught.value)


@pytest.mark.parametrize("text", ["", "unknown", "Unknown", "null", "~"])
def test_what_is_left_open_is_unknown(text: str) -> None:
    assert parse_facts({"group": {"involved": text}}, where="x").group.involved is None


@pytest.mark.parametrize(("text", "value"), [("yes", True), ("NO", False), ("true", True), ("false", False)])
def test_yes_and_no_are_read(text: str, value: bool) -> None:
    assert parse_facts({"group": {"involved": text}}, where="x").group.involved is value


def test_an_empty_section_is_unknown_throughout() -> None:
    assert parse_facts({"offence": ""}, where="x").offence.max_penalty is None


def test_a_treaty_status_left_open_is_unknown() -> None:
    assert parse_facts({"offence": {}, "bound_by": "unknown"}, where="x").bound_by is None


def test_an_empty_list_of_instruments_is_not_unknown() -> None:
    assert parse_facts({"bound_by": []}, where="x").bound_by == ()


def test_a_file_of_facts_is_read(tmp_path: Path) -> None:
    path = tmp_path / "FACTS.yaml"
    path.write_text("case: Invented\noffence:\n  established_under: tip/5\nbound_by: [untoc, tip]\n")
    facts = read_facts(path)
    assert (facts.case, facts.offence.established_under, facts.bound_by) == (
        "Invented",
        EstablishedUnder.TIP_5,
        (InstrumentId.UNTOC, InstrumentId.TIP),
    )


@pytest.mark.parametrize(
    ("content", "part"),
    [
        ("", "holds no sections"),
        ({"grup": {}}, "grup: is no fact that the test knows, so it would be ignored. Did you mean 'group'?"),
        ({"group": {"person": "3"}}, "group.person: '3': is no fact that the test knows"),
        ({"group": {"persons": "three"}}, "group.persons:"),
        ({"group": {"persons": "-1"}}, "group.persons:"),
        ({"group": "3"}, "group: '3': is a section, but holds a single value."),
        ({"group": {"lasting": "perhaps"}}, "group.lasting: 'perhaps': is neither yes nor no."),
        ({"offence": {"max_penalty": "3,5"}}, "offence.max_penalty: The maximum penalty '3,5' is not"),
        ({"offence": {"established_under": "untoc/7"}}, "offence.established_under:"),
        ({"bound_by": ["nato"]}, "bound_by.0:"),
        ({"bound_by": ["tip"]}, "only a Party to the Convention can be Party to a Protocol"),
    ],
)
def test_a_mistake_is_named_with_its_place(content: dict[str, object] | str, part: str) -> None:
    assert part in refusal(content)


def test_all_mistakes_are_told_at_once() -> None:
    assert "3 problems" in refusal({"group": {"lasting": "perhaps"}, "requst": {}, "bound_by": ["tip"]})
