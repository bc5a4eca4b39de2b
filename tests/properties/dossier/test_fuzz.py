"""Whatever stands in a dossier, is it read or refused, and never anything else?"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from tests.support.dossiers import SMALL, write_small
from tocsin.dossier.packaged import load_words
from tocsin.dossier.problems import DossierError
from tocsin.dossier.read import check_dossier, read_dossier

FILES = {
    **SMALL,
    "requirements.csv": load_words("skeleton/requirements.csv"),
    "harms.yaml": (
        "- key: h\n  threat: cocaine\n  bearer: individuals\n  kind: deaths\n  title: D\n  gap: g\n  mechanism: m\n"
        "  cause: intrinsic\n"
    ),
    "method_sheet.yaml": load_words("method_sheets/default.yaml"),
    "tables/t.yaml": "key: t\ntitle: T\nitem: report\nfile: t.csv\ncolumns:\n  n: {column: n, type: number}\n",
    "tables/t.csv": "n\n1\n",
}
NAMES = st.sampled_from(sorted(FILES))
# What tends to break readers: marks of YAML and CSV, line ends, nothing, other alphabets, half a character, huge numbers.
YAML_SHARDS = [
    b"&a",
    b"*a",
    b"!!python/object:os.system",
    b"{",
    b"]",
    b": ",
    b"- ",
    b"<<: ",
    b"? ",
    b"|",
    b">-",
    b"---\n",
    b"...\n",
    b"%YAML 9.9\n",
]
SIGNS = [
    b"",
    b'"',
    b"'",
    b"#",
    b",",
    b";",
    b"\r",
    b"\n",
    b"\t",
    b"\x00",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xc3",
    "\u2028".encode(),
]
NUMBERS = [
    b"NaN",
    b"-inf",
    b"1e999",
    b"9" * 400,
    b"060132",
    "٣".encode(),
    b"2020-99-99",
    b"../../x",
    b"[" * 40,
    b"(" * 50,
]
SHARDS = st.sampled_from([*YAML_SHARDS, *SIGNS, *NUMBERS])


def is_read_or_refused(name: str, content: bytes) -> bool:
    with TemporaryDirectory() as folder:
        files: dict[str, str | bytes] = {
            key.replace("/", "__").replace(".", "_dot_"): text for key, text in FILES.items()
        }
        write_small(Path(folder), **{**files, name.replace("/", "__").replace(".", "_dot_"): content})
        try:
            read_dossier(Path(folder))
        except DossierError as error:
            return len(str(error)) > 0 and tuple(error) == check_dossier(Path(folder)).problems
        return True


def test_the_files_to_be_spoilt_are_sound() -> None:
    with TemporaryDirectory() as folder:
        files = {key.replace("/", "__").replace(".", "_dot_"): text for key, text in FILES.items()}
        assert check_dossier(write_small(Path(folder), **files)).problems == ()


@given(NAMES, st.binary(max_size=300))
def test_random_bytes_are_read_or_refused(name: str, content: bytes) -> None:
    assert is_read_or_refused(name, content)


@given(NAMES, st.text(max_size=300))
def test_random_text_is_read_or_refused(name: str, content: str) -> None:
    assert is_read_or_refused(name, content.encode("utf-8", errors="surrogatepass"))


@given(NAMES, st.data())
def test_spoilt_files_are_read_or_refused(name: str, data: st.DataObject) -> None:
    content = FILES[name].encode()
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(content)))
        end = data.draw(st.integers(start, min(start + 30, len(content))))
        content = content[:start] + data.draw(SHARDS) + content[end:]
    assert is_read_or_refused(name, content)


@given(NAMES, NAMES)
def test_files_in_the_wrong_place_are_read_or_refused(name: str, other: str) -> None:
    assert is_read_or_refused(name, FILES[other].encode())
