"""Which driver carries how much of the uncertainty of a figure?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from tocsin.methods.sensitivity.first_order import first_order_shares
from tocsin.methods.sensitivity.shapley import shapley_shares

Array = NDArray[np.float64]

_LEAST_IN_RUN = 64
_FIXED = 1e-12  # a relative spread below this is rounding


class Drawn(Protocol):
    """A driver with its draws."""

    @property
    def key(self) -> str:
        """``MODEL.NAME``."""
        ...

    @property
    def title(self) -> str:
        """What it is called in print."""
        ...

    @property
    def draws(self) -> Array:
        """Shape (D,)."""
        ...


@dataclass(frozen=True)
class DriverShare:
    """The share (0 to 1) of a figure's variance that one driver carries alone, with its numerical error."""

    key: str
    title: str
    share: float
    error: float


@dataclass(frozen=True)
class Shares:
    """Shares of all drivers in their order, their errors, and what only combinations explain."""

    shares: Array
    errors: Array
    interactions: float

    def arrays(self) -> dict[str, Array]:
        """The shares as arrays that a store can keep."""
        return {"shares": self.shares, "errors": self.errors, "interactions": np.array([self.interactions])}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Array]) -> "Shares":
        """Shares as a store kept them."""
        return cls(arrays["shares"], arrays["errors"], float(arrays["interactions"][0]))

    def told(self, drivers: Sequence[Drawn]) -> tuple[DriverShare, ...]:
        """Shares with the drivers they belong to, largest first."""
        told = [
            DriverShare(driver.key, driver.title, float(share), float(error))
            for driver, share, error in zip(drivers, self.shares, self.errors, strict=True)
        ]
        return tuple(sorted(told, key=lambda each: (-each.share, each.key)))


def share_variance(drivers: Sequence[Drawn], *, output: Array, blocks: int, is_correlated: bool) -> Shares:
    """The share of each driver in the variance of a figure, on logarithms where it is positive.

    Errors come from ``blocks`` equal runs of draws. Where drivers vary together the shares are Shapley's, and what is
    told as interactions is the variance that straight lines on the scale do not explain.
    """
    varying = [at for at, driver in enumerate(drivers) if np.ptp(driver.draws) > 0]
    shares, errors = np.zeros(len(drivers)), np.zeros(len(drivers))
    if not varying or np.ptp(output) <= _FIXED * float(np.abs(output).max()):
        return Shares(shares, errors, 0.0)
    inputs = np.stack([drivers[at].draws for at in varying], axis=1)
    scale: Literal["log", "linear"] = "log" if np.all(output > 0) else "linear"
    runs = _list_runs(output.size, blocks=blocks, least=2 * len(varying) + _LEAST_IN_RUN) if is_correlated else []
    if runs:
        joint = shapley_shares(inputs, output, scale=scale, blocks=runs[0])
        shares[varying], errors[varying] = joint.shapley, joint.error
        return Shares(shares, errors, joint.unexplained)
    alone = first_order_shares(inputs, output, scale=scale, blocks=blocks)
    shares[varying], errors[varying] = alone.first_order, alone.error
    return Shares(shares, errors, alone.interactions)


def _list_runs(draws: int, *, blocks: int, least: int) -> list[int]:
    """Into how many runs the draws can be parted so that each holds enough; all randomisations apart is best."""
    return [runs for runs in (blocks, 2) if draws % runs == 0 and draws // runs >= least]
