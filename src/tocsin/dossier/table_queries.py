"""Do the figures read from tables name columns that the tables have?"""

from tocsin.dossier.problems import Notebook
from tocsin.dossier.record_text import Placed
from tocsin.dossier.records.model import Model, TableQuery
from tocsin.dossier.records.table import ColumnType, TableDeclaration
from tocsin.dossier.shelves import Shelves
from tocsin.terms.problem import nearest


def check_table_queries(shelves: Shelves, *, notebook: Notebook) -> None:
    """Note every query of a driver that names a column its table does not declare, or adds up what is no number."""
    tables = shelves.all("tables", TableDeclaration)
    for key, model in shelves.all("models", Model).items():
        for name, driver in model.drivers.items():
            if driver.table and driver.table.table in tables:
                _check_query(shelves.placed["models"][key], name, driver.table, tables[driver.table.table], notebook)


def _check_query(placed: Placed, driver: str, query: TableQuery, table: TableDeclaration, notebook: Notebook) -> None:
    columns = list(table.columns)
    entry = placed.entry
    named = [*([query.of] if query.of else []), *query.where]
    for column in named:
        if column not in table.columns:
            why = f"table {table.key!r} declares no column {column!r}, so nothing could be counted."
            mend = f"{nearest(column, columns)} Declared are: {', '.join(columns)}.".strip()
            row = entry.row_of(("drivers", driver, "table"))
            notebook.add(entry.file, why, mend=mend, row=row, at=f"drivers.{driver}.table", value=column)
    if query.aggregate == "count":
        return
    is_number = query.of in table.columns and table.columns[query.of].type is ColumnType.NUMBER
    if query.of is None or (query.of in table.columns and not is_number):
        why = f"a {query.aggregate} needs a column of numbers under `of`."
        row = entry.row_of(("drivers", driver, "table"))
        notebook.add(
            entry.file,
            why,
            mend="Name one, or count rows.",
            row=row,
            at=f"drivers.{driver}.table.of",
            value=query.of or "",
        )
