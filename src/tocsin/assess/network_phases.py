"""What changed in a network from phase to phase, and who clearly rose or fell?"""

import numpy as np
from numpy.typing import NDArray

from tocsin.assess.network_record import NetworkSettings, PhaseRow
from tocsin.assess.network_summary import summarise
from tocsin.assess.network_ties import SeenNetwork
from tocsin.methods.network.betweenness import betweenness
from tocsin.methods.network.change import Change, compare_phases
from tocsin.methods.network.communities import Communities
from tocsin.methods.network.perturbation import perturb_network

Floats = NDArray[np.float64]
_CLEAR_PROB = 0.95


def compare_seen_phases(
    seen: SeenNetwork,
    *,
    company: Communities,
    shares: Floats,
    settings: NetworkSettings,
    rng: np.random.Generator,
) -> tuple[PhaseRow, ...]:
    """One row per step from a phase to the next; none where there are fewer than two phases.

    Ties are missed in each phase independently, so a phase may have lost ties that the next one kept: kept shares come out
    lower than what was seen, which is the honest direction to err in when stability would be the finding.
    """
    if len(seen.phases) < 2:
        return ()
    drawn = [
        perturb_network(
            network, shares, rng=rng, confidence=trust, model=settings.model, community=company.label
        ).networks
        for network, trust in zip(seen.phase_networks, seen.phase_confidence, strict=True)
    ]
    changes = [compare_phases(one) for one in zip(*drawn, strict=True)]
    brokerage = np.array([[betweenness(network).share for network in phase] for phase in drawn])
    as_seen = compare_phases(seen.phase_networks)
    return tuple(
        _compare_step(step, seen=seen, as_seen=as_seen, changes=changes, brokerage=brokerage, settings=settings)
        for step in range(len(seen.phases) - 1)
    )


def _compare_step(
    step: int,
    *,
    seen: SeenNetwork,
    as_seen: Change,
    changes: list[Change],
    brokerage: Floats,
    settings: NetworkSettings,
) -> PhaseRow:
    """One step; rising and falling are told only of those present in both phases, since the others came or left."""
    rose = (brokerage[step + 1] > brokerage[step]).mean(axis=0)
    fell = (brokerage[step + 1] < brokerage[step]).mean(axis=0)
    stayed = as_seen.is_present[step] & as_seen.is_present[step + 1]
    shares = {
        key: summarise(
            float(getattr(as_seen, key)[step]),
            [getattr(change, key)[step] for change in changes],
            settings=settings,
            unit="share",
        )
        for key in ("ties_kept_share", "nodes_kept_share", "turnover_share")
    }
    return PhaseRow(
        before=seen.phases[step],
        after=seen.phases[step + 1],
        **shares,
        came_count=int(as_seen.came[step]),
        left_count=int(as_seen.left[step]),
        rose=tuple(seen.labels[node] for node in np.flatnonzero(stayed & (rose >= _CLEAR_PROB))),
        fell=tuple(seen.labels[node] for node in np.flatnonzero(stayed & (fell >= _CLEAR_PROB))),
    )
