"""How settled a value is said to be, and as of which day."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from innocity.facts import ValueStatus
from innocity.intake.forms import FormRow
from innocity.intake.matching import Dictionary
from innocity.intake.qualifiers import most_settled
from innocity.intake.rules import Place, Rules
from innocity.intake.values import read_date
from innocity.language import Language, text
from innocity.tables import Finding


def status_in(row: FormRow, words: Dictionary) -> ValueStatus | None:
    """The status that a row gives its value; None where it gives none, or one that is not known."""
    code = words.statuses.find(cell.text) if (cell := row.cell("status")) else None
    return ValueStatus(code) if code else None


def check_settledness(row: FormRow, here: Place, arrived: date, words: Dictionary, rules: Rules) -> Iterator[Finding]:
    """A status and an as-of day are there; no day lies behind the one on which the file arrived."""
    status, as_of = row.cell("status"), row.cell("as_of")
    if status_in(row, words) is None:
        at = replace(here, cell=status.coordinate if status else here.cell)
        expected = " / ".join(_worded(one, rules.language) for one in ValueStatus)
        yield at.finding(rules, "status_missing", got=status.text if status else None, expected=expected)
    day = read_date(as_of) if as_of else None
    if day is None or day > arrived:
        at = replace(here, cell=as_of.coordinate if as_of else here.cell)
        code = "as_of_in_future" if day else "as_of_missing"
        expected = f"YYYY-MM-DD <= {arrived.isoformat()}"
        yield at.finding(rules, code, got=as_of.text if as_of else None, expected=expected)


def contradicted(
    row: FormRow, qualifiers: Iterable[str], here: Place, words: Dictionary, rules: Rules
) -> Iterator[Finding]:
    """A status more settled than the words around the number allow; it stands as it was sent."""
    settled, status, order = most_settled(qualifiers), status_in(row, words), list(ValueStatus)
    if settled and status and order.index(status) > order.index(settled):
        got = f"{row.cells['value'].text} ({row.cells['status'].text})"
        yield here.finding(rules, "status_contradicted", got=got, expected=_worded(settled, rules.language))


def _worded(status: ValueStatus, language: Language) -> str:
    return text(f"status.{status.value}", language)
