"""Are events and verdicts read, and links written so that they read back in?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tocsin.estimate.link_records import DoublesFigure, LinkClaim, LinkState, LinkStudy, Verdict
from tocsin.exchange.errors import PlainTableError
from tocsin.exchange.events import (
    EventColumns,
    LinksExistError,
    LinksUnwrittenError,
    check_out,
    read_events,
    read_review,
    write_links,
)
from tocsin.terms.recipe import Recipe

HEAD = "id,agency,date,place,kind,amount\n"
TWO = f"{HEAD}a,police,2024-03-01,North,x,5\nb,customs,2024-03,,,\n"


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def invent_study(verdict: Verdict | None) -> LinkStudy:
    claim = LinkClaim(
        left="a", left_agency="police", right="b", right_agency="customs", prob=0.5, prob_low=None, prob_high=None,
        grade="6x6:F3", state=LinkState.UNCERTAIN, verdict=verdict, agreement={"day": "not known"},
    )  # fmt: skip
    return LinkStudy(
        events_count=2, agencies=("customs", "police"), pairs_possible=1, pairs_at_most=1, prevalence_prob=0.1,
        doubles=DoublesFigure(value=0.5, low=0.5, high=0.5), links=(claim,), suggested_clusters=(), levels=(), failed_refits=0,
        verdict="", warnings=(), recipe=Recipe("estimate.links", 1, ""),
    )  # fmt: skip


def list_problems(read: Callable[[], object]) -> list[tuple[str, int | None]]:
    with pytest.raises(PlainTableError) as caught:
        read()
    return [(problem.field, problem.row) for problem in caught.value]


def test_a_day_is_read_and_a_month_is_none(tmp_path: Path) -> None:
    events = read_events(write(tmp_path / "e.csv", TWO), columns=EventColumns())
    assert events.day == (date(2024, 3, 1).toordinal(), None)


def test_blank_cells_are_not_known(tmp_path: Path) -> None:
    events = read_events(write(tmp_path / "e.csv", TWO), columns=EventColumns())
    assert (events.place[1], events.kind[1], events.amount[1]) == (None, None, None)


def test_equal_ids_of_two_agencies_are_told_apart(tmp_path: Path) -> None:
    events = read_events(write(tmp_path / "e.csv", TWO.replace("\nb,", "\na,")), columns=EventColumns())
    assert events.key == ("police:a", "customs:a")


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    text = f"{HEAD}a,p,2024-13-01,x,k,-1\na,p,,x,k,many\n"
    path = write(tmp_path / "e.csv", text)
    found = set(list_problems(lambda: read_events(path, columns=EventColumns())))
    assert found == {("date", 2), ("amount", 2), ("amount", 3), ("id", 3), ("agency", None)}


def test_one_agency_will_do_within_it(tmp_path: Path) -> None:
    path = write(tmp_path / "e.csv", TWO.replace("customs", "police"))
    assert set(read_events(path, columns=EventColumns(), is_within=True).agency) == {"police"}


def test_one_event_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "e.csv", f"{HEAD}a,p,2024-03-01,x,k,1\n")
    assert ("id", None) in list_problems(lambda: read_events(path, columns=EventColumns(), is_within=True))


def test_columns_may_have_other_names(tmp_path: Path) -> None:
    path = write(tmp_path / "e.csv", TWO.replace("date,", "when,"))
    assert read_events(path, columns=EventColumns(date="when")).day[1] is None


@pytest.mark.parametrize("verdict", [None, *Verdict])
def test_written_links_read_back_as_their_verdicts(tmp_path: Path, verdict: Verdict | None) -> None:
    events = read_events(write(tmp_path / "e.csv", TWO), columns=EventColumns())
    path = write_links(tmp_path / "links.csv", invent_study(verdict))
    assert read_review(path, events=events) == ({("a", "b"): verdict} if verdict else {})


def test_every_problem_of_a_review_is_told_at_once(tmp_path: Path) -> None:
    events = read_events(write(tmp_path / "e.csv", TWO), columns=EventColumns())
    text = "left,right,verdict\na,b,yes\na,z,accept\na,a,accept\na,b,accept\nb,a,reject\n"
    path = write(tmp_path / "r.csv", text)
    found = list_problems(lambda: read_review(path, events=events))
    assert found == [("verdict", 2), ("right", 3), ("right", 4), ("verdict", 6)]


def test_links_that_are_there_are_not_replaced(tmp_path: Path) -> None:
    path = write(tmp_path / "links.csv", "verdicts")
    with pytest.raises(LinksExistError, match="would be lost"):
        write_links(path, invent_study(None))


def test_links_that_were_read_may_be_replaced(tmp_path: Path) -> None:
    path = write(tmp_path / "links.csv", "verdicts")
    check_out(path, review=path)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(LinksUnwrittenError, match="cannot be written"):
        write_links(tmp_path / "no" / "links.csv", invent_study(None))
