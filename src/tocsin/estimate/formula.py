"""What does a formula say? Arithmetic over named drivers, read by a small grammar and never run as code.

    sum     = product (("+" | "-") product)*
    product = sign (("*" | "/") sign)*
    sign    = ("-" | "+") sign | power
    power   = atom ("^" sign)?
    atom    = number | name | function "(" sum ("," sum)* ")" | "(" sum ")"

A sign is weaker than a power, as in mathematics: ``-x^2`` is ``-(x^2)``.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import isfinite

from tocsin.estimate.errors import FormulaError

FUNCTIONS = {"min": 2, "max": 2, "sum": 2, "sqrt": 1, "exp": 1, "log": 1}
JOINING = ("min", "max", "sum")
MOST_CHARACTERS = 2_000
MOST_NESTED = 40
MOST_OPERATIONS = 200  # a chain of operations is a tree as deep as it is long, and trees are walked by recursion
_SHOWN_BEFORE, _SHOWN_AFTER = 50, 60

_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:\d+(?:_\d{3})*(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?)|(?P<name>[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?)"
    r"|(?P<sign>\*\*|[-+*/^(),]))"
)


@dataclass(frozen=True)
class Number:
    """A plain number, without unit."""

    value: float
    start: int
    end: int


@dataclass(frozen=True)
class Name:
    """A driver or another figure."""

    name: str
    start: int
    end: int


@dataclass(frozen=True)
class Operation:
    """``left sign right``, where the sign is one of + - * / ^."""

    sign: str
    left: "Expression"
    right: "Expression"
    start: int
    end: int


@dataclass(frozen=True)
class Negation:
    """The opposite of an expression."""

    of: "Expression"
    start: int
    end: int


@dataclass(frozen=True)
class Call:
    """One of the few known functions of its arguments."""

    function: str
    arguments: tuple["Expression", ...]
    start: int
    end: int


Expression = Number | Name | Operation | Negation | Call


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    start: int
    end: int


def parse_formula(text: str) -> Expression:
    """Read a formula; anything but arithmetic over names is refused, with the place marked."""
    if len(text) > MOST_CHARACTERS:
        raise FormulaError(
            f"A formula has {len(text)} characters; at most {MOST_CHARACTERS} are read, so that nobody loses their way in it. "
            "Split it into several figures that name each other."
        )
    return _Parser(text).parse()


def point_at(text: str, expression: Expression) -> str:
    """The formula with a line of marks under one part of it."""
    return _mark(text, expression.start, expression.end)


def parts(expression: Expression) -> Iterator[Expression]:
    """The expression and everything inside it, each before its own parts, from left to right."""
    waiting = [expression]
    while waiting:
        part = waiting.pop()
        yield part
        waiting += reversed(inside(part))


def inside(expression: Expression) -> tuple[Expression, ...]:
    """The expressions that one expression is made of, from left to right; none for a number or a name."""
    match expression:
        case Operation(left=left, right=right):
            return (left, right)
        case Negation(of=inner):
            return (inner,)
        case Call(arguments=arguments):
            return arguments
        case _:
            return ()


def names_in(expression: Expression) -> tuple[str, ...]:
    """The names a formula uses, each once, in order of appearance."""
    return tuple(dict.fromkeys(part.name for part in parts(expression) if isinstance(part, Name)))


class _Parser:
    """Reads one formula from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = list(self._split())
        self.at = 0
        self.nested = 0
        self.operations = 0

    def parse(self) -> Expression:
        """The whole formula as one expression."""
        expression = self._sum()
        if self._next.kind != "end":
            raise self._error("an operator was expected here; a formula is arithmetic (+ - * / ^) over names")
        return expression

    def _split(self) -> Iterator[_Token]:
        at, end = 0, len(self.text.rstrip())
        while at < end:
            match = _TOKEN.match(self.text, at)
            if match is None or match.lastgroup is None:
                start = at + len(self.text[at:]) - len(self.text[at:].lstrip())
                why = "this sign is not part of arithmetic; only + - * / ^ ( ) , numbers and lower-case names are read"
                raise _formula_error(self.text, start, why)
            yield _Token(match.lastgroup, match[match.lastgroup], match.start(match.lastgroup), match.end())
            at = match.end()
        yield _Token("end", "", end, end + 1)

    @property
    def _next(self) -> _Token:
        return self.tokens[self.at]

    def _take(self) -> _Token:
        token = self.tokens[self.at]
        self.at += 1
        return token

    def _is_sign(self, *signs: str) -> bool:
        return self._next.kind == "sign" and self._next.text in signs

    def _sum(self) -> Expression:
        return self._chain(self._product, "+", "-")

    def _product(self) -> Expression:
        return self._chain(self._sign, "*", "/")

    def _chain(self, part: Callable[[], Expression], *signs: str) -> Expression:
        left = part()
        while self._is_sign(*signs):
            self._count()
            sign = self._take().text
            right = part()
            left = Operation(sign, left, right, left.start, right.end)
        return left

    def _sign(self) -> Expression:
        first, is_negative = self._next.start, False
        while self._is_sign("-", "+"):
            is_negative ^= self._take().text == "-"
        inner = self._power()
        if not is_negative:
            return inner
        if isinstance(inner, Number):
            return Number(-inner.value, first, inner.end)
        return Negation(inner, first, inner.end)

    def _power(self) -> Expression:
        base = self._atom()
        if not self._is_sign("^", "**"):
            return base
        self._count()
        self._take()
        with self._deeper():
            exponent = self._sign()
        return Operation("^", base, exponent, base.start, exponent.end)

    def _atom(self) -> Expression:
        token = self._take()
        if token.kind == "number":
            return self._number(token)
        if token.kind == "name":
            return self._call(token) if self._is_sign("(") else Name(token.text, token.start, token.end)
        if token.text == "(":
            with self._deeper():
                inner = self._sum()
            self._close()
            return inner
        self.at -= 1
        raise self._error("a number, a name or an opening bracket was expected here")

    def _number(self, token: _Token) -> Number:
        value = float(token.text.replace("_", ""))
        if not isfinite(value):
            raise _formula_error(self.text, token.start, "this number is larger than any that can be computed with")
        return Number(value, token.start, token.end)

    def _call(self, token: _Token) -> Expression:
        if token.text not in FUNCTIONS:
            why = (
                f"{token.text!r} is not a function of formulas; known are {', '.join(sorted(FUNCTIONS))}. "
                "Formulas are arithmetic only: nothing from a dossier is ever called or imported"
            )
            raise _formula_error(self.text, token.start, why)
        self._count()
        self._take()
        with self._deeper():
            arguments = [self._sum()]
            while self._is_sign(","):
                self._take()
                arguments.append(self._sum())
        end, wanted = self._close(), FUNCTIONS[token.text]
        if (len(arguments) < wanted) if wanted > 1 else (len(arguments) != wanted):
            takes = f"{wanted} or more arguments" if wanted > 1 else "one argument"
            raise _formula_error(self.text, token.start, f"{token.text} takes {takes}, not {len(arguments)}")
        return Call(token.text, tuple(arguments), token.start, end)

    def _close(self) -> int:
        if not self._is_sign(")"):
            raise self._error("a closing bracket is missing here")
        return self._take().end

    def _count(self) -> None:
        self.operations += 1
        if self.operations > MOST_OPERATIONS:
            raise self._error(f"the formula has more than {MOST_OPERATIONS} operations; split it into several figures")

    @contextmanager
    def _deeper(self) -> Iterator[None]:
        self.nested += 1
        if self.nested > MOST_NESTED:
            raise self._error(f"the formula is nested more than {MOST_NESTED} deep; split it into several figures")
        yield
        self.nested -= 1

    def _error(self, why: str) -> FormulaError:
        return _formula_error(self.text, self._next.start, why)


def _formula_error(text: str, at: int, why: str) -> FormulaError:
    return FormulaError(f"The formula cannot be read: {why}.\n{_mark(text, at, at + 1)}")


def _mark(text: str, start: int, end: int) -> str:
    """The formula on one line, or what of a long one surrounds the place, with marks under one part of it."""
    line = re.sub(r"\s", " ", text)
    first = max(0, start - _SHOWN_BEFORE)
    last = min(len(line), max(end, start + _SHOWN_AFTER))
    shown = f"{'…' if first else ''}{line[first:last]}{'…' if last < len(line) else ''}"
    return f"{shown}\n{' ' * (start - first + bool(first))}{'^' * max(1, end - start)}"
