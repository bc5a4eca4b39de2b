"""Can a file of a dossier be read at all, and as which text?"""

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from tocsin.dossier.problems import Notebook
from tocsin.terms.finding import Finding, Severity
from tocsin.terms.recipe import hash_bytes

LARGEST_RECORD_FILE = 20_000_000

_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class FileText:
    """A file as it stands: its name inside the dossier, its text without byte-order mark, and the hash of its bytes."""

    name: str
    text: str
    sha256: str
    has_mark: bool = False


def read_text(folder: Path, name: str, *, notebook: Notebook) -> FileText | None:
    """Read one file of a dossier as UTF-8, or note why it cannot be."""
    content = _read_bytes(folder, name, notebook=notebook)
    if content is None:
        return None
    if not content.strip():
        notebook.add(
            name,
            "the file is empty, which looks like a copy that failed.",
            mend="Restore it, or delete it if it is not needed.",
        )
        return None
    text = _decode(name, content, notebook=notebook)
    if text is None or not is_plain_text(name, text, notebook=notebook):
        return None
    has_mark = content.startswith(codecs.BOM_UTF8)
    if has_mark:
        message = (
            f"{name} starts with a byte-order mark, as some spreadsheet programs write it; it was read without it."
        )
        notebook.note(Finding("byte-order-mark", f"file:{name}", message, severity=Severity.NOTE))
    return FileText(name, text, hash_bytes(content), has_mark)


def is_plain_text(name: str, text: str, *, notebook: Notebook) -> bool:
    """Whether a text holds no control characters but tabs and line ends; where it does, that is noted."""
    found = _CONTROL.search(text)
    if found is None:
        return True
    row = text.count("\n", 0, found.start()) + 1
    why = f"there is a control character (U+{ord(found.group()):04X}), so this is not plain text or was damaged."
    notebook.add(name, why, mend="Delete the character, or restore the file.", row=row)
    return False


def is_inside(path: Path, root: Path) -> bool:
    """Whether a path, with all links followed, stays inside a folder."""
    return path.resolve().is_relative_to(root.resolve())


def _read_bytes(folder: Path, name: str, *, notebook: Notebook) -> bytes | None:
    path = folder / name
    try:
        if not path.is_file():
            notebook.add(name, "this is not a file, so it cannot be read.", mend="Put a plain file in its place.")
        elif not is_inside(path, folder):
            notebook.add(
                name, "this link leads out of the dossier, which must be complete by itself.", mend="Copy the file in."
            )
        elif (size := path.stat().st_size) > LARGEST_RECORD_FILE:
            notebook.add(
                name,
                f"the file has {size / 1e6:,.0f} MB, and record files are read up to {LARGEST_RECORD_FILE / 1e6:.0f} MB.",
                mend="Records are typed by people; move bulk data to tables/ with a declaration.",
            )
        else:
            return path.read_bytes()
    except OSError as error:
        notebook.add(
            name, f"the system cannot read it ({error.strerror or error}).", mend="Check the file and who may read it."
        )
    return None


def _decode(name: str, content: bytes, *, notebook: Notebook) -> str | None:
    utf8 = 'Save it as "UTF-8" (in a spreadsheet program: "CSV UTF-8").'
    if content.startswith(_UTF16_MARKS) or content[:400].count(0) > len(content[:400]) // 4:
        notebook.add(name, "the file is written in UTF-16, not in UTF-8, so every letter would be misread.", mend=utf8)
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        byte = content[error.start]
        letter = bytes([byte]).decode("cp1252", errors="replace")
        guess = f", which is {letter!r} in Windows-1252" if letter != "�" else ""
        row = content.count(b"\n", 0, error.start) + 1
        why = f"byte {error.start} is 0x{byte:02x}{guess}, but not UTF-8, so names would be misspelt."
        notebook.add(name, why, mend=utf8, row=row)
        return None
