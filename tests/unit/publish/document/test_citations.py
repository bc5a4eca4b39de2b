"""Do texts speak of figures with their intervals, and are broken citations found before anybody reads them?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.assessment import invent_assessment
from tocsin.dossier.dossier import Dossier
from tocsin.dossier.packaged import load_framework, load_method_sheet
from tocsin.dossier.records.head import Head
from tocsin.dossier.records.model import Model
from tocsin.publish.document.citations import (
    check_citations,
    cite_figures,
    list_restricted,
    refuse_broken_citations,
)
from tocsin.publish.document.tree import FigureReference
from tocsin.publish.errors import UnknownCitationError
from tocsin.publish.numbers import strip_isolates
from tocsin.publish.texts import find_contradicting_phrases

MODEL = Model.model_validate(
    {
        "key": "chain",
        "title": "Chain",
        "drivers": {"area": {"title": "Area", "unit": "ha", "fixed": 1}},
        "formulas": {"made": {"title": "Made", "formula": "area", "unit": "ha"}},
    }
)


def invent_dossier(notice: str) -> Dossier:
    """Return a dossier whose only text is its notice."""
    head = Head.model_validate(
        {"key": "d", "title": "D", "place": "COL", "period": "2020", "edition": "1", "seed": "1", "notice": notice}
    )
    return Dossier(Path(), head, load_method_sheet("default"), load_framework("default"), models={"chain": MODEL})


def test_a_citation_becomes_value_and_interval() -> None:
    _, found, _ = cite_figures("Output was [[made]].", invent_assessment())
    assert isinstance(found, FigureReference)
    assert (
        strip_isolates(found.text).replace("\u202f", " ").replace("\xa0", " ") == "1 200 t pure a year (900 to 1 600)"
    )


def test_a_citation_leads_to_its_explanation() -> None:
    (found,) = cite_figures("[[chain.yield]]", invent_assessment())
    assert isinstance(found, FigureReference)
    assert found.target == "#figure-chain.yield"


def test_text_without_citations_stays_as_it_is() -> None:
    (only,) = cite_figures("Plain [text].", invent_assessment())
    assert only.text == "Plain [text]."


def test_an_unknown_citation_is_refused_with_the_nearest_key() -> None:
    with pytest.raises(UnknownCitationError, match=r"nearest is \[\[made\]\]"):
        cite_figures("[[mad]]", invent_assessment())


@pytest.mark.parametrize("key", ["made", "chain.area"])
def test_formulas_and_drivers_may_be_cited(key: str) -> None:
    assert check_citations(invent_dossier(f"See [[{key}]].")) == ()


def test_a_citation_of_nothing_is_found_where_it_stands() -> None:
    (problem,) = check_citations(invent_dossier("See [[mode]]."))
    assert str(problem).startswith("dossier, notice cites [[mode]]: no model computes")


def test_a_citation_of_a_figure_that_was_not_computed_is_stale() -> None:
    (problem,) = check_citations(invent_dossier("[[made]]"), missing={"made": "no table"})
    assert "stale" in problem.why


def test_a_citation_of_a_restricted_figure_is_found() -> None:
    (problem,) = check_citations(invent_dossier("[[made]]"), restricted={"made"})
    assert "may not see" in problem.why


def test_broken_citations_are_refused_together() -> None:
    problems = check_citations(invent_dossier("[[a1]] and [[b2]]"))
    with pytest.raises(UnknownCitationError, match="2 citations"):
        refuse_broken_citations(problems)


def test_no_claim_restricts_nothing() -> None:
    assert list_restricted(invent_dossier(""), claims={"made": ()}) == frozenset()


def test_a_word_beside_a_number_that_it_does_not_stand_for_is_found() -> None:
    (finding,) = find_contradicting_phrases(invent_dossier("A rise is unlikely (80 %)."))
    assert "unlikely" in finding.message


def test_a_word_beside_its_own_number_passes() -> None:
    assert find_contradicting_phrases(invent_dossier("A rise is likely (65 %).")) == ()


def test_a_word_without_a_number_passes() -> None:
    assert find_contradicting_phrases(invent_dossier("A rise is unlikely.")) == ()
