"""Who matters to whom in a network, and what of that survives the ties that nobody saw?"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tocsin.assess.network_draws import MOST_FOR_EFFICIENCY, Measured, list_orders, measure_networks, measure_removal
from tocsin.assess.network_phases import compare_seen_phases
from tocsin.assess.network_record import (
    CommunityRow,
    NetworkFigure,
    NetworkSettings,
    NetworkStudy,
    NodeRow,
    RemovalRow,
    WholeFigure,
)
from tocsin.assess.network_summary import span_two_ways, summarise
from tocsin.assess.network_ties import SeenNetwork, TieRows, build_seen_network
from tocsin.assess.network_words import limit_top, render_verdict, warn
from tocsin.methods.network.broker_roles import BROKER_ROLES
from tocsin.methods.network.communities import Communities, find_communities
from tocsin.methods.network.components import label_components
from tocsin.methods.network.equivalence import find_equivalence
from tocsin.methods.network.errors import MissingShareError
from tocsin.methods.network.perturbation import Perturbed, perturb_network
from tocsin.methods.network.unseen_modularity import extrapolate_modularity
from tocsin.methods.score.ranks import RankResult, rank_totals
from tocsin.terms.recipe import Recipe

Floats = NDArray[np.float64]
_REMOVALS = (0, 1, 2, 3, 5, 10)
# Orders by chance on the network as seen, of which the mean is told.
_CHANCE_ORDERS = 20
_WHOLE = {
    "components": ("pieces between which there is no tie", "pieces"),
    "largest_share": ("share of nodes in the largest piece", "share"),
    "density": ("share of pairs that are tied", "share"),
    "communities": ("communities of at least two nodes", "communities"),
    "modularity": ("modularity of the communities", "index"),
    "company_kept_share": ("share of its community that a node keeps", "share"),
    "core_size": ("nodes in the core", "nodes"),
    "core_error_share": ("share of pairs that contradict core and periphery", "share"),
}


def study_network(rows: TieRows, *, settings: NetworkSettings, seed: int) -> NetworkStudy:
    """Take every measure of a network, as it was seen and in many networks that could be the true one."""
    rng = np.random.default_rng(seed)
    seen = _read_seen(rows, settings=settings)
    company = find_communities(seen.network, rng=rng)
    shares = rng.uniform(settings.missing_low, settings.missing_high, settings.perturbations)
    drawn = perturb_network(
        seen.network, shares, rng=rng, confidence=seen.confidence, model=settings.model, community=company.label
    )
    observed = measure_networks([seen.network], company=company, rng=rng)
    measured = measure_networks(drawn.networks, company=company, rng=rng)
    unseen = _extrapolate(seen, shares=shares, seed=seed)
    whole = _list_whole(observed, measured, unseen_modularity=unseen, settings=settings)
    nodes = _list_nodes(seen, observed=observed, measured=measured, company=company, settings=settings)
    removals = _list_removals(seen, drawn=drawn, settings=settings, rng=rng)
    phases = compare_seen_phases(seen, company=company, shares=shares, settings=settings, rng=rng)
    return NetworkStudy(
        nodes_count=len(seen.labels),
        ties_count=seen.network.ties_count,
        missing_low=settings.missing_low,
        missing_high=settings.missing_high,
        added_ties=summarise(0.0, drawn.added, settings=settings, unit="ties"),
        dropped_ties=summarise(0.0, drawn.dropped, settings=settings, unit="ties"),
        whole=whole,
        nodes=nodes,
        communities=_list_communities(seen.labels, company=company, measured=measured),
        removals=removals,
        phases=phases,
        verdict=render_verdict(nodes, removals=removals, whole=whole, phases=phases, settings=settings),
        warnings=seen.notes
        + warn(
            whole=whole,
            nodes=nodes,
            settings=settings,
            phases=phases,
            capped_count=drawn.capped_count,
            has_confidence=bool((seen.confidence < 1).any()),
            has_efficiency=len(seen.labels) <= MOST_FOR_EFFICIENCY,
        ),
        recipe=Recipe("assess.network", 2, rows.content_hash, settings.model_dump(), seed),
    )


def _read_seen(rows: TieRows, *, settings: NetworkSettings) -> SeenNetwork:
    """The network that the rows make, if something of it may be believed."""
    if settings.missing_low > settings.missing_high:
        raise MissingShareError(
            f"the share of missing ties runs from {settings.missing_low:g} to {settings.missing_high:g}, which is backwards. "
            "Give the lower bound first, such as 0.1..0.3."
        )
    seen = build_seen_network(rows, is_directed=settings.is_directed)
    if len(seen.confidence) and not seen.confidence.any():
        raise MissingShareError(
            f"every one of {len(seen.confidence)} ties has a confidence of 0, so every tie would be none and nothing could be said of "
            "the network. Correct the confidence, or leave it out if nobody has judged how sure the ties are."
        )
    return seen


def _extrapolate(seen: SeenNetwork, *, shares: Floats, seed: int) -> Floats:
    """Modularity by what losing ties does; on a stream of its own, so that all other figures stay as they were without it."""
    rng = np.random.default_rng([seed, 1])
    return extrapolate_modularity(seen.network, shares, rng=rng, confidence=seen.confidence)


def _list_whole(
    observed: Measured, measured: Measured, *, unseen_modularity: Floats, settings: NetworkSettings
) -> tuple[WholeFigure, ...]:
    """Measures of the whole; modularity in two ways, for in the networks drawn the communities seen are built in."""
    seen = {**observed.whole, "company_kept_share": np.full(1, np.nan)}
    draws = {**measured.whole, "company_kept_share": measured.by_node["stability"].mean(axis=1)}
    figures = {
        key: summarise(float(seen[key][0]), draws[key], settings=settings, unit=unit)
        for key, (_, unit) in _WHOLE.items()
    }
    ways = (draws["modularity"], unseen_modularity)
    figures["modularity"] = span_two_ways(float(seen["modularity"][0]), ways, settings=settings, unit="index")
    return tuple(WholeFigure(key=key, label=label, **figures[key].model_dump()) for key, (label, _) in _WHOLE.items())


def _list_nodes(
    seen: SeenNetwork, *, observed: Measured, measured: Measured, company: Communities, settings: NetworkSettings
) -> tuple[NodeRow, ...]:
    """One row per node, those that are first by betweenness on average first."""
    ranks = rank_totals(measured.by_node["betweenness"])
    top_prob = ranks.top(limit_top(settings.top, nodes_count=len(seen.labels)))[0]
    roles = _name_roles(observed.roles)[0]
    role_prob = (_name_roles(measured.roles) == roles).mean(axis=0)
    component, equivalent = label_components(seen.network), find_equivalence(seen.network)

    def figure(key: str, node: int, unit: str) -> NetworkFigure:
        values = measured.by_node[key][:, node]
        return summarise(float(observed.by_node[key][0, node]), values, settings=settings, unit=unit)

    places = _list_places(ranks, observed=observed, settings=settings)
    return tuple(
        NodeRow(
            node=seen.labels[node],
            ties=figure("degree", node, "ties"),
            betweenness=figure("betweenness", node, "share of pairs"),
            place=places[node],
            top_prob=float(top_prob[node]),
            constraint=figure("constraint", node, "index"),
            core_prob=_mean(measured.by_node["core"][:, node]),
            k_core=figure("k_core", node, "ties"),
            component=int(component[node]) + 1,
            community=int(company.label[node]) + 1,
            company_kept_share=_mean(measured.by_node["stability"][:, node]),
            role=str(roles[node]),
            role_prob=float(role_prob[node]),
            equivalence_class=int(equivalent[node]) + 1,
        )
        for node in np.lexsort((np.arange(len(seen.labels)), ranks.expected_rank))
    )


def _list_places(ranks: RankResult, *, observed: Measured, settings: NetworkSettings) -> tuple[NetworkFigure, ...]:
    """Place of each node by betweenness; the mean place stands as its value, since places are whole."""
    low, high = ranks.rank_interval(settings.level)
    as_seen = rank_totals(np.repeat(observed.by_node["betweenness"], 2, axis=0)).expected_rank
    middle = np.clip(ranks.expected_rank, low, high)
    return tuple(
        NetworkFigure(
            observed=float(as_seen[node]), value=float(middle[node]), low=float(low[node]), high=float(high[node]),
            level=settings.level, unit="place",
        )
        for node in range(len(low))
    )  # fmt: skip


def _name_roles(counts: Floats) -> NDArray[np.str_]:
    """Most frequent role (D, N) from counts (D, N, 5); equal ones are shared, so that no order decides."""
    names = np.array([*BROKER_ROLES, "none", "several"])
    most = counts.max(axis=2)
    reached = np.isclose(counts, most[:, :, None])
    chosen = np.where(reached.sum(axis=2) > 1, len(BROKER_ROLES) + 1, counts.argmax(axis=2))
    # without directions gatekeeper and representative are one role, counted by halves
    two_ways = reached[:, :, 2] & reached[:, :, 3] & (reached.sum(axis=2) == 2)
    named: NDArray[np.str_] = names[np.where(most == 0, len(BROKER_ROLES), np.where(two_ways, 2, chosen))]
    return named


def _list_communities(labels: Sequence[str], *, company: Communities, measured: Measured) -> tuple[CommunityRow, ...]:
    rows = []
    for community in range(company.count):
        members = np.flatnonzero(company.label == community)
        rows.append(
            CommunityRow(
                community=community + 1,
                nodes=tuple(labels[node] for node in members.tolist()),
                company_kept_share=_mean(measured.by_node["stability"][:, members].ravel()),
            )
        )
    return tuple(rows)


def _list_removals(
    seen: SeenNetwork, *, drawn: Perturbed, settings: NetworkSettings, rng: np.random.Generator
) -> tuple[RemovalRow, ...]:
    counts = tuple(count for count in _REMOVALS if count <= max(1, len(seen.labels) // 2))
    orders = list_orders(seen.network, count=max(counts), rng=rng)
    by_seen = measure_removal([seen.network] * _CHANCE_ORDERS, orders, counts=counts, rng=rng)
    by_draw = measure_removal(drawn.networks, orders, counts=counts, rng=rng)
    return tuple(
        RemovalRow(
            rule=rule,
            removed_count=count,
            removed=tuple(seen.labels[node] for node in left.order[:count]),
            largest_share=summarise(
                by_seen[rule].largest_share[:, at].mean(), left.largest_share[:, at], settings=settings, unit="share"
            ),
            efficiency=summarise(
                by_seen[rule].efficiency[:, at].mean(), left.efficiency[:, at], settings=settings, unit="index"
            ),
        )
        for rule, left in by_draw.items()
        for at, count in enumerate(counts)
    )


def _mean(values: Floats) -> float | None:
    known = values[np.isfinite(values)]
    return float(known.mean()) if len(known) else None
