"""What does any record of a dossier rest on, down to its sources, and what rests on it, up to the actions?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tocsin.assess.picture import assess_threats
from tocsin.dossier.dossier import Dossier
from tocsin.estimate.errors import UnknownFigureError
from tocsin.estimate.figures import Figures
from tocsin.methods.draws.points import Points
from tocsin.strategy.graph import list_strategy_nodes
from tocsin.terms.graph import Graph, Node
from tocsin.terms.problem import nearest_or_all

# Kinds of node that are settings rather than evidence or results.
_SETTINGS = ("settings", "sheet")
_ENDS = ("estimate", "threat", "measure", "action", "objective", "need")


@dataclass(frozen=True)
class Step:
    """One record beside the one asked for, by the key under which it can be asked for in turn."""

    key: str
    title: str


@dataclass(frozen=True)
class ClaimBehind:
    """One claim behind the record, with its item, source and grade."""

    key: str
    item: str
    source: str
    grade: str
    locator: str


@dataclass(frozen=True)
class Trace:
    """Where one record stands: what it rests on and what rests on it, at the next step and at the far ends."""

    key: str
    title: str
    rests_on: tuple[Step, ...]
    used_by: tuple[Step, ...]
    claims: tuple[ClaimBehind, ...]
    sources: tuple[Step, ...]
    ends: tuple[Step, ...]


def is_traceable(key: str) -> bool:
    """Whether a key names a record by its kind, as ``action:KEY`` does, and not a figure alone."""
    return ":" in key


def build_graph(dossier: Dossier, *, figures: Figures) -> Graph:
    """The graph from sources over figures, scores and threats to measures, actions and budget lines."""
    head = dossier.head
    picture = assess_threats(
        dossier, figures=figures, points=Points(head.seed, head.randomisations, head.log2_points)
    )  # fmt: skip
    return picture.graph.joined(list_strategy_nodes(dossier, known=picture.graph.nodes))


def trace_record(dossier: Dossier, *, graph: Graph, key: str) -> Trace:
    """Everything a record rests on and everything that rests on it.

    Raises
    ------
    UnknownFigureError
        If nothing in the dossier has this key; the nearest one is named.
    """
    if key not in graph.nodes:
        kind = key.partition(":")[0]
        near = [each for each in graph.nodes if each.partition(":")[0] == kind] or sorted(
            {each.partition(":")[0] for each in graph.nodes}
        )
        raise UnknownFigureError(f"Nothing in the dossier is called {key!r}. {nearest_or_all(key, near)}")
    above, below = graph.upstream(key), graph.downstream(key)
    node = graph.nodes[key]
    return Trace(
        key,
        node.title or node.name,
        _list_steps(graph.nodes[each] for each in node.inputs),
        _list_steps(each for each in below if key in each.inputs),
        tuple(_describe(dossier, each.name) for each in above if each.kind == "claim"),
        _list_steps(each for each in above if each.kind == "source"),
        _list_steps(each for each in below if each.kind in _ENDS),
    )


def _list_steps(nodes: Iterator[Node] | Sequence[Node]) -> tuple[Step, ...]:
    return tuple(Step(node.key, node.title or node.name) for node in nodes if node.kind not in _SETTINGS)


def _describe(dossier: Dossier, key: str) -> ClaimBehind:
    claim = dossier.claims[key]
    source = dossier.source_of(claim)
    return ClaimBehind(key, dossier.items[claim.item].title, source.name, str(dossier.grade_of(claim)), claim.locator)


def tell_trace(trace: Trace) -> Iterator[str]:
    """The trace in lines; every key in brackets can be asked for in turn."""
    yield f"{trace.title} [{trace.key}]"
    for title, steps in (
        ("Rests on", trace.rests_on), ("Is used by", trace.used_by), ("Sources behind it", trace.sources),
        ("Figures, threats, measures and actions that rest on it", trace.ends),
    ):  # fmt: skip
        yield f"\n{title}"
        yield from (f"  {step.title} [{step.key}]" for step in steps)
        if not steps:
            yield "  nothing"
    yield "\nClaims behind it" if trace.claims else "\nClaims behind it\n  none"
    for claim in trace.claims:
        yield f"  claim:{claim.key}, graded {claim.grade}: {claim.source}: {claim.item}; {claim.locator}"
