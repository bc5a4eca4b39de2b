"""Which small dossier do tests of reading and writing start from? An invented one, sound as it stands, as files."""

from __future__ import annotations

from pathlib import Path

from tocsin.dossier.read import check_dossier
from tocsin.terms.problem import Problem

FACETS = "".join(
    f"    {name}: {{gap: not known}}\n"
    for name in ("who", "collaborators", "enablers", "what", "where", "when", "why", "how")
)

SMALL: dict[str, str] = {
    "dossier.yaml": "key: small\ntitle: Small\nplace: COL\nperiod: 2020\nedition: first\nseed: 7\ntaxonomy: 2\n",
    "sources.csv": (
        "key,name,kind,reliability,scheme,independence_group,handling,licence\n"
        "agency,An agency,agency,B,,,TLP:CLEAR,\n"
        "paper,A paper,media,D,,,TLP:CLEAR,\n"
    ),
    "items.csv": (
        "key,source,title,kind,date,locator,credibility,handling,note\n"
        "report,agency,A report,document,2020,p. 1,2,,\n"
        "article,paper,An article,document,2020-05,p. 2,3,,\n"
    ),
    "claims.csv": (
        "# what they say\n"
        "key,subject,variable,low,best,high,unit,period,place,item,note\n"
        'area,coca,area,10,12,14,ha,2020,COL,report,"kept, as typed"\n'
        "spread,cocaine,spread,2,4,6,score,2020,COL,article,\n"
    ),
    "threats.yaml": (
        "# what is ranked\n"
        "- key: cocaine\n  title: Cocaine  # a remark\n  crime: cocaine\n  card:\n"
        + FACETS
        + "  trend: {text: rising, claims: [area]}\n"
        "  response: {gap: not known}\n  outlook: {to: 2025, gap: not known}\n"
        "  confidence: low\n  confidence_reason: invented\n  shown: [coca_area]\n"
    ),
    "models/area.yaml": (
        "key: area\ntitle: Area\nperiod: 2020\nplace: COL\ndrivers:\n"
        "  seen:\n    title: Seen\n    unit: ha\n    claims: {subject: coca, variable: area}\n"
        "    plausible: {low: 1, high: 100, reason: invented}\n"
        "formulas:\n  coca_area: {title: Area, formula: seen, unit: ha}\n"
    ),
}


def write_small(folder: Path, **changed: str | bytes | None) -> Path:
    """Write the small dossier; files named with `__` for `/` and `_dot_` for `.` are changed, added or, if None, left out."""
    files: dict[str, str | bytes | None] = {**SMALL}
    for name, content in changed.items():
        files[name.replace("__", "/").replace("_dot_", ".")] = content
    for name, content in files.items():
        if content is not None:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def list_problems(folder: Path, **changed: str | bytes | None) -> tuple[Problem, ...]:
    """The problems of the small dossier with some files changed."""
    return check_dossier(write_small(folder, **changed)).problems


def find_problem(folder: Path, **changed: str | bytes | None) -> Problem:
    """The one problem of the small dossier with some files changed."""
    (problem,) = list_problems(folder, **changed)
    return problem
