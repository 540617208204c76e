"""What every table of a run has: a file name, and the columns that sort it."""

from typing import ClassVar

from innocity.csvfile import Row


class Table(Row):
    """A row of a table of a run; every table has a file name and the columns that sort it."""

    table: ClassVar[str]
    key: ClassVar[tuple[str, ...]]
