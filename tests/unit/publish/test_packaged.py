"""Does a missing asset say how to fetch it?"""

from __future__ import annotations

import pytest

from tocsin.publish.errors import AssetMissingError
from tocsin.publish.packaged import load_asset, load_template


def test_a_missing_asset_names_the_command_that_fetches_it() -> None:
    with pytest.raises(AssetMissingError, match="make assets"):
        load_asset("no-such-typeface.ttf")


def test_templates_come_with_the_package() -> None:
    assert "{{ document.title }}" in load_template("report.html.jinja")
