"""Do inputs and output fit each other, and on which scale is the output shared out?"""

from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from tocsin.methods.sensitivity.errors import NotPositiveError, SampleShapeError, UnknownScaleError

Scale = Literal["log", "linear"]


def check_sample(inputs: NDArray[np.float64], output: NDArray[np.float64], *, blocks: int, least: int) -> None:
    """Refuse a sample that cannot be shared out: shapes, missing values, or fewer draws than needed in a block."""
    if inputs.ndim != 2 or output.ndim != 1 or inputs.shape[0] != output.shape[0]:
        raise SampleShapeError(
            f"Inputs of shape {inputs.shape} and an output of shape {output.shape} are not one row per draw, so it "
            "is not known which input made which output. Pass inputs (D, V) and output (D,)."
        )
    unusable = int((~np.isfinite(inputs)).sum() + (~np.isfinite(output)).sum())
    if unusable:
        raise SampleShapeError(
            f"{unusable} values of inputs or output are missing or infinite, and leaving those draws out would share "
            "out the uncertainty of another quantity. Mend the model where it divides by zero."
        )
    if blocks < 2 or output.size % blocks or output.size // blocks < least:
        raise SampleShapeError(
            f"{output.size} draws do not fall into {blocks} equal blocks of at least {least}, 2 blocks or more, so the "
            "error of a share cannot be told. Take more draws or fewer blocks."
        )


def on_scale(output: NDArray[np.float64], *, scale: Scale) -> NDArray[np.float64]:
    """Bring the output onto the scale on which its variance is shared out, in a unit that keeps squares finite."""
    if scale not in get_args(Scale):
        raise UnknownScaleError(
            f"The scale {scale!r} is not known, so it is not clear whose variance is to be shared out. "
            "Use 'log' for positive products, 'linear' for the rest."
        )
    if scale == "linear":
        return in_plain_unit(output)
    least = float(output.min())
    if least <= 0:
        raise NotPositiveError(
            f"The least of the {output.size} output values is {least}, which has no logarithm, so the output is no "
            "product of positive inputs. Use scale='linear'."
        )
    return np.asarray(np.log(output))


def in_plain_unit(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """The same values in a unit, a power of 2, in which the greatest is about 1: shares of variance stay what they are."""
    exponent = int(np.frexp(np.abs(values).max(initial=0.0))[1])
    return np.asarray(np.ldexp(values, -exponent))


def is_fixed(values: NDArray[np.float64]) -> bool:
    """Say whether all values are equal, up to rounding."""
    spread = float(values.max() - values.min())
    return spread <= 64 * float(np.finfo(np.float64).eps) * float(np.abs(values).max())
