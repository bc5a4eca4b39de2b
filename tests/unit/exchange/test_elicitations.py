"""Are experts' answers read in both forms, and refused with every problem at once?"""

from pathlib import Path

import pytest

from tocsin.exchange.elicitations import read_elicitations
from tocsin.exchange.errors import PlainTableError

FOUR = "expert,question,low,best,high,confidence\ne1,boats,10,20,40,0.9\ne2,boats,30,40,50,0.9\n"
QUANTILES = "expert,item,scale,realization,q0.05,q0.5,q0.95\ne1,boats,uni,12,10,20,40\n"


def write(folder: Path, text: str) -> Path:
    path = folder / "asked.csv"
    path.write_text(text, encoding="utf-8")
    return path


def refuse(folder: Path, text: str) -> list[str]:
    with pytest.raises(PlainTableError) as caught:
        read_elicitations(write(folder, text))
    return [str(problem) for problem in caught.value]


def test_four_steps_at_the_level_stay_as_they_are(tmp_path: Path) -> None:
    told = read_elicitations(write(tmp_path, FOUR), level=0.9)
    assert (told.answers[0].quantiles, told.is_standardised) == ((10, 20, 40), True)


def test_percentages_are_read_as_such(tmp_path: Path) -> None:
    told = read_elicitations(write(tmp_path, FOUR.replace("0.9", "45")), level=0.9)
    assert told.answers[0].quantiles == pytest.approx((0, 20, 60))


def test_quantiles_in_the_words_of_other_programs_are_read(tmp_path: Path) -> None:
    told = read_elicitations(write(tmp_path, QUANTILES))
    assert (told.probabilities, told.questions[0].realised, told.answers[0].quantiles) == (
        (0.05, 0.5, 0.95),
        12.0,
        (10, 20, 40),
    )


def test_quantiles_in_percent_are_read(tmp_path: Path) -> None:
    text = QUANTILES.replace("q0.05,q0.5,q0.95", "q5,q50,q95")
    assert read_elicitations(write(tmp_path, text)).probabilities == (0.05, 0.5, 0.95)


def test_remarks_above_the_header_are_passed_over(tmp_path: Path) -> None:
    assert len(read_elicitations(write(tmp_path, f"# asked in May\n{FOUR}")).answers) == 2


def test_rounds_are_read(tmp_path: Path) -> None:
    text = FOUR.replace("confidence\n", "confidence,round\n").replace("0.9\n", "0.9,1\n") + "e1,boats,20,30,40,0.9,2\n"
    assert read_elicitations(write(tmp_path, text)).answers[0].was == 20


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (FOUR.replace("e2,boats,30,40,50", "e2,boats,30,30,50"), "which do not rise"),
        (FOUR.replace("e2,boats", "e1,boats"), "has answered this question already, on line 2"),
        (FOUR.replace("0.9", "0"), "cannot hold the truth"),
        (FOUR.replace("50,0.9", "50,80"), "1 could mean either"),
        (FOUR.replace("confidence", "sure"), "there is no column 'confidence'"),
        (QUANTILES.replace("uni", "cubic"), "this is no scale"),
        (QUANTILES.replace("uni", "log").replace("10,20,40", "-1,20,40"), "holds only what is above 0"),
        (QUANTILES.replace("uni,12", "log,0"), "holds only what is above 0"),
        (QUANTILES.replace("q0.95", "q0.95,q5").replace("20,40", "20,40,9"), "names no probability"),
        (QUANTILES.replace("q0.95", "q0.95,least").replace("20,40", "20,40,15"), "beyond what the question allows"),
        (QUANTILES.replace("q0.95", "q0.95,least,greatest").replace("20,40", "20,40,50,5"), "bounds are not in order"),
        (QUANTILES + "e2,boats,uni,13,10,20,40\n", "has another realization on line 2"),
        (QUANTILES + "e2,boats,log,12,10,20,40\n", "has another scale on line 2"),
    ],
)
def test_each_fault_is_told(tmp_path: Path, text: str, words: str) -> None:
    assert [each for each in refuse(tmp_path, text) if words in each]


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    text = FOUR + "e3,boats,5,4,9,0.9\ne4,boats,1,two,3,0.9\n,boats,1,2,3,0.9\n"
    assert len(refuse(tmp_path, text)) == 3
