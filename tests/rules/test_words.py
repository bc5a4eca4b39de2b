"""Does the repository speak of itself alone: no machine, no registry address, no talk of how it was made?"""

from __future__ import annotations

import re

import pytest

from tests.support.repository import ROOT, list_files, name_place

# Written in pieces, so that this file does not hold what it looks for.
HOSTS = ("py" + "pi.org", "python" + "hosted", "npm" + "js.", "deb.deb" + "ian", "crates" + ".io", "proxy.go" + "lang")
PATHS = (
    "/wo" + "rk/",
    "/ro" + "ot/",
    "/ho" + "me/",
    "/op" + "t/",
    "/tm" + "p/",
    ".py" + "env",
    "bash" + "_jobs",
    "file:" + "///",
)
TALK = (
    "Cla" + "ude",
    "Anthro" + "pic",
    "Open" + "AI",
    "Chat" + "GPT",
    "LL" + "M",
    "language mo" + "del",
    "AI assis" + "tant",
    "sub" + "agent",
    "help" + "er session",
    "as instr" + "ucted",
    "as you as" + "ked",
    "per the br" + "ief",
    "the br" + "ief says",
    "iss" + "ue #?\\d",
    "CE" + "O",
)
REGISTRY = re.compile("|".join(re.escape(host) for host in HOSTS))
MACHINE = re.compile("|".join(rf"(?<![\w.]){re.escape(path)}" for path in PATHS))
CONVERSATION = re.compile(r"\b(" + "|".join(TALK) + r")\b")
UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|X" + r"XX)\b")
BINARY = {".png", ".parquet", ".woff2", ".ttf", ".pdf", ".svgz"}
LOCKS = {"package-lock.json", "run.lock", "test.lock", "node.lock"}


def find_matches(text: str, *, pattern: re.Pattern[str]) -> list[tuple[int, str]]:
    """Return the line and the words of every match."""
    return [(text.count("\n", 0, match.start()) + 1, match.group()) for match in pattern.finditer(text)]


def search_repository(pattern: re.Pattern[str], *, locks: bool = False) -> list[str]:
    """List where the pattern occurs in the repository's own words; lock files only when asked."""
    paths = [path for path in list_files() if path.suffix not in BINARY and (locks or path.name not in LOCKS)]
    texts = ((path, path.read_bytes().decode("utf-8", errors="replace")) for path in paths)
    return [
        f"{name_place(path, line)}: {words}"
        for path, text in texts
        for line, words in find_matches(text, pattern=pattern)
    ]


def test_no_registry_is_named() -> None:
    assert search_repository(REGISTRY, locks=True) == []


def test_no_place_of_one_machine_is_named() -> None:
    assert search_repository(MACHINE) == []


def test_nothing_tells_how_it_was_made() -> None:
    assert search_repository(CONVERSATION) == []


def test_nothing_is_left_for_later() -> None:
    assert search_repository(UNFINISHED) == []


def test_locks_name_no_address() -> None:
    locks = [path for path in list_files() if path.name in LOCKS]
    assert [name_place(path) for path in locks if "://" in path.read_text() or '"resolved"' in path.read_text()] == []


def test_every_locked_package_has_a_hash() -> None:
    texts = [path.read_text() for path in (ROOT / "requirements").glob("*.lock")]
    entries = [entry for text in texts for entry in re.split(r"\n(?=\S)", text.strip())]
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("path", PATHS)
def test_a_place_of_one_machine_is_found(path: str) -> None:
    assert find_matches(f"see\n{path}x", pattern=MACHINE) == [(2, path)]


@pytest.mark.parametrize("host", HOSTS)
def test_a_registry_is_found(host: str) -> None:
    assert find_matches(f"https://{host}", pattern=REGISTRY) == [(1, host)]
