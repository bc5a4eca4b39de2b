"""How are many pictures drawn at once? By processes of their own, which also leave their memory behind when they end."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Self

import tocsin
from tocsin.publish.charts.chart import Spec
from tocsin.publish.charts.picture import Pictures
from tocsin.publish.document.tree import ChartFigure, Document, find_charts
from tocsin.publish.docx.pictures import draw_png, name_png
from tocsin.publish.store import FolderStore

# Below this many the start of a process costs more than it saves.
FEWEST = 12
_WORKERS = 2
_ENDING, _DOTS = ".txt", ".png"
_COMMAND = "from tocsin.publish.drawing import draw_for_another; draw_for_another()"


class Drawers:
    """Processes that draw what a store does not hold, on two cores; they end with the block they were opened for."""

    def __init__(self, store: FolderStore) -> None:
        self._store = store
        self._jobs: list[subprocess.Popen[bytes]] = []
        self._asked: tuple[dict[str, Spec], dict[str, Spec]] = ({}, {})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for job in self._jobs:
            with job:  # closes its pipe and waits for it
                job.kill()

    def prepare(self) -> None:
        """Load the drawing engine while the document is composed, where the store holds no picture: all will be asked for."""
        if not self._store.holds_any(ending=_ENDING):
            self._start()

    def draw(self, *documents: Document) -> int:
        """Draw what documents show and the store does not hold; how many pictures that were, those of dots apart.

        A picture that could not be drawn here is drawn, or refused with its reason, when its document is rendered.
        """
        self.begin(*documents)
        return self.finish()

    def begin(self, *documents: Document) -> None:
        """Hand over what documents show and the store does not hold; `finish` waits for it."""
        missing = _list_missing(list_specs(documents), store=self._store)
        if len(missing) < FEWEST:
            return
        if not self._jobs:
            self._start()
        dotted = _list_missing(
            (figure.chart.spec for document in documents for figure in find_charts(document)), store=self._store
        )
        plain = {name: spec for name, spec in missing.items() if name not in dotted}
        for at, job in enumerate(self._jobs):
            shares = {"dotted": list(dotted.values())[at::_WORKERS], "plain": list(plain.values())[at::_WORKERS]}
            _hand_over(job, {"folder": str(self._store.folder), **shares})
        self._asked = missing, dotted

    def finish(self) -> int:
        """Wait for what was handed over; how many pictures were drawn, those of dots apart."""
        (missing, dotted), self._asked = self._asked, ({}, {})
        if not missing:
            return 0
        for job in self._jobs:
            job.wait()
        drawn = [name for name in missing if self._store.has(name, ending=_ENDING)]
        for name in drawn:
            self._store.count_made(name, ending=_ENDING)
        self._count_dots(dotted[name] for name in drawn if name in dotted)
        return len(drawn)

    def _count_dots(self, specs: Iterable[Spec]) -> None:
        for name in {name_png(Pictures(self._store).draw_svg(spec)) for spec in specs}:
            if self._store.has(name, ending=_DOTS):
                self._store.count_made(name, ending=_DOTS)

    def _start(self) -> None:
        self._jobs = [start_python(_COMMAND) for _ in range(_WORKERS)]


def load_charts() -> None:
    """Load the library that describes charts, which takes a third of a second, before the first is asked for."""
    import_module("altair")


def start_python(command: str, *, is_read: bool = False) -> "subprocess.Popen[bytes]":
    """Start a process that runs a line of Python with this package at hand and listens on a pipe; read what it prints, or not."""
    source = str(Path(tocsin.__file__).parents[1])
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([source, os.environ.get("PYTHONPATH", "")])}
    return subprocess.Popen(
        [sys.executable, "-c", command],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE if is_read else None,
        stderr=subprocess.DEVNULL,
        env=environment,
    )


def draw_for_another() -> None:
    """Draw the pictures named on standard input into the store named there; the drawing engine is loaded before they come."""
    Pictures().draw_svg(_BLANK)
    told = json.load(sys.stdin)
    store = FolderStore(Path(told["folder"]))
    pictures = Pictures(store)
    for spec in told["dotted"]:
        draw_png(pictures.draw_svg(spec), store=store)
    for spec in told["plain"]:
        pictures.draw_svg(spec)


_BLANK: Spec = {"mark": "point", "data": {"values": []}}


class _Asking:
    """A store that only notes which picture is not kept, so that nothing is drawn to find that out."""

    def __init__(self, store: FolderStore) -> None:
        self._store = store
        self.missing = ""

    def load_text(self, fingerprint: str) -> str:
        """Note the picture if it is not kept, and keep the asker from drawing it."""
        self.missing = "" if self._store.has(fingerprint, ending=_ENDING) else fingerprint
        return "asked"

    def save_text(self, fingerprint: str, text: str) -> None:
        """Nothing was drawn, so nothing is kept."""


def _list_missing(specs: Iterable[Spec], *, store: FolderStore) -> dict[str, Spec]:
    missing: dict[str, Spec] = {}
    for spec in specs:
        asking = _Asking(store)
        Pictures(asking).draw_svg(spec)
        if asking.missing:
            missing[asking.missing] = spec
    return missing


def list_specs(part: object) -> Iterator[Spec]:
    """Every chart below a part of a document, in both widths."""
    if isinstance(part, ChartFigure):
        yield part.chart.spec
        if part.chart.narrow is not None:
            yield part.chart.narrow
    elif is_dataclass(part):
        for field in fields(part):
            yield from list_specs(getattr(part, field.name))
    elif isinstance(part, Sequence) and not isinstance(part, str):
        for inner in part:
            yield from list_specs(inner)


def _hand_over(job: "subprocess.Popen[bytes]", told: object) -> None:
    assert job.stdin is not None  # opened as a pipe
    try:
        with job.stdin:
            job.stdin.write(json.dumps(told).encode())
    except BrokenPipeError:
        return  # the process ended before it began; its share is drawn later
