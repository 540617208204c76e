"""A file that is not taken in."""

from innocity.errors import InnocityError


class RefusedError(InnocityError):
    """The file is not opened; the message says why and what to send instead."""
