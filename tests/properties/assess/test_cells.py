"""Do scores follow the grades and the independence of what they rest on?"""

from hypothesis import given
from hypothesis import strategies as st

from tests.support.threats import POINTS, make_claim, make_dossier, make_framework, make_threat, no_figures
from tocsin.assess.cells import Cell, score_cell
from tocsin.dossier.records.evidence import Claim

LOWS = st.floats(0, 8).map(lambda low: round(low, 2))
ORDER = ("a1", "a2", "c2", "c4", "e4")  # from the most to the least believed


def score(*claims: Claim) -> Cell:
    dossier = make_dossier([make_threat("a")], claims)
    criterion = make_framework().criteria[0]
    return score_cell(dossier, no_figures(dossier), threat=dossier.threats["a"], criterion=criterion, points=POINTS)


def tell(key: str, low: float, *, grade: str = "b2", source: str = "") -> Claim:
    return make_claim(key, "a", "c1", low=low, high=low + 2, grade=grade, source=source or key)


@given(low=LOWS)
def test_a_copy_of_a_claim_leaves_as_much_open_as_the_claim(low: float) -> None:
    one, two = score(tell("x", low, source="s")), score(tell("x", low, source="s"), tell("y", low, source="s"))
    assert one.readings[0].unknown_share == two.readings[0].unknown_share


@given(low=LOWS)
def test_an_independent_claim_leaves_less_open(low: float) -> None:
    assert (
        score(tell("x", low), tell("y", low)).readings[0].unknown_share
        < score(tell("x", low)).readings[0].unknown_share
    )


@given(low=LOWS)
def test_a_lower_grade_leaves_more_open(low: float) -> None:
    left_open = [score(tell("x", low, grade=grade)).readings[0].unknown_share for grade in ORDER]
    assert left_open == sorted(left_open)


@given(low=LOWS)
def test_what_is_open_stays_open_when_a_claim_goes(low: float) -> None:
    more, fewer = score(tell("x", low), tell("y", low)).readings[0], score(tell("x", low)).readings[0]
    assert not (more.is_open & ~fewer.is_open).any()


@given(lows=st.lists(LOWS, min_size=1, max_size=4))
def test_known_scores_lie_on_the_scale(lows: list[float]) -> None:
    known = score(*(tell(f"k{at}", low) for at, low in enumerate(lows))).readings[0].known
    assert known.min() >= 0
    assert known.max() <= 1
