"""The ways in which offices lay out the forms of work points and commitments."""

from dataclasses import dataclass
from enum import StrEnum
from random import Random

from innocity.demo.layouts import Layout

_OF_REPORTS = ("number", "area", "unit", "problem", "next_step", "evidence", "note")
_OF_PROMISES = ("number", "measure", "target", "deadline", "evidence", "note")


class WorkNaming(StrEnum):
    """How work points and commitments are named."""

    CODE = "code"
    TITLE = "title"
    NUMBERED = "numbered"
    CODE_AND_TITLE = "code_and_title"


@dataclass(frozen=True)
class WorkLayout:
    """One choice on every axis; `columns` in the order in which they stand."""

    reports: tuple[str, ...]
    promises: tuple[str, ...]
    naming: WorkNaming
    is_below: bool  # the indicators, on their sheet
    has_group_line: bool
    is_area_merged: bool

    def told(self, table: str, columns: tuple[str, ...], of_file: Layout) -> str:
        """The layout of one table in a file, as the truth tells it."""
        axes = (f"kind={of_file.kind}", f"script={of_file.script}", f"left={of_file.left}", f"naming={self.naming}")
        place = (f"below={self.is_below}", f"group={self.has_group_line}", f"merged={self.is_area_merged}")
        return ";".join((f"table={table}", *axes, *place, f"columns={'+'.join(columns)}"))


def choose_work(chance: Random, of_file: Layout) -> WorkLayout:
    """A layout at random; a text file has one sheet and no merges."""
    reports = ["work_point", "progress", "declared", "completed_on", *_some(_OF_REPORTS, chance)]
    promises = ["commitment", "item", "value", "status", "as_of", *_some(_OF_PROMISES, chance)]
    if chance.random() < 0.5:
        chance.shuffle(reports)
        chance.shuffle(promises)
    return WorkLayout(
        reports=tuple(reports),
        promises=tuple(promises),
        naming=chance.choice(list(WorkNaming)),
        is_below=not of_file.is_workbook or chance.random() < 0.4,
        has_group_line=of_file.is_workbook and chance.random() < 0.3,
        is_area_merged=of_file.is_workbook and chance.random() < 0.5,
    )


def _some(names: tuple[str, ...], chance: Random) -> list[str]:
    return [name for name in names if chance.random() < 0.6]
