"""Do tables, and the figures read from them, name columns of the kind that is needed?"""

from tocsin.dossier.problems import Notebook
from tocsin.dossier.record_text import Placed
from tocsin.dossier.records.model import Model, TableQuery
from tocsin.dossier.records.table import ColumnType, TableDeclaration
from tocsin.dossier.shelves import Shelves
from tocsin.dossier.study_check import check_studies
from tocsin.terms.problem import nearest


def check_table_queries(shelves: Shelves, *, notebook: Notebook) -> None:
    """Note every driver or study that names a column its table does not declare, or adds up what is no number."""
    check_studies(shelves, notebook=notebook)
    tables = shelves.all("tables", TableDeclaration)
    for key, table in tables.items():
        _check_roles(shelves.placed["tables"][key], table, notebook)
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


def _check_roles(placed: Placed, table: TableDeclaration, notebook: Notebook) -> None:
    """Note roles that a table gives to columns of another kind: amounts are numbers, and dates are dates or years."""
    entry = placed.entry
    amounts: list[tuple[tuple[str, ...], str | None]] = [(("amount",), table.amount)]
    amounts += [(("flow", "amount"), table.flow.amount)] if table.flow else []
    amounts += [(("lists", "count"), table.lists.count)] if table.lists else []
    for at, role in amounts:
        if role and table.columns[role].type is not ColumnType.NUMBER:
            why = f"the column {role!r} is declared as {table.columns[role].type.value}, and amounts are added up."
            mend = f"Declare it as `type: number` under `columns.{role}`."
            notebook.add(entry.file, why, mend=mend, row=entry.row_of(at), at=".".join(at), value=role)
    if table.date and table.columns[table.date].type not in (ColumnType.DATE, ColumnType.YEAR):
        why = f"the column {table.date!r} is declared as {table.columns[table.date].type.value}, so no year could be told."
        mend = "Declare it as `type: date` (days and months) or `type: year`; for quarters leave `date` out, studies name the column."
        notebook.add(entry.file, why, mend=mend, row=entry.row_of(("date",)), at="date", value=table.date)


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
