"""What do the tables at hand say of the drivers that are read from them?"""

from dataclasses import dataclass

from tocsin.dossier.dossier import Dossier
from tocsin.dossier.records.model import Driver
from tocsin.dossier.tables import find_total_range
from tocsin.estimate.quantity import unit_of
from tocsin.terms.unit import UnitText, find_factor

_DIGITS = 12


@dataclass(frozen=True)
class TableReading:
    """What a query came to, in the unit of its driver; low and high differ by censored cells only."""

    value: float
    low: float
    high: float


def read_table_drivers(dossier: Dossier) -> dict[str, TableReading]:
    """The reading behind each driver ``MODEL.NAME`` that queries a table at hand."""
    readings = {}
    for _, model in sorted(dossier.models.items()):
        for name, driver in model.drivers.items():
            reading = _read(dossier, driver) if driver.table is not None else None
            if reading is not None:
                readings[f"{model.key}.{name}"] = reading
    return readings


def _read(dossier: Dossier, driver: Driver) -> TableReading | None:
    if driver.table is None:
        return None
    found = find_total_range(dossier, driver.table)
    if found is None:
        return None
    unit = dossier.tables[driver.table.table].columns[driver.table.of].unit if driver.table.of else ""
    is_counted = driver.table.aggregate == "count" or not unit
    factor = 1.0 if is_counted else find_factor(UnitText.parse(unit), unit_of(driver.unit, driver.price_year))
    return TableReading(_steady(found.value * factor), _steady(found.low * factor), _steady(found.high * factor))


def _steady(value: float) -> float:
    """A sum without the last digits, which depend on the order in which a parallel query adds."""
    return float(f"{value:.{_DIGITS}g}")
