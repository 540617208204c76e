"""Tables of something else that stand below a form: where they begin and how far they reach."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from innocity.intake.form import Form
from innocity.intake.labels import is_label
from innocity.intake.matching import Dictionary
from innocity.intake.measuring import PERCENT
from innocity.intake.reading import Area, Sheet
from innocity.intake.rules import Place, Rules
from innocity.intake.written import NotANumberError, number_in
from innocity.tables import Finding

_FEWEST_LABELS = 2
_FEWEST_LINES = 2  # a header and a line below it


def foreign_tables(forms: Sequence[Form]) -> list[Area]:
    """The areas of a sheet's tables that its forms stopped at, from the top; the first cell is the first header's.

    An area stands as (first row, first column, last row, last column). Nothing in it was read.
    """
    return sorted({form.foreign for form in forms if form.foreign})


def foreign_findings(sheet: Sheet, forms: Sequence[Form], file: Place, rules: Rules) -> Iterator[Finding]:
    """One finding for each table of a sheet that its forms stopped at: where it begins, and the area it fills."""
    for top, left, bottom, right in foreign_tables(forms):
        first = sheet.own(top, left)
        area = f"{first.coordinate}:{sheet.own(bottom, right).coordinate}"
        place = replace(file, sheet=sheet.name, cell=first.coordinate)
        yield place.finding(rules, "foreign_table", got=f"{area} {first.text}".strip())


def begins_foreign(sheet: Sheet, row: int, span: range, words: Dictionary) -> bool:
    """Whether a row is the header of another table: words alone, none of them known, under a blank line or a title."""
    texts = _texts(sheet, row, span)
    if len(texts) < _FEWEST_LABELS or len(_texts(sheet, row - 1, span)) > 1 or not _texts(sheet, row + 1, span):
        return False
    return all(_is_plain_word(text, words) for text in texts)


def foreign_area(sheet: Sheet, row: int, before: int, span: range, words: Dictionary) -> Area | None:
    """The filled part of the rows from this one on; None for a line that stands alone, and for the foot of a form."""
    filled = [(at, column) for at, column in sheet.cells if row <= at < before and column in span]
    rows = {at for at, _ in filled}
    if len(rows) < _FEWEST_LINES or any(is_label(text, words) for text in _texts(sheet, row, span)):
        return None
    columns = [column for _, column in filled]
    return row, min(columns), max(rows), max(columns)


def is_number(text: str) -> bool:
    """Whether a text holds a digit, or says a number in words."""
    if any(character.isdigit() for character in text):
        return True
    try:
        number_in(text, PERCENT)
    except NotANumberError:
        return False
    return True


def _texts(sheet: Sheet, row: int, span: range) -> list[str]:
    return [text for column in span if (text := sheet.own(row, column).text)]


def _is_plain_word(text: str, words: Dictionary) -> bool:
    """Whether a text is neither a number nor anything that a row of a form, its head or its foot may say."""
    known = (words.measures, words.statuses, words.answers, words.blanks)
    is_known = words.indicator(text) is not None or any(names.find(text) for names in known)
    return not is_known and words.headers.find(text) != "total" and not is_label(text, words) and not is_number(text)
