"""Where may a build write, and how do all its files appear there at once or not at all?"""

import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from tocsin.publish.errors import PublishError
from tocsin.publish.reuse import hash_file

_ALLOWED_INSIDE = "build"


class OutFolderError(PublishError, OSError):
    """The report was to be written where it cannot or must not stand."""


def check_out(out: Path, *, folder: Path) -> None:
    """Refuse a place that is a file, or that a later build would read as part of the dossier."""
    if out.exists() and not out.is_dir():
        raise OutFolderError(
            f"{out}: this is a file, and a build writes several into a folder. Name a folder with `--out`."
        )
    root, built = folder.resolve(), out.resolve()
    if not built.is_relative_to(root):
        return
    first = built.relative_to(root).parts[:1]
    if first != (_ALLOWED_INSIDE,) and not (first and first[0].startswith(".")):
        raise OutFolderError(
            f"{out}: this lies inside the dossier, and the next build would read the report as part of the evidence. "
            f"Leave `--out` away to write to {folder / _ALLOWED_INSIDE}, or name a folder outside."
        )


@contextmanager
def draft_folder(out: Path) -> Iterator[Path]:
    """A folder beside the outputs, where they are written before all of them are moved into place."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        draft = Path(mkdtemp(prefix=".draft-", dir=out))
    except OSError as error:
        raise OutFolderError(
            f"{out}: the report cannot be written there ({error.strerror or error}). Name a folder that you may write to with `--out`."
        ) from error
    try:
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def move_outputs(draft: Path, out: Path, *, before: Iterable[str]) -> dict[str, str]:
    """Move every output into place and return their hashes; ``before`` names those of the last build, which go.

    If anything fails on the way, or somebody interrupts, what stood there is put back. No other file is touched.
    """
    hashes = {name: hash_file(draft / name) for name in _list_files(draft)}
    aside = Path(mkdtemp(prefix=".before-", dir=out))
    try:
        _swap(draft, out, aside=aside, names=hashes, gone=set(before) - set(hashes))
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return hashes


def _swap(draft: Path, out: Path, *, aside: Path, names: Mapping[str, str], gone: set[str]) -> None:
    placed: list[str] = []
    try:
        for name in (*gone, *names):
            if (out / name).is_file():
                _move(out / name, aside / name)
        for name in names:
            placed.append(name)
            _move(draft / name, out / name)
    except BaseException:
        for name in placed:
            (out / name).unlink(missing_ok=True)
        for name in _list_files(aside):
            _move(aside / name, out / name)
        raise


def _move(path: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    path.replace(target)


def _list_files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
