"""How is a record written as text: its cells in a table, its fields in YAML?"""

from datetime import date
from enum import Enum

from tocsin.dossier.records.record import Record
from tocsin.dossier.yaml_text import Plain
from tocsin.terms.text_value import TextValue


def write_cell(value: object) -> str:
    """One field as the text of a cell; what is missing is empty."""
    text = write_plain(value)
    return "; ".join(part for part in text if isinstance(part, str)) if isinstance(text, list) else str(text)


def write_plain(value: object) -> Plain:
    """A value as text, lists and mappings; of records only what differs from its default is written."""
    if isinstance(value, Record):
        return {name: write_plain(field) for name, field in _list_written(value)}
    if isinstance(value, dict):
        return {str(write_plain(key)): write_plain(part) for key, part in value.items()}
    if isinstance(value, (tuple, list)):
        return [write_plain(part) for part in value]
    return _write_scalar(value)


def _list_written(record: Record) -> list[tuple[str, object]]:
    fields = type(record).model_fields
    values = [(name, getattr(record, name), field) for name, field in fields.items()]
    return [
        (name, value)
        for name, value, field in values
        if value is not None and (field.is_required() or value != field.get_default(call_default_factory=True))
    ]


def _write_scalar(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    if isinstance(value, (str, int, date, TextValue)):
        return str(value)
    raise TypeError(f"{type(value).__name__} is no part of any record")
