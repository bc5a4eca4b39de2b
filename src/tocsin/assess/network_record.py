"""What does a study of a network say: of the whole, of each node, of taking nodes out, and of change over phases?"""

from pydantic import BaseModel, ConfigDict, Field

from tocsin.methods.network.perturbation import TieModel
from tocsin.terms.recipe import Recipe


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class NetworkSettings(_Record):
    """What the analyst states beforehand; the share of ties missed lies anywhere between the two bounds."""

    missing_low: float = Field(default=0.1, ge=0, le=0.9)
    missing_high: float = Field(default=0.3, ge=0, le=0.9)
    perturbations: int = Field(default=200, ge=2, le=20_000)
    model: TieModel = "community"
    is_directed: bool = False
    level: float = Field(default=0.9, gt=0, lt=1)
    top: int = Field(default=5, ge=1)


class NetworkFigure(_Record):
    """One measure: as seen, and its median and interval over the networks that could be the true one.

    What was seen may lie outside of the interval: it is the measure of a network in which nothing is missing. ``observed``
    is None where it has no meaning, and so are the others.
    """

    observed: float | None
    value: float | None
    low: float | None
    high: float | None
    level: float
    unit: str


class WholeFigure(NetworkFigure):
    """A measure of the whole network, by a key and in words."""

    key: str
    label: str


class NodeRow(_Record):
    """One node: ties, brokerage, place by brokerage, core, company and role."""

    node: str
    ties: NetworkFigure
    betweenness: NetworkFigure
    place: NetworkFigure
    top_prob: float  # to be among the first `top` by betweenness, or among the first quarter if that is fewer
    constraint: NetworkFigure
    core_prob: float | None  # to be in the core; None if no network had one
    k_core: NetworkFigure
    component: int
    community: int
    company_kept_share: float | None  # mean share of its community that it keeps; under 0.6 not to be trusted
    role: str  # way of standing between others that is its most frequent as seen; "none" for one that never does
    role_prob: float  # share of the networks in which it is its most frequent too
    equivalence_class: int


class CommunityRow(_Record):
    """A community as seen, and how far its members keep company when ties are added and dropped."""

    community: int
    nodes: tuple[str, ...]
    company_kept_share: float | None


class RemovalRow(_Record):
    """What is left after a number of removals by one rule."""

    rule: str
    removed_count: int
    removed: tuple[str, ...]  # empty where taken out by chance
    largest_share: NetworkFigure
    efficiency: NetworkFigure


class PhaseRow(_Record):
    """What changed from one phase to the next, and who certainly rose or fell in brokerage between them."""

    before: str
    after: str
    ties_kept_share: NetworkFigure
    nodes_kept_share: NetworkFigure
    turnover_share: NetworkFigure
    came_count: int
    left_count: int
    rose: tuple[str, ...]
    fell: tuple[str, ...]


class NetworkStudy(_Record):
    """Who matters to whom in a network, with what missing ties leave open of it."""

    nodes_count: int
    ties_count: int
    missing_low: float
    missing_high: float
    added_ties: NetworkFigure
    dropped_ties: NetworkFigure
    whole: tuple[WholeFigure, ...]
    nodes: tuple[NodeRow, ...]
    communities: tuple[CommunityRow, ...]
    removals: tuple[RemovalRow, ...]
    phases: tuple[PhaseRow, ...]
    verdict: str
    warnings: tuple[str, ...]
    recipe: Recipe
