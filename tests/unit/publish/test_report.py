"""Do the page and the printed document, made at once, come out as when made one by one?"""

from __future__ import annotations

import pytest

from tests.support.assessment import invent_document, invent_page, invent_pdf
from tocsin.publish.charts.picture import Pictures
from tocsin.publish.report import render_report


@pytest.mark.slow
def test_both_are_as_if_made_alone() -> None:
    report = render_report(invent_document(), pictures=Pictures())
    assert (report.html == invent_page(), report.pdf == invent_pdf()) == (True, True)
