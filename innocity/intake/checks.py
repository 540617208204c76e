"""One row of a form -> an observation or findings; nothing that a unit wrote is dropped in silence."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from innocity.facts import Answer, Blank, Direction, Indicator, Value
from innocity.framework import Framework
from innocity.intake.derived import derived_differs, shown_differently
from innocity.intake.forms import Form, FormRow
from innocity.intake.matching import Dictionary
from innocity.intake.plausibility import Plausibility
from innocity.intake.reading import Cell
from innocity.intake.rules import Place, Rules
from innocity.intake.settledness import check_settledness, contradicted, status_in
from innocity.intake.unlisted import unlisted_indicator
from innocity.intake.values import NotANumberError, Number, blank_meaning, read_date, read_number
from innocity.tables import Finding, Observation, Receipt, Severity


@dataclass(frozen=True)
class Context:
    """What every check knows: the facts, the spellings, the rules, what went before, and the file that is being read."""

    framework: Framework
    words: Dictionary
    rules: Rules
    receipt: Receipt
    unit: str
    year: int
    target_year: int
    plausibility: Plausibility


@dataclass(frozen=True)
class Checked:
    """What a row came to: an observation if it is sound, and everything found on the way."""

    observation: Observation | None
    findings: tuple[Finding, ...]


def check_row(form: Form, row: FormRow, context: Context) -> Checked:
    """One row of a form, checked cell by cell; a finding of severity error keeps the observation out."""
    name = row.cells["indicator"]
    place = Place(context.receipt.file, context.unit, form.sheet, name.coordinate)
    if not name.text:
        stray = replace(place, cell=row.cells["value"].coordinate)
        return Checked(None, (stray.finding(context.rules, "nameless_value", got=row.cells["value"].text),))
    code = context.words.indicator(name.text)
    if code is None:
        unlisted = unlisted_indicator(name.text, place, context.framework, context.words, context.rules)
        return Checked(None, (unlisted,))
    indicator = context.framework.indicator(code)
    value = row.cells["value"]
    here = replace(place, indicator=code, cell=value.coordinate)
    read = _read_value(indicator, value, here, context)
    findings = [*read.findings, *_check_fields(form, row, indicator, here, context)]
    if read.value is None or _is_grave(findings):
        return Checked(None, tuple(findings))
    said = _observation(form, row, indicator, read, context)
    findings += [*contradicted(row, read.qualifiers, here, context.words, context.rules), *_doubts(row, said, context)]
    return Checked(None if _is_grave(findings) else said, tuple(findings))


def _is_grave(findings: Iterable[Finding]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)


def _doubts(row: FormRow, said: Observation, context: Context) -> Iterator[Finding]:
    """What a sound value is doubted for: its size, how it is shown, the figures beside it."""
    known = context.plausibility
    yield from known.findings(said, context.receipt.received_on)
    yield from shown_differently(row.cells["value"], said, known)
    yield from derived_differs(row, said, context.target_year, known)


@dataclass(frozen=True)
class _Read:
    value: Value | None
    rules: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    qualifiers: tuple[str, ...] = ()


def _read_value(indicator: Indicator, cell: Cell, here: Place, context: Context) -> _Read:
    """The value in a cell, by what the indicator is: a decimal or an answer."""
    if cell.is_hidden and (cell.text or cell.formula):
        return _refused("hidden_value", cell.text or cell.formula, indicator.measure, here, context)
    if cell.formula and cell.value is None:
        return _refused("formula_without_value", cell.formula, indicator.measure, here, context)
    if blank := _blank(indicator, cell, context):
        code = "value_awaited" if blank is Blank.NONE_YET else "blank_value"
        return _refused(code, cell.text or None, indicator.measure, here, context)
    if cell.text.startswith("#"):
        return _refused("error_value", cell.text, indicator.measure, here, context)
    read = _read_answer if indicator.direction is Direction.YES_NO else _read_figure
    found = read(indicator, cell, here, context)
    if cell.formula is None:
        return found
    noted = here.finding(context.rules, "formula_cell", got=cell.formula)
    return replace(found, findings=(*found.findings, noted))


def _blank(indicator: Indicator, cell: Cell, context: Context) -> Blank | None:
    """Why a cell holds no value, if so; a word that also answers yes or no is an answer where one is asked for."""
    is_answer = indicator.direction is Direction.YES_NO and context.words.answers.find(cell.text) is not None
    return None if is_answer else blank_meaning(cell.text, context.words.blanks)


def _read_answer(indicator: Indicator, cell: Cell, here: Place, context: Context) -> _Read:
    answer = context.words.answers.find(cell.text)
    if answer is None:
        return _refused("not_an_answer", cell.text, indicator.measure, here, context)
    return _Read(Answer(answer))


def _read_figure(indicator: Indicator, cell: Cell, here: Place, context: Context) -> _Read:
    try:
        number = read_number(cell, indicator.measure, context.framework.measures)
    except NotANumberError as fault:
        return _refused("not_numeric", fault, indicator.measure, here, context)
    if number.value.is_signed():
        return _refused("negative", number.value, ">= 0", here, context)
    limit = context.framework.measure(indicator.measure).upper_limit
    if limit is not None and number.value > limit:
        expected = f"{indicator.measure} <= {limit}"
        return _refused("over_limit", f"{number.value:f}", expected, here, context)
    noted = tuple(_noted(number, cell, indicator, here, context))
    return _Read(number.value, number.rules, noted, number.qualifiers)


def _noted(number: Number, cell: Cell, indicator: Indicator, here: Place, context: Context) -> Iterator[Finding]:
    """What was done to the number on the way, where the sender should look at it."""
    if number.qualifiers:
        yield here.finding(context.rules, "approximate_value", got=cell.text, expected=indicator.measure)
    if any("->" in rule for rule in number.rules):
        yield here.finding(context.rules, "converted_value", got=cell.text, expected=f"{number.value:f}")


def _refused(code: str, got: object, expected: str, here: Place, context: Context) -> _Read:
    return _Read(None, findings=(here.finding(context.rules, code, got=got, expected=expected),))


def _check_fields(form: Form, row: FormRow, indicator: Indicator, here: Place, context: Context) -> Iterator[Finding]:
    """The fields beside the value: who may report, year, measure, status, as-of date, the figures printed in advance."""
    collectors = context.framework.collectors(indicator)
    if context.unit not in collectors:
        own, *entitled = (
            context.framework.unit(code).name(context.rules.language) for code in (context.unit, *collectors)
        )
        yield here.finding(context.rules, "unit_not_entitled", got=own, expected=" / ".join(entitled))
    column = form.columns["value"]
    if column.year is not None and column.year != context.year:
        yield here.finding(context.rules, "wrong_year", got=column.year, expected=context.year)
    for cell, got in _measures_named(form, row, context):
        if context.words.measures.find(got) != indicator.measure:
            at = replace(here, cell=cell.coordinate)
            yield at.finding(context.rules, "wrong_measure", got=got, expected=indicator.measure)
    if _blank(indicator, row.cells["value"], context) is None:
        yield from check_settledness(row, here, context.receipt.received_on, context.words, context.rules)
    for name in ("target", "previous_value"):
        yield from _check_printed(name, form, row, indicator, here, context)


def _measures_named(form: Form, row: FormRow, context: Context) -> list[tuple[Cell, str]]:
    """Every measure that the row names: in its own cell, behind the indicator, in the header; else the table's one."""
    name, value, own = row.cells["indicator"], row.cells["value"], row.cell("measure")
    said = [
        (own, own.text if own else None),
        (name, context.words.measure_in(name.text)),
        (value, form.columns["value"].measure),
    ]
    named = [(cell, text) for cell, text in said if cell and text]
    of_table = form.head.get("measure")
    return named or ([(of_table, of_table.text)] if of_table else [])


