"""Do tests run cut off from the network, and does the browser they drive?"""

from __future__ import annotations

import socket
import warnings
from typing import TYPE_CHECKING

import pytest

from tests.support.repository import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Page

STRANGER = "192.0.2.1"  # RFC 5737: an address for examples, which is nobody's


def test_reaching_another_machine_is_refused() -> None:
    with pytest.raises(RuntimeError, match="Tests use no network"), socket.socket() as line:
        line.connect((STRANGER, 80))


def test_looking_up_a_name_is_refused() -> None:
    with pytest.raises(RuntimeError, match="Tests use no network"):
        socket.getaddrinfo("tocsin.example", 80)


def test_this_machine_may_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket() as line:
        assert line.connect_ex(server.getsockname()) == 0


def test_a_warning_is_an_error() -> None:
    with pytest.raises(UserWarning, match="planted"):
        warnings.warn("planted", stacklevel=1)


@pytest.mark.browser
@pytest.mark.slow
def test_the_accessibility_checker_finds_a_picture_without_words(browser_page: Page) -> None:
    browser_page.set_content("<html lang='en'><title>t</title><main><h1>h</h1><img src='data:,'></main></html>")
    browser_page.add_script_tag(path=ROOT / "tests" / "support" / "assets" / "axe.min.js")
    found = browser_page.evaluate("axe.run().then(result => result.violations.map(violation => violation.id))")
    assert found == ["image-alt"]


@pytest.mark.browser
@pytest.mark.slow
def test_a_page_cannot_reach_the_network(browser_page: Page) -> None:
    outcome = browser_page.evaluate("fetch('https://tocsin.example/').then(() => 'reached', () => 'cut off')")
    assert outcome == "cut off"
