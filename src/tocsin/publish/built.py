"""What does a build say of itself: where it wrote, what it reused, which inputs changed and what that moved?"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tocsin.publish.changes import Change, fold_changes
from tocsin.publish.reuse import BuildLedger, find_current

_READ_FIRST = (
    "report.html", "report.pdf", "report.docx", "strategy.html", "strategy.pdf", "strategy.docx", "action-plan.docx", "brief.pdf",
    "assessment.json", "strategy.json",
)  # fmt: skip


@dataclass(frozen=True)
class Built:
    """What a build made: where, what was reused and made anew, which inputs changed, and which results moved and why.

    ``is_reused`` says that nothing at all had changed, so that the files stand as they were.
    """

    out: Path
    outputs: tuple[str, ...]
    is_reused: bool
    reused_count: int
    made_count: int
    changed_files: tuple[str, ...]
    changes: tuple[Change, ...]
    warnings_count: int

    @classmethod
    def of_kept(cls, ledger: BuildLedger, *, out: Path) -> "Built":
        """The last build, of which nothing had to be made again."""
        return cls(out, tuple(sorted(ledger.outputs)), True, ledger.results_count, 0, (), (), ledger.warnings_count)

    def told(self) -> Iterator[str]:
        """The build in a few lines."""
        files, warnings = _count(len(self.outputs), "file"), _count(self.warnings_count, "warning")
        if self.is_reused:
            yield f"Nothing changed; {files} stand as they were, {warnings} to read."
        else:
            yield f"Built {files} ({_count(self.made_count, 'result')} made, {self.reused_count} reused), {warnings} to read."
        if self.changed_files:
            yield f"Changed since the last build: {', '.join(self.changed_files)}."
        yield from (f"- {told}" for told in fold_changes(self.changes))
        yield from (f"  {self.out / name}" for name in _READ_FIRST if name in self.outputs)


def find_kept(folder: Path, *, out: Path, tables: Path | None) -> Built | None:
    """The last build, if nothing at all has changed since; told from hashes alone."""
    kept = find_current(folder, out=out, tables=tables)
    return Built.of_kept(kept, out=out) if kept else None


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
