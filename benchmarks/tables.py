"""Do flow cells of a declared table, warm, come within twice the time of the bare query, and does a dossier read in time?"""

import os
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

from tocsin.dossier.read import check_dossier
from tocsin.dossier.records.table import TableDeclaration
from tocsin.dossier.table_warnings import list_table_findings
from tocsin.dossier.tables import flow_cells, list_rows, open_table

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("TOCSIN_SHARED", ROOT.parent / "shared")) / "data"
FILE = "unodc_ids/ids_2011_2016.csv.gz"
RATIO_BUDGET = 2.0
READ_BUDGET_SECONDS = 0.3
REPEATS = 15
DECLARED = {
    "key": "ids",
    "title": "Individual seizures",
    "item": "ids",
    "file": FILE,
    "is_outside": True,
    "columns": {
        "id": {"column": "record_id", "type": "record id"},
        "date": {"column": "seizure_date", "type": "date"},
        "place": {"column": "seizure_iso3", "type": "place"},
        "drug": {"column": "drug_group"},
        "name": {"column": "drug_name"},
        "amount": {"column": "amount_kg", "type": "number", "unit": "kg"},
        "departure": {"column": "departure_iso3", "type": "place"},
        "destination": {"column": "destination_iso3", "type": "place"},
    },
    "date": "date",
    "amount": "amount",
    "group_by": ["drug"],
    "flow": {"origin": "departure", "destination": "destination", "place": "place", "of": "drug"},
}
BARE = """
SELECT departure_iso3, destination_iso3, drug_group, count(*), sum(amount_kg), count(amount_kg)
FROM seizures WHERE departure_iso3 <> destination_iso3 GROUP BY ALL ORDER BY 4 DESC, 1, 2, 3
"""


def measure_seconds(job: Callable[[], object]) -> float:
    """Best of several runs after one that does not count."""
    job()
    seconds = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        job()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def measure_bare_seconds() -> float:
    """The query as written by hand, on the same rows already in memory with the same types."""
    import duckdb

    connection = duckdb.connect()
    connection.execute(f"CREATE TABLE seizures AS FROM read_csv('{SHARED / FILE}', types={{'amount_kg': 'DOUBLE'}})")
    return measure_seconds(lambda: connection.execute(BARE).fetchall())


def run_tables() -> bool:
    """Print the times for the table of seizures; say whether the budget is kept."""
    declaration = TableDeclaration.model_validate(DECLARED)
    start = time.perf_counter()
    table = open_table(declaration, folder=ROOT, tables_root=SHARED)
    print(f"first opening, imports included: {time.perf_counter() - start:.2f} s")
    tocsin, bare = measure_seconds(lambda: list_rows(flow_cells(table, declaration))), measure_bare_seconds()
    print(
        f"flow cells, warm: {tocsin:.4f} s; bare query: {bare:.4f} s; ratio {tocsin / bare:.2f} (budget {RATIO_BUDGET})"
    )
    start = time.perf_counter()
    findings = list_table_findings(declaration, folder=ROOT, tables_root=SHARED)
    print(f"all warnings on the table: {time.perf_counter() - start:.2f} s, {len(findings)} findings")
    return tocsin <= RATIO_BUDGET * bare


def run() -> bool:
    """Print each figure beside its budget; say whether all are kept."""
    is_kept = True
    example = ROOT / "examples" / "colombia"
    if example.is_dir():
        seconds = measure_seconds(lambda: check_dossier(example))
        print(f"reading examples/colombia: {seconds:.3f} s (budget {READ_BUDGET_SECONDS} s)")
        is_kept = seconds <= READ_BUDGET_SECONDS
    if (SHARED / FILE).is_file():
        return run_tables() and is_kept
    print(f"no {SHARED / FILE}: flow cells were not measured")
    return is_kept


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    sys.exit(0 if run() else 1)
