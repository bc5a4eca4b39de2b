"""How is a study of flows between places told?"""

from tocsin.estimate.flow.figures import Amount
from tocsin.estimate.flow.records import FlowStudy, NodeFlow
from tocsin.publish.assessment.study_records import SpanRecord, StudyColumn, StudyTable

_MOST_LEGS = 15


def tell_flows(study: FlowStudy) -> dict[str, object]:
    """The legs that carry most and the account of every place."""
    return {
        "verdict": study.verdict,
        "facts": (
            ("Made or sent in all", str(study.supply)),
            ("Used, taken or received in all", str(study.use)),
            ("Draws", f"{study.draws}, of which {study.failed_draws} could not be balanced"),
        ),
        "tables": (_tabulate_legs(study), _tabulate_nodes(study)),
        "warnings": (*study.warnings, *study.left_out),
    }


def _tabulate_legs(study: FlowStudy) -> StudyTable:
    shown = study.legs[:_MOST_LEGS]
    rows = tuple(
        (
            f"{leg.sender} → {leg.receiver}",
            _span(leg.amount),
            leg.records,
            "distance alone" if leg.is_filled else "records",
        )
        for leg in shown
    )
    columns = (
        StudyColumn(title="Leg"),
        StudyColumn(title="Amount", unit=study.unit),
        StudyColumn(title="Records"),
        StudyColumn(title="Shown by"),
    )
    caption = f"The {len(shown)} legs that carry most, of {len(study.legs)}"
    return StudyTable(key="legs", caption=caption, columns=columns, rows=rows, is_drawn=True)


def _tabulate_nodes(study: FlowStudy) -> StudyTable:
    columns = (
        StudyColumn(title="Place"),
        StudyColumn(title="Enters", unit=study.unit),
        StudyColumn(title="Leaves", unit=study.unit),
        StudyColumn(title="Not accounted for", unit=study.unit),
        StudyColumn(title="State"),
    )
    return StudyTable(
        key="places", caption="The account of every place", columns=columns, rows=tuple(map(_tell_node, study.nodes))
    )


def _tell_node(node: NodeFlow) -> tuple[str | SpanRecord | None, ...]:
    state = f"{node.state}: {node.note}" if node.note else node.state
    return (node.node, _span(node.entering), _span(node.leaving), _span(node.missing), state)


def _span(amount: Amount | None) -> SpanRecord | None:
    return SpanRecord(value=amount.value, low=amount.low, high=amount.high, level=amount.level) if amount else None
