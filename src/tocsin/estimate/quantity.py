"""What exactly does a driver ask the evidence for?"""

from dataclasses import dataclass

from tocsin.dossier.dossier import Dossier
from tocsin.dossier.records.model import Bounds, ClaimSelection, Conversion, Driver, Model, Scale
from tocsin.terms.estimate import ValueConcept
from tocsin.terms.period import Period
from tocsin.terms.place import Place
from tocsin.terms.unit import UnitText


@dataclass(frozen=True)
class Quantity:
    """What a driver asks the claims for: one variable at one place and period, in one sense."""

    selection: ClaimSelection
    place: Place
    period: Period
    concept: ValueConcept | None
    price_year: int | None
    unit: str
    scale: Scale
    plausible: Bounds
    conversions: tuple[Conversion, ...] = ()


def quantity_of(dossier: Dossier, *, model: Model, driver: Driver) -> Quantity:
    """What a driver from claims asks for; place and period default to those of its model, then of the dossier."""
    if driver.claims is None or driver.plausible is None:
        raise TypeError(f"{driver.title!r} does not rest on claims.")
    return Quantity(
        selection=driver.claims,
        place=driver.place or model.place or dossier.head.place,
        period=driver.period or model.period or dossier.head.period,
        concept=driver.concept,
        price_year=driver.price_year,
        unit=driver.unit,
        scale=driver.scale,
        plausible=driver.plausible,
        conversions=driver.conversions,
    )


def unit_of(text: str, price_year: int | None) -> UnitText:
    """A unit as records write it: the text, with the price year of its currencies where one is given."""
    unit = UnitText.parse(text)
    return unit if price_year is None else unit.with_price_year(price_year)
