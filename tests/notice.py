"""The city's notice, read on its own: the rows of both annexes as printed."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PLACE = Path(__file__).resolve().parents[2] / "shared" / "facts" / "notice-2023.txt"
ROWS = 26


@dataclass(frozen=True)
class Row:
    """One row of annex 1, in the notice's own characters; `measure` is empty where none is printed."""

    number: int
    name: str
    measure: str
    collectors: tuple[str, ...]
    value_2021: str
    value_2022: str
    target: str


@dataclass(frozen=True)
class Point:
    """One row of annex 2: its place, and the bodies named as lead and as responsible, in order."""

    area: int
    point: int
    area_name: str
    leads: tuple[str, ...]
    responsible: tuple[str, ...]


def path() -> Path | None:
    """Where the notice lies: INNOCITY_NOTICE, else beside the repository; None if nowhere."""
    named = os.environ.get("INNOCITY_NOTICE")
    place = Path(named) if named else PLACE
    return place if place.is_file() else None


def squeezed(text: str) -> str:
    """The text without white space and with one kind of comma and bracket."""
    return re.sub(r"\s", "", text).translate(str.maketrans("，（）", ",()"))


def named(name: str) -> tuple[str, str]:
    """An indicator's name and the measure in its last brackets, empty when there are none."""
    found = re.fullmatch(r"(.+)\(([^()]*)\)", name)
    return (found[1], found[2]) if found else (name, "")


def bodies(text: str) -> tuple[str, ...]:
    """The bodies in a list such as `市科協等,各縣市區、園區`, without brackets and without 等.

    A name that opens with 各 is collective and keeps the plain names after it, up to the comma.
    """
    names: list[str] = []
    for segment in re.sub(r"\([^()]*\)", "", squeezed(text)).split(","):
        plain, mark, rest = segment.partition("各")
        names += plain.split("、") + re.split("、(?=各)", mark + rest)
    return tuple(name.removesuffix("等") for name in names if name not in ("", "-"))


def cells(text: str) -> list[str]:
    """The filled table cells of a stretch of the notice, squeezed."""
    return [cell for cell in map(squeezed, text.split("|")) if cell]


def rows(text: str) -> Iterator[Row]:
    """The rows of annex 1, in order; a row's number is looked for only after the row before it."""
    annex = cells(text.split("\n附件1\n")[1].split("\n附件2\n")[0])
    at = 0
    for number in range(1, ROWS + 1):
        at = annex.index(str(number), at) + 6
        name, collectors, *values = annex[at - 5 : at]
        yield Row(number, *named(name), bodies(collectors), *values)


def points(text: str) -> Iterator[Point]:
    """The rows of annex 2, in order; an area's number and name stand before its first point."""
    annex = cells(text.split("\n附件2\n")[1])
    annex = annex[annex.index("責任單位") + 1 :]
    area, point, area_name = 0, 0, ""
    while len(annex) >= 3:
        if annex[0] == str(area + 1):
            area, point, area_name = area + 1, 0, annex[1]
            annex = annex[2:]
        point += 1
        _, leads, responsible = annex[:3]
        annex = annex[3:]
        yield Point(area, point, area_name, bodies(leads), bodies(responsible))
