"""The shell: one file per room; each command parses, calls one library function and prints."""

from tocsin.cli.app import app

__all__ = ["app", "main"]


def main() -> None:
    """Run the command line."""
    app()
