"""What does a study of flows say, and to which reader's question does each part answer?"""

from typing import Literal

from tocsin.dossier.records.record import Record
from tocsin.estimate.flow.figures import Amount
from tocsin.terms.recipe import Recipe


class LegFlow(Record):
    """How much moves from one place straight to another; how many records show it, and whether distance alone says so."""

    sender: str
    receiver: str
    amount: Amount
    records: float
    is_filled: bool


class NodeFlow(Record):
    """The account of one place: what enters and leaves, what is stated of it, and what nobody accounts for.

    ``entering`` and ``leaving`` are None where no leg that can carry anything leads in or out. ``missing`` is what is made and
    enters less what is used, seized, lost and leaves: above zero, an outlet is missing; below zero, a source. It is None
    where nothing is stated that could be missing.
    """

    node: str
    entering: Amount | None
    leaving: Amount | None
    production: Amount | None = None
    consumption: Amount | None = None
    seizures: Amount | None = None
    losses: Amount | None = None
    missing: Amount | None = None
    seized_share: Amount | None = None
    state: Literal["balanced", "unbalanced", "not stated"]
    note: str = ""


class FlowStudy(Record):
    """Flows between places with intervals, the account of every place, and what a reader must know before using them."""

    unit: str
    level: float
    draws: int
    failed_draws: int
    margins: Literal["accounts", "totals"]
    supply: Amount
    use: Amount
    difference: Amount
    legs: tuple[LegFlow, ...]
    nodes: tuple[NodeFlow, ...]
    exponent: Amount | None
    prior_records: float
    left_out: tuple[str, ...]
    verdict: str
    warnings: tuple[str, ...]
    recipe: Recipe

    @property
    def unbalanced(self) -> tuple[NodeFlow, ...]:
        """The places whose account does not close."""
        return tuple(node for node in self.nodes if node.state == "unbalanced")
