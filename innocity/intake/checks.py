"""One row of a form -> an observation or findings; nothing that a unit wrote is dropped in silence."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from innocity.facts import Answer, Direction, Indicator, Value, ValueStatus
from innocity.framework import Framework
from innocity.intake.forms import Form, FormRow
from innocity.intake.matching import Dictionary
from innocity.intake.reading import Cell
from innocity.intake.rules import Place, Rules
from innocity.intake.values import NotANumberError, read_date, read_number
from innocity.tables import Finding, Observation, Receipt, Severity


@dataclass(frozen=True)
class Context:
    """What every check knows: the facts, the spellings, the rules, and the file that is being read."""

    framework: Framework
    words: Dictionary
    rules: Rules
    receipt: Receipt
    unit: str
    year: int


@dataclass(frozen=True)
class Checked:
    """What a row came to: an observation if it is sound, and everything found on the way."""

    observation: Observation | None
    findings: tuple[Finding, ...]


def check_row(form: Form, row: FormRow, context: Context) -> Checked:
    """One row of a form, checked cell by cell; a finding of severity error keeps the observation out."""
    name = row.cells["indicator"]
    place = Place(context.receipt.file, context.unit, form.sheet, name.coordinate)
    code = context.words.indicator(name.text)
    if code is None:
        nearest = " / ".join(context.words.indicators.nearest(name.text)) or None
        return Checked(None, (place.finding(context.rules, "unknown_indicator", got=name.text, expected=nearest),))
    indicator = context.framework.indicator(code)
    value = row.cells["value"]
    here = replace(place, indicator=code, cell=value.coordinate)
    read = _read_value(indicator, value, here, context)
    findings = [*read.findings, *_check_fields(form, row, indicator, here, context)]
    if read.value is None or any(finding.severity is Severity.ERROR for finding in findings):
        return Checked(None, tuple(findings))
    return Checked(_observation(form, row, indicator, read, context), tuple(findings))


@dataclass(frozen=True)
class _Read:
    value: Value | None
    rules: tuple[str, ...]
    findings: tuple[Finding, ...]


def _read_value(indicator: Indicator, cell: Cell, here: Place, context: Context) -> _Read:
    """The value in a cell, by what the indicator is: a decimal or an answer."""

    def fault(code: str, got: object, expected: object) -> _Read:
        return _Read(None, (), (here.finding(context.rules, code, got=got, expected=expected),))

    if cell.formula and cell.value is None:
        return fault("formula_without_value", cell.formula, indicator.measure)
    if not cell.text:
        return fault("blank_value", None, indicator.measure)
    if cell.text.startswith("#"):
        return fault("error_value", cell.text, indicator.measure)
    if indicator.direction is Direction.YES_NO:
        answer = context.words.answers.find(cell.text)
        return _Read(Answer(answer), (), ()) if answer else fault("not_an_answer", cell.text, indicator.measure)
    try:
        number = read_number(cell, indicator.measure)
    except NotANumberError:
        return fault("not_numeric", cell.text, indicator.measure)
    if number.value < 0:
        return fault("negative", number.value, ">= 0")
    noted = (here.finding(context.rules, "formula_cell", got=cell.formula),) if cell.formula else ()
    return _Read(number.value, number.rules, noted)


def _check_fields(form: Form, row: FormRow, indicator: Indicator, here: Place, context: Context) -> Iterator[Finding]:
    """The fields beside the value: measure, status, who may report, the figures printed in advance."""
    collectors = context.framework.collectors(indicator)
    if context.unit not in collectors:
        yield here.finding(context.rules, "unit_not_entitled", got=context.unit, expected=" / ".join(collectors))
    column = form.columns["value"]
    if column.year is not None and column.year != context.year:
        yield here.finding(context.rules, "wrong_year", got=column.year, expected=context.year)
    measure = row.cell("measure")
    if measure and measure.text and context.words.measures.find(measure.text) != indicator.measure:
        at = replace(here, cell=measure.coordinate)
        yield at.finding(context.rules, "wrong_measure", got=measure.text, expected=indicator.measure)
    status = row.cell("status")
    if row.cells["value"].text and (status is None or context.words.statuses.find(status.text) is None):
        at = replace(here, cell=status.coordinate if status else here.cell)
        expected = " / ".join(ValueStatus)
        yield at.finding(context.rules, "status_missing", got=status.text if status else None, expected=expected)
    as_of = row.cell("as_of")
    if row.cells["value"].text and (as_of is None or read_date(as_of) is None):
        at = replace(here, cell=as_of.coordinate if as_of else here.cell)
        yield at.finding(context.rules, "as_of_missing", got=as_of.text if as_of else None, expected="YYYY-MM-DD")
    for name in ("target", "previous_value"):
        yield from _check_printed(name, form, row, indicator, here, context)


def _check_printed(
    name: str, form: Form, row: FormRow, indicator: Indicator, here: Place, context: Context
) -> Iterator[Finding]:
    """A target or last year's value, printed in the form in advance: it must still be the approved one."""
    cell, column = row.cell(name), form.columns.get(name)
    if cell is None or column is None or not cell.text:
        return
    year = column.year or (context.year + 1 if name == "target" else context.year - 1)
    role = "target" if name == "target" else "baseline"
    approved = context.framework.approved(indicator.code, year, role)
    if approved and _plain_value(cell, indicator, context) not in approved:
        at = replace(here, cell=cell.coordinate)
        code = "target_altered" if name == "target" else "baseline_altered"
        yield at.finding(context.rules, code, got=cell.text, expected=" / ".join(map(str, approved)))


def _plain_value(cell: Cell, indicator: Indicator, context: Context) -> Answer | Decimal | None:
    if indicator.direction is Direction.YES_NO:
        answer = context.words.answers.find(cell.text)
        return Answer(answer) if answer else None
    try:
        return read_number(cell, indicator.measure).value
    except NotANumberError:
        return None


def _observation(form: Form, row: FormRow, indicator: Indicator, read: _Read, context: Context) -> Observation:
    value, evidence = row.cells["value"], row.cell("evidence")
    as_of = read_date(row.cells["as_of"])
    assert read.value is not None and as_of is not None  # else the checks have found an error
    return Observation(
        indicator=indicator.code,
        unit=context.unit,
        period=context.receipt.period,
        reference_year=context.year,
        value=read.value,
        measure=indicator.measure,
        raw_text=value.text,
        number_format=value.number_format,
        status=ValueStatus(context.words.statuses.find(row.cells["status"].text) or ""),
        as_of=as_of,
        evidence=(evidence.text or None) if evidence else None,
        file=context.receipt.file,
        sheet=form.sheet,
        cell=value.coordinate,
        sha256=context.receipt.sha256,
        rules=read.rules,
    )
