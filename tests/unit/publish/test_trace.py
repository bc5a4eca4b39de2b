import pytest

from tests.support.strategies import read_strategy
from tocsin.dossier.dossier import Dossier
from tocsin.estimate.errors import UnknownFigureError
from tocsin.estimate.figures import estimate_figures
from tocsin.methods.draws.points import Points
from tocsin.publish.trace import Trace, build_graph, tell_trace, trace_record
from tocsin.terms.graph import Graph


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    return read_strategy(tmp_path_factory.mktemp("trace") / "dossier")


@pytest.fixture(scope="module")
def graph(dossier: Dossier) -> Graph:
    return build_graph(dossier, figures=estimate_figures(dossier, points=Points(7, 8, 11)))


def walk(dossier: Dossier, graph: Graph, start: str, *, down: bool) -> dict[str, int]:
    """In how many questions each record is reached from one, asking always for the next."""
    reached, ask = {start: 0}, [start]
    for key in ask:
        told = trace_record(dossier, graph=graph, key=key)
        for step in told.rests_on if down else told.used_by:
            if step.key not in reached:
                reached[step.key] = reached[key] + 1
                ask.append(step.key)
    return reached


def test_an_action_leads_to_its_sources_within_five_questions(dossier: Dossier, graph: Graph) -> None:
    assert walk(dossier, graph, "action:run", down=True)["source:paper"] <= 5


def test_a_source_leads_back_to_the_action_within_five_questions(dossier: Dossier, graph: Graph) -> None:
    assert walk(dossier, graph, "source:paper", down=False)["action:run"] <= 5


def test_the_first_question_already_names_claims_and_sources(dossier: Dossier, graph: Graph) -> None:
    told = trace_record(dossier, graph=graph, key="action:buy")
    assert ([each.key for each in told.claims], [each.key for each in told.sources]) == (["spread"], ["source:paper"])


def test_settings_are_no_evidence(dossier: Dossier, graph: Graph) -> None:
    told = trace_record(dossier, graph=graph, key="score:cocaine/spread")
    assert [each.key for each in told.rests_on] == ["claim:spread"]


def test_a_mistyped_key_is_answered_with_the_nearest(dossier: Dossier, graph: Graph) -> None:
    with pytest.raises(UnknownFigureError, match="Did you mean 'action:buy'"):
        trace_record(dossier, graph=graph, key="action:by")


def test_every_key_that_is_told_can_be_asked(dossier: Dossier, graph: Graph) -> None:
    traces: list[Trace] = [trace_record(dossier, graph=graph, key=key) for key in graph.nodes]
    told = {step.key for each in traces for step in (*each.rests_on, *each.used_by, *each.sources, *each.ends)}
    assert told <= set(graph.nodes)


def test_lines_hold_the_keys_in_brackets(dossier: Dossier, graph: Graph) -> None:
    assert "  Checks in the port [measure:port-checks]" in list(
        tell_trace(trace_record(dossier, graph=graph, key="action:buy"))
    )
