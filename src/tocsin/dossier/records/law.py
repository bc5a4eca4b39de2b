"""Which instruments bind the State, since when, and as of which copy?"""

from typing import Literal

from tocsin.dossier.records.record import Day, Key, Record


class Party(Record):
    """``law/parties.csv``: the treaty status of the State; ``as_of`` is the date of the copy, shown beside every statement."""

    instrument: Literal["untoc", "tip", "som", "firearms"]
    status: Literal["party", "signatory", "not party", "unknown"]
    since: Day = None
    as_of: Day
    reservations: str = ""
    item: Key
