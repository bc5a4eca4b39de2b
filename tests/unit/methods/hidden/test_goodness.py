"""Is a wrong model told from a right one?"""

import numpy as np
import pytest

from tests.support.lists import INDEPENDENT, make_three
from tocsin.methods.hidden.goodness import GoodnessResult, simulate_deviance
from tocsin.methods.hidden.settings import HiddenSettingError


def find_p(counts: list[int], **settings: object) -> GoodnessResult:
    return simulate_deviance(make_three(counts), rng=np.random.default_rng(5), **settings)  # type: ignore[arg-type]


def test_exact_expectations_fit_as_well_as_can_be() -> None:
    assert find_p(INDEPENDENT).p_value == 1.0


def test_a_dependence_left_out_shows() -> None:
    assert find_p([64, 64, 90, 64, 16, 16, 20]).p_value < 0.01


def test_the_same_dependence_put_in_fits() -> None:
    assert find_p([64, 64, 90, 64, 16, 16, 20], terms=[("A", "B")]).p_value > 0.05


def test_full_counts_reach_the_chi_square_limit() -> None:
    result = find_p([640, 640, 175, 640, 165, 150, 45], replicates=2_000)
    assert result.p_value == pytest.approx(result.p_value_limit, abs=0.04)


def test_a_model_without_degrees_of_freedom_has_no_limit() -> None:
    assert np.isnan(find_p(INDEPENDENT, terms=[("A", "B"), ("A", "C"), ("B", "C")]).p_value_limit)


def test_few_replicates_are_refused() -> None:
    with pytest.raises(HiddenSettingError, match="replicates is 19"):
        find_p(INDEPENDENT, replicates=19)
