"""How is a study of who stands between whom told?"""

from tocsin.assess.network_record import NetworkFigure, NetworkStudy, NodeRow
from tocsin.publish.assessment.study_records import SpanRecord, StudyColumn, StudyTable

_MOST_NODES = 10


def tell_network(study: NetworkStudy) -> dict[str, object]:
    """The whole, the nodes that stand between most others, what taking nodes out leaves, and change over phases."""
    tables = [_tabulate_nodes(study), _tabulate_whole(study), _tabulate_removals(study), _tabulate_phases(study)]
    return {
        "verdict": study.verdict,
        "facts": (
            ("Seen", f"{study.nodes_count} nodes, {study.ties_count} ties"),
            ("Ties taken to be missing", f"{study.missing_low:.0%} to {study.missing_high:.0%}"),
        ),
        "tables": tuple(table for table in tables if table.rows),
        "warnings": study.warnings,
    }


def _tabulate_nodes(study: NetworkStudy) -> StudyTable:
    columns = (
        StudyColumn(title="Node"),
        StudyColumn(title="Pairs it stands between", unit="share"),
        StudyColumn(title="Place by that"),
        StudyColumn(title="Ties"),
        StudyColumn(title="In the core", unit="share"),
        StudyColumn(title="Most frequent role"),
    )
    shown = study.nodes[:_MOST_NODES]
    caption = f"The {len(shown)} nodes that stand between most others, of {study.nodes_count}"
    return StudyTable(key="nodes", caption=caption, columns=columns, rows=tuple(map(_tell_node, shown)), is_drawn=True)


def _tell_node(node: NodeRow) -> tuple[str | float | SpanRecord | None, ...]:
    role = node.role if node.role == "none" else f"{node.role} (in {node.role_prob:.0%} of networks)"
    return (node.node, _span(node.betweenness), _span(node.place), _span(node.ties), node.core_prob, role)


def _tabulate_whole(study: NetworkStudy) -> StudyTable:
    columns = (StudyColumn(title="Measure"), StudyColumn(title="As seen"), StudyColumn(title="With ties missing"))
    rows = tuple((f"{each.label} ({each.unit})", each.observed, _span(each)) for each in study.whole)
    return StudyTable(key="whole", caption="The network as a whole", columns=columns, rows=rows)


def _tabulate_removals(study: NetworkStudy) -> StudyTable:
    columns = (
        StudyColumn(title="Taken out"),
        StudyColumn(title="By"),
        StudyColumn(title="Left in the largest piece", unit="share"),
        StudyColumn(title="Who"),
    )
    rows = tuple(
        (f"{each.removed_count}", each.rule, _span(each.largest_share), ", ".join(each.removed) or "–")
        for each in study.removals
    )
    return StudyTable(key="removals", caption="What is left when nodes are taken out", columns=columns, rows=rows)


def _tabulate_phases(study: NetworkStudy) -> StudyTable:
    columns = (
        StudyColumn(title="From, to"),
        StudyColumn(title="Ties kept", unit="share"),
        StudyColumn(title="Nodes that came or left", unit="share"),
        StudyColumn(title="Rose for certain"),
        StudyColumn(title="Fell for certain"),
    )
    rows = tuple(
        (
            f"{each.before} → {each.after}",
            _span(each.ties_kept_share),
            _span(each.turnover_share),
            ", ".join(each.rose) or "–",
            ", ".join(each.fell) or "–",
        )
        for each in study.phases
    )
    return StudyTable(key="phases", caption="Change from one phase to the next", columns=columns, rows=rows)


def _span(figure: NetworkFigure) -> SpanRecord | None:
    if figure.value is None:
        return None
    return SpanRecord(value=figure.value, low=figure.low, high=figure.high, level=figure.level)
