"""Does the graph order, reach, fingerprint and explain what rests on what?"""

import pytest

from tocsin.terms.graph import CircularDependencyError, Graph, Node, UnknownNodeError

CLAIM, OTHER = Node("claim:a", "1"), Node("claim:b", "1")
DRIVER = Node("driver:d", "2", ("claim:a",))
FIGURE = Node("estimate:f", "3", ("driver:d", "claim:b"), title="F")
GRAPH = Graph.of([FIGURE, DRIVER, CLAIM, OTHER])


def changed(*nodes: Node) -> Graph:
    return Graph.of({**GRAPH.nodes, **{node.key: node for node in nodes}}.values())


def test_a_key_has_a_kind_and_a_name() -> None:
    assert (FIGURE.kind, FIGURE.name) == ("estimate", "f")


def test_everything_stands_after_what_it_rests_on() -> None:
    order = GRAPH.order()
    assert order.index("claim:a") < order.index("driver:d") < order.index("estimate:f")


def test_the_order_is_the_same_when_asked_again() -> None:
    assert GRAPH.order() == GRAPH.order() == Graph.of(GRAPH.nodes.values()).order()


def test_upstream_is_all_that_something_rests_on() -> None:
    assert {node.key for node in GRAPH.upstream("estimate:f")} == {"claim:a", "claim:b", "driver:d"}


def test_upstream_comes_in_the_order_of_computation() -> None:
    keys = [node.key for node in GRAPH.upstream("estimate:f")]
    assert keys.index("claim:a") < keys.index("driver:d")


def test_downstream_is_all_that_rests_on_something() -> None:
    assert [node.key for node in GRAPH.downstream("claim:a")] == ["driver:d", "estimate:f"]


def test_nothing_rests_on_the_last() -> None:
    assert GRAPH.downstream("estimate:f") == ()


def test_a_change_upstream_changes_the_fingerprint() -> None:
    assert changed(Node("claim:a", "9")).fingerprint("estimate:f") != GRAPH.fingerprint("estimate:f")


def test_a_change_elsewhere_leaves_the_fingerprint() -> None:
    assert changed(Node("claim:b", "9")).fingerprint("driver:d") == GRAPH.fingerprint("driver:d")


def test_the_cause_of_a_change_is_named() -> None:
    after = changed(Node("claim:a", "9"))
    assert after.causes("estimate:f", GRAPH.digests()) == ("claim:a",)


def test_what_is_new_is_a_cause() -> None:
    after = changed(Node("claim:c", "1"), Node("driver:d", "2", ("claim:a", "claim:c")))
    assert after.causes("estimate:f", GRAPH.digests()) == ("claim:c",)


def test_without_a_change_there_is_no_cause() -> None:
    assert GRAPH.causes("estimate:f", GRAPH.digests()) == ()


def test_further_nodes_may_rest_on_a_graph() -> None:
    joined = GRAPH.joined([Node("threat:t", "4", ("estimate:f",))])
    assert [node.key for node in joined.downstream("claim:a")][-1] == "threat:t"


def test_a_circle_is_refused_by_name() -> None:
    with pytest.raises(CircularDependencyError, match=r"in a circle: .*a.* → .*b"):
        Graph.of([Node("estimate:a", "1", ("estimate:b",)), Node("estimate:b", "1", ("estimate:a",))])


def test_resting_on_nothing_known_is_refused() -> None:
    with pytest.raises(UnknownNodeError, match="claim:z, which nothing defines"):
        Graph.of([Node("driver:d", "1", ("claim:z",))])


@pytest.mark.parametrize("ask", ["upstream", "downstream", "fingerprint"])
def test_asking_for_something_unknown_is_refused(ask: str) -> None:
    with pytest.raises(UnknownNodeError, match="Nothing is called claim:z"):
        getattr(GRAPH, ask)("claim:z")


def test_a_long_chain_is_walked_without_running_out_of_stack() -> None:
    chain = [Node("estimate:0", "0"), *(Node(f"estimate:{at}", "0", (f"estimate:{at - 1}",)) for at in range(1, 3000))]
    assert len(Graph.of(chain).upstream("estimate:2999")) == 2999
