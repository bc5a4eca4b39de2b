"""The journey of a customs analyst: from two countries' reports to signals worth a look."""

from __future__ import annotations

from pathlib import Path

from tests.support.shell import Answer, run_tocsin

FACTORS = (1.02, 1.13, 1.07, 1.10, 1.05, 1.09, 1.08)


def write_trade(*, last: float = 1.0) -> str:
    """Write seven years of trade between five pairs; in the last the imports of the first are off by a factor."""
    rows = ["reporter,partner,flow,period,value,unit"]
    for pair in range(5):
        for year, factor in enumerate(FACTORS):
            sent = 1_000 + 37 * pair + 11 * year
            got = sent * (factor + 0.003 * pair) * (last if (pair, year) == (0, 6) else 1.0)
            rows.append(f"I{pair},X{pair},import,{2010 + year},{got},USD")
            rows.append(f"X{pair},I{pair},export,{2010 + year},{sent},USD")
    return "\n".join(rows)


def run_mirror(folder: Path, *options: str, text: str) -> Answer:
    (folder / "trade.csv").write_text(text, encoding="utf-8")
    return run_tocsin("mirror", folder / "trade.csv", *options)


def test_a_jump_is_a_signal_and_never_an_illicit_amount(tmp_path: Path) -> None:
    told = run_mirror(tmp_path, text=write_trade(last=5.0))
    assert (told.code, told.err) == (0, "")
    assert "SIGNAL: imports are unusually high" in told.out
    assert "It is no estimate of illicit flows" in told.out


def test_ordinary_trade_gives_no_signal(tmp_path: Path) -> None:
    assert "SIGNAL" not in run_mirror(tmp_path, text=write_trade()).out


def test_json_gives_ranges_and_gaps(tmp_path: Path) -> None:
    found = run_mirror(tmp_path, "--json", text=write_trade(last=5.0)).record()
    first = found["flows"][0]
    assert (first["importer"], first["is_signal"], first["peers_low"]) == ("I0", True, None)
    assert first["ratio"] > first["own_high"] > first["own_low"]
    assert found["unit"] == "USD"


def test_a_wider_margin_widens_the_gap(tmp_path: Path) -> None:
    widths = []
    for margin in ("1.06..1.10", "1.00..1.20"):
        gap = run_mirror(tmp_path, "--cif", margin, "--json", text=write_trade()).record()["flows"][0]["gap"]
        widths.append(gap["high"] - gap["low"])
    assert widths[1] > widths[0]


def test_too_short_a_past_is_said_to_have_no_normal_range(tmp_path: Path) -> None:
    told = run_mirror(tmp_path, "--period", "2012", text=write_trade(last=5.0)).out
    assert "none has a normal range" in told


def test_fewer_periods_can_be_asked_for(tmp_path: Path) -> None:
    told = run_mirror(tmp_path, "--period", "2013", "--least-history", "3", "--level", "0.9", text=write_trade()).out
    assert "5 can be judged" in told


def test_few_peers_can_be_asked_for(tmp_path: Path) -> None:
    found = run_mirror(tmp_path, "--least-peers", "3", "--json", text=write_trade(last=5.0)).record()
    assert {flow["peers_count"] for flow in found["flows"]} == {4}


def test_hubs_are_marked(tmp_path: Path) -> None:
    told = run_mirror(tmp_path, "--hub", "X1", "--most", "10", text=write_trade()).out
    assert told.count("(hub)") == 1


def test_a_long_list_is_cut_with_a_count(tmp_path: Path) -> None:
    assert "3 more not shown" in run_mirror(tmp_path, "--most", "2", text=write_trade()).out


def test_all_faults_are_told_with_the_code_for_input(tmp_path: Path) -> None:
    text = (
        write_trade()
        .replace("I0,X0,import,2010", "I0,X0,imprt,2010")
        .replace("X1,I1,export,2011,1048", "X1,I1,export,11,-1")
    )
    told = run_mirror(tmp_path, text=text)
    assert (told.code, told.out) == (2, "")
    assert [word in told.err for word in ("row 2, flow", "row 19, period", "row 19, value")] == [True] * 3


def test_one_reporter_only_is_refused(tmp_path: Path) -> None:
    text = "\n".join(row for row in write_trade().splitlines() if row.startswith(("reporter", "I0")))
    told = run_mirror(tmp_path, text=text)
    assert (told.code, "Only I0 reports" in told.err) == (3, True)


def test_a_hub_that_nobody_names_is_refused_with_the_nearest(tmp_path: Path) -> None:
    told = run_mirror(tmp_path, "--hub", "X11", text=write_trade())
    assert (told.code, "Did you mean 'X1'" in told.err) == (2, True)
