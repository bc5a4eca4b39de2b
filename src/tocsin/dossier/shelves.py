"""Which records stand in the files of a folder, kind by kind, and which files could not be read?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from tocsin.dossier.csv_text import parse_csv
from tocsin.dossier.file_text import FileText, read_text
from tocsin.dossier.folder import list_files
from tocsin.dossier.kinds import KINDS, Form, Kind, identity_of
from tocsin.dossier.problems import DossierError, Notebook
from tocsin.dossier.record_text import Entry, Placed, list_node_entries, list_row_entries, parse_record
from tocsin.dossier.records.head import FORMAT_VERSION
from tocsin.dossier.records.record import Record
from tocsin.dossier.yaml_text import YamlNode, parse_yaml

R = TypeVar("R", bound=Record)


@dataclass
class Shelves:
    """The records of a dossier by kind and identity, as far as they could be read.

    ``keys`` also holds the keys of faulty records, so that one fault is not told twice; ``hashes`` has the files read;
    ``unread`` names the kinds of which a file could not be read in full; ``found`` has every file that is there.
    """

    folder: Path
    placed: dict[str, dict[str, Placed]] = field(default_factory=lambda: {name: {} for name in KINDS})
    keys: dict[str, dict[str, Entry]] = field(default_factory=lambda: {name: {} for name in KINDS})
    unread: set[str] = field(default_factory=set)
    found: set[str] = field(default_factory=set)
    hashes: dict[str, str] = field(default_factory=dict)
    is_newer: bool = False

    def one(self, name: str, record: type[R]) -> R | None:
        """The single record of a kind, if there is one that could be read."""
        return next(iter(self.all(name, record).values()), None)

    def all(self, name: str, record: type[R]) -> Mapping[str, R]:
        """The records of a kind by identity."""
        found = {key: placed.record for key, placed in self.placed[name].items()}
        return {key: value for key, value in found.items() if isinstance(value, record)}


def read_shelves(folder: Path, *, notebook: Notebook) -> Shelves:
    """Read every file of a dossier; where a later edition wrote it, stop at the head."""
    shelves = Shelves(folder)
    for kind in KINDS.values():
        if not shelves.is_newer:
            _read_kind(kind, shelves, notebook)
    return shelves


def read_kind(folder: Path, kind: Kind) -> tuple[Record, ...]:
    """The records of one kind alone; problems of its files are raised at once."""
    notebook, shelves = Notebook(), Shelves(folder)
    _read_kind(kind, shelves, notebook)
    if notebook.problems:
        raise DossierError(notebook.problems)
    return tuple(placed.record for placed in shelves.placed[kind.name].values())


def _read_kind(kind: Kind, shelves: Shelves, notebook: Notebook) -> None:
    names = list_files(shelves.folder, kind)
    if not names and kind.is_required:
        shelves.unread.add(kind.name)
        why = "the file is missing, and a dossier cannot be read without it."
        notebook.add(kind.file, why, mend="Add it; `tocsin new` shows how it looks.")
    for name in names:
        shelves.found.add(name)
        before = len(notebook.problems)
        file = read_text(shelves.folder, name, notebook=notebook)
        entries = [] if file is None else _list_entries(file, kind, shelves, notebook)
        if file is None or len(notebook.problems) > before:
            shelves.unread.add(kind.name)
        else:
            shelves.hashes[name] = file.sha256
        for entry in entries:
            _shelve(entry, kind, shelves, notebook)


def _list_entries(file: FileText, kind: Kind, shelves: Shelves, notebook: Notebook) -> list[Entry]:
    """The entries of one file, as far as it can be read."""
    before = len(notebook.problems)
    if kind.form is Form.CSV:
        sheet = parse_csv(file, notebook=notebook)
        return [] if sheet is None else list(list_row_entries(sheet, kind=kind, notebook=notebook))
    node = parse_yaml(file, notebook=notebook)
    if kind.name == "head" and _is_newer(node, file.name, notebook):
        shelves.is_newer = True
        return []
    if node is None:
        if len(notebook.problems) == before and kind.form is not Form.YAML_LIST and not kind.may_be_blank:
            notebook.add(
                file.name,
                "the file holds comments only, and a record is expected.",
                mend="Fill it in, or delete the file.",
            )
        return []
    return list(list_node_entries(node, file=file.name, kind=kind, notebook=notebook))


def _is_newer(head: YamlNode | None, file: str, notebook: Notebook) -> bool:
    """Whether a later edition of Tocsin wrote the dossier; then nothing else in it can be judged."""
    node = head.value.get("format") if head and isinstance(head.value, dict) else None
    written = node.value.strip() if node and isinstance(node.value, str) else ""
    if node is None or not (written.isascii() and written.isdigit()) or int(written[:9]) <= FORMAT_VERSION:
        return False
    why = f"the dossier is written in format {written[:9]}, and this Tocsin knows formats up to {FORMAT_VERSION}."
    notebook.add(
        file, why, mend="Install a newer Tocsin; do not change the number.", row=node.row, at="format", value=written
    )
    return True


def _shelve(entry: Entry, kind: Kind, shelves: Shelves, notebook: Notebook) -> None:
    """Put an entry in its place, faulty or not, so that two of one name are told even where one of them is faulty."""
    placed = parse_record(entry, kind=kind, notebook=notebook)
    identity = identity_of(kind, placed.record) if placed else entry.text_at(("key",)).strip() if kind.has_key else ""
    if not identity and kind.identity:
        return
    first = shelves.keys[kind.name].setdefault(identity, entry)
    if first is not entry:
        at = " and ".join(kind.identity) or kind.name
        where = f"row {first.row}" if first.file == entry.file else first.file
        why = f"this stands already in {where}; only one of the two could count."
        notebook.add(entry.file, why, mend="Rename or delete one.", row=entry.row, at=at, value=identity)
    elif placed:
        shelves.placed[kind.name][identity] = placed
