"""What does a study of a network come to in plain words, and what should keep its reader careful?"""

from collections.abc import Sequence

from tocsin.assess.network_record import NetworkFigure, NetworkSettings, NodeRow, PhaseRow, RemovalRow, WholeFigure

_TRUSTED_COMPANY = 0.6
_CLEAR_PROB = 0.9
_FEW_NODES = 10
# Nodes that stay mostly keep some of their ties: where they keep next to none, their labels may have been dealt anew.
_STRANGE_TIES, _STRANGE_NODES = 0.05, 0.2


def render_verdict(
    nodes: Sequence[NodeRow],
    *,
    removals: Sequence[RemovalRow],
    whole: Sequence[WholeFigure],
    phases: Sequence[PhaseRow],
    settings: NetworkSettings,
) -> str:
    """The study in a few sentences."""
    parts = (
        _word_brokers(nodes, settings=settings),
        _word_communities(whole),
        _word_removal(removals),
        _word_phases(phases),
    )
    return " ".join(part for part in parts if part)


def limit_top(top: int, *, nodes_count: int) -> int:
    """How many nodes count as the first: as many as asked for, but at most a quarter of all."""
    return max(1, min(top, nodes_count // 4))


def warn(
    *,
    whole: Sequence[WholeFigure],
    nodes: Sequence[NodeRow],
    settings: NetworkSettings,
    capped_count: int,
    phases: Sequence[PhaseRow],
    has_confidence: bool,
    has_efficiency: bool,
) -> tuple[str, ...]:
    """What a reader must know before acting on the study, whatever it found."""
    figures = {figure.key: figure for figure in whole}
    warnings = [
        "Nodes that nobody has seen are not in any of the networks drawn, and ties are taken to be missed independently: "
        "a whole hidden circle would change more than the intervals say.",
        "How modular the whole network is was found in two ways, and the interval spans both: with ties added where the communities "
        "seen would have them, and by what happens when as many ties again are lost. Tried on seven kinds of network, intervals of "
        "90 % held in 78 to 100 %.",
    ]
    if (figures["components"].observed or 1) > 1:
        warnings.append(
            f"The network falls into {figures['components'].observed:.0f} pieces, the largest with "
            f"{100 * (figures['largest_share'].observed or 0):.0f} % of the nodes. Betweenness counts pairs that can reach each "
            "other, so nodes in small pieces come out low whatever they broker there; efficiency counts unreachable pairs "
            "as 0; communities, core, constraint and roles are as in one piece."
        )
    if settings.missing_high == 0 and not has_confidence:
        warnings.append(
            "No tie was stated to be missing or doubtful, so the intervals have no width. That is a choice, not a finding: "
            "state with --missing what share of ties may not have been seen."
        )
    if len(nodes) < _FEW_NODES:
        warnings.append(f"With {len(nodes)} nodes, any one tie changes everything; read the list of ties instead.")
    if capped_count:
        warnings.append(
            f"{capped_count} of {settings.perturbations} networks had more missing ties than pairs without one, and all pairs "
            "were tied in them. Lower the share of missing ties."
        )
    warnings.extend(
        f"From {row.before} to {row.after} only {100 * (row.ties_kept_share.observed or 0):.0f} % of ties stay although "
        f"{100 * (row.nodes_kept_share.observed or 0):.0f} % of nodes do. Check that a label means the same node in both phases."
        for row in phases
        if (row.ties_kept_share.observed or 0) < _STRANGE_TIES and (row.nodes_kept_share.observed or 0) > _STRANGE_NODES
    )
    if not has_efficiency:
        warnings.append("Efficiency under removal is left out: with so many nodes it would take minutes.")
    return tuple(warnings)


def _word_brokers(nodes: Sequence[NodeRow], *, settings: NetworkSettings) -> str:
    clear = [row.node for row in nodes if row.top_prob >= _CLEAR_PROB]
    first = nodes[0]
    top = limit_top(settings.top, nodes_count=len(nodes))
    if all(row.betweenness.observed == 0 for row in nodes):
        return "Nobody stands between others as far as is seen."
    among, connects = ("the one", "most connects") if top == 1 else (f"among the {top}", "most connect")
    if not clear:
        return (
            f"No node can be said to be {among} that {connects} others: {first.node} comes first on average, at "
            f"places {_range(first.place, digits=0)}."
        )
    return (
        f"{_list(clear)} can be said to be {among} that {connects} others in at least 90 % of the networks drawn with missing ties; "
        f"{first.node} comes first on average, at places {_range(first.place, digits=0)}."
    )


def _word_communities(whole: Sequence[WholeFigure]) -> str:
    figures = {figure.key: figure for figure in whole}
    kept = figures["company_kept_share"]
    if kept.low is None or kept.high is None:
        return ""
    if kept.low >= _TRUSTED_COMPANY:
        word = "hold together"
    elif kept.high < _TRUSTED_COMPANY:
        word = "do not hold together enough to be relied on"
    else:
        word = "may or may not hold together"
    return (
        f"Communities seen: {figures['communities'].observed:.0f}. They {word} when ties are added and dropped: a node keeps "
        f"{_range(kept)} of its company."
    )


def _word_removal(removals: Sequence[RemovalRow]) -> str:
    if not removals:
        return ""
    most = max(row.removed_count for row in removals)
    last = {row.rule: row.largest_share for row in removals if row.removed_count == most}
    aimed, chance = last["betweenness"], last["random"]
    return (
        f"With {most} nodes out that seem most between others, the largest piece holds {_range(aimed)} of all nodes; "
        f"with {most} out by chance, {_range(chance)}. This is the day after: nobody takes their place in it."
    )


def _word_phases(phases: Sequence[PhaseRow]) -> str:
    if not phases:
        return ""
    least = min(phases, key=lambda row: row.ties_kept_share.value if row.ties_kept_share.value is not None else 2.0)
    rose = sorted({node for row in phases for node in row.rose})
    tail = f" Clearly rising at some time: {_list(rose)}." if rose else " Nobody clearly rose or fell."
    return (
        f"Ties changed most from {least.before} to {least.after}, where {_range(least.ties_kept_share)} of them are in both."
        + tail
    )


def _range(figure: NetworkFigure, *, digits: int = 2) -> str:
    if figure.value is None or figure.low is None or figure.high is None:
        return "an unknown share"
    return f"{figure.value:.{digits}f} ({figure.low:.{digits}f} to {figure.high:.{digits}f})"


def _list(names: Sequence[str], *, most: int = 8) -> str:
    shown = list(names[:most])
    if len(names) > most:
        return f"{', '.join(shown)} and {len(names) - most} more"
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
