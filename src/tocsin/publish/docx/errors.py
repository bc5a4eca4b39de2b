"""What can be wrong with a Word file that is given as a template?"""

from tocsin.publish.errors import PublishError


class TemplateRefusedError(PublishError):
    """A template holds something that runs, loads or leads out of the file, or it is no Word file."""

    exit_code = 2


class UnsafeXmlError(PublishError):
    """A part of a Word file is written so that reading it could load other files or never end."""