def _check_printed(
    name: str, form: Form, row: FormRow, indicator: Indicator, here: Place, context: Context
) -> Iterator[Finding]:
    """A target or last year's value, printed in the form in advance: it must still be the approved one."""
    cell, column = row.cell(name), form.columns.get(name)
    if cell is None or column is None or not cell.text:
        return
    year = column.year or (context.target_year if name == "target" else context.year - 1)
    role = "target" if name == "target" else "baseline"
    approved = context.framework.approved(indicator.code, year, role)
    if approved and _plain_value(cell, indicator, context) not in approved:
        at = replace(here, cell=cell.coordinate)
        code = "target_altered" if name == "target" else "baseline_altered"
        expected = " / ".join(map(context.rules.worded, approved))
        yield at.finding(context.rules, code, got=cell.text, expected=expected)


def _plain_value(cell: Cell, indicator: Indicator, context: Context) -> Answer | Decimal | None:
    if indicator.direction is Direction.YES_NO:
        answer = context.words.answers.find(cell.text)
        return Answer(answer) if answer else None
    try:
        number = read_number(cell, indicator.measure, context.framework.measures)
    except NotANumberError:
        return None
    return None if number.qualifiers else number.value  # about 300 is not the 300 that was approved


def _observation(form: Form, row: FormRow, indicator: Indicator, read: _Read, context: Context) -> Observation:
    value, evidence = row.cells["value"], row.cell("evidence")
    as_of = read_date(row.cells["as_of"])
    status = status_in(row, context.words)
    assert read.value is not None and as_of is not None and status is not None  # else the checks have found an error
    return Observation(
        indicator=indicator.code,
        unit=context.unit,
        period=context.receipt.period,
        reference_year=context.year,
        value=read.value,
        measure=indicator.measure,
        raw_text=value.text,
        number_format=value.number_format,
        status=status,
        as_of=as_of,
        evidence=(evidence.text or None) if evidence else None,
        file=context.receipt.file,
        sheet=form.sheet,
        cell=value.coordinate,
        sha256=context.receipt.sha256,
        rules=read.rules,
    )
