"""Is the modularity of a whole network told by what losing ties does, and not where nothing is known?"""

import numpy as np
import pytest

from tocsin.methods.network.errors import MissingShareError, NoTiesError
from tocsin.methods.network.network import Network
from tocsin.methods.network.unseen_modularity import extrapolate_modularity

# Two full circles of five and a tie between them.
PAIRS = np.array([(i + s, j + s) for s in (0, 5) for i in range(5) for j in range(i)] + [(0, 5)])
CIRCLES = Network(10, PAIRS[:, 0], PAIRS[:, 1])


def extrapolate(*shares: float, confidence: list[float] | None = None) -> np.ndarray:
    return extrapolate_modularity(CIRCLES, shares, rng=np.random.default_rng(1), confidence=confidence)


def test_with_nothing_missing_it_is_that_seen() -> None:
    inside = 20 / 21 - 2 * 0.5**2
    assert extrapolate(0.0, 0.0).tolist() == pytest.approx([inside] * 2)


def test_a_whole_network_is_less_modular_than_what_was_seen_of_one_without_structure() -> None:
    rng = np.random.default_rng(4)
    start, end = np.triu_indices(40, 1)
    chosen = np.sort(rng.permutation(len(start))[:80])
    network = Network(40, start[chosen], end[chosen])
    few, many = (extrapolate_modularity(network, [share] * 20, rng=rng).mean() for share in (0.05, 0.3))
    assert many < few


def test_a_draw_that_keeps_no_tie_has_none() -> None:
    assert np.isnan(extrapolate(0.1, confidence=[0.0] * 21)).all()


def test_doubted_ties_widen_it_although_none_is_missing() -> None:
    assert np.ptp(extrapolate(*[0.0] * 10, confidence=[0.5] * 21)) > 0


def test_it_never_passes_one() -> None:
    assert extrapolate(*[0.8] * 30).max() <= 1


@pytest.mark.parametrize(("shares", "confidence"), [([1.0], None), ([0.1], [2.0] * 21), ([0.1], [0.5])])
def test_shares_that_are_none_are_refused(shares: list[float], confidence: list[float] | None) -> None:
    with pytest.raises(MissingShareError):
        extrapolate(*shares, confidence=confidence)


def test_a_network_without_ties_is_refused() -> None:
    nothing = np.empty(0, dtype=np.int64)
    with pytest.raises(NoTiesError):
        extrapolate_modularity(Network(3, nothing, nothing), [0.1], rng=np.random.default_rng(1))
