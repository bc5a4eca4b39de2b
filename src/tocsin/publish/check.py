"""Could a report be made of this dossier: files, models, and the figures its texts cite?"""

from pathlib import Path

from tocsin.dossier.problems import CheckReport
from tocsin.dossier.read import read_dossier
from tocsin.estimate import check
from tocsin.publish.document.citations import check_citations
from tocsin.publish.texts import find_contradicting_phrases
from tocsin.terms.problem import Problem


def check_folder(folder: Path, *, tables: Path | None = None) -> CheckReport:
    """Check a dossier folder all the way: what must be mended, and what is worth knowing."""
    report = check.check_folder(folder, tables=tables)
    if not report.is_sound:
        return report
    dossier = read_dossier(folder, tables=tables)
    problems = tuple(
        Problem(fault.where, None, "", f"[[{fault.cited}]]", fault.why, fault.mend)
        for fault in check_citations(dossier)
    )
    return CheckReport(problems, (*report.warnings, *find_contradicting_phrases(dossier)))
