"""What does a new dossier look like before anything is known?"""

import shutil
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from tempfile import mkdtemp

from tocsin.terms.crime import list_versions
from tocsin.terms.errors import TocsinError
from tocsin.terms.period import Period
from tocsin.terms.place import Place

YEARS_AHEAD = 5


class FolderNotEmptyError(TocsinError, FileExistsError):
    """A new dossier was to be written where something lies already."""

    exit_code = 2


def create_dossier(folder: Path, *, country: Place, period: Period, seed: int = 1) -> Path:
    """Write a commented dossier that builds as it is: every part is there, and all of it is a declared gap."""
    target = Path(folder)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise FolderNotEmptyError(
            f"{target}: something lies there already, and a new dossier would mix with it. Name a folder that is new or empty."
        )
    words = _list_words(country, period=period, seed=seed)
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(mkdtemp(prefix=".tocsin-new-", dir=target.parent))
    try:
        _copy(files("tocsin.dossier").joinpath("data", "skeleton"), draft, words=words)
        draft.chmod(0o755)
        if target.exists():
            target.rmdir()
        draft.rename(target)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return target


def create_from_words(folder: Path, *, country: str, period: str) -> Path:
    """Write a new dossier for a place and period given as text."""
    return create_dossier(folder, country=Place.parse(country), period=Period.parse(period))


def _list_words(country: Place, *, period: Period, seed: int) -> dict[str, str]:
    return {
        "@KEY@": f"{country.code.lower().replace(':', '-')}-{period.start.year}",
        "@NAME@": country.name,
        "@COUNTRY@": country.code,
        "@PERIOD@": str(period),
        "@OUTLOOK@": str(period.end.year + YEARS_AHEAD),
        "@TAXONOMY@": str(max(list_versions())),
        "@SEED@": str(seed),
    }


def _copy(source: Traversable, target: Path, *, words: dict[str, str]) -> None:
    for part in source.iterdir():
        copy = target / part.name
        if part.is_dir():
            copy.mkdir()
            _copy(part, copy, words=words)
            continue
        text = part.read_text(encoding="utf-8")
        for mark, word in words.items():
            text = text.replace(mark, word)
        copy.write_text(text, encoding="utf-8", newline="\n")
