"""Are strata told together, beside what each says by itself?"""

import numpy as np

from tests.support.lists import make_three
from tocsin.estimate.hidden.records import StrataStudy
from tocsin.estimate.hidden.strata import Strata, study_strata

FIRST, SECOND = [64, 64, 90, 64, 16, 16, 24], [30, 30, 40, 32, 8, 8, 11]


def study(first: list[int] = FIRST, second: list[int] = SECOND) -> StrataStudy:
    strata = Strata("sex", ["women", "men"], np.array([first, second], dtype=np.float64))
    whole = make_three([a + b for a, b in zip(first, second, strict=True)])
    return study_strata(whole, strata, level=0.9)


def test_pairs_are_those_selected_in_all_together() -> None:
    assert study().terms == (("A", "B"),)


def test_each_stratum_has_its_own_row() -> None:
    assert [(row.name, row.seen) for row in study().rows] == [("women", 338), ("men", 159)]


def test_fitting_together_shortens_the_intervals() -> None:
    gains = [row.gain for row in study().rows]
    assert all(gain is not None and gain > 1 for gain in gains)


def test_strata_that_agree_are_said_to() -> None:
    assert "do not speak against" in study().verdict


def test_strata_that_do_not_agree_are_said_to() -> None:
    assert "trust the separate fits more" in study(second=[60, 60, 10, 60, 16, 16, 2]).verdict


def test_a_stratum_without_an_estimate_of_its_own_is_told() -> None:
    found = study(second=[30, 20, 4, 0, 0, 0, 0])
    assert found.rows[1].alone_estimate is None
    assert "1 of 2 strata have no estimate by themselves" in found.verdict


def test_the_total_has_an_interval() -> None:
    found = study()
    assert found.low < found.estimate < found.high


def test_what_could_not_be_tested_is_said() -> None:
    assert "could not be tested" in study([64, 64, 16, 64, 16, 16, 4], [30, 30, 8, 30, 8, 8, 2]).verdict
