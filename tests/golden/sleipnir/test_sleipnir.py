"""Does the classic Sleipnir score come out as its published constants say, and the honest interval beside it?"""

from pathlib import Path

import pytest
import yaml

from tocsin.assess.sleipnir import load_weights, rate_group

CASES = yaml.safe_load((Path(__file__).parent / "case.yaml").read_text(encoding="utf-8"))["cases"]


@pytest.mark.parametrize("case", CASES, ids=[case["all"] for case in CASES])
def test_a_group_rated_alike_throughout_has_the_derived_score(case: dict[str, object]) -> None:
    score = rate_group(dict.fromkeys(load_weights(), str(case["all"])))
    assert (score.classic, score.low, score.high) == (case["classic"], case["low"], case["high"])


def test_the_highest_score_is_760() -> None:
    assert rate_group({}).most == 760


def test_a_group_nobody_rated_is_unknown_throughout() -> None:
    score = rate_group({})
    assert (score.classic, score.low, score.high) == (380, 0, 760)
