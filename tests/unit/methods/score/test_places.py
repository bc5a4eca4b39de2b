"""Does each alternative get its place, and do ties share theirs?"""

import numpy as np
import pytest

from tocsin.methods.score.aggregate import ScoreShapeError, ScoreValueError
from tocsin.methods.score.places import place_totals


def test_highest_total_has_the_first_place() -> None:
    assert place_totals([[1.0, 9.0, 4.0]]).tolist() == [[3.0, 1.0, 2.0]]


def test_ties_have_the_mean_of_their_places() -> None:
    assert place_totals([[5.0, 5.0, 5.0, 1.0, 1.0]]).tolist() == [[2.0, 2.0, 2.0, 4.5, 4.5]]


def test_totals_that_differ_by_rounding_alone_tie() -> None:
    assert place_totals([[0.1 + 0.2, 0.3]]).tolist() == [[1.5, 1.5]]


def test_a_tie_in_one_draw_leaves_the_others_alone() -> None:
    assert place_totals([[1.0, 1.0, 0.0], [3.0, 2.0, 1.0]])[1].tolist() == [1.0, 2.0, 3.0]


@pytest.mark.parametrize("totals", [[1.0, 2.0], [[]]])
def test_what_is_no_table_is_refused(totals: list[object]) -> None:
    with pytest.raises(ScoreShapeError, match="draws, alternatives"):
        place_totals(totals)  # type: ignore[arg-type]  # lists of floats


def test_a_missing_total_is_refused() -> None:
    with pytest.raises(ScoreValueError, match="has no place"):
        place_totals([[1.0, np.nan]])
