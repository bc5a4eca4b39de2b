"""Where does something stand on a matrix of likelihood and harm, shown as the rectangle that the evidence leaves?

The matrix is a display. Its cells are labels, never numbers, and no ranking uses it: a matrix can put two things in the
wrong order when likelihood and harm run against each other. The labels of its cells are Tocsin's own default.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tocsin.assess.errors import MatrixRangeError

# Plain levels of how established and able a threat is: words of probability would claim a probability that was not computed.
LIKELIHOODS = ("slight", "limited", "considerable", "strong", "very strong")
HARMS = ("minor", "moderate", "major", "severe", "catastrophic")
LABELS = ("very high", "high", "medium", "low")

_VERY_HIGH, _HIGH, _MEDIUM, _LOW = LABELS
CELLS = (
    (_LOW, _LOW, _LOW, _MEDIUM, _MEDIUM),
    (_LOW, _LOW, _MEDIUM, _MEDIUM, _HIGH),
    (_LOW, _MEDIUM, _MEDIUM, _HIGH, _HIGH),
    (_MEDIUM, _MEDIUM, _HIGH, _HIGH, _VERY_HIGH),
    (_MEDIUM, _HIGH, _HIGH, _VERY_HIGH, _VERY_HIGH),
)


@dataclass(frozen=True)
class Rectangle:
    """The part of the matrix that the evidence leaves open: bands from and to (0 to 4), and all labels they touch."""

    likelihood_from: int
    likelihood_to: int
    harm_from: int
    harm_to: int
    labels: tuple[str, ...]

    @property
    def words(self) -> str:
        """The rectangle in words."""
        likelihood = _span(LIKELIHOODS[self.likelihood_from], LIKELIHOODS[self.likelihood_to])
        harm = _span(HARMS[self.harm_from], HARMS[self.harm_to])
        return f"{likelihood}, {harm}: {' or '.join(self.labels)}"


def place_bands(*, likelihood: tuple[int, int], harm: tuple[int, int]) -> Rectangle:
    """Place ranges of bands, 1 to 5, on the matrix."""
    for called, (least, most), names in (("likelihood", likelihood, LIKELIHOODS), ("harm", harm, HARMS)):
        if not 1 <= least <= most <= len(names):
            raise MatrixRangeError(
                f"The {called} runs from band {least} to band {most}; the matrix has bands 1 ({names[0]}) to 5 ({names[-1]}). "
                "Give the lower band first."
            )
    rows, columns = range(likelihood[0] - 1, likelihood[1]), range(harm[0] - 1, harm[1])
    found = {CELLS[row][column] for row in rows for column in columns}
    return Rectangle(rows[0], rows[-1], columns[0], columns[-1], order_labels(found))


def order_labels(labels: set[str]) -> tuple[str, ...]:
    """Labels of the matrix, the worst first."""
    return tuple(label for label in LABELS if label in labels)


def band_of(share: float, *, bands: Sequence[str] = HARMS) -> int:
    """Which of equally wide bands, 1 for the lowest, holds a share of a scale from 0 to 1."""
    if not 0 <= share <= 1:
        raise MatrixRangeError(f"{share:g} is no share of a scale from 0 to 1. Divide by the length of the scale.")
    return min(int(share * len(bands)), len(bands) - 1) + 1


def _span(first: str, last: str) -> str:
    return first if first == last else f"{first} to {last}"
