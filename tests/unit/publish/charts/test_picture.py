"""Is a picture the same whenever it is drawn, and ready for light and dark pages?"""

from __future__ import annotations

import pytest

from tocsin.publish.charts.driver_bars import draw_driver_bars
from tocsin.publish.charts.picture import Pictures, fit_for_page, measure
from tocsin.publish.charts.theme import ACCENT

SPEC = draw_driver_bars([("a", 0.5)], key="k", title="t", subtitle="s", caption="c").spec


class Memory:
    """A store that remembers what it was given."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def load_text(self, fingerprint: str) -> str | None:
        return self.kept.get(fingerprint)

    def save_text(self, fingerprint: str, text: str) -> None:
        self.kept[fingerprint] = text


def test_colours_become_variables_of_the_theme() -> None:
    page = fit_for_page(f'<svg width="4" height="2"><path fill="{ACCENT}"/></svg>', name="n", alt="words")
    assert 'fill="var(--accent)"' in page


def test_ids_are_made_the_pictures_own() -> None:
    page = fit_for_page(
        '<svg width="4" height="2"><g id="clip0"/><g clip-path="url(#clip0)"/></svg>', name="n", alt="w"
    )
    assert 'id="n-clip0"' in page
    assert "url(#n-clip0)" in page


def test_words_stand_in_for_the_picture_and_are_escaped() -> None:
    assert 'role="img" aria-label="a &quot;b&quot; &lt;c&gt;"' in fit_for_page(
        '<svg width="4" height="2"></svg>', name="n", alt='a "b" <c>'
    )


def test_a_picture_is_measured() -> None:
    assert measure('<svg class="marks" width="629" height="342.5" viewBox="0 0 1 1">') == (629, 342.5)


def test_what_a_store_keeps_is_not_drawn_again() -> None:
    memory = Memory()
    memory.kept = dict.fromkeys(_fingerprints(memory), "kept before")
    assert Pictures(memory).draw_svg(SPEC) == "kept before"


def _fingerprints(memory: Memory) -> list[str]:
    asked: list[str] = []

    class Asked(Memory):
        def load_text(self, fingerprint: str) -> str | None:
            asked.append(fingerprint)
            return "anything"

    Pictures(Asked()).draw_svg(SPEC)
    return asked


@pytest.mark.slow
def test_one_specification_gives_one_picture() -> None:
    assert Pictures().draw_svg(SPEC) == Pictures().draw_svg(SPEC)
