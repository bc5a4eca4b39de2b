"""Which sheets does the workbook of a plan have, and which records stand on each?"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tocsin.dossier.record_cells import write_cell
from tocsin.dossier.records.record import Record
from tocsin.terms.problem import ProblemsError
from tocsin.terms.recipe import hash_content

# Fingerprints of the records as they were written out: they tell an edit in the workbook from one in the dossier.
WRITTEN = "As written"
GUIDE = "Read me"
KEYS = "Keys"


@dataclass(frozen=True)
class Sheet:
    """One sheet: its title, and the columns whose cells must name a key of another kind or one of a few words."""

    kind: str
    title: str
    keyed: Mapping[str, str]
    words: Mapping[str, tuple[str, ...]]


SHEETS = (
    Sheet(
        "actions",
        "Actions",
        MappingProxyType({"measure": "measures", "owner": "bodies"}),
        MappingProxyType({"state": ("planned", "running", "done", "stopped")}),
    ),
    Sheet(
        "budget",
        "Budget",
        MappingProxyType({"action": "actions", "measure": "measures", "agency": "bodies"}),
        MappingProxyType({"state": ("committed", "planned")}),
    ),
)


class WorkbookError(ProblemsError):
    """A workbook cannot be taken in; ``problems`` says all that must be mended, by sheet, row and column."""

    subject = "The workbook"
    outcome = "nothing was changed"


def fingerprint(record: Record) -> str:
    """What tells whether a record is the same as when it was written out."""
    return hash_content([write_cell(getattr(record, name)) for name in type(record).model_fields])
