"""Which small dossier with studies do tests start from? Invented counts, ties, reports and legs, with one study each."""

from __future__ import annotations

from pathlib import Path

from tests.support.dossiers import write_small
from tocsin.dossier.dossier import Dossier
from tocsin.dossier.read import read_dossier
from tocsin.estimate.figures import Figures, estimate_figures
from tocsin.methods.draws.points import Points

_HEAD = "key: {key}\ntitle: Invented\nitem: report\nfile: {key}.csv\ncolumns:\n"


def _declare(key: str, columns: str, *, more: str = "") -> str:
    return _HEAD.format(key=key) + "".join(f"  {line}\n" for line in columns.split("\n")) + more


def _list_counts() -> str:
    rows = [
        f"{year}-{month:02d},{drug},{10 if year < 2019 else 40},{5.0}"
        for year in range(2015, 2021)
        for month in range(1, 13)
        for drug in ("a", "b")
    ]
    return "\n".join(["month,drug,records,kg", *rows, ""])


def _list_areas() -> str:
    rows = [f"{year},here,{100 + (year % 3) + (60 if year >= 2016 else 0)}" for year in range(2000, 2021)]
    return "\n".join(["year,place,area", *rows, ""])


FILES = {
    "tables__counts_dot_yaml": _declare(
        "counts",
        "month: {column: month}\ndrug: {column: drug}\nrecords: {column: records, type: number, unit: seizure}\n"
        "kg: {column: kg, type: number, unit: kg}",
    ),
    "tables__counts_dot_csv": _list_counts(),
    "tables__areas_dot_yaml": _declare(
        "areas",
        "year: {column: year, type: year}\nplace: {column: place}\narea: {column: area, type: number, unit: ha}",
    ),
    "tables__areas_dot_csv": _list_areas(),
    "tables__legs_dot_yaml": _declare(
        "legs",
        "sender: {column: sender}\nreceiver: {column: receiver}\nrecords: {column: records, type: number}\n"
        "kg: {column: kg, type: number, unit: kg}",
        more="flow: {origin: sender, destination: receiver, amount: kg}\n",
    ),
    "tables__legs_dot_csv": "sender,receiver,records,kg\na,b,10,100\na,b,5,60\na,c,3,20\nb,c,8,50\n",
    "tables__trade_dot_yaml": _declare(
        "trade",
        "year: {column: year, type: year}\nimporter: {column: importer}\nexporter: {column: exporter}\n"
        "imported: {column: imported, type: number}\nexported: {column: exported, type: number}",
    ),
    "tables__trade_dot_csv": "year,importer,exporter,imported,exported\n"
    + "".join(
        f"{year},m{n},x{n},{100 + n + year % 5 + (300 if n == 0 else 0)},{101 + n}\n"
        for year in range(2012, 2018)
        for n in range(14)
    ),
    "tables__ties_dot_yaml": _declare("ties", "sender: {column: sender}\nreceiver: {column: receiver}"),
    "tables__ties_dot_csv": "sender,receiver\n" + "".join(f"hub,n{n}\n" for n in range(8)) + "n1,n2\nn3,n4\n",
}
STUDIES = """
- key: watched
  title: Counted
  question: More, or more written down?
  table: counts
  threats: [cocaine]
  watch: {period: month, every: month, by: drug, count: records, amount: kg, first: "2016", last: "2020"}
- key: effect
  title: Effect
  question: Did it work?
  table: areas
  effect: {design: interrupted, period: year, unit: place, value: area, counted_in: ha, start: "2016", treated: [here],
           expected: rises, declared_on: 2015-01-01, mechanism: invented}
- key: moved
  title: Moved
  question: How much goes where?
  table: legs
  flows:
    unit: ha
    records: records
    margins:
      - {node: a, kind: production, figure: coca_area, reason: invented}
      - {node: c, kind: consumption, low: 5, high: 20, reason: invented}
- key: mirrored
  title: Mirrored
  question: Who reports what?
  table: trade
  mirror: {period: year, importer: importer, exporter: exporter, imported: imported, exported: exported, valuation: fob, currency: USD}
- key: tied
  title: Tied
  question: Who stands between whom?
  table: ties
  network: {sender: sender, receiver: receiver, missing_low: 0.1, missing_high: 0.2, reason: invented}
"""


def read_studies(folder: Path, *, studies: str = STUDIES, **changed: str) -> Dossier:
    """Read the small dossier with every study, or with those given."""
    return read_dossier(write_small(folder, **{**FILES, "studies_dot_yaml": studies, **changed}))


def estimate(dossier: Dossier) -> Figures:
    """The figures of a dossier, as a build has them."""
    head = dossier.head
    return estimate_figures(dossier, points=Points(head.seed, head.randomisations, head.log2_points))
