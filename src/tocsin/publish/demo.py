"""Where does the worked example lie?"""

from pathlib import Path

from tocsin.terms.errors import TocsinError


class ExampleMissingError(TocsinError, FileNotFoundError):
    """The example dossiers lie beside the source and are not there."""

    exit_code = 2


def find_example(name: str) -> Path:
    """The folder of an example dossier in the checkout that this package was installed from."""
    folder = Path(__file__).resolve().parents[3] / "examples" / name
    if not folder.is_dir():
        raise ExampleMissingError(
            f"The example {name!r} was expected in {folder.parent} and is not there: examples come with the source, not with the "
            "installed package. Run the command in a clone of the repository."
        )
    return folder
