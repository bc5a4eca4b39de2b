"""How do tests get a dossier with a table of overlapping lists? The small one, with such a table and a model upon it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.support.dossiers import write_small
from tocsin.dossier.dossier import Dossier
from tocsin.dossier.read import read_dossier

# The lists A and B share more than chance, C and D do not.
ROWS = ("1,0,0,0,180", "0,1,0,0,240", "0,0,1,0,150", "0,0,0,1,90", "1,1,0,0,48", "1,0,1,0,20", "0,1,1,0,26",
        "1,0,0,1,11", "0,1,0,1,15", "0,0,1,1,9", "1,1,1,0,6", "1,1,0,1,3", "0,1,1,1,2")  # fmt: skip
COLUMNS = "columns:\n" + "".join(f"  {name.lower()}: {{column: {name}}}\n" for name in "ABCD")
TABLE = (
    "key: victims\ntitle: Victims\nitem: report\nfile: victims.csv\n"
    f"{COLUMNS}  people: {{column: people, type: number}}\n"
)
VIEW = "lists: {on: [a, b, c, d], count: people}\n"
DRIVER = "{title: Victims, unit: people, lists: victims, concept: stock}"


def write_listed(
    folder: Path, rows: Sequence[str] = ROWS, *, view: str = VIEW, driver: str = DRIVER, **changed: str | None
) -> Path:
    """Write the dossier; rows of the table, its view of lists and the driver may be changed."""
    model = (
        f"key: victims\ntitle: Victims\nperiod: 2020\nplace: COL\ndrivers:\n  unseen: {driver}\n"
        "formulas:\n  all_victims: {title: All victims, formula: unseen, unit: people, concept: stock}\n"
    )
    files: dict[str, str | None] = {
        "tables__victims.csv": "\n".join(["A,B,C,D,people", *rows, ""]),
        "tables__victims.yaml": TABLE + view,
        "models__victims.yaml": model,
        **changed,
    }
    return write_small(folder, **files)


def read_listed(folder: Path, rows: Sequence[str] = ROWS) -> Dossier:
    """Write the dossier and read it."""
    return read_dossier(write_listed(folder, rows))
