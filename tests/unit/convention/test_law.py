"""The form of a law file: what a unit may and must say."""

import pytest
from pydantic import ValidationError

from tocsin.convention.law import Article, InstrumentId, Unit

DUTY = {
    "id": "untoc/24/1",
    "kind": "duty",
    "strength": "mandatory-conditional",
    "condition": "within its means",
    "addressee": "state-party",
    "topic": "witness-protection",
    "pillar": "protect",
    "summary": "Protect witnesses.",
}


def unit(**changes: str) -> Unit:
    return Unit.model_validate({**DUTY, **changes})


RULE = unit(kind="rule", strength="null", condition="null", addressee="null", pillar="null")


def test_a_unit_knows_its_instrument() -> None:
    assert unit().instrument is InstrumentId.UNTOC


def test_a_unit_knows_its_article() -> None:
    assert unit().article == 24


def test_a_duty_of_a_state_is_for_states() -> None:
    assert unit().is_for_states


def test_a_duty_of_the_conference_is_not_for_states() -> None:
    assert not unit(addressee="conference").is_for_states


def test_a_rule_is_not_for_states() -> None:
    assert not RULE.is_for_states


def test_the_word_null_means_nothing_said() -> None:
    assert RULE.pillar is None


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"strength": "null", "condition": "null"}, "a strength stands with every duty"),
        ({"kind": "rule"}, "a strength stands with every duty"),
        ({"kind": "rule", "strength": "null", "condition": "null", "pillar": "null"}, "address nobody"),
        ({"kind": "scope", "strength": "null", "condition": "null", "addressee": "null"}, "under no pillar"),
        ({"strength": "optional"}, "options are optional, duties are not"),
        ({"kind": "option"}, "options are optional, duties are not"),
        ({"addressee": "null"}, "needs an addressee"),
        ({"condition": "null"}, "a conditional duty needs its condition"),
        ({"strength": "mandatory"}, "a condition belongs to"),
        ({"topic": "weather"}, "topic"),
        ({"addressee": "everybody"}, "addressee"),
        ({"id": "untoc/24/one"}, "id"),
        ({"id": "unknown/24/1"}, "id"),
        ({"summary": ""}, "summary"),
        ({"sumary": "x"}, "sumary"),
    ],
)
def test_a_unit_out_of_form_is_refused(changes: dict[str, str], part: str) -> None:
    with pytest.raises(ValidationError, match=part):
        unit(**changes)


def article(units: list[dict[str, str]]) -> Article:
    return Article.model_validate(
        {
            "instrument": "untoc",
            "article": "25",
            "title": "T",
            "source": "S",
            "in_force": "2003-09-29",
            "cluster": "null",
            "units": units,
        }
    )


def test_a_unit_of_another_article_is_refused() -> None:
    with pytest.raises(ValidationError, match="does not belong to untoc/25"):
        article([DUTY])


def test_an_article_without_units_is_refused() -> None:
    with pytest.raises(ValidationError, match="at least one unit"):
        article([])
