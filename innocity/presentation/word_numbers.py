"""The numbers of a Word document: a bookmark where each stands first, and an index at the end that leads there by its id."""

from collections.abc import Iterator
from itertools import groupby
from xml.sax.saxutils import escape

from innocity.presentation.numbered_text import parts_of
from innocity.presentation.tables import Number

_FIRST = 100_001  # ids of bookmarks: those of headings begin at 1


def run(words: str) -> str:
    """A text as a run; nothing where there is none."""
    return f'<w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r>' if words else ""


class Marks:
    """The bookmarks of a document, made as its texts are written in their order."""

    def __init__(self) -> None:
        self._printed: dict[str, str] = {}  # by its id, a number as it is printed first

    def runs(self, text: str) -> str:
        """The runs of a text, each number in it within a bookmark where it stands for the first time."""
        return "".join(map(self._part, parts_of(text)))

    def _part(self, part: str) -> str:
        if not isinstance(part, Number) or part.identifier in self._printed:
            return run(part)
        self._printed[part.identifier] = str(part)
        number = _FIRST + len(self._printed)
        start = f'<w:bookmarkStart w:id="{number}" w:name="{_name(len(self._printed))}"/>'
        return f'{start}{run(part)}<w:bookmarkEnd w:id="{number}"/>'

    def index(self) -> Iterator[str]:
        """A line for each row of a table, by its id: the columns of its numbers, each a link to where it is printed."""
        placed = [(*one.rpartition(".")[::2], place) for place, one in enumerate(self._printed, start=1)]
        said = list(self._printed.values())
        for row, held in groupby(sorted(placed, key=lambda one: (_order(one[0]), one[2])), key=lambda one: one[0]):
            links = "".join(
                f'{run(f"  .{column} ")}<w:hyperlink w:anchor="{_name(place)}" w:history="1">{run(said[place - 1])}</w:hyperlink>'
                for _, column, place in held
            )
            yield f"{run(row)}{links}"


def _order(row: str) -> list[tuple[int, str]]:
    """Ids in the order of a reader: 2 before 10."""
    return [(int(part) if part.isdecimal() else 0, part) for part in row.split(".")]


def _name(place: int) -> str:
    return f"n{place}"
