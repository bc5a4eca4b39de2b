"""What every test may count on: no network, no clock-bound deadlines, a browser where one is installed."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests.support.repository import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

LOOPBACK = ("127.", "::1", "localhost")
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]

settings.register_profile(
    "few", max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("many", max_examples=2_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("few")


class NetworkUseError(RuntimeError):
    """A test tried to leave this machine."""


def refuse_strangers(address: object) -> None:
    """Raise unless the address is on this machine."""
    host = address[0] if isinstance(address, tuple) else None
    if isinstance(host, bytes):
        host = host.decode()
    if isinstance(host, str) and not host.startswith(LOOPBACK):
        raise NetworkUseError(f"A test tried to reach {host!r}. Tests use no network: give it the bytes it wants.")


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    connect, connect_ex, look_up = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: object) -> None:
        refuse_strangers(address)
        connect(self, address)  # type: ignore[arg-type]  # passed on as it came

    def guarded_connect_ex(self: socket.socket, address: object) -> int:
        refuse_strangers(address)
        return connect_ex(self, address)  # type: ignore[arg-type]  # passed on as it came

    def guarded_look_up(host: object, *rest: object, **named: object) -> object:
        refuse_strangers((host,))
        return look_up(host, *rest, **named)  # type: ignore[arg-type]  # passed on as it came

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
        patch.setattr(socket, "getaddrinfo", guarded_look_up)
        yield


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of published results and public data that is kept beside the checkout."""
    folder = Path(os.environ.get("TOCSIN_SHARED", ROOT.parent / "shared")).resolve()
    if not folder.is_dir():
        pytest.skip(f"No folder {folder}: put the shared results there, or name their place in TOCSIN_SHARED.")
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start Debian's Chromium, once for the tests of a file."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        message = "Chromium is not installed; `make browser` installs Debian's package when run as root."
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def browser_page(browser: Browser) -> Iterator[Page]:
    """Open an empty page that knows nothing of the test before it."""
    context = browser.new_context()
    yield context.new_page()
    context.close()
