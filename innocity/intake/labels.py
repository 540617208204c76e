"""The labelled cells above a table: `报送单位：` and what follows, in the same cell or the next one that is filled."""

from innocity.intake.matching import Dictionary, normalise, split_year
from innocity.intake.reading import Cell, Sheet


def read_head(sheet: Sheet, rows: range, over: range, words: Dictionary) -> dict[str, Cell]:
    """What the labels in these rows say, by code; what stands over the table's columns comes before what stands beside."""
    head: dict[str, Cell] = {}
    beside = [column for column in range(1, sheet.last_column + 1) if column not in over]
    for columns in (list(over), beside):
        for row in rows:
            for column in columns:
                code, cell = _labelled(sheet, row, column, words)
                if code and cell and code not in head:
                    head[code] = cell
    return head


def is_label(text: str, words: Dictionary) -> bool:
    """Whether a text belongs to the head of a form: `报送单位：…`, or a label without its colon."""
    return bool(set(text) & {":", "："}) or words.heads.find(text) is not None


def is_head_line(sheet: Sheet, row: int, words: Dictionary) -> bool:
    """Whether a label of the head, `报送单位` or `报送单位：`, stands in a row, so that it is no line of a header."""
    cells = (sheet.own(row, column).text for column in range(1, sheet.last_column + 1))
    return any(words.heads.find(text.replace(":", "：").partition("：")[0]) for text in cells if text)


def titled_years(sheet: Sheet, rows: range, columns: range, words: Dictionary) -> set[int]:
    """The years that the titles in an area name; labels of the head are no titles."""
    texts = (sheet.own(row, column).text for row in rows for column in columns)
    return {year for text in texts if not is_label(text, words) and (year := split_year(text)[0])}


def _labelled(sheet: Sheet, row: int, column: int, words: Dictionary) -> tuple[str | None, Cell | None]:
    """What a label of the head stands for, and the cell that it labels; `单位：万元` names the measure of the table."""
    label, _, rest = sheet.own(row, column).text.replace(":", "：").partition("：")
    rest = rest.strip()
    is_measure = words.headers.find(label) == "measure" and words.measures.find(rest)
    code = "measure" if is_measure else words.heads.find(label) if label else None
    if code is None:
        return None, None
    after = (sheet.own(row, place) for place in range(column + 1, sheet.last_column + 1))
    cell = Cell(row, column, rest) if rest else next((one for one in after if one.text), None)
    return code, cell if cell and normalise(cell.text) else None
