"""Do the figures and studies read from tables name columns that the tables have?"""

from tocsin.dossier.problems import Notebook
from tocsin.dossier.record_text import Placed
from tocsin.dossier.records.model import Model, TableQuery
from tocsin.dossier.records.study import Study
from tocsin.dossier.records.table import ColumnType, TableDeclaration
from tocsin.dossier.shelves import Shelves
from tocsin.terms.problem import nearest, nearest_or_all


def check_table_queries(shelves: Shelves, *, notebook: Notebook) -> None:
    """Note every driver or study that names a column its table does not declare, or adds up what is no number."""
    tables = shelves.all("tables", TableDeclaration)
    for key, study in shelves.all("studies", Study).items():
        if study.table in tables:
            _check_study(shelves.placed["studies"][key], study, tables[study.table], notebook)
    for key, model in shelves.all("models", Model).items():
        for name, driver in model.drivers.items():
            if driver.lists and driver.lists in tables and tables[driver.lists].lists is None:
                entry = shelves.placed["models"][key].entry
                why = f"table {driver.lists!r} declares no `lists`, so nobody knows which of its columns are lists of people."
                mend = "Declare them under `lists`: `on` (their roles) and `count`."
                at = ("drivers", name, "lists")
                notebook.add(entry.file, why, mend=mend, row=entry.row_of(at), at=".".join(at), value=driver.lists)
            if driver.table and driver.table.table in tables:
                _check_query(shelves.placed["models"][key], name, driver.table, tables[driver.table.table], notebook)


def _check_study(placed: Placed, study: Study, table: TableDeclaration, notebook: Notebook) -> None:
    entry, at = placed.entry, study.method
    for column in study.columns:
        if column not in table.columns:
            why = f"table {table.key!r} declares no column {column!r}, so nothing could be read."
            mend = nearest_or_all(column, table.columns)
            notebook.add(entry.file, why, mend=mend, row=entry.row_of((at,)), at=at, value=column)
    if study.flows and table.flow is None:
        why = f"table {table.key!r} declares no `flow`, so nobody knows from where to where its rows lead."
        mend = "Declare its origin and destination columns under `flow`."
        notebook.add(entry.file, why, mend=mend, row=entry.row_of((at,)), at=at, value=study.table)


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
