"""Who pays whom, under which pillar, against which threat: how does the money of a strategy flow?

Money is set aside for measures, not for threats. A line is parted evenly among the threats that its measure lowers: a
stated rule that shows where money points, not what it does there. Money for a measure without such a threat stays apart.
"""

from collections import defaultdict
from dataclasses import dataclass

from tocsin.dossier.dossier import Dossier
from tocsin.dossier.records.actions import BudgetLine
from tocsin.dossier.records.strategy import Strategy
from tocsin.strategy.spending import convert_amount, find_measure

NO_THREAT = "no single threat"
NO_AGENCY = "no agency named"


@dataclass(frozen=True)
class Payment:
    """Part of a budget line, in the money of the strategy: who pays, who spends, for which measure, pillar and threat."""

    line: str
    year: int
    funder: str
    agency: str
    measure: str
    pillar: str
    threat: str
    amount: float


def list_payments(dossier: Dossier, *, strategy: Strategy) -> tuple[Payment, ...]:
    """Every budget line parted among the threats of its measure; the parts of a line add up to it."""
    found = []
    for line in dossier.budget.values():
        measure = dossier.measures.get(find_measure(line, dossier=dossier) or "")
        if measure is None:
            continue
        threats = [each.threat for each in measure.effects if each.direction != "raises"] or [NO_THREAT]
        amount = _convert(line, strategy=strategy) / len(threats)
        found += [
            Payment(
                line.key,
                line.year,
                line.funder,
                line.agency or NO_AGENCY,
                measure.key,
                str(measure.pillar),
                threat,
                amount,
            )
            for threat in threats
        ]
    return tuple(found)


def add_payments(payments: tuple[Payment, ...], *, by: tuple[str, ...]) -> dict[tuple[str, ...], float]:
    """Amounts added up by fields of `Payment`, such as threat and pillar."""
    found: defaultdict[tuple[str, ...], float] = defaultdict(float)
    for payment in payments:
        found[tuple(str(getattr(payment, name)) for name in by)] += payment.amount
    return dict(found)


def _convert(line: BudgetLine, *, strategy: Strategy) -> float:
    return convert_amount(line.amount, currency=line.currency, price_year=line.price_year, strategy=strategy)
