"""How long does the whole chain take on the Colombia example: cold, with one claim changed, with nothing changed?"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from shutil import copytree, ignore_patterns

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples" / "colombia"
BUDGETS = {
    "cold build, s": 25.0,
    "cold build, MB": 700.0,
    "one claim changed, s": 25.0,
    "nothing changed, s": 1.0,
    "--help, s": 0.3,
}
COMMAND = "from tocsin.cli import main; main()"
SAMPLE_EVERY_SECONDS = 0.05


def start(*arguments: str) -> "subprocess.Popen[bytes]":
    """Start one command line."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    return subprocess.Popen([sys.executable, "-c", COMMAND, *arguments], env=environment, stdout=subprocess.DEVNULL)


def run(*arguments: str) -> float:
    """Run one command line and return the seconds it took."""
    began = time.perf_counter()
    if start(*arguments).wait() != 0:
        sys.exit(f"tocsin {' '.join(arguments)} failed")
    return time.perf_counter() - began


def run_watched(*arguments: str) -> float:
    """Run one command line and return the most memory, in MB, that it and all its processes held at one moment."""
    job, most = start(*arguments), 0.0
    while job.poll() is None:
        most = max(most, measure_memory_mb(job.pid))
        time.sleep(SAMPLE_EVERY_SECONDS)
    return most


def measure_memory_mb(process: int) -> float:
    """Memory of a process and its children; pages that several share are divided among them."""
    try:
        told = Path(f"/proc/{process}/smaps_rollup").read_text()
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:  # it ended meanwhile
        return 0.0
    own = next(int(line.split()[1]) for line in told.splitlines() if line.startswith("Pss:"))
    return own / 1024 + sum(measure_memory_mb(int(child)) for child in children)


def measure() -> dict[str, float]:
    """Every figure that has a budget."""
    with tempfile.TemporaryDirectory() as folder:
        cold, watched = (
            copytree(EXAMPLE, Path(folder) / name, ignore=ignore_patterns("build")) for name in ("cold", "watched")
        )
        found = {"cold build, s": run("build", str(cold)), "cold build, MB": run_watched("build", str(watched))}
        change_one_claim(cold)
        found["one claim changed, s"] = run("build", str(cold))
        found["nothing changed, s"] = min(run("build", str(cold)) for _ in range(3))
        found["--help, s"] = min(run("--help") for _ in range(3))
    return found


def change_one_claim(dossier: Path) -> None:
    """Raise the area of 2010 by a tenth."""
    path = dossier / "claims.csv"
    text = path.read_text(encoding="utf-8")
    assert "61811" in text
    path.write_text(text.replace("61811", "67992"), encoding="utf-8", newline="")


def main() -> None:
    """Measure and print, each beside its budget; end with 1 if any is over it."""
    found = measure()
    for name, value in found.items():
        print(f"{name:<22} {value:8.2f}   budget {BUDGETS[name]:g}   {'within' if value <= BUDGETS[name] else 'OVER'}")
    sys.exit(any(value > BUDGETS[name] for name, value in found.items()))


if __name__ == "__main__":
    main()
