"""Do labels look like names of persons, and which codes could stand in their place?"""

import hashlib
import re
from collections.abc import Iterable, Mapping

# Two to four words of letters, each with a capital first and small letters after, or "Surname, Given".
_WORD = r"[^\W\d_][^\W\d_]*[a-zà-öø-ÿ][^\W\d_]*"
_NAME = re.compile(rf"(?:{_WORD}[ ,.'’-]+){{1,3}}{_WORD}")
_JOINERS = {"de", "da", "del", "della", "di", "la", "le", "van", "von", "der", "den", "bin", "al", "el", "y", "e"}


def list_namelike(labels: Iterable[str]) -> tuple[str, ...]:
    """List the labels that look like names of persons; a group's name may look so too, so this is a warning and no proof."""
    return tuple(sorted({label for label in labels if _is_namelike(label)}))


def assign_codes(labels: Iterable[str], *, prefix: str = "N", seed: int = 0) -> Mapping[str, str]:
    """A code for every label, in an order that tells nothing of the label; the same labels and seed give the same codes."""
    ordered = sorted(set(labels), key=lambda label: hashlib.sha256(f"{seed}\x1f{label}".encode()).digest())
    width = max(3, len(str(len(ordered))))
    return {label: f"{prefix}{number:0{width}d}" for number, label in enumerate(ordered, start=1)}


def _is_namelike(label: str) -> bool:
    if not _NAME.fullmatch(label.strip()):
        return False
    words = [word for word in re.split(r"[ ,.'’-]+", label.strip()) if word.lower() not in _JOINERS]
    return len(words) >= 2 and all(word[0].isupper() for word in words)
