"""What does a YAML file become when some fields of its records change, so that the rest keeps every byte?"""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TextIO

import yaml
from yaml.emitter import Emitter
from yaml.representer import SafeRepresenter
from yaml.resolver import BaseResolver
from yaml.serializer import Serializer

from tocsin.dossier.yaml_text import MISSING, Plain, YamlNode

WIDEST = 1_000_000

_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class Splice:
    """Text to stand in place of the characters from ``start`` to ``end``."""

    start: int
    end: int
    text: str


def render_new_yaml(plain: Plain) -> str:
    """A new YAML text in block style."""
    return _dump(plain, flow=False)


def edit_node(text: str, node: YamlNode, *, before: Plain, after: Plain) -> Iterator[Splice]:
    """The splices that turn what a node says into something else, going as deep as its shape stays the same."""
    if before == after:
        return
    if isinstance(node.value, dict) and isinstance(before, dict) and isinstance(after, dict):
        for name, value in after.items():
            field = node.value.get(name)
            if field is None:
                yield _add_field(text, node, name, value)
            elif name in before:
                yield from edit_node(text, field, before=before[name], after=value)
            else:
                yield _replace(text, field, value)
        yield from (_empty(text, node.value[name]) for name in before if name not in after and name in node.value)
    elif (
        isinstance(node.value, list)
        and isinstance(before, list)
        and isinstance(after, list)
        and _is_one_length(node.value, before, after)
    ):
        for part, old, new in zip(node.value, before, after, strict=True):
            yield from edit_node(text, part, before=old, after=new)
    else:
        yield _replace(text, node, after)


def edit_list(
    text: str, node: YamlNode | None, *, dropped: Sequence[YamlNode], added: Sequence[Plain]
) -> Iterator[Splice]:
    """The splices that drop entries of a list and add others at its end."""
    if node is not None and node.is_flow:
        kept = [part for part in _parts(node) if part not in dropped]
        shown = [text[part.start : part.end] for part in kept] + [_dump_flow(plain) for plain in added]
        yield Splice(node.start, node.end, f"[{', '.join(shown)}]")
        return
    for part in dropped:
        yield Splice(_line_start(text, part.start), _line_end(text, content_end(text, part)), "")
    if added:
        indent = " " * (node.column if node else 0)
        at = _line_end(text, content_end(text, node)) if node else len(text)
        before = "" if at == 0 or text[at - 1] in "\r\n" else "\n"
        yield Splice(at, at, before + "".join(_indent(_dump([plain], flow=False), indent) for plain in added))


def apply_splices(text: str, splices: Sequence[Splice]) -> str:
    """Put all splices into a text; line ends are those of the text."""
    ending = "\r\n" if "\r\n" in text else "\n"
    for splice in sorted(splices, key=lambda one: (one.start, one.end), reverse=True):
        text = text[: splice.start] + splice.text.replace("\n", ending) + text[splice.end :]
    return text


def content_end(text: str, node: YamlNode) -> int:
    """Where the content of a node ends: the marks of block collections run on over the comments that follow."""
    if isinstance(node.value, str) or node.is_flow:
        return node.start + len(text[node.start : node.end].rstrip())
    ends = [content_end(text, part) for part in _parts(node)]
    return max([node.start, *ends])


def _parts(node: YamlNode) -> list[YamlNode]:
    if isinstance(node.value, dict):
        return list(node.value.values())
    return node.value if isinstance(node.value, list) else []


def _is_one_length(*lists: Sequence[object]) -> bool:
    return len({len(one) for one in lists}) == 1


def _add_field(text: str, node: YamlNode, name: str, value: Plain) -> Splice:
    """A field put after the last one of a mapping."""
    if node.is_flow:
        inside = text[node.start + 1 : node.end - 1]
        at = node.start + 1 + len(inside.rstrip())
        separator = ", " if inside.strip() and not inside.rstrip().endswith(",") else ""
        return Splice(at, at, f"{separator}{_dump_flow(name)}: {_dump_flow(value)}")
    at = _line_end(text, content_end(text, node))
    before = "" if text[at - 1] in "\r\n" else "\n"
    return Splice(at, at, before + _indent(_dump({name: value}, flow=False), " " * node.column))


def _replace(text: str, node: YamlNode, value: Plain) -> Splice:
    """Another value in place of a node, on its line."""
    shown = _dump_flow(value)
    end = content_end(text, node)
    if text[node.start - 1 : node.start] == ":":
        shown = f" {shown}"
    elif not text[_line_start(text, node.start) : node.start].strip():
        shown = f"  {shown}"  # a block list may stand under its name without an indent, a value on one line may not
    return Splice(node.start, max(end, node.start), shown)


def _empty(text: str, node: YamlNode) -> Splice:
    return Splice(node.start, max(content_end(text, node), node.start), "")


def _line_start(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def _line_end(text: str, at: int) -> int:
    """Just after the line that holds a place, its line end included."""
    found = _LINE_END.search(text, at)
    return found.end() if found else len(text)


def _indent(block: str, indent: str) -> str:
    return "".join(f"{indent}{line}" for line in block.splitlines(keepends=True))


class _TextDumper(Emitter, Serializer, SafeRepresenter, BaseResolver):
    """Writes text without quotes wherever the reader of dossiers reads it back as the same text."""

    def __init__(self, stream: TextIO, *, flow: bool) -> None:
        Emitter.__init__(self, stream, width=WIDEST, allow_unicode=True)
        Serializer.__init__(self)
        SafeRepresenter.__init__(self, default_flow_style=flow, sort_keys=False)
        BaseResolver.__init__(self)

    def ignore_aliases(self, data: object) -> bool:
        return True


def _represent_text(dumper: _TextDumper, text: str) -> yaml.Node:
    style = '"' if text in MISSING or "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_TextDumper.add_representer(str, _represent_text)


def _dump(plain: Plain, *, flow: bool) -> str:
    stream = io.StringIO()
    dumper = _TextDumper(stream, flow=flow)
    dumper.open()
    dumper.represent(plain)
    dumper.close()
    return stream.getvalue().removesuffix("...\n")


def _dump_flow(plain: Plain) -> str:
    """A value on one line, quoted as it must be inside brackets too, where a comma ends it."""
    return _dump([plain], flow=True).strip()[1:-1]
