"""How do runs of text lead elsewhere: by fields that repeat what stands there, by jumps, or to a public address?"""

import re

from tocsin.publish.document.tree import Inline, Span, Text
from tocsin.publish.docx.anchors import Anchors
from tocsin.publish.docx.marks import escape_text, set_field, set_run
from tocsin.publish.docx.package import OFFICE, Relationship
from tocsin.publish.docx.style_book import StyleBook

_PUBLIC = re.compile(r"^(?:https?://|mailto:)[^\s]+$", re.IGNORECASE)
_STYLES = {"strong": "Strong", "emphasis": "Emphasis", "figure": "Strong", "muted": "Muted", "code": "Code"}


class TextSetter:
    """Sets texts down; remembers each public address as a relationship, once."""

    def __init__(self, anchors: Anchors, *, styles: StyleBook, prefix: str = "rep") -> None:
        self._anchors = anchors
        self._styles = styles
        self._prefix = prefix
        self.addresses: dict[str, Relationship] = {}
        self._cross = styles.run("CrossReference")
        self._outside = styles.run("Hyperlink")
        self._runs = {style: styles.run(name) for style, name in _STYLES.items()} | {"plain": ""}

    def set_text(self, text: Text) -> str:
        """Set every run of a text in its style."""
        return "".join(
            set_run(run.text, properties=self._runs[run.style]) if isinstance(run, Span) else self._set_link(run)
            for run in text
        )

    def set_words(self, words: str, *, style: str = "plain") -> str:
        """Set words in one style."""
        return set_run(words, properties=self._runs.get(style) or (self._styles.run(style) if style != "plain" else ""))

    def _set_link(self, run: Inline) -> str:
        target = "" if isinstance(run, Span) else run.target
        if not target.startswith("#"):
            return self._set_address(run.text, target)
        same = self._anchors.find_same(target[1:], run.text)
        if same:
            result = set_run(run.text, properties=self._cross)
            return set_field(rf"REF {same.name} \h \* CHARFORMAT", result=result, properties=self._cross)
        place = self._anchors.find(target[1:])
        if place is None:
            return set_run(run.text)
        inner = set_run(run.text, properties=self._cross)
        return f'<w:hyperlink w:anchor="{place.name}" w:history="1">{inner}</w:hyperlink>'

    def _set_address(self, text: str, address: str) -> str:
        if not _PUBLIC.match(address) or escape_text(address).replace("&amp;", "&") != address:
            return set_run(text)
        if address not in self.addresses:
            key = f"{self._prefix}Link{len(self.addresses) + 1}"
            self.addresses[address] = Relationship(key, f"{OFFICE}/hyperlink", address, is_external=True)
        key = self.addresses[address].key
        return f'<w:hyperlink r:id="{key}" w:history="1">{set_run(text, properties=self._outside)}</w:hyperlink>'
