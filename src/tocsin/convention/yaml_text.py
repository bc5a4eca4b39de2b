"""How is a YAML file read so that every value stays the text a person typed?

Plain YAML readers turn `NO` into false, `060132` into a number and follow aliases without end. Here scalars stay text,
and aliases, tags, repeated keys, several documents, deep nesting and large files are refused.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

import yaml

from tocsin.convention.errors import YamlTextError
from tocsin.terms.problem import Problem

YamlValue: TypeAlias = "str | list[YamlValue] | dict[str, YamlValue]"

SIZE_LIMIT_BYTES = 1_000_000
DEPTH_LIMIT = 20

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # the C parser is far faster where it was compiled


def read_yaml_text(path: Path, *, limit_bytes: int = SIZE_LIMIT_BYTES) -> YamlValue:
    """Read one YAML document from a file, every scalar as text."""
    return parse_yaml_text(_read_utf8(path, limit_bytes=limit_bytes), where=str(path))


def parse_yaml_text(text: str, *, where: str) -> YamlValue:
    """Turn one YAML document into nested text; `where` names it in messages."""
    try:
        return _build(yaml.parse(text, Loader=_LOADER), where=where)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise _refusal(where, line, f"not YAML: {error.problem}.", "Correct the line or the one before it.") from error
    except yaml.YAMLError as error:
        raise _refusal(where, 1, f"not YAML: {error}.", "Save the file again as plain UTF-8 text.") from error


def _read_utf8(path: Path, *, limit_bytes: int) -> str:
    try:
        with path.open("rb") as file:
            raw = file.read(limit_bytes + 1)
    except OSError as error:
        why = f"cannot be opened ({error.strerror or error})."
        raise _refusal(str(path), None, why, "Check the path and the right to read it.") from error
    if len(raw) > limit_bytes:
        why = f"is larger than {limit_bytes:,} bytes, which no file of this kind needs."
        raise _refusal(str(path), None, why, "Check that this is the right file.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise _refusal(str(path), line, "not UTF-8, so letters would be misread.", "Save it as UTF-8.") from error


def _build(events: Iterator[yaml.Event], *, where: str) -> YamlValue:
    """Grow the document from parser events: no recursion, so depth cannot exhaust the stack."""
    root: list[YamlValue] = []
    stack: list[list[YamlValue] | _Mapping] = [root]
    for event in events:
        _refuse_unsafe(event, where=where, seen=bool(root))
        if isinstance(event, yaml.ScalarEvent):
            _put(stack[-1], event.value, event=event, where=where)
        elif isinstance(event, yaml.SequenceStartEvent | yaml.MappingStartEvent):
            child: list[YamlValue] | _Mapping = [] if isinstance(event, yaml.SequenceStartEvent) else _Mapping()
            _put(stack[-1], child.entries if isinstance(child, _Mapping) else child, event=event, where=where)
            stack.append(child)
            if len(stack) > DEPTH_LIMIT:
                why = f"nested more than {DEPTH_LIMIT} deep."
                raise _refusal(where, _line_of(event), why, "Flatten the file.")
        elif isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
            stack.pop()
    return root[0] if root else ""


class _Mapping:
    """A mapping being read, with the key that waits for its value."""

    def __init__(self) -> None:
        self.entries: dict[str, YamlValue] = {}
        self.key: str | None = None


def _put(target: "list[YamlValue] | _Mapping", value: YamlValue, *, event: yaml.Event, where: str) -> None:
    if isinstance(target, list):
        target.append(value)
    elif target.key is not None:
        target.entries[target.key] = value
        target.key = None
    elif not isinstance(value, str):
        raise _refusal(where, _line_of(event), "a key is not a plain word.", "Write keys as words.")
    elif value in target.entries:
        why = f"the key {value!r} stands twice, so one value would be lost."
        raise _refusal(where, _line_of(event), why, "Remove one of the two.")
    else:
        target.key = value


def _refuse_unsafe(event: yaml.Event, *, where: str, seen: bool) -> None:
    line = _line_of(event)
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise _refusal(where, line, "anchors and aliases are not allowed.", "Write the value out in full.")
    if isinstance(event, yaml.NodeEvent) and getattr(event, "tag", None):
        raise _refusal(where, line, "tags such as `!!int` are not allowed.", "Write the plain value.")
    if isinstance(event, yaml.DocumentStartEvent) and seen:
        raise _refusal(where, line, "a second document begins with `---`.", "Keep one document to a file.")


def _line_of(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _refusal(where: str, line: int | None, why: str, mend: str) -> YamlTextError:
    return YamlTextError([Problem(where, line, "", "", why, mend)])
