"""Do the counts look like a model says they should, or is the model wrong?"""

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaincc

from tocsin.methods.hidden.cells import Floats, with_unseen
from tocsin.methods.hidden.design import find_designs
from tocsin.methods.hidden.loglinear import fit_loglinear
from tocsin.methods.hidden.newton import fit_batch
from tocsin.methods.hidden.settings import check_count
from tocsin.methods.hidden.table import CaptureTable
from tocsin.methods.hidden.terms import TermsLike, read_terms

__all__ = ["GoodnessResult", "simulate_deviance"]


@dataclass(frozen=True)
class GoodnessResult:
    """The deviance of a model and how often it would be so great if the model were true."""

    deviance: float
    degrees_freedom: int
    p_value: float  # by simulation
    p_value_limit: float  # by the chi-square limit, which sparse counts do not reach; NaN without degrees of freedom
    failed: int  # simulated tables whose fit did not converge


def simulate_deviance(
    table: CaptureTable, *, terms: TermsLike = (), replicates: int = 500, rng: np.random.Generator
) -> GoodnessResult:
    """How well a log-linear model fits its table, by comparison with tables that follow it.

    Parameters
    ----------
    table : CaptureTable
        Counts by pattern of at least 3 lists.
    terms : sequence of sequences of str
        Interactions of the model, each two or more lists; empty for main effects only.
    replicates : int
        Tables simulated, at least 20.
    rng : numpy.random.Generator
        Source of randomness.

    Returns
    -------
    GoodnessResult
        Deviance (0 or more), degrees of freedom, the share of simulated deviances that are as great (above 0, at most 1), the
        p-value of the chi-square limit, and how many simulated tables did not converge.

    Raises
    ------
    TooFewListsError, ModelTermsError, NoEstimateError
        As `fit_loglinear`.
    HiddenSettingError
        If there are fewer than 20 replicates.

    Notes
    -----
    Tables are drawn as independent Poisson counts with the fitted means; the same terms are fitted to each. The p-value is
    (1 + the number as great) / (1 + the number of tables that converged). A model that was selected on the same counts fits
    better than this test knows, so a great p-value speaks less for it than for one chosen beforehand; a small one speaks
    against both.

    References
    ----------
    langeheine1996 (Sociological Methods and Research 24(4), 492-516).

    Examples
    --------
    >>> import numpy as np
    >>> patterns = [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [1, 0, 1], [0, 1, 1], [1, 1, 1]]
    >>> table = CaptureTable.from_patterns("ABC", patterns, counts=[64, 64, 64, 80, 16, 16, 20])
    >>> simulate_deviance(table, rng=np.random.default_rng(1)).p_value < 0.01
    True
    """
    check_count("replicates", replicates, least=20)
    fit = fit_loglinear(table, terms=terms)
    counts = with_unseen(rng.poisson(fit.means, size=(replicates, len(fit.means))).astype(np.float64))
    codes = np.array(read_terms(table, terms), dtype=np.int64)
    deviances: Floats = np.full(replicates, np.nan)
    for design in find_designs(counts, model=np.broadcast_to(codes, (replicates, len(codes)))):
        fitted = fit_batch(counts[design.rows], terms=design.terms, cells=design.cells)
        deviances[design.rows] = np.where(fitted.converged, fitted.deviance, np.nan)
    known = deviances[~np.isnan(deviances)]
    as_great = int((known >= fit.deviance - 1e-9).sum())
    limit = float(gammaincc(fit.degrees_freedom / 2, fit.deviance / 2)) if fit.degrees_freedom > 0 else float("nan")
    return GoodnessResult(
        deviance=fit.deviance,
        degrees_freedom=fit.degrees_freedom,
        p_value=(1 + as_great) / (1 + len(known)),
        p_value_limit=limit,
        failed=replicates - len(known),
    )
