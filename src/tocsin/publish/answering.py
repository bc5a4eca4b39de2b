"""How are studies answered while figures are estimated? By a process of its own, which also takes their libraries' memory with it."""

import pickle
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from threading import Thread
from types import TracebackType
from typing import Self

from tocsin.dossier.dossier import Dossier
from tocsin.monitor.studies import NO_FIGURES, Answer, FigureRanges, answer_studies, has_figures
from tocsin.publish.drawing import start_python

# Below this many the start of a process costs more than it saves.
FEWEST = 4
_COMMAND = "from tocsin.publish.answering import answer_for_another; answer_for_another()"


class Answerer:
    """Answers the studies of a dossier: those that wait for no figure at once, the others when figures are told.

    Studies that the process could not answer are answered, or fail with their reason, where they are collected.
    """

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._figures = NO_FIGURES
        self._job: subprocess.Popen[bytes] | None = None
        self._handing_over = Thread()

    def __enter__(self) -> Self:
        if len(self._dossier.studies) >= FEWEST:
            self._job = start_python(_COMMAND, is_read=True)
            self._handing_over = Thread(target=self._send, args=(self._dossier,))
            self._handing_over.start()  # the process takes it only when its libraries are loaded
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._job is not None:
            self._job.kill()
            self._handing_over.join()  # it stops at the broken pipe
            with suppress(BrokenPipeError), self._job:  # closes its pipes and waits for it
                pass

    def tell(self, figures: FigureRanges) -> None:
        """Say what the figures are, so that studies which wait for them can be answered."""
        self._figures = figures
        if self._job is not None:
            self._handing_over.join()
            self._send(figures)

    def collect(self) -> tuple[Answer, ...]:
        """Every answer, in the order of the dossier; waits for those that are not there."""
        told = self._job.communicate()[0] if self._job is not None else b""
        if not told or self._job is None or self._job.returncode != 0:
            return answer_studies(self._dossier, figures=self._figures)
        found: dict[str, Answer] = pickle.loads(told)  # written by the process started above
        return tuple(found[key] for key in self._dossier.studies)

    def _send(self, told: object) -> None:
        if self._job is not None and self._job.stdin is not None:
            with suppress(BrokenPipeError):  # it ended: its studies are answered here
                pickle.dump(told, self._job.stdin)
                self._job.stdin.flush()


def answer_for_another() -> None:
    """Answer the studies of the dossier on standard input; the figures that some of them wait for follow it there."""
    out, sys.stdout = sys.stdout.buffer, sys.stderr  # nothing else may stand among the answers
    dossier: Dossier = pickle.load(sys.stdin.buffer)  # written by the process that started this one
    early = {key: study for key, study in dossier.studies.items() if not has_figures(study)}
    found = answer_studies(replace(dossier, studies=early), figures=NO_FIGURES)
    figures: FigureRanges = pickle.load(sys.stdin.buffer)  # as above
    late = {key: study for key, study in dossier.studies.items() if key not in early}
    found += answer_studies(replace(dossier, studies=late), figures=figures)
    pickle.dump({answer.study.key: answer for answer in found}, out)
    out.flush()
