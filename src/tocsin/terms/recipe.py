"""How was a result made, so that anyone can make it again?"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

Setting = str | int | float | bool | None | tuple[str | int | float | bool | None, ...]


@dataclass(frozen=True)
class Recipe:
    """The method and its version, its settings, the hash of its inputs and the seed of its randomness."""

    method: str
    version: int
    inputs_hash: str
    settings: Mapping[str, Setting] = field(default_factory=dict)
    seed: int | None = None

    @property
    def name(self) -> str:
        """The method with its version, as in ``estimate.formula/1``."""
        return f"{self.method}/{self.version}"


def hash_content(content: object) -> str:
    """Fingerprint plain data (text, numbers, lists, mappings): equal content gives an equal SHA-256, in any key order."""
    return hash_bytes(json.dumps(content, sort_keys=True, ensure_ascii=False, default=str).encode())


def hash_bytes(content: bytes) -> str:
    """SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def hash_file(path: Path) -> str:
    """SHA-256 of a file of any size, read piece by piece, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
