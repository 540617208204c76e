"""How results look as HTML: tables, key figures, lists and paragraphs, every text of them escaped."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from html import escape, unescape
from itertools import groupby
from typing import NamedTuple, Self

from innocity.presentation.numbered_text import parts_of


class Role(Enum):
    """What the cells of a column are to their rows."""

    TEXT = "text"
    NUMBER = "number"  # set flush right, never wrapped
    NAME = "name"  # names its row
    GROUP = "group"  # names a run of rows and is printed once for it; first column only


class Mark(StrEnum):
    """The sign before the word of a state, so that no state is told by its colour alone."""

    MET = "met"
    ON_TRACK = "on-track"
    BEHIND = "behind"
    MISSED = "missed"
    PENDING = "pending"
    ABSENT = "absent"

    @property
    def symbol(self) -> str:
        """The sign: one character whose shape differs from all others, and which the report's fonts hold."""
        return _SYMBOLS[self]


_SYMBOLS = {
    Mark.MET: "●",
    Mark.ON_TRACK: "◆",
    Mark.BEHIND: "▲",
    Mark.MISSED: "■",
    Mark.PENDING: "○",
    Mark.ABSENT: "×",
}


_TAGS = {
    Role.TEXT: ("td", ""),
    Role.NUMBER: ("td", ""),
    Role.NAME: ("th", ' scope="row"'),
    Role.GROUP: ("th", ' scope="rowgroup"'),
}
_SHORT = 8  # characters: eight Chinese ones are the longest measure, 吨标准煤/万元


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, and the role of the cells below it."""

    heading: str
    role: Role = Role.TEXT


@dataclass(frozen=True, slots=True)
class Cell:
    """The word of a state and its mark, with the state's id where it has one; a cell without a mark is a plain `str`."""

    text: str
    mark: Mark
    identifier: str = field(default="", compare=False)


class Number(str):
    """A number as it is printed; it is its text, and knows besides under which id the record tells where it comes from."""

    __slots__ = ("identifier",)
    identifier: str

    def __new__(cls, text: str, identifier: str) -> Self:
        number = super().__new__(cls, text)
        number.identifier = identifier
        return number

    def __add__(self, sign: str) -> Self:
        """The same number with a sign after it."""
        return type(self)(super().__add__(sign), self.identifier)


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads to another page of the same publication; on paper it is the text alone."""

    text: str
    target: str


Row = tuple[str | Cell | Link, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """What a table says: one cell per column in every row, groups repeated in each of their rows.

    `identifier` is the anchor that links point to; `is_wide` asks a printed page for smaller type.
    Raises ValueError where a row's length is not that of `columns`, or a group is not the first column.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""
    identifier: str = ""
    is_wide: bool = False

    def __post_init__(self) -> None:
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise ValueError(
                    f"table “{self.caption}”, row {number}: got {len(row)} cells, expected {len(self.columns)}, "
                    "one per column; complete the row."
                )
        for number, column in enumerate(self.columns[1:], start=2):
            if column.role is Role.GROUP:
                where = f"table “{self.caption}”, column {number}"
                raise ValueError(f"{where}: got a group, expected it in column 1; move it to the front.")

    @property
    def is_grouped(self) -> bool:
        """Whether the first column names runs of rows."""
        return bool(self.columns) and self.columns[0].role is Role.GROUP


class Figure(NamedTuple):
    """A key figure: its name, its value as printed, and what puts it in proportion."""

    label: str
    value: str
    note: str = ""


def html(table: Table) -> str:
    """The table as a `figure`: one `tbody` per group, heads with a scope, and what is not to be wrapped by its class.

    Numbers are of class `num`; the cells of a column that holds nothing but short texts, of class `short`.
    """
    identifier = f' id="{escape(table.identifier)}"' if table.identifier else ""
    wide = ' class="wide"' if table.is_wide else ""
    kinds = tuple(_kind(column, [row[place] for row in table.rows]) for place, column in enumerate(table.columns))
    heads = "".join(
        f'<th scope="col"{kind}>{escape(column.heading)}</th>'
        for column, kind in zip(table.columns, kinds, strict=True)
    )
    runs = groupby(table.rows, key=lambda row: row[0]) if table.is_grouped else [(None, table.rows)]
    bodies = "".join(_body(table.columns, kinds, tuple(run)) for _, run in runs)
    note = f'<p class="note">{escape(table.note)}</p>' if table.note else ""
    return (
        f'<figure class="table"><table{identifier}{wide}><caption>{escape(table.caption)}</caption>'
        f"<thead><tr>{heads}</tr></thead>{bodies}</table>{note}</figure>"
    )


