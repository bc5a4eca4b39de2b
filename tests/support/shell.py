"""What does the shell answer? Commands run inside the test process, as typed, with all they print and their exit code."""

from __future__ import annotations

import contextlib
import io
import json
import sys
from dataclasses import dataclass
from typing import Any

import pytest

from tocsin.cli import main


@dataclass(frozen=True)
class Answer:
    """What a command printed to each stream, and the code it ended with."""

    code: int
    out: str
    err: str

    def record(self) -> Any:  # JSON is of many types
        """Return what was printed as JSON; the command must have ended well and printed nothing else."""
        assert (self.code, self.err) == (0, "")
        return json.loads(self.out)


def run_tocsin(*words: object) -> Answer:
    """Run one command line."""
    out, err, code = io.StringIO(), io.StringIO(), 0
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        patch.setattr(sys, "argv", ["tocsin", *map(str, words)])
        try:
            main()
        except SystemExit as ending:
            code = ending.code if isinstance(ending.code, int) else int(ending.code is not None)
    return Answer(code, out.getvalue(), err.getvalue())
