"""Which objectives of the region does the strategy follow, and which of its own does the region not know?"""

from dataclasses import dataclass

from tocsin.dossier.dossier import Dossier
from tocsin.dossier.records.plans import RegionalStrategy


@dataclass(frozen=True)
class Alignment:
    """One regional strategy held against the national one, in both directions, by keys of objectives.

    ``not_followed`` are left out for a reason that is given, ``unmatched`` without one; ``against`` are contradicted.
    """

    regional: str
    full: tuple[str, ...]
    partial: tuple[str, ...]
    against: tuple[str, ...]
    not_followed: tuple[str, ...]
    unmatched: tuple[str, ...]
    national_only: tuple[str, ...]


def align_strategies(dossier: Dossier) -> tuple[Alignment, ...]:
    """Every regional strategy of a dossier beside the national one."""
    own = [objective.key for objective in dossier.strategy.objectives] if dossier.strategy else []
    return tuple(_align(regional, own=own) for regional in dossier.regional.values())


def _align(regional: RegionalStrategy, *, own: list[str]) -> Alignment:
    extents = {each.key: {match.extent for match in each.matches} for each in regional.objectives}
    matched = {match.objective for each in regional.objectives for match in each.matches}
    return Alignment(
        regional.key,
        tuple(key for key, told in extents.items() if "full" in told and "against" not in told),
        tuple(key for key, told in extents.items() if told == {"partial"}),
        tuple(key for key, told in extents.items() if "against" in told),
        tuple(each.key for each in regional.objectives if not each.matches and each.not_followed),
        tuple(each.key for each in regional.objectives if not each.matches and not each.not_followed),
        tuple(key for key in own if key not in matched),
    )
