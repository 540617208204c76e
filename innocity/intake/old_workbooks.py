"""Old (.xls) and very large workbooks -> sheets, read quickly and without number formats."""

import io

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from innocity.intake.reading import Cell, Sheet, require_size, scalar
from innocity.intake.refusal import RefusedError

MAX_CELLS = 1_500_000  # of one sheet's area


def read_quickly(content: bytes) -> list[Sheet]:
    """The sheets, hidden ones marked, each degraded; RefusedError when the workbook cannot be read."""
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            return [
                _sheet(workbook.get_sheet_by_name(one.name), one.visible != SheetVisibleEnum.Visible)
                for one in workbook.sheets_metadata
                if one.typ == SheetTypeEnum.WorkSheet
            ]
    except RefusedError:
        raise
    except Exception as fault:  # whatever a damaged workbook raises, the other returns go on
        raise RefusedError("refused.unreadable", got=type(fault).__name__) from fault


def _sheet(page: CalamineSheet, is_hidden: bool) -> Sheet:
    rows, columns = page.end or (0, 0)
    require_size(page.name, rows + 1, columns + 1, MAX_CELLS)
    cells = {
        (row, column): Cell(row, column, scalar(value))
        for row, line in enumerate(page.to_python(skip_empty_area=False), 1)
        for column, value in enumerate(line, 1)
        if value != ""
    }
    merged = tuple(
        sorted(
            (top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in page.merged_cell_ranges or ()
        )
    )
    return Sheet(page.name, cells, merged, is_hidden, is_degraded=True)
