"""What does each result rest on, and what must be made again when something changes?"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter

from tocsin.terms.errors import TermError
from tocsin.terms.recipe import hash_content


class CircularDependencyError(TermError):
    """Results rest on each other in a circle, so none can be computed first."""


class UnknownNodeError(TermError, KeyError):
    """A result is asked for, or rested on, that nothing defines."""

    def __str__(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True)
class Node:
    """One thing that others may rest on: a claim, a driver, an estimate, a score, a ranking, a page.

    ``key`` reads ``kind:name`` (``claim:area-2020``); ``digest`` is the hash of its own content, inputs apart.
    """

    key: str
    digest: str
    inputs: tuple[str, ...] = ()
    title: str = ""

    @property
    def kind(self) -> str:
        """The part of the key before the colon."""
        return self.key.partition(":")[0]

    @property
    def name(self) -> str:
        """The part of the key after the colon."""
        return self.key.partition(":")[2]


@dataclass(frozen=True)
class Graph:
    """The one dependency graph that building, explaining, comparing and caching share."""

    nodes: Mapping[str, Node] = field(default_factory=dict)
    _prints: dict[str, str] = field(default_factory=dict, repr=False, compare=False)
    _places: dict[str, int] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, nodes: Iterable[Node]) -> "Graph":
        """Join nodes into a graph; every input must be defined, and no circle may arise."""
        graph = cls({node.key: node for node in nodes})
        graph.check_inputs()
        graph.order()
        return graph

    def joined(self, nodes: Iterable[Node]) -> "Graph":
        """This graph and further nodes that rest on it."""
        return Graph.of([*self.nodes.values(), *nodes])

    def check_inputs(self) -> None:
        """Refuse a node that rests on something nothing defines."""
        for node in self.nodes.values():
            for key in node.inputs:
                if key not in self.nodes:
                    raise UnknownNodeError(
                        f"{node.key} rests on {key}, which nothing defines. Add it, or correct the name."
                    )

    def order(self) -> tuple[str, ...]:
        """Keys so that each stands after all it rests on."""
        if not self._places:
            self._places.update((key, place) for place, key in enumerate(self._sort()))
        return tuple(self._places)

    def _sort(self) -> tuple[str, ...]:
        try:
            return tuple(TopologicalSorter({key: node.inputs for key, node in self.nodes.items()}).static_order())
        except CycleError as error:
            circle = " → ".join(reversed(error.args[1]))
            raise CircularDependencyError(
                f"These rest on each other in a circle: {circle}. None can be computed before the others; "
                "take one of them out of the formula of another."
            ) from None

    def upstream(self, key: str) -> tuple[Node, ...]:
        """All that a node rests on, directly or not, in the order of computation."""
        return self._in_order(self._reach(key, lambda name: self._node(name).inputs))

    def downstream(self, key: str) -> tuple[Node, ...]:
        """All that rests on a node, directly or not, in the order of computation."""
        users: dict[str, list[str]] = {name: [] for name in self.nodes}
        for node in self.nodes.values():
            for used in node.inputs:
                users[used].append(node.key)
        return self._in_order(self._reach(key, users.__getitem__))

    def fingerprint(self, key: str) -> str:
        """Hash of a node and of all it rests on: equal fingerprints mean an equal result."""
        if key not in self._prints:
            for name in (*(node.key for node in self.upstream(key)), key):
                node = self._node(name)
                self._prints.setdefault(name, hash_content([node.digest, [self._prints[used] for used in node.inputs]]))
        return self._prints[key]

    def digests(self) -> dict[str, str]:
        """The hash of every node's own content."""
        return {key: node.digest for key, node in self.nodes.items()}

    def causes(self, key: str, before: Mapping[str, str]) -> tuple[str, ...]:
        """The nodes behind a result whose own content is new or differs from the digests of an earlier build."""
        return tuple(node.key for node in (*self.upstream(key), self._node(key)) if before.get(node.key) != node.digest)

    def _node(self, key: str) -> Node:
        try:
            return self.nodes[key]
        except KeyError:
            raise UnknownNodeError(
                f"Nothing is called {key}. Known are: {', '.join(sorted(self.nodes)[:12])} …"
            ) from None

    def _in_order(self, keys: Iterable[str]) -> tuple[Node, ...]:
        self.order()
        return tuple(self.nodes[key] for key in sorted(keys, key=self._places.__getitem__))

    def _reach(self, key: str, neighbours: Callable[[str], Iterable[str]]) -> set[str]:
        self._node(key)
        found: set[str] = set()
        waiting: list[Iterator[str]] = [iter(neighbours(key))]
        while waiting:
            for name in waiting.pop():
                if name not in found:
                    found.add(name)
                    waiting.append(iter(neighbours(name)))
        return found
