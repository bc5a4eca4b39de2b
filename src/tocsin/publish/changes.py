"""Since the last build: which inputs changed, and which figures and ranks did that move, from what to what?"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tocsin.publish.reuse import BuildLedger, Printed

_SHOWN = 6
_RANKING = "ranking:threats"
# Names of sources and titles of items may be restricted; on a screen and in a log their keys are enough.
_BY_KEY_ALONE = ("source", "item", "claim")


@dataclass(frozen=True)
class Move:
    """A figure, or the rank of a threat, before and after, as low, value and high; None where it was not there.

    What reads the same at three digits has not moved.
    """

    kind: str
    key: str
    before: Printed | None
    after: Printed | None

    def __str__(self) -> str:
        name = f"rank of {self.key}" if self.kind == "rank" else self.key
        return f"{name} {_tell(self.before)} → {_tell(self.after)}"


@dataclass(frozen=True)
class Change:
    """One input that is new, changed or gone, and the figures and ranks it may have moved."""

    node: str
    title: str
    how: str
    moves: tuple[Move, ...] = ()

    @property
    def name(self) -> str:
        """The input by its key, with its title where it has one."""
        return f"{self.node} ({self.title})" if self.title else self.node

    def __str__(self) -> str:
        return f"{self.name} {self.how}; {_tell_moves(self.moves)}"


def list_changes(before: BuildLedger | None, *, after: BuildLedger, titles: Mapping[str, str]) -> tuple[Change, ...]:
    """Inputs that differ from the last build, each with what moved and rests on it; none without a last build."""
    if before is None:
        return ()
    moves = [*_compare("estimate", before.figures, after.figures), *_compare("rank", before.ranks, after.ranks)]
    changes = list(_list_nodes(before, after=after, moves=moves, titles=titles))
    explained = {move for change in changes for move in change.moves}
    rest = tuple(move for move in moves if move not in explained)
    return (*changes, *_list_causes_beside(before, after=after, moves=rest))


def fold_changes(changes: Sequence[Change]) -> Iterator[str]:
    """The changes in words, those of one kind that moved the same things in one line."""
    alike: dict[tuple[str, str, tuple[Move, ...]], list[Change]] = {}
    for change in changes:
        kind = change.node.partition(":")[0]
        alike.setdefault((kind, change.how, change.moves), []).append(change)
    for (kind, how, moves), group in alike.items():
        if len(group) == 1:
            yield str(group[0])
        else:
            names = ", ".join(each.name for each in group[:_SHOWN]) + (", …" if len(group) > _SHOWN else "")
            yield f"{len(group)} of kind {kind} ({names}): each {how}; together {_tell_moves(moves)}"


def list_changed_files(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[str, ...]:
    """The files that are new, changed or gone, in alphabetical order."""
    return tuple(name for name in sorted({*before, *after}) if before.get(name) != after.get(name))


def _compare(kind: str, before: Mapping[str, Printed], after: Mapping[str, Printed]) -> Iterator[Move]:
    for key in sorted({*before, *after}):
        if _tell(before.get(key)) != _tell(after.get(key)):
            yield Move(kind, key, before.get(key), after.get(key))


def _list_nodes(
    before: BuildLedger, *, after: BuildLedger, moves: Sequence[Move], titles: Mapping[str, str]
) -> Iterator[Change]:
    """Every node whose own content is new, changed or gone, with the moves of what rests on it or rested on it."""
    now, then = _list_users(after.edges), _list_users(before.edges)
    for key, digest in after.digests.items():
        if before.digests.get(key) != digest:
            how = "changed" if key in before.digests else "is new"
            yield Change(key, _title(key, titles), how, _moved(moves, resting=_reach(key, now)))
    for key in sorted(before.digests):
        if key not in after.digests:
            yield Change(key, "", "is gone", _moved(moves, resting=_reach(key, then)))


def _list_causes_beside(before: BuildLedger, *, after: BuildLedger, moves: tuple[Move, ...]) -> Iterator[Change]:
    """What moved results without being a node of the graph: the program itself, or a file such as a framework."""
    if not moves:
        return
    files = list_changed_files(before.inputs, after.inputs)
    if before.program != after.program:
        yield Change("program", "another version of Tocsin", "changed", moves)
    elif files:
        yield Change(f"file:{', '.join(files)}", "", "changed", moves)


def _tell_moves(moves: Sequence[Move]) -> str:
    if not moves:
        return "no figure moved"
    rest = [f"and {len(moves) - _SHOWN} more"] if len(moves) > _SHOWN else []
    return f"moved: {'; '.join([*map(str, moves[:_SHOWN]), *rest])}"


def _moved(moves: Iterable[Move], *, resting: set[str]) -> tuple[Move, ...]:
    return tuple(move for move in moves if (_RANKING if move.kind == "rank" else f"estimate:{move.key}") in resting)


def _list_users(edges: Mapping[str, tuple[str, ...]]) -> dict[str, list[str]]:
    users: dict[str, list[str]] = {}
    for key, inputs in edges.items():
        for used in inputs:
            users.setdefault(used, []).append(key)
    return users


def _reach(key: str, users: Mapping[str, Sequence[str]]) -> set[str]:
    """A node and all that rests on it."""
    found, waiting = {key}, [key]
    while waiting:
        fresh = set(users.get(waiting.pop(), ())) - found
        found |= fresh
        waiting += fresh
    return found


def _title(key: str, titles: Mapping[str, str]) -> str:
    kind, _, name = key.partition(":")
    title = titles.get(key, "")
    return "" if kind in _BY_KEY_ALONE or title == name else title


def _tell(printed: Printed | None) -> str:
    if printed is None:
        return "absent"
    low, value, high = printed
    return f"{value:.3g} ({low:.3g} to {high:.3g})"
