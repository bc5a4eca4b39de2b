"""How much harm would be averted less by a choice of one's own than by the best?"""

from dataclasses import dataclass

from numpy.typing import ArrayLike

from tocsin.methods.decide.portfolio import Outcome, Portfolio, Spread, draw_averted, summarise_spread, value_choice
from tocsin.methods.decide.portfolio_problem import Problem, read_choice


@dataclass(frozen=True)
class Regret:
    """What a choice of one's own averts, and how much less that is than the best: expected, over the draws, and at most."""

    own: Outcome
    spread: Spread
    most: float
    better_share: float

    @property
    def expected(self) -> float:
        """Expected harm that the own choice averts less than the best portfolio found."""
        return self.spread.mean


def find_regret(problem: Problem, own: ArrayLike, *, best: Portfolio) -> Regret:
    """Compare a choice of one's own with the best portfolio, draw by draw.

    Parameters
    ----------
    problem : Problem
        What `state_problem` gives: M measures.
    own : array, shape (M,) of yes or no, or positions
        The choice to compare; it may break limits, which ``own.broken`` of the result names.
    best : Portfolio
        What `choose_portfolio` gave for the same problem.

    Returns
    -------
    Regret
        ``spread``: weighted harm averted less than by ``best``, mean and 5th to 95th percentile over the draws, below 0 where the own
        choice averts more; ``most``: no choice that keeps the limits averts more than this beyond the own; ``better_share``: share of
        draws, 0 to 1, in which the own choice averts more.

    Raises
    ------
    PortfolioInputError
        If the choice is not one of these measures.

    Notes
    -----
    Both choices are held against the same draws, so what is uncertain of both alike does not widen the spread.

    References
    ----------
    savage1951 (Journal of the American Statistical Association 46(253), 55-67: regret).

    Examples
    --------
    >>> from tocsin.methods.decide.portfolio import choose_portfolio
    >>> from tocsin.methods.decide.portfolio_limits import limit_count
    >>> from tocsin.methods.decide.portfolio_problem import state_problem
    >>> one = limit_count([0, 1], measures=2, name="one of two", kind="exclusion", most=1)
    >>> problem = state_problem([[[[100.0]]]], [[[[0.6]], [[0.7]]]], limits=[one])
    >>> round(find_regret(problem, [1], best=choose_portfolio(problem)).expected, 6)
    10.0
    """
    mask = read_choice(own, measures=problem.measures)
    chosen = read_choice(list(best.outcome.chosen), measures=problem.measures)
    less = draw_averted(problem, chosen) - draw_averted(problem, mask)
    outcome = value_choice(problem, mask)
    return Regret(outcome, summarise_spread(less), best.most - outcome.averted.mean, float((less < 0).mean()))