def figures(items: Iterable[Figure]) -> str:
    """Key figures as a `dl` of class `figures`, one `div` per figure."""
    return f'<dl class="figures">{"".join(map(_figure, items))}</dl>'


def facts(items: Iterable[tuple[str, str]]) -> str:
    """Terms and what they stand for, as a `dl` of class `facts`."""
    lines = "".join(f"<dt>{escape(term)}</dt><dd>{escape(value)}</dd>" for term, value in items)
    return f'<dl class="facts">{lines}</dl>'


def paragraphs(texts: Iterable[str]) -> str:
    """One `p` per text."""
    return "".join(f"<p>{_text(text)}</p>" for text in texts)


def bullets(texts: Iterable[str]) -> str:
    """One `ul` with an item per text."""
    return f"<ul>{''.join(f'<li>{_text(text)}</li>' for text in texts)}</ul>"


def plain(markup: str) -> str:
    """The text of markup made here, one line per row, item or paragraph, cells parted by tabs."""
    lines = re.sub(r"</(?:caption|tr|p|li|dd)>", "\n", markup)
    parted = re.sub(r"</(?:t[hd]|dt)>(?!\n)", "\t", lines)
    return unescape(re.sub(r"<[^>]*>", "", parted)).strip()


def show(markup: str) -> None:
    """Display markup in a notebook, with its plain text for readers of the raw file."""
    from IPython.display import display

    display({"text/html": markup, "text/plain": plain(markup)}, raw=True)  # type: ignore[no-untyped-call]


def _kind(column: Column, cells: list[str | Cell | Link]) -> str:
    if column.role is Role.NUMBER:
        return ' class="num"'
    is_short = all(len(cell if isinstance(cell, str) else cell.text) <= _SHORT for cell in cells)
    return ' class="short"' if is_short else ""


def _body(columns: tuple[Column, ...], kinds: tuple[str, ...], rows: tuple[Row, ...]) -> str:
    lines = [list(map(_cell, columns, kinds, row)) for row in rows]
    if columns[0].role is Role.GROUP:
        lines[0][0] = lines[0][0].replace(">", f' rowspan="{len(rows)}">', 1)
        lines[1:] = [line[1:] for line in lines[1:]]
    return "<tbody>" + "".join(f"<tr>{''.join(line)}</tr>" for line in lines) + "</tbody>"


def _cell(column: Column, kind: str, cell: str | Cell | Link) -> str:
    tag, scope = _TAGS[column.role]
    return f"<{tag}{scope}{kind}{_number(cell)}>{_content(cell)}</{tag}>"


def _number(cell: str | Cell | Link) -> str:
    """The id of a number, which the page that it stands on makes an address once."""
    identifier = cell.identifier if isinstance(cell, Number | Cell) else ""
    return f' data-number="{escape(identifier)}"' if identifier else ""


def _text(text: str) -> str:
    """A text escaped, each number in it an `a` that leads to its card once it stands on a page."""
    return "".join(
        f"<a{_number(part)}>{escape(part)}</a>" if isinstance(part, Number) else escape(part) for part in parts_of(text)
    )


def _content(cell: str | Cell | Link) -> str:
    if isinstance(cell, str):
        return escape(cell) if isinstance(cell, Number) else _text(cell)
    if isinstance(cell, Link):
        return f'<a href="{escape(cell.target)}">{escape(cell.text)}</a>'
    sign = f'<span aria-hidden="true">{cell.mark.symbol}</span>'
    return f'<span class="state {cell.mark}">{sign} {escape(cell.text)}</span>'


def _figure(figure: Figure) -> str:
    note = f'<dd class="note">{_text(figure.note)}</dd>' if figure.note else ""
    return f"<div><dt>{escape(figure.label)}</dt><dd{_number(figure.value)}>{escape(figure.value)}</dd>{note}</div>"
