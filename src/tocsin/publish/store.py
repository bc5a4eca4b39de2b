"""Where are results kept between builds, under the fingerprint of what they rest on?"""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class FolderStore:
    """Keeps arrays and bytes as files named by fingerprint; counts what was reused, and forgets what this build did not use."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.used: set[str] = set()
        self.reused_count = 0
        self.made_count = 0
        self._fresh: set[str] = set()
        self._prepare()

    def load(self, fingerprint: str) -> "Mapping[str, NDArray[np.float64]] | None":
        """The arrays kept under a fingerprint, or None."""
        import numpy as np

        path = self._path(fingerprint, ".npz")
        if not path.exists():
            return None
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
                arrays = {name: kept[name] for name in kept.files}
        except (OSError, ValueError, EOFError, BadZipFile):
            return None  # a torn file is made again, as if it were not there
        self.reused_count += 1
        return arrays

    def save(self, fingerprint: str, arrays: "Mapping[str, NDArray[np.float64]]") -> None:
        """Keep arrays under a fingerprint."""
        import numpy as np

        path = self._path(fingerprint, ".npz")
        draft = _draft_of(path)
        with draft.open("wb") as file:
            np.savez(file, allow_pickle=False, **arrays)
        draft.replace(path)
        self.made_count += 1

    def has(self, fingerprint: str, *, ending: str) -> bool:
        """Whether something is kept under a fingerprint; asking neither counts nor keeps it."""
        return (self.folder / f"{fingerprint}{ending}").is_file()

    def holds_any(self, *, ending: str) -> bool:
        """Whether anything of a kind is kept at all."""
        return next(self.folder.glob(f"*{ending}"), None) is not None

    def count_made(self, fingerprint: str, *, ending: str) -> None:
        """Count what another process kept here for this build as made, and not as reused when it is read."""
        self.made_count += 1
        self._fresh.add(fingerprint + ending)

    def load_text(self, fingerprint: str) -> str | None:
        """The text kept under a fingerprint, or None."""
        kept = self.load_bytes(fingerprint, ending=".txt")
        return None if kept is None else kept.decode()

    def save_text(self, fingerprint: str, text: str) -> None:
        """Keep a text under a fingerprint."""
        self.save_bytes(fingerprint, text.encode(), ending=".txt")

    def load_bytes(self, fingerprint: str, *, ending: str) -> bytes | None:
        """The bytes kept under a fingerprint, or None."""
        path = self._path(fingerprint, ending)
        if not path.exists():
            return None
        self.reused_count += path.name not in self._fresh
        return path.read_bytes()

    def save_bytes(self, fingerprint: str, content: bytes, *, ending: str) -> None:
        """Keep bytes under a fingerprint."""
        path = self._path(fingerprint, ending)
        draft = _draft_of(path)
        draft.write_bytes(content)
        draft.replace(path)
        self.made_count += 1

    def forget_unused(self) -> None:
        """Remove what this build neither read nor made, and all that another version of the program kept."""
        for other in self.folder.parent.iterdir():
            if other != self.folder:
                shutil.rmtree(other, ignore_errors=True)
        for path in self.folder.iterdir():
            if path.name not in self.used:
                path.unlink(missing_ok=True)

    def _prepare(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)

    def _path(self, fingerprint: str, ending: str) -> Path:
        name = fingerprint + ending
        self.used.add(name)
        return self.folder / name


class ReadingStore(FolderStore):
    """Gives what a build kept, and keeps nothing itself: a question leaves no trace in the folder it is asked of."""

    def _prepare(self) -> None:
        """Make no folder."""

    def save(self, fingerprint: str, arrays: "Mapping[str, NDArray[np.float64]]") -> None:
        """Count what had to be made anew."""
        self.made_count += 1

    def save_bytes(self, fingerprint: str, content: bytes, *, ending: str) -> None:
        """Count what had to be made anew."""
        self.made_count += 1


def _draft_of(path: Path) -> Path:
    """Beside the file, under a name that no other build at work in the same folder writes to."""
    return path.with_suffix(f".{os.getpid()}.draft")
