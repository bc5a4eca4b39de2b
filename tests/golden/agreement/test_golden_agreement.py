"""Does the published example of agreement with missing ratings come out?"""

from pathlib import Path
from typing import Any  # the case is read as plain YAML

import numpy as np
import pytest
import yaml

from tocsin.methods.judgement.agreement import Measurement, krippendorff_alpha

CASE: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("case.yaml").read_text(encoding="utf-8"))
RATINGS = np.array(list(CASE["ratings"].values()), dtype=float)


@pytest.mark.parametrize("measurement", list(CASE["expect"]))
def test_alpha_is_the_published_one(measurement: Measurement) -> None:
    found = krippendorff_alpha(RATINGS, measurement=measurement, rng=np.random.default_rng(1), resamples=100)
    assert found.alpha == pytest.approx(CASE["expect"][measurement], abs=CASE["tolerance"])


def test_a_unit_with_one_rating_is_not_counted() -> None:
    found = krippendorff_alpha(RATINGS, measurement="nominal", rng=np.random.default_rng(1), resamples=100)
    assert found.units == CASE["units"]
