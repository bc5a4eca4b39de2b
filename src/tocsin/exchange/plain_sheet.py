"""What does the first sheet of a workbook from outside say, as a plain table?"""

from pathlib import Path

from tocsin.dossier.problems import Notebook
from tocsin.exchange.errors import PlainTableError
from tocsin.exchange.plain import PlainTable, check_form
from tocsin.exchange.workbook.read import open_workbook, say_cell

__all__ = ["read_plain_sheet"]


def read_plain_sheet(path: Path) -> PlainTable:
    """Read the first sheet of an Excel workbook as text: one header row, results of formulas as they were last saved.

    Raises
    ------
    PlainTableError
        If the workbook cannot be read, a formula in it has no result, or the sheet is no table; with every problem.
    """
    notebook = Notebook()
    shown, typed = open_workbook(path, notebook), open_workbook(path, notebook, has_formulas=True)
    if shown is None or typed is None:
        raise PlainTableError(notebook.problems[:1])
    page, formulas = shown.worksheets[0], typed.worksheets[0]
    name = f"{path.name}, sheet {page.title}"
    width = max((at for at in range(1, page.max_column + 1) if page.cell(1, at).value is not None), default=0)
    records: list[tuple[int, list[str]]] = []
    for row in range(1, page.max_row + 1):
        last = max((at for at in range(1, page.max_column + 1) if page.cell(row, at).value is not None), default=0)
        cells = [say_cell(page.cell(row, at).value) for at in range(1, max(width, last) + 1)]
        for at in range(1, page.max_column + 1):
            if formulas.cell(row, at).data_type == "f" and page.cell(row, at).value is None:
                why = "the cell holds a formula without a result, and formulas are not computed here."
                mend = "Open and save the workbook in Excel, or type the value."
                notebook.add(name, why, mend=mend, row=row, at=say_cell(page.cell(1, at).value))
        if any(cells):
            records.append((row, cells))
    if not records:
        notebook.add(name, "the sheet is empty.", mend="Give a table with a header row on the first sheet.")
    if notebook.problems:
        raise PlainTableError(notebook.problems)
    check_form(name, records)
    lines, rows = zip(*records[1:], strict=True)
    return PlainTable(name, tuple(records[0][1]), tuple(tuple(each) for each in rows), lines)
