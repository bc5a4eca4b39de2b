"""Which inputs act alone and which only together, by a sample designed to tell?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from tocsin.methods.draws.distributions import Distribution
from tocsin.methods.sensitivity.errors import SampleShapeError
from tocsin.methods.sensitivity.sample import Scale, is_fixed, on_scale

_MOST_LOG2 = 20
_RESAMPLES = 200
_LEVEL = 0.9


@dataclass(frozen=True)
class DesignedShares:
    """Shares of the variance of an output from a designed sample, raw; no unit.

    ``first_order`` (V,) is what an input explains alone, ``total`` (V,) alone and together with others;
    ``first_order_error`` and ``total_error`` (V,) are standard errors; ``runs`` says how often the function was
    evaluated. All are NaN if the output does not vary.
    """

    scale: Scale
    first_order: NDArray[np.float64]
    first_order_error: NDArray[np.float64]
    total: NDArray[np.float64]
    total_error: NDArray[np.float64]
    runs: int


def designed_shares(
    function: Callable[[NDArray[np.float64]], NDArray[np.float64]],
    distributions: Sequence[Distribution],
    *,
    log2_points: int,
    rng: np.random.Generator,
    scale: Scale = "linear",
) -> DesignedShares:
    """Shares of variance that inputs have alone and with others, by evaluating the function where it tells most.

    Parameters
    ----------
    function : callable
        Takes inputs (N, V) in their units and returns the output (N,), finite; above 0 if ``scale`` is log.
    distributions : sequence of Distribution
        One per input, V of them; the inputs are independent.
    log2_points : int
        k, 1 to 20: the function is evaluated at 2**k (V + 2) points.
    rng : numpy.random.Generator
        Scrambles the points and draws the resamples for the errors.
    scale : {"linear", "log"}
        Whether the variance of the output or of its logarithm is shared out; log for positive products.

    Returns
    -------
    DesignedShares
        ``first_order`` (V,), ``total`` (V,), their standard errors; no unit, near 0 to 1.

    Raises
    ------
    SampleShapeError
        If there is no input, ``log2_points`` is out of range, or the function returns another shape or values that are
        not finite.
    NotPositiveError
        If ``scale`` is log and an output is not above 0.
    UnknownScaleError
        If ``scale`` has another name.

    Notes
    -----
    Saltelli's design on scrambled Sobol' points, by SALib. Total less first order is what an input does
    only together with others; ``first_order_shares`` cannot tell which inputs interact. Standard errors come from
    200 bootstrap resamples.

    References
    ----------
    saltelli2010 (table 2); jansen1999; iwanaga2022 (SALib).

    Examples
    --------
    >>> from tocsin.methods.draws.distributions import Uniform
    >>> both = [Uniform(low=-1.0, high=1.0)] * 2
    >>> found = designed_shares(lambda x: x[:, 0] * x[:, 1], both, log2_points=12, rng=np.random.default_rng(1))
    >>> bool(found.first_order.max() < 0.05 and found.total.min() > 0.95)
    True
    """
    count = len(distributions)
    if count == 0 or not 1 <= log2_points <= _MOST_LOG2:
        raise SampleShapeError(
            f"designed_shares: {count} distributions and log2_points {log2_points} make no design. Give at least one "
            f"distribution and log2_points from 1 to {_MOST_LOG2}."
        )
    problem = {"num_vars": count, "names": [f"x{i}" for i in range(count)], "bounds": [[0.0, 1.0]] * count}
    uniforms = _design(problem, log2_points=log2_points, rng=rng)
    inputs = np.column_stack([d.quantile(uniforms[:, i]) for i, d in enumerate(distributions)])
    output = _evaluate(function, inputs)
    values = on_scale(output, scale=scale)
    if is_fixed(values):
        nothing = np.full(count, np.nan)
        return DesignedShares(scale, nothing, nothing, nothing, nothing, runs=len(values))
    shares = _analyse(problem, values, rng=rng)
    return DesignedShares(scale, *shares, runs=len(values))


def _design(problem: dict[str, object], *, log2_points: int, rng: np.random.Generator) -> NDArray[np.float64]:
    from SALib.sample import sobol

    sample = sobol.sample(problem, 2**log2_points, calc_second_order=False, seed=rng)
    return np.asarray(np.clip(sample, 2.0**-53, 1.0 - 2.0**-53), dtype=np.float64)


def _evaluate(
    function: Callable[[NDArray[np.float64]], NDArray[np.float64]], inputs: NDArray[np.float64]
) -> NDArray[np.float64]:
    output = np.asarray(function(inputs), dtype=np.float64)
    if output.shape == inputs.shape[:1] and bool(np.isfinite(output).all()):
        return output
    raise SampleShapeError(
        f"designed_shares: for inputs of shape {inputs.shape} the function returned shape {output.shape}, or values that "
        "are missing or infinite, so its variance is not known. It must return one finite number for each row."
    )


def _analyse(
    problem: dict[str, object], values: NDArray[np.float64], *, rng: np.random.Generator
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    from SALib.analyze import sobol

    seed = int(rng.integers(2**31))
    found = sobol.analyze(
        problem, values, calc_second_order=False, num_resamples=_RESAMPLES, conf_level=_LEVEL, seed=seed
    )
    half_width = float(ndtri((1 + _LEVEL) / 2))
    first, total = np.asarray(found["S1"]), np.asarray(found["ST"])
    return first, np.asarray(found["S1_conf"]) / half_width, total, np.asarray(found["ST_conf"]) / half_width
