"""Faults told to the user in one sentence: where, what was found, what was expected, what to do."""

from innocity import language


class InnocityError(Exception):
    """A fault that ends the command; its text comes from the message catalogue under `key`."""

    exit_code = 1

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key, values)
        self.key = key
        self.values = values

    def __reduce__(self) -> tuple[object, ...]:
        return _revived, (type(self), self.key, self.values)

    def __str__(self) -> str:
        return language.text(self.key, None, **self.values)


def _revived(kind: type[InnocityError], key: str, values: dict[str, object]) -> InnocityError:
    """A fault of another process, worded where it is told."""
    return kind(key, **values)


class UsageError(InnocityError):
    """The command asks for something that cannot be: an unknown period, a missing file."""

    exit_code = 2


class BusyError(InnocityError):
    """Another run of the same period is under way."""

    exit_code = 75
