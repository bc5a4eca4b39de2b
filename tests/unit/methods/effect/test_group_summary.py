"""Are effects by group and period added up with the right weights and errors?"""

import numpy as np
import pytest

from tests.unit.methods.effect.test_group_time import make_panel
from tocsin.methods.effect.errors import EffectSettingError, EffectShapeError
from tocsin.methods.effect.group_summary import GroupSummary, Kind, summarise_groups
from tocsin.methods.effect.group_time import group_time_effects

KINDS: tuple[Kind, ...] = ("simple", "event", "group")


def summarise(kind: Kind = "simple", *, clusters: np.ndarray | None = None, seed: int = 1) -> GroupSummary:
    found = group_time_effects(*make_panel())
    return summarise_groups(found, kind=kind, clusters=clusters, replicates=200, rng=np.random.default_rng(seed))


@pytest.mark.parametrize("kind", KINDS)
def test_a_planted_effect_lies_in_the_interval(kind: Kind) -> None:
    found = summarise(kind)
    assert found.effect_low < -2 < found.effect_high < 0


def test_steps_run_from_before_to_after_adoption() -> None:
    assert summarise("event").steps.tolist() == [-3, -2, -1, 0, 1, 2, 3]


def test_the_mean_over_steps_counts_those_from_adoption_on_alike() -> None:
    found = summarise("event")
    assert found.effect == pytest.approx(float(found.step_effects[3:].mean()))


def test_groups_are_those_of_adoption() -> None:
    assert summarise("group").steps.tolist() == [2, 4]


def test_bands_of_all_steps_are_wider_than_single_intervals() -> None:
    found = summarise("event")
    assert (found.step_high - found.step_effects > 1.7 * found.step_errors).all()


def test_the_error_is_that_of_the_contributions() -> None:
    found = summarise()
    assert found.effect_error == pytest.approx(float(np.sqrt((found.contributions**2).sum())))


def test_clusters_of_units_that_share_shocks_widen_the_error() -> None:
    values, adopted = make_panel()
    clusters = np.arange(40) // 5
    values += np.random.default_rng(9).normal(0, 1, (8, 6))[clusters]
    found = group_time_effects(values, adopted)
    alone, shared = (
        summarise_groups(found, clusters=labels, replicates=200, rng=np.random.default_rng(1))
        for labels in (None, clusters)
    )
    assert shared.effect_error > 1.5 * alone.effect_error


def test_another_seed_moves_the_interval_little() -> None:
    assert summarise(seed=1).effect_low == pytest.approx(summarise(seed=2).effect_low, abs=0.05)


def test_a_single_cluster_is_refused() -> None:
    with pytest.raises(EffectShapeError, match="one cluster"):
        summarise(clusters=np.zeros(40))


def test_clusters_that_do_not_fit_are_refused() -> None:
    with pytest.raises(EffectShapeError, match="one label per unit"):
        summarise(clusters=np.zeros(3))


def test_too_few_replicates_are_refused() -> None:
    with pytest.raises(EffectSettingError, match="at least 100"):
        summarise_groups(group_time_effects(*make_panel()), replicates=10, rng=np.random.default_rng(1))


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(EffectSettingError, match="'calendar'"):
        summarise("calendar")  # type: ignore[arg-type]
