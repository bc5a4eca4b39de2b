"""Can a reader open the report anywhere: by keyboard, on a phone, in the dark, with a screen reader, without a network?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.assessment import invent_page
from tests.support.repository import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

AXE = ROOT / "tests" / "support" / "assets" / "axe.min.js"
SERIOUS = """
axe.run(document, {resultTypes: ['violations']}).then(result => result.violations
  .filter(found => ['serious', 'critical'].includes(found.impact)).map(found => found.id + ': ' + found.nodes[0].html.slice(0, 120)))
"""
SMALL_TARGETS = """
[...document.querySelectorAll('button, summary, .contents a')].filter(part => part.offsetParent)
  .filter(part => part.getBoundingClientRect().height < 24).map(part => part.textContent.trim().slice(0, 40))
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of the invented report on this machine."""
    path: Path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(invent_page(), encoding="utf-8")
    return path.as_uri()


@pytest.fixture
def page(browser: Browser, report: str) -> Iterator[Page]:
    """Open the report on a desk, by day, allowed to run the accessibility checker."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True)
    opened = context.new_page()
    opened.goto(report)
    yield opened
    context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_serious_barrier_is_found(page: Page, theme: str) -> None:
    page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
    page.add_script_tag(path=AXE)
    assert page.evaluate(SERIOUS) == []


def test_the_first_key_press_offers_the_way_to_the_answer(page: Page) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the answer"


def test_the_way_to_the_answer_is_taken_by_keyboard(page: Page) -> None:
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "answer"


def test_why_a_number_is_what_it_is_opens_by_keyboard(page: Page) -> None:
    page.locator("#why-made > summary").focus()
    page.keyboard.press("Enter")
    assert page.locator("#why-made").get_by_text("area * yield_per_hectare * purity").is_visible()


def test_a_cited_figure_leads_to_its_reasons(page: Page) -> None:
    page.locator("#judgement-kj1 a.figure-reference").first.press("Enter")
    page.wait_for_function("document.getElementById('why-made').open")
    assert page.url.endswith("#figure-made")


def test_the_theme_is_chosen_by_keyboard(page: Page) -> None:
    button = page.get_by_role("button", name="Theme")
    button.press("Enter")
    button.press("Enter")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_what_has_the_focus_can_be_seen(page: Page) -> None:
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_nothing_is_asked_of_another_machine(browser: Browser, report: str) -> None:
    context = browser.new_context()
    opened, asked = context.new_page(), []
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(report)
    opened.wait_for_load_state("networkidle")
    context.close()
    assert [address for address in asked if not address.startswith(("data:", report))] == []


@pytest.mark.parametrize("width", [360, 390, 800, 1280, 1600])
def test_no_page_scrolls_sideways(browser: Browser, report: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    opened = context.new_page()
    opened.goto(report)
    opened.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
    wide = opened.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert wide <= width


def test_targets_are_large_enough_to_hit(page: Page) -> None:
    assert page.evaluate(SMALL_TARGETS) == []


def test_the_page_reads_without_scripts(browser: Browser, report: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto(report)
    text = opened.locator("main").inner_text()
    context.close()
    assert "has the highest expected rank among the 8 threats" in text


def test_a_phone_shows_the_narrow_charts(browser: Browser, report: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800})
    opened = context.new_page()
    opened.goto(report)
    shown = opened.locator("#chart-ranking .picture:visible").get_attribute("class")
    context.close()
    assert shown == "picture narrow"
