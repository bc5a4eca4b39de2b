"""Is a change in what is counted told from a change in the counting?"""

import numpy as np
import pytest

from tocsin.methods.series.errors import SeriesSettingError, SeriesShapeError, SeriesValueError, ShortBaselineError
from tocsin.methods.series.recording import read_recording

JUMP = np.array([[100, 104, 97, 101, 99, 1010, 990, 1005]], dtype=float)
FLAT = np.array([[50, 52, 49, 51, 50, 49, 53, 50]], dtype=float)


def test_counts_that_jump_while_amounts_do_not_are_recording() -> None:
    assert read_recording(JUMP, at=5, amounts=FLAT).verdict == "recording"


def test_counts_and_amounts_that_jump_together_are_counted() -> None:
    assert read_recording(JUMP, at=5, amounts=JUMP * 3).verdict == "counted"


def test_counts_that_fall_while_amounts_do_not_are_recording() -> None:
    assert read_recording(JUMP[:, ::-1], at=3, amounts=FLAT).verdict == "recording"


def test_counts_and_amounts_that_fall_together_are_counted() -> None:
    assert read_recording(JUMP[:, ::-1], at=3, amounts=JUMP[:, ::-1]).verdict == "counted"


def test_amounts_that_scatter_too_much_are_silent() -> None:
    wild = np.array([[1, 900, 4, 5000, 20, 3, 700, 90]], dtype=float)
    assert read_recording(JUMP, at=5, amounts=wild).amounts == "silent"


def test_a_single_series_without_amounts_cannot_be_told() -> None:
    assert read_recording(JUMP, at=5).verdict == "cannot tell"


def test_a_count_like_the_others_is_no_change() -> None:
    assert read_recording(FLAT, at=5).verdict == "no change"


def test_three_categories_that_jump_together_are_recording() -> None:
    assert read_recording(np.vstack([JUMP, JUMP * 2, JUMP * 3]), at=5).verdict == "recording"


def test_a_category_that_stays_behind_silences_the_others() -> None:
    result = read_recording(np.vstack([JUMP, JUMP * 2, JUMP * 3, FLAT]), at=5)
    assert (result.categories, result.moved_apart) == ("silent", 1)


def test_a_category_with_hardly_a_record_is_left_out() -> None:
    rare = np.array([[0, 1, 0, 0, 1, 0, 1, 0]], dtype=float)
    assert read_recording(np.vstack([JUMP, JUMP * 2, JUMP * 3, rare]), at=5).categories == "recording"


def test_evidence_on_both_sides_cannot_be_told() -> None:
    counts = np.vstack([JUMP, JUMP * 2, JUMP * 3])
    assert read_recording(counts, at=5, amounts=counts * 4.0).verdict == "cannot tell"


def test_a_jump_carried_by_a_reporter_that_joined_is_recording() -> None:
    reporters = np.vstack([FLAT[0] * 2, np.r_[np.zeros(5), JUMP[0, 5:] - FLAT[0, 5:] * 2]])
    result = read_recording(JUMP, at=5, reporters=reporters)
    assert (result.verdict, result.joined) == ("recording", (1,))


def test_a_jump_of_those_that_stayed_is_counted() -> None:
    reporters = np.vstack([JUMP[0] - 1, np.r_[np.zeros(5), np.ones(3)]])
    assert read_recording(JUMP, at=5, reporters=reporters).reporters == "counted"


def test_a_reporter_that_left_is_named() -> None:
    reporters = np.vstack([JUMP[0], np.r_[np.ones(5), np.zeros(3)]])
    assert read_recording(JUMP, at=5, reporters=reporters).left == (1,)


def test_the_same_reporters_say_nothing() -> None:
    assert read_recording(JUMP, at=5, reporters=JUMP).reporters == "silent"


def test_neighbours_that_are_alike_widen_the_interval() -> None:
    wave = np.round(100 * np.exp(0.5 * np.sin(np.arange(24) / 4)))[None]
    shuffled = np.random.default_rng(1).permutation(wave[0, :20])[None]
    widths = [
        np.log(r.high / r.low)
        for r in (read_recording(np.hstack([part, wave[:, 20:]]), at=20).ratio for part in (wave[:, :20], shuffled))
    ]
    assert widths[0] > widths[1]


def test_only_the_stretch_asked_for_counts() -> None:
    series = np.hstack([np.full((1, 4), 5000.0), JUMP])
    assert read_recording(series, at=9, since=4).ratio.value == pytest.approx(10, rel=0.05)


@pytest.mark.parametrize("wrong", [{"at": 1}, {"at": 8}, {"at": 5, "since": 4}, {"at": 5, "until": 5}])
def test_a_jump_without_two_periods_before_or_one_after_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ShortBaselineError, match="cannot be told from scatter"):
        read_recording(JUMP, **wrong)


def test_a_jump_with_unknown_counts_before_it_is_refused() -> None:
    gaps = np.where(np.arange(8) < 4, np.nan, JUMP)
    with pytest.raises(ShortBaselineError, match="known counts"):
        read_recording(gaps, at=5)


@pytest.mark.parametrize("wrong", [{"focus": 1}, {"amounts": [[1.0, 2.0]]}, {"reporters": [[1.0, 2.0]]}])
def test_arrays_that_do_not_fit_are_refused(wrong: dict[str, list[list[float]]]) -> None:
    with pytest.raises(SeriesShapeError):
        read_recording(JUMP, at=5, **wrong)  # type: ignore[arg-type]  # planted faults


def test_a_negative_amount_is_refused() -> None:
    with pytest.raises(SeriesValueError, match="amount"):
        read_recording(JUMP, at=5, amounts=-FLAT)


def test_a_level_of_1_is_refused() -> None:
    with pytest.raises(SeriesSettingError):
        read_recording(JUMP, at=5, level=1.0)
