"""From any action to the sources of the claims behind it and back, over every figure, threat, measure and action of the example."""

from __future__ import annotations

import pytest

from tests.support.repository import ROOT
from tocsin.dossier.dossier import Dossier
from tocsin.dossier.read import read_dossier
from tocsin.estimate.figures import Figures, estimate_figures
from tocsin.methods.draws.points import Points
from tocsin.publish.trace import Trace, build_graph, trace_record

pytestmark = pytest.mark.slow

_MOST_STEPS = 5


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return read_dossier(ROOT / "examples" / "colombia")


@pytest.fixture(scope="module")
def figures(dossier: Dossier) -> Figures:
    head = dossier.head
    return estimate_figures(dossier, points=Points(head.seed, head.randomisations, head.log2_points))


@pytest.fixture(scope="module")
def traces(dossier: Dossier, figures: Figures) -> dict[str, Trace]:
    graph = build_graph(dossier, figures=figures)
    kinds = ("estimate", "driver", "threat", "measure", "action", "claim", "item", "source", "harm", "objective")
    return {key: trace_record(dossier, graph=graph, key=key) for key, node in graph.nodes.items() if node.kind in kinds}


def ask(start: str, traces: dict[str, Trace], *, wanted: set[str]) -> int:
    """How many questions lead from one record to all that is wanted, asking next for anything that was told."""
    known, asked, steps = {start}, set[str](), 0
    while not wanted <= known and steps <= _MOST_STEPS:
        steps += 1
        for key in sorted(known - asked):
            asked.add(key)
            if key in traces:
                told = traces[key]
                known |= {step.key for step in (*told.rests_on, *told.used_by, *told.sources, *told.ends)}
    return steps


def list_sources(keys: tuple[str, ...], dossier: Dossier) -> set[str]:
    return {f"source:{dossier.source_of(dossier.claims[key]).key}" for key in keys}


def test_every_figure_leads_to_the_sources_of_its_claims(
    dossier: Dossier, figures: Figures, traces: dict[str, Trace]
) -> None:
    told = {key: {step.key for step in traces[f"estimate:{key}"].sources} for key in figures.figures}
    assert [key for key, each in figures.figures.items() if not list_sources(each.claims, dossier) <= told[key]] == []


def test_every_action_leads_to_its_sources_and_back_in_five_questions(traces: dict[str, Trace]) -> None:
    far = []
    for key, trace in traces.items():
        if key.startswith("action:"):
            sources = {step.key for step in trace.sources}
            down = ask(key, traces, wanted=sources)
            up = max((ask(source, traces, wanted={key}) for source in sources), default=0)
            far += [key] if max(down, up) > _MOST_STEPS else []
    assert far == []


def test_every_chosen_measure_rests_on_sources(dossier: Dossier, traces: dict[str, Trace]) -> None:
    chosen = [key for key, measure in dossier.measures.items() if measure.is_adopted and measure.effects]
    assert [key for key in chosen if not traces[f"measure:{key}"].sources] == []


def test_every_source_of_an_action_names_the_action(traces: dict[str, Trace]) -> None:
    lost = [
        (key, source.key)
        for key, trace in traces.items()
        if key.startswith(("action:", "measure:", "threat:", "estimate:"))
        for source in trace.sources
        if key not in {step.key for step in traces[source.key].ends}
    ]
    assert lost == []
