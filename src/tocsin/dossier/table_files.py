"""Where does the file of a declared table lie, and is it the file that was declared?"""

import csv
import gzip
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath

from tocsin.dossier.file_text import is_inside
from tocsin.dossier.problems import Notebook
from tocsin.dossier.record_text import Placed
from tocsin.dossier.records.table import TableDeclaration
from tocsin.terms.finding import Finding
from tocsin.terms.problem import nearest
from tocsin.terms.recipe import hash_file

LARGEST_CSV = 1_000_000_000
LARGEST_PARQUET = 4_000_000_000
# A packed CSV file may unpack to a thousand times its size.
LARGEST_PACKED = 100_000_000
PARQUET_MARK = b"PAR1"
MOST_HEADINGS_SHOWN = 30

# The engine that reads tables takes a name with these for a pattern that many files fit.
_NOT_IN_NAMES = frozenset("*?[]{}\0")


@dataclass(frozen=True)
class Refusal:
    """Why the file of a table cannot be used."""

    why: str
    mend: str
    is_absent: bool = False


def find_table_file(table: TableDeclaration, *, folder: Path, root: Path | None) -> Path | Refusal:
    """The file of a table: inside ``folder/tables``, or in the folder of outside tables, and never elsewhere."""
    home = root if table.is_outside else folder / "tables"
    if home is None:
        why = f"Table {table.key!r} is kept outside the dossier and no folder for such tables was given."
        return Refusal(why, "Name it with --tables.", is_absent=True)
    if _is_escape(table.file):
        why = "the path leads out of the folder of tables, and a dossier reads nothing else on this machine."
        return Refusal(why, "Write a path inside that folder, such as seizures.csv, with forward slashes.")
    path = home / table.file
    if not path.is_file():
        return Refusal(f"There is no file {table.file} for table {table.key!r}.", "Put it there.", is_absent=True)
    if not is_inside(path, root if table.is_outside and root else folder):
        return Refusal("this link leads out of the folder of tables.", "Copy the file in.")
    return _refuse_content(path, table) or path


def check_table_files(
    placed: Mapping[str, Placed], *, folder: Path, root: Path | None, notebook: Notebook
) -> dict[str, str]:
    """Note tables whose file cannot be used; the hashes of the others, by path inside the dossier or ``outside:`` path."""
    hashes = {}
    for one in placed.values():
        table = one.record
        if not isinstance(table, TableDeclaration):
            continue
        found = find_table_file(table, folder=folder, root=root)
        if isinstance(found, Path):
            hashes[f"outside:{table.file}" if table.is_outside else f"tables/{table.file}"] = _check_hash(
                one, table, found, notebook
            )
        elif found.is_absent and table.is_outside:
            message = f"{found.why} Every figure that rests on it is a gap. {found.mend}"
            notebook.note(Finding("table-absent", f"table:{table.key}", message))
        else:
            notebook.add(
                one.entry.file, found.why, mend=found.mend, row=one.entry.row_of(("file",)), at="file", value=table.file
            )
    return hashes


def read_headings(path: Path) -> tuple[str, ...]:
    """The headings of a CSV file, without spaces around them; one without a name is called by its number."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8-sig", newline="") as file:
        first = next(csv.reader(file, strict=True), [])
    return tuple(cell.strip() or f"column {number}" for number, cell in enumerate(first, start=1))


def _is_escape(name: str) -> bool:
    posix, windows = PurePosixPath(name), PureWindowsPath(name)
    return (
        posix.is_absolute()
        or bool(windows.anchor)
        or ".." in windows.parts
        or bool(set(name) & _NOT_IN_NAMES)
        or not posix.parts
    )


def _refuse_content(path: Path, table: TableDeclaration) -> Refusal | None:
    size, largest, called = path.stat().st_size, *_find_limit(path, table)
    if size > largest:
        why = f"the file has {size / 1e9:.1f} GB, and {called} are read up to {largest / 1e9:.1f} GB."
        return Refusal(why, "Store it as Parquet, and cut it to the rows and columns that are used.")
    if size == 0:
        return Refusal("the file is empty, which looks like a copy that failed.", "Restore it.")
    with path.open("rb") as file:
        is_parquet = file.read(4) == PARQUET_MARK
    if is_parquet != (table.format == "parquet"):
        declared = "Parquet" if table.format == "parquet" else "CSV"
        return Refusal(f"the file is declared as {declared} and is something else.", "Correct `format`, or the file.")
    return _refuse_headings(path, table) if table.format == "csv" else None


def _refuse_headings(path: Path, table: TableDeclaration) -> Refusal | None:
    try:
        headings = read_headings(path)
    except UnicodeDecodeError:
        return Refusal(
            "the headings are not written in UTF-8, so nothing in the file could be trusted.", 'Save it as "CSV UTF-8".'
        )
    except (csv.Error, OSError, EOFError, zlib.error) as error:
        return Refusal(f"its first row cannot be read ({error}).", "Restore the file, or unpack it if it is packed.")
    twice = sorted({name for name in headings if headings.count(name) > 1})
    missing = [column.column for column in table.columns.values() if column.column not in headings]
    if twice:
        return Refusal(f"two columns are called {twice[0]!r}; only one of them could count.", "Rename one in the file.")
    if missing:
        similar = nearest(missing[0], headings)
        shown = ", ".join(headings[:MOST_HEADINGS_SHOWN])
        return Refusal(
            f"the file has no column {', '.join(map(repr, missing))}.", f"{similar} It has: {shown}.".strip()
        )
    return None


def _find_limit(path: Path, table: TableDeclaration) -> tuple[int, str]:
    if table.format == "parquet":
        return LARGEST_PARQUET, "Parquet tables"
    return (LARGEST_PACKED, "packed CSV tables") if path.suffix == ".gz" else (LARGEST_CSV, "CSV tables")


def _check_hash(placed: Placed, table: TableDeclaration, path: Path, notebook: Notebook) -> str:
    found = hash_file(path)
    if table.sha256 and table.sha256.lower() != found:
        why = "the file is not the one that was declared: its content has another SHA-256, so figures would change unnoticed."
        mend = f"Restore the file, or, if the change is wanted, write sha256: {found}"
        row = placed.entry.row_of(("sha256",))
        notebook.add(placed.entry.file, why, mend=mend, row=row, at="sha256", value=table.sha256)
    return found
