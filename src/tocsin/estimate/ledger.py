"""Which dimension of the random draws belongs to which uncertain variable, once and for all?

A variable keeps its dimension for the life of a dossier, so adding one changes the draws of no other.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tocsin.dossier.records.judgement import DrawEntry
from tocsin.dossier.records.model import Driver


@dataclass(frozen=True)
class Ledger:
    """Dimensions by variable: those written in ``draws.csv``, and ``new`` ones to be appended there."""

    dimensions: Mapping[str, int]
    new: tuple[DrawEntry, ...] = ()

    @classmethod
    def of(cls, entries: Iterable[DrawEntry]) -> "Ledger":
        """The ledger as written."""
        return cls({entry.driver: entry.dimension for entry in entries})

    def extended(self, variables: Iterable[str]) -> "Ledger":
        """The ledger with a free dimension for every variable that has none yet, in the order given."""
        following = max(self.dimensions.values(), default=-1) + 1
        missing = [name for name in dict.fromkeys(variables) if name not in self.dimensions]
        new = tuple(DrawEntry(driver=name, dimension=following + at) for at, name in enumerate(missing))
        return Ledger({**self.dimensions, **{entry.driver: entry.dimension for entry in new}}, (*self.new, *new))


def variable_of(model: str, name: str, *, driver: Driver) -> str:
    """The variable a driver draws from: shared by all periods, places and models that select the same claims.

    So do all drivers that experts were asked for in one question, or that are estimated from one table of lists. Any other
    driver, or one declared independent, is a variable of its own.
    """
    if driver.elicited is not None and not driver.independent:
        return f"elicited/{driver.elicited}"
    if driver.lists is not None and not driver.independent:
        return f"lists/{driver.lists}"
    if driver.claims is None or driver.independent:
        return f"{model}.{name}"
    chosen = driver.claims
    return "/".join(part for part in (chosen.subject, chosen.variable, chosen.scope, chosen.basis) if part)
