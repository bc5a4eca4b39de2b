"""Whatever a file looks like, does reading and writing lose nothing, and does a change touch only what it must?"""

from __future__ import annotations

import csv
import io
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from tests.support.dossiers import write_small
from tocsin.dossier.kinds import KINDS
from tocsin.dossier.read import read_dossier
from tocsin.dossier.records.judgement import Requirement
from tocsin.dossier.records.picture import Market
from tocsin.dossier.shelves import read_kind
from tocsin.dossier.write import write_dossier, write_records
from tocsin.terms.crime import CrimeCode

NAMES = st.from_regex(r"[a-z]{1,8}", fullmatch=True)
ENDINGS = st.sampled_from(["\n", "\r\n", "\r"])
# Any letter that a plain text file can hold; line ends inside cells are kept as they are typed.
LETTERS = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff")
WORDS = st.text(LETTERS, min_size=1, max_size=12).map(lambda word: f"x{word}x")
MARKETS = st.builds(Market, key=NAMES, title=WORDS, crime=st.just(CrimeCode("cocaine")), supply=WORDS)
REQUIREMENTS = st.builds(Requirement, key=NAMES, question=WORDS, collector=WORDS)
KEYS = st.lists(st.from_regex(r"[a-z][a-z0-9-]{0,6}", fullmatch=True), unique=True, max_size=5)


@st.composite
def csv_files(draw: st.DrawFn) -> str:
    """A sound requirements.csv with comments, empty lines, unknown columns and any quoting."""
    ending, quoting = draw(ENDINGS), draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    columns = draw(st.permutations(["key", "question", "about", "mine"]))
    lines = [",".join(columns) + ending]
    for key in draw(KEYS):
        values = {"key": key, "question": draw(WORDS), "about": draw(st.just("") | WORDS), "mine": draw(WORDS)}
        out = io.StringIO(newline="")
        csv.writer(out, lineterminator=ending, quoting=quoting).writerow([values[name] for name in columns])
        lines += [
            out.getvalue(),
            *draw(st.lists(st.sampled_from([f"# note{ending}", ending, f"  {ending}"]), max_size=1)),
        ]
    text = draw(st.sampled_from(["", "\ufeff"])) + draw(st.sampled_from(["", f"# top{ending}"])) + "".join(lines)
    return text.rstrip("\r\n") if draw(st.booleans()) else text


@st.composite
def yaml_files(draw: st.DrawFn) -> str:
    """A sound markets.yaml with comments, odd indents and block or flow style."""
    indent = " " * draw(st.integers(0, 3))
    lines = ["# top\n"]
    for key in draw(KEYS):
        title = draw(st.sampled_from(["One", '"a: b"', "'it''s'", "NO", "060132"]))
        if draw(st.booleans()):
            lines.append(f"{indent}- {{key: {key}, title: {title}, crime: cocaine}}  # flow\n")
        else:
            gap = " " * draw(st.integers(1, 3))
            lines.append(
                f"{indent}-{gap}key: {key}\n{indent} {gap}title:   {title}  # kept\n{indent} {gap}crime: cocaine\n"
            )
        lines += draw(st.lists(st.sampled_from(["\n", "# between\n"]), max_size=2))
    return "".join(lines).replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


@given(csv_files())
def test_an_unchanged_csv_file_is_byte_for_byte(text: str) -> None:
    with TemporaryDirectory() as name:
        path = Path(name) / "requirements.csv"
        path.write_bytes(text.encode())
        records = read_kind(Path(name), KINDS["requirements"])
        assert (write_records(Path(name), KINDS["requirements"], records=records), path.read_bytes()) == (
            (),
            text.encode(),
        )


@given(yaml_files())
def test_an_unchanged_yaml_file_is_byte_for_byte(text: str) -> None:
    with TemporaryDirectory() as name:
        path = Path(name) / "markets.yaml"
        path.write_bytes(text.encode())
        records = read_kind(Path(name), KINDS["markets"])
        assert (write_records(Path(name), KINDS["markets"], records=records), path.read_bytes()) == ((), text.encode())


@given(csv_files(), st.data())
def test_a_changed_row_leaves_every_other_line_of_a_csv_file(text: str, data: st.DataObject) -> None:
    with TemporaryDirectory() as name:
        path = Path(name) / "requirements.csv"
        path.write_bytes(text.encode())
        records = list(read_kind(Path(name), KINDS["requirements"]))
        if not records:
            return
        index = data.draw(st.integers(0, len(records) - 1))
        records[index] = records[index].model_copy(update={"question": data.draw(WORDS).strip()})
        write_records(Path(name), KINDS["requirements"], records=records)
        assert read_kind(Path(name), KINDS["requirements"]) == tuple(records)
        before, after = text.encode().splitlines(), path.read_bytes().splitlines()
        assert sum(one != other for one, other in zip(before, after, strict=True)) <= 1


@given(yaml_files(), st.data())
def test_a_changed_field_leaves_every_other_line_of_a_yaml_file(text: str, data: st.DataObject) -> None:
    with TemporaryDirectory() as name:
        path = Path(name) / "markets.yaml"
        path.write_bytes(text.encode())
        records = list(read_kind(Path(name), KINDS["markets"]))
        if not records:
            return
        index = data.draw(st.integers(0, len(records) - 1))
        records[index] = records[index].model_copy(update={"title": data.draw(WORDS).strip()})
        write_records(Path(name), KINDS["markets"], records=records)
        assert read_kind(Path(name), KINDS["markets"]) == tuple(records)
        before, after = text.encode().split(b"\n"), path.read_bytes().split(b"\n")
        assert sum(one != other for one, other in zip(before, after, strict=True)) <= 1


@given(st.lists(MARKETS, unique_by=lambda record: record.key))
def test_any_text_written_to_yaml_reads_back(markets: list[Market]) -> None:
    with TemporaryDirectory() as name:
        write_records(Path(name), KINDS["markets"], records=markets)
        assert read_kind(Path(name), KINDS["markets"]) == tuple(markets)


@given(st.lists(REQUIREMENTS, unique_by=lambda record: record.key))
def test_any_text_written_to_csv_reads_back(requirements: list[Requirement]) -> None:
    with TemporaryDirectory() as name:
        write_records(Path(name), KINDS["requirements"], records=requirements)
        assert read_kind(Path(name), KINDS["requirements"]) == tuple(requirements)


@given(csv_files(), yaml_files())
def test_a_whole_dossier_is_written_back_byte_for_byte(requirements: str, markets: str) -> None:
    with TemporaryDirectory() as name:
        folder = write_small(Path(name), requirements_dot_csv=requirements, markets_dot_yaml=markets)
        before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        write_dossier(read_dossier(folder))
        assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
