"""Which technical assistance is asked for and offered, what worked elsewhere, and whom does one write to?"""

from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, model_validator

from tocsin.convention.law import Pillar
from tocsin.dossier.records.money import Currency, PriceYear
from tocsin.dossier.records.record import Day, Key, Keys, Number, Record, Text, Texts, check_interval, split_list
from tocsin.terms.place import Place

AssistanceKind = Literal[
    "legal drafting", "training", "equipment", "data and analysis", "advice", "mentoring", "cooperation", "money"
]  # fmt: skip


Places = Annotated[tuple[Place, ...], BeforeValidator(split_list)]


class Need(Record):
    """``needs.csv``: technical assistance that is asked for; gap and readiness are shares, unknown where left out."""

    key: Key
    title: Text
    kind: AssistanceKind
    description: str = ""
    body: Key | None = None
    duties: Texts = ()
    threats: Keys = ()
    measures: Keys = ()
    barriers: Keys = ()
    gap_low: Number = None
    gap_high: Number = None
    gap_reason: str = ""
    readiness_low: Number = None
    readiness_high: Number = None
    readiness_reason: str = ""
    low: Number = None
    best: Number = None
    high: Number = None
    currency: Currency | None = None
    price_year: PriceYear | None = None
    starts_on: Day = None
    ends_on: Day = None
    languages: Texts = ()
    state: Literal["open", "matched", "met", "withdrawn"] = "open"

    @model_validator(mode="after")
    def _numbers_are_possible(self) -> Self:
        for name in ("gap", "readiness"):
            low, high = getattr(self, f"{name}_low"), getattr(self, f"{name}_high")
            check_interval(low, high)
            if any(share is not None and not 0 <= share <= 1 for share in (low, high)):
                raise ValueError(
                    f"`{name}_low` and `{name}_high` are shares from 0 (none) to 1 (whole). Write 0.5 for a half"
                )
            if (low, high) != (None, None) and not getattr(self, f"{name}_reason"):
                raise ValueError(f"say under `{name}_reason` what the {name} is judged from")
        _check_amount(self)
        return self


class Offer(Record):
    """``offers.csv``: technical assistance that is offered, or that runs already."""

    key: Key
    provider: Text
    title: Text
    kind: AssistanceKind
    description: str = ""
    duties: Texts = ()
    threats: Keys = ()
    places: Places = ()
    languages: Texts = ()
    low: Number = None
    best: Number = None
    high: Number = None
    currency: Currency | None = None
    price_year: PriceYear | None = None
    starts_on: Day = None
    ends_on: Day = None
    state: Literal["offered", "running", "closed"] = "offered"
    item: Key | None = None

    @model_validator(mode="after")
    def _amount_is_money(self) -> Self:
        _check_amount(self)
        return self


class Practice(Record):
    """``practices.csv``: what worked elsewhere or before, with the evidence for it."""

    key: Key
    title: Text
    description: Text
    pillar: Pillar | None = None
    places: Places = ()
    threats: Keys = ()
    duties: Texts = ()
    claims: Keys = ()
    items: Keys = ()
    limits: str = ""


class Authority(Record):
    """``authorities.csv``: an office that takes requests of one kind in one State; never a person."""

    key: Key
    place: Place
    title: Text
    request: Literal[
        "mutual legal assistance", "extradition", "transfer of prisoners", "transfer of proceedings", "asset recovery",
        "joint investigation", "boarding at sea", "travel documents", "firearms tracing", "police cooperation", "prevention",
    ]  # fmt: skip
    duties: Texts = ()
    address: str = ""
    channels: Texts = ()
    languages: Texts = ()
    requirements: Texts = ()
    urgent: str = ""
    as_of: Day
    item: Key | None = None


def _check_amount(record: Need | Offer) -> None:
    """Refuse an amount that does not say in which money and of which year it is."""
    check_interval(record.low, record.high, best=record.best)
    has_amount = (record.low, record.best, record.high) != (None, None, None)
    if has_amount and (record.currency is None or record.price_year is None):
        raise ValueError("an amount needs `currency` and `price_year`, or it could be compared with no other")
    if any(amount is not None and amount < 0 for amount in (record.low, record.best, record.high)):
        raise ValueError("an amount below zero is asked for or offered by nobody. Correct the sign")
