import pytest

from tocsin.assess.errors import MatrixRangeError
from tocsin.assess.matrix import LABELS, band_of, place_bands


def test_a_point_has_one_label() -> None:
    assert place_bands(likelihood=(5, 5), harm=(5, 5)).labels == ("very high",)


def test_a_rectangle_over_a_boundary_lists_both_labels() -> None:
    assert place_bands(likelihood=(4, 4), harm=(2, 3)).labels == ("high", "medium")


def test_nothing_known_covers_the_whole_matrix() -> None:
    rectangle = place_bands(likelihood=(1, 5), harm=(1, 5))
    assert (rectangle.likelihood_from, rectangle.likelihood_to, rectangle.harm_from, rectangle.harm_to) == (0, 4, 0, 4)


def test_nothing_known_leaves_every_label_open() -> None:
    assert place_bands(likelihood=(1, 5), harm=(1, 5)).labels == LABELS


def test_a_rectangle_is_told_in_words() -> None:
    assert place_bands(likelihood=(1, 2), harm=(1, 1)).words == "slight to limited, minor: low"


@pytest.mark.parametrize(("share", "band"), [(0.0, 1), (0.19, 1), (0.2, 2), (0.99, 5), (1.0, 5)])
def test_a_share_of_a_scale_falls_into_its_band(share: float, band: int) -> None:
    assert band_of(share) == band


@pytest.mark.parametrize("harm", [(0, 1), (3, 2), (5, 6)])
def test_an_impossible_band_is_refused(harm: tuple[int, int]) -> None:
    with pytest.raises(MatrixRangeError, match="Give the lower band first"):
        place_bands(likelihood=(1, 1), harm=harm)


def test_a_share_outside_the_scale_is_refused() -> None:
    with pytest.raises(MatrixRangeError, match="no share of a scale"):
        band_of(1.2)
