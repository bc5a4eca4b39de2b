"""How is a comparison of two trading partners' reports told?"""

from tocsin.estimate.flow.mirror import MirrorFlow, MirrorStudy
from tocsin.publish.assessment.study_records import SpanRecord, StudyColumn, StudyTable

_MOST_ROWS = 15


def tell_mirror(study: MirrorStudy) -> dict[str, object]:
    """The flows whose reports differ more than usual, in alphabetical order, and what was normal for each."""
    return {
        "verdict": study.verdict,
        "facts": (
            ("Period judged", study.period),
            ("Flows judged", str(study.judged_count)),
            ("Signals expected by chance alone", f"{study.expected_by_chance:.1f}"),
            ("CIF margin", f"{study.cif_low:g} to {study.cif_high:g}"),
            ("What a signal is", study.caveat),
        ),
        "tables": (_tabulate(study),),
        "warnings": study.warnings,
    }


def _tabulate(study: MirrorStudy) -> StudyTable:
    signals = study.signals[:_MOST_ROWS]
    shown = sorted(signals or study.flows[:_MOST_ROWS], key=lambda flow: (flow.exporter, flow.importer))
    columns = (
        StudyColumn(title="Flow"),
        StudyColumn(title="Imported"),
        StudyColumn(title="Exported"),
        StudyColumn(title="Ratio"),
        StudyColumn(title="Normal for its peers"),
        StudyColumn(title="In words"),
    )
    what = (
        f"Signals: {len(signals)} of {study.judged_count} flows judged" if signals else "No signal; the largest flows"
    )
    caption = f"{what} (values in {study.unit}; ratio of imports to exports after the margin)"
    return StudyTable(
        key="pairs", caption=caption, columns=columns, rows=tuple(_tell(flow, level=study.level) for flow in shown)
    )


def _tell(flow: MirrorFlow, *, level: float) -> tuple[str | float | SpanRecord | None, ...]:
    name = f"{flow.exporter} → {flow.importer}" + (f", {flow.commodity}" if flow.commodity else "")
    has_peers = flow.peers_low is not None
    peers = SpanRecord(value=None, low=flow.peers_low, high=flow.peers_high, level=level) if has_peers else None
    return name, flow.imported, flow.exported, flow.ratio, peers, flow.explanation
