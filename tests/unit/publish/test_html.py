"""Is the page whole in itself, safe with any text, and open to everyone?"""

from __future__ import annotations

import re

import pytest

from tests.support.assessment import invent_page
from tocsin.publish.html import name_anchor, set_isolates
from tocsin.publish.packaged import load_template

pytestmark = pytest.mark.slow


def test_text_of_a_dossier_is_never_markup() -> None:
    assert "<b>nothing</b>" not in invent_page()
    assert "&lt;b&gt;nothing&lt;/b&gt;" in invent_page()


def test_nothing_is_fetched_from_anywhere() -> None:
    fetched = re.findall(
        r'(?:src|href)="(?!#|data:|https://example\.org/survey)[^"]*"|url\((?!data:|#)[^)]*\)', invent_page()
    )
    assert fetched == []


def test_no_page_fetches_by_policy() -> None:
    assert "default-src 'none'" in invent_page()


def test_there_is_one_first_heading() -> None:
    assert invent_page().count("<h1") == 1


def test_every_id_is_given_once() -> None:
    ids = re.findall(r'\sid="([^"]+)"', invent_page())
    assert sorted({name for name in ids if ids.count(name) > 1}) == []


def test_every_inner_link_leads_to_an_id() -> None:
    page = invent_page()
    assert set(re.findall(r'href="#([^"]+)"', page)) - set(re.findall(r'\sid="([^"]+)"', page)) == set()


def test_every_chart_offers_its_data_as_a_file() -> None:
    page = invent_page()
    assert page.count("<figure") == page.count('<a download="') > 0


def test_no_style_knows_left_from_right() -> None:
    sided = re.findall(
        r"[^-\w](?:margin|padding|border)-(?:left|right)|[^-\w](?:left|right|width|height)\s*:",
        load_template("report.css"),
    )
    assert sided == []


def test_ranges_keep_their_direction() -> None:
    assert str(set_isolates("\u206645–70 t\u2069 <x>")) == '<bdi dir="ltr">45–70 t</bdi> &lt;x&gt;'


def test_an_anchor_holds_nothing_that_an_address_could_not() -> None:
    assert name_anchor("scores/ä b") == "scores-b"
