"""How much value is added at each stage on the way from first to last hand?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from tocsin.methods.flow.arrays import Floats, check_amounts, count_draws
from tocsin.methods.flow.errors import FlowShapeError


@dataclass(frozen=True)
class ValueChain:
    """What is paid for goods at each of S stages, and what each adds; one unit of money."""

    paid_in: Floats  # (D, S): what the stage pays for what it takes in
    paid_out: Floats  # (D, S): what it is paid for what it passes on; gross turnover
    added: Floats  # (D, S): the difference; below zero where a stage loses more than it earns
    total: Floats  # (D,): sum of the value added by all stages


def value_chain(
    quantities_in: ArrayLike, quantities_out: ArrayLike, *, prices_in: ArrayLike, prices_out: ArrayLike
) -> ValueChain:
    """Value added by stage: what is paid for goods passed on, less what was paid for goods taken in.

    Parameters
    ----------
    quantities_in, quantities_out : array, shape (S,) or (D, S)
        What each stage takes in and passes on, one unit, 0 or more; goods lost on the way are in the first only.
    prices_in, prices_out : array, shape (S,) or (D, S)
        Price of one unit of them, one currency of one year, 0 or more.

    Returns
    -------
    ValueChain
        ``paid_in``, ``paid_out``, ``added`` (D, S) and ``total`` (D,) in the currency of the prices.

    Raises
    ------
    FlowShapeError
        If quantities and prices are not of the same stages, or not of the same draws.
    FlowValueError
        If a quantity or price is missing, infinite or negative.

    Notes
    -----
    Value added of stage s = price_out_s * quantity_out_s - price_in_s * quantity_in_s. Where each stage buys what the one before
    sells, the total is the turnover of the last stage less what the first paid; turnovers themselves count the same goods
    once per stage and are never added. Other inputs (transport, labour, bribes) are not taken off: it is gross of them.

    References
    ----------
    sna2008 (chapter 6: value added is output less intermediate consumption).

    Examples
    --------
    >>> value_chain([0, 10], [10, 9], prices_in=[0, 2], prices_out=[2, 5]).added.tolist()
    [[20.0, 25.0]]
    """
    given = {
        "quantities in": quantities_in,
        "quantities out": quantities_out,
        "prices in": prices_in,
        "prices out": prices_out,
    }
    arrays = {what: np.atleast_2d(np.asarray(values, dtype=np.float64)) for what, values in given.items()}
    stages = {array.shape[-1] for array in arrays.values()}
    if len(stages) > 1 or 0 in stages or any(array.ndim != 2 for array in arrays.values()):
        shapes = ", ".join(f"{what} {array.shape}" for what, array in arrays.items())
        raise FlowShapeError(f"stages cannot be told apart: {shapes}. Give one number per stage, or one row per draw.")
    for what, array in arrays.items():
        check_amounts(array, what=f"{what} of the chain")
    draws = count_draws({what: len(array) for what, array in arrays.items()})
    shape = (draws, stages.pop())
    paid_in = np.broadcast_to(arrays["quantities in"] * arrays["prices in"], shape).copy()
    paid_out = np.broadcast_to(arrays["quantities out"] * arrays["prices out"], shape).copy()
    added = paid_out - paid_in
    return ValueChain(paid_in, paid_out, added, np.asarray(added.sum(axis=1)))
