"""Where are the typefaces, map shapes and templates that reports are made with?"""

import base64
from functools import cache
from pathlib import Path

from tocsin.publish.errors import AssetMissingError

ASSETS = Path(__file__).parent / "assets"
TEMPLATES = Path(__file__).parent / "templates"


@cache
def load_asset(name: str) -> bytes:
    """Load one fetched file, or say how to fetch it."""
    path = ASSETS / name
    if not path.is_file():
        raise AssetMissingError(
            f"{name} is not among the fetched assets of `tocsin.publish`, and reports are drawn with it. "
            "Run `make assets`, which fetches typefaces and map shapes once."
        )
    return path.read_bytes()


def load_asset_as_base64(name: str) -> str:
    """Load one fetched file as text that can stand inside a page."""
    return base64.b64encode(load_asset(name)).decode("ascii")


@cache
def load_template(name: str) -> str:
    """Load a template, style sheet or script of the report."""
    return (TEMPLATES / name).read_text(encoding="utf-8")


def find_fonts() -> str:
    """The folder of the typefaces, once it is sure that they are there."""
    load_asset("IBMPlexSans-Regular.ttf")
    return str(ASSETS)
