"""What does a YAML file say, with every scalar kept as text and every line remembered?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

import yaml

from tocsin.dossier.file_text import FileText
from tocsin.dossier.problems import Notebook

DEEPEST = 24
MOST_NODES = 200_000

Plain = dict[str, "Plain"] | list["Plain"] | str
Location = Sequence[str | int]

if TYPE_CHECKING:
    from yaml._yaml import Mark as FastMark
    from yaml.error import Mark

    AnyMark = Mark | FastMark

MISSING = ("", "~", "null")


@dataclass(frozen=True, slots=True)
class YamlNode:
    """A scalar, mapping or list, with where it stands: first line, and the characters from ``start`` to ``end``."""

    value: "str | dict[str, YamlNode] | list[YamlNode]"
    row: int
    column: int
    start: int
    end: int
    is_missing: bool = False
    is_flow: bool = False

    def plain(self) -> Plain:
        """The content alone; entries that are left empty are left out, but not between braces.

        There a comma in a text makes what follows it a key without value: `{gap: price, purity}` would lose its end.
        """
        if isinstance(self.value, dict):
            return {
                name: node.plain()
                for name, node in self.value.items()
                if not node.is_missing or (self.is_flow and node.value == "")
            }
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value

    def at(self, location: Location) -> "YamlNode":
        """The node at a location, or the last one on the way to it."""
        node = self
        for step in location:
            if isinstance(node.value, dict) and step in node.value:
                node = node.value[str(step)]
            elif isinstance(node.value, list) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
        return node


def parse_yaml(file: FileText, *, notebook: Notebook) -> YamlNode | None:
    """Parse one YAML document into nodes, or note what is wrong with it; ``None`` also where only comments stand."""
    reader = _Reader(file, notebook)
    try:
        return reader.read_document()
    except _UnreadableError:
        return None
    except yaml.YAMLError as error:
        _note_syntax(file.name, error, notebook)
        return None


class _UnreadableError(Exception):
    """The rest of a file cannot be read; the notebook says why."""


class _Reader:
    """Walks the events of one file; safe against bombs since aliases are refused before anything is built."""

    def __init__(self, file: FileText, notebook: Notebook) -> None:
        loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
        self.file = file.name
        self.notebook = notebook
        self.events: Iterator[yaml.Event] = yaml.parse(file.text, Loader=loader)
        self.count = 0

    def read_document(self) -> YamlNode | None:
        node = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent) and node is not None:
                self.refuse(
                    event, "a second document starts here (`---`), and only the first would be read.", mend="Join them."
                )
            elif isinstance(event, yaml.NodeEvent):
                node = self.read_node(event, depth=0)
        return None if node is None or (node.is_missing and node.value == "") else node

    def read_node(self, event: yaml.Event, *, depth: int) -> YamlNode:
        self.check_node(event, depth)
        if isinstance(event, yaml.ScalarEvent):
            return self.read_scalar(event)
        value: dict[str, YamlNode] | list[YamlNode]
        if isinstance(event, yaml.MappingStartEvent):
            value, end = self.read_mapping(depth)
        else:
            value, end = self.read_list(depth)
        start = _mark(event.start_mark)
        return YamlNode(
            value, start.line + 1, start.column, start.index, end, is_flow=bool(getattr(event, "flow_style", False))
        )

    def check_node(self, event: yaml.Event, depth: int) -> None:
        self.count += 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            why = (
                "anchors (&) and aliases (*) are not used in a dossier: they can hide what a file says, or blow it up."
            )
            self.refuse(event, why, mend="Write the value out; if it is text, put it in quotes.")
        if getattr(event, "tag", None):
            self.refuse(
                event,
                f"the tag {getattr(event, 'tag', '')!r} asks for a type.",
                mend="Delete it: Tocsin knows the type of each field.",
            )
        if depth > DEEPEST:
            self.refuse(
                event,
                f"this is nested more than {DEEPEST} levels deep, and no record is.",
                mend="Check the brackets and indents.",
            )
        if self.count > MOST_NODES:
            self.refuse(event, f"the file has more than {MOST_NODES:,} values.", mend="Move bulk data to tables/.")

    def read_scalar(self, event: yaml.ScalarEvent) -> YamlNode:
        is_missing = event.style in (None, "") and event.value in MISSING
        start, end = _mark(event.start_mark), _mark(event.end_mark)
        return YamlNode(event.value, start.line + 1, start.column, start.index, end.index, is_missing=is_missing)

    def read_list(self, depth: int) -> tuple[list[YamlNode], int]:
        nodes: list[YamlNode] = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                return nodes, _mark(event.end_mark).index
            nodes.append(self.read_node(event, depth=depth + 1))
        raise _UnreadableError

    def read_mapping(self, depth: int) -> tuple[dict[str, YamlNode], int]:
        nodes: dict[str, YamlNode] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                return nodes, _mark(event.end_mark).index
            if not isinstance(event, yaml.ScalarEvent):
                self.refuse(event, "the name of a field must be plain text.", mend="Check the brackets and indents.")
            name = self.read_node(event, depth=depth + 1)
            value = self.read_node(next(self.events), depth=depth + 1)
            if event.value in nodes:
                why = f"{event.value!r} stands twice in the same record; only one of them could count."
                self.notebook.add(self.file, why, mend="Keep the right one.", row=name.row, at=event.value)
            nodes[event.value] = value
        raise _UnreadableError

    def refuse(self, event: yaml.Event, why: str, *, mend: str) -> NoReturn:
        self.notebook.add(self.file, why, mend=mend, row=_mark(event.start_mark).line + 1)
        raise _UnreadableError


def _mark(mark: "AnyMark | None") -> "AnyMark":
    assert mark is not None  # every event of a parsed text has marks
    return mark


def _note_syntax(file: str, error: yaml.YAMLError, notebook: Notebook) -> None:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    said = getattr(error, "problem", None) or getattr(error, "reason", None) or "the text does not follow YAML"
    why = f"the YAML cannot be read here: {said}."
    mend = "Check indents (spaces, never tabs), colons and quotes; text with ': ' or a leading %, @, &, * needs quotes."
    notebook.add(file, why, mend=mend, row=None if mark is None else mark.line + 1)
