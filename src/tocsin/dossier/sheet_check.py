"""Does a dossier's own method sheet say all that methods need, and nothing that cannot be?"""

from itertools import product

from tocsin.dossier.packaged import load_method_sheet
from tocsin.dossier.problems import Notebook
from tocsin.dossier.record_text import Placed
from tocsin.dossier.records.sheet import MethodSheet
from tocsin.dossier.shelves import Shelves
from tocsin.terms.finding import Finding
from tocsin.terms.grade import ItemClass, SourceClass

SOURCES = (SourceClass.HIGH, SourceClass.MID, SourceClass.LOW)
ITEMS = (ItemClass.CONFIRMED, ItemClass.PLAUSIBLE, ItemClass.DOUBTFUL)


def check_sheet(shelves: Shelves, *, notebook: Notebook) -> None:
    """Note grades without credence, credences of what cannot be judged, missing choices, and an order turned round."""
    for placed in shelves.placed["sheet"].values():
        sheet = placed.record
        if isinstance(sheet, MethodSheet):
            _check_credences(placed, sheet, notebook)
            _check_choices(placed, sheet, notebook)
            notebook.findings += find_turned_order(sheet)


def find_turned_order(sheet: MethodSheet) -> list[Finding]:
    """Better grades that do not count for more than worse ones."""
    held = {(row.source, row.item): row.credence for row in sheet.credences}
    turned = [
        f"{better} over {worse}"
        for better, worse in product(product(SOURCES, ITEMS), repeat=2)
        if better != worse
        and SOURCES.index(better[0]) <= SOURCES.index(worse[0])
        and ITEMS.index(better[1]) <= ITEMS.index(worse[1])
        and held.get(better, 1.0) <= held.get(worse, 0.0)
    ]
    if not turned:
        return []
    message = "The method sheet gives a better grade no more credence than a worse one, so better evidence would not narrow a figure."
    return [Finding("credence-order", "sheet:method", message, examples=tuple(turned[:3]), count=len(turned))]


def _check_credences(placed: Placed, sheet: MethodSheet, notebook: Notebook) -> None:
    entry, seen = placed.entry, set[tuple[str, str]]()
    for index, row in enumerate(sheet.credences):
        grade = (row.source, row.item)
        at = ("credences", index)
        shown = f"{row.source}, {row.item}"
        if row.source not in SOURCES or row.item not in ITEMS:
            why = "only grades that judge both source and item have a credence; what cannot be judged is no middle."
            mend = f"Use {', '.join(SOURCES)} and {', '.join(ITEMS)}."
            notebook.add(entry.file, why, mend=mend, row=entry.row_of(at), at=f"credences.{index + 1}", value=shown)
        elif grade in seen:
            why = "this grade has a credence already; only one of the two could count."
            notebook.add(
                entry.file, why, mend="Delete one.", row=entry.row_of(at), at=f"credences.{index + 1}", value=shown
            )
        seen.add(grade)
    for source, item in product(SOURCES, ITEMS):
        if (source, item) not in seen:
            why = f"there is no credence for a {source} source with a {item} item, so such claims could not be weighed."
            notebook.add(entry.file, why, mend="Add a row with its reason.", row=entry.row, at="credences")


def _check_choices(placed: Placed, sheet: MethodSheet, notebook: Notebook) -> None:
    for name, choice in load_method_sheet("default").choices.items():
        if name not in sheet.choices:
            why = f"the choice {name!r} is missing, and a method needs it."
            mend = f"Add it; the built-in sheet has {choice.value:g}, with its reason."
            notebook.add(placed.entry.file, why, mend=mend, row=placed.entry.row, at="choices")
