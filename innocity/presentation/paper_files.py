"""The files of what is printed for units: of each its own, and of all the booklet."""

from collections.abc import Iterable

from innocity.framework import Framework
from innocity.language import Language
from innocity.presentation.scorecard_tables import unit_file
from innocity.tables import Slip

BOOKLET = "booklet.pdf"


def slip_files(rows: Iterable[Slip], framework: Framework, language: Language) -> dict[str, str]:
    """The file of every unit that anything is said to, by its code, in the order of `units.csv`."""
    told = {row.unit for row in rows}
    return {
        unit.code: f"{unit_file(unit.code, framework, language)}.pdf" for unit in framework.units if unit.code in told
    }
