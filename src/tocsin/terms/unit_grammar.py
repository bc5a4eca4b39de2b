"""How is a unit written, and which one spelling do all its spellings come to?"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from tocsin.terms.errors import TermError
from tocsin.terms.money import is_currency
from tocsin.terms.packaged import load_text
from tocsin.terms.problem import nearest

Powers = Mapping[str, int]  # simple unit, in its one spelling, to the power it stands in


@cache
def read_powers(text: str) -> Powers:
    """Read units joined by spaces, ``*``, ``/`` or ``per``, with whole powers and brackets; ``share`` is nothing."""
    if len(text) > _LONGEST or text.count("(") > _MOST_BRACKETS:
        what = "is longer than any unit" if len(text) > _LONGEST else "has more brackets than any unit"
        raise UnitTextError(f"{text[:40]!r}… {what}, so it was not read. {_EXAMPLES}")
    reader = _Reader(text, _split(text))
    powers = reader.read_product(inside=False)
    return _merge_pure({name: power for name, power in powers.items() if power and name != "share"})


def write_powers(powers: Powers) -> str:
    """Write a unit in its one spelling: scales and money first, time last, the rest by name."""
    above = [_raised(name, power) for name, power in _ordered(powers) if power > 0]
    below = [f"/{_raised(name, -power)}" for name, power in _ordered(powers) if power < 0]
    return (" ".join(above) or ("1" if below else "share")) + "".join(below)


def is_money(name: str) -> bool:
    """Say whether a simple unit is a currency, with or without a price year."""
    return _MONEY.fullmatch(name) is not None and name not in spellings()


@cache
def spellings() -> Mapping[str, str]:
    """Give the one spelling of every spelling of a simple unit."""
    spelt: dict[str, str] = {}
    for line in load_text("units.txt").splitlines():
        if line.strip() and not line.startswith("#"):
            name, _, *others = (part.strip() for part in line.split("="))
            shown = others[0] if others and others[0] != "_" else name
            spelt |= dict.fromkeys([name, *(other for other in others if other != "_")], shown)
    return spelt | {"%": "percent"}


class UnitTextError(TermError):
    """A text is not a unit."""


class UnknownUnitError(UnitTextError):
    """A unit has a name that nobody defined."""


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    at: int


_MONEY: Final = re.compile(r"[A-Z]{3}(?: [0-9]{4})?")
_TOKEN: Final = re.compile(
    r"\s*(?:(?P<money>[A-Z]{3}[ _][0-9]{4}(?![0-9A-Za-z_]))|(?P<per>per(?![0-9A-Za-z_])|/)|(?P<times>[*·])"
    r"|(?P<name>%|[A-Za-z][A-Za-z0-9_]*)|(?P<power>-?[0-9]+(?![0-9.]))|(?P<raise>\^)|(?P<open>\()|(?P<close>\)))"
)
_EXAMPLES: Final = "Units are written like kg_pure/ha/year, person, USD 2019/kg, m^2 or share."
_LONGEST: Final = 200  # characters: no unit needs more, and a hostile file may hold far more
_MOST_BRACKETS: Final = 20  # each opens one more call
_SCALES: Final = ("percent", "per_mille", "thousand", "million", "billion")
_TIMES: Final = ("hour", "day", "week", "month", "quarter", "year")


def _split(text: str) -> list[_Token]:
    tokens, at, plain = [], 0, text.replace("**", "^ ").rstrip()
    while at < len(plain):
        found = _TOKEN.match(plain, at)
        if found is None or found.lastgroup is None:
            raise UnitTextError(f"{_pointed(text, at)} cannot stand in a unit.{_sign_hint(plain[at:])} {_EXAMPLES}")
        tokens.append(_Token(found.lastgroup, found[found.lastgroup], found.start(found.lastgroup)))
        at = found.end()
    return [*tokens, _Token("end", "", len(plain))]


class _Reader:
    """Reads the tokens of one unit from left to right; products and quotients bind alike."""

    def __init__(self, text: str, tokens: list[_Token]) -> None:
        self._text, self._tokens = text, tokens

    def read_product(self, *, inside: bool) -> dict[str, int]:
        powers = self._read_factor()
        while self._tokens[0].kind != "end" and not (inside and self._tokens[0].kind == "close"):
            sign = -1 if self._tokens[0].kind == "per" else 1
            if self._tokens[0].kind in ("per", "times"):
                self._tokens.pop(0)
            for name, power in self._read_factor().items():
                powers[name] = powers.get(name, 0) + sign * power
        return powers

    def _read_factor(self) -> dict[str, int]:
        token = self._tokens.pop(0)
        if token.kind in ("name", "money"):
            return self._read_power({_known(token.text, whole=self._text): 1})
        if token.kind == "open":
            inner = self.read_product(inside=True)
            if self._tokens.pop(0).kind != "close":
                raise self._misplaced(token, "opens a bracket that is never closed")
            return self._read_power(inner)
        if token.kind == "power" and token.text == "1":
            return {}
        what = {
            "end": "ends where a unit should follow",
            "power": "is a number: the amount does not belong in its unit",
        }
        raise self._misplaced(token, what.get(token.kind, "stands where a unit should be"))

    def _read_power(self, powers: dict[str, int]) -> dict[str, int]:
        if self._tokens[0].kind != "raise":
            return powers
        self._tokens.pop(0)
        token = self._tokens.pop(0)
        if token.kind != "power" or abs(int(token.text)) > 9:
            raise self._misplaced(token, "is not a whole power from -9 to 9")
        return {name: power * int(token.text) for name, power in powers.items()}

    def _misplaced(self, token: _Token, what: str) -> UnitTextError:
        return UnitTextError(f"{_pointed(self._text, token.at)} {what}. {_EXAMPLES}")


def _known(name: str, *, whole: str) -> str:
    if name in spellings():
        return spellings()[name]
    if is_currency(name[:3]) and _MONEY.fullmatch(name.replace("_", " ")):
        return name.replace("_", " ")
    near = nearest(name, spellings(), most=3, lead=" ")
    raise UnknownUnitError(
        f"{name!r} in {whole!r} is not a unit that Tocsin knows, so the figure could not be compared with any other."
        f"{near} {_EXAMPLES}"
    )


def _merge_pure(powers: dict[str, int]) -> dict[str, int]:
    """Read 'kg pure' as 'kg_pure': a mass and the mark of purity side by side are one unit."""
    for name in [
        name for name, power in powers.items() if power == powers.get("pure") == 1 and f"{name}_pure" in spellings()
    ]:
        return {f"{key}_pure" if key == name else key: power for key, power in powers.items() if key != "pure"}
    return powers


def _ordered(powers: Powers) -> list[tuple[str, int]]:
    def place(entry: tuple[str, int]) -> tuple[int, int, str]:
        name = entry[0]
        if name in _SCALES:
            return 0, _SCALES.index(name), name
        return (1, 0, name) if is_money(name) else (3, _TIMES.index(name), name) if name in _TIMES else (2, 0, name)

    return sorted(powers.items(), key=place)


def _raised(name: str, power: int) -> str:
    return name if power == 1 else f"{name}^{power}"


def _pointed(text: str, at: int) -> str:
    rest = text[at:].strip()
    return f"{rest!r} in {text!r}" if rest and rest != text.strip() else f"{text!r}"


def _sign_hint(rest: str) -> str:
    if rest.strip()[:1] in "$€£¥":
        return " A sign does not say whose money it is: write the ISO 4217 code, such as USD."
    return ""
