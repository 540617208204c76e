"""One row of a form of commitments -> the value of a promised number, or findings; read as values of indicators are."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from innocity.duties import answerable
from innocity.facts import Blank, Commitment
from innocity.intake.checks import Context
from innocity.intake.form import Form, FormRow
from innocity.intake.matching import normalise
from innocity.intake.reading import Cell
from innocity.intake.rules import Place
from innocity.intake.settledness import check_settledness, contradicted, status_in
from innocity.intake.values import NotANumberError, Number, blank_meaning, read_date, read_number
from innocity.intake.work_names import WorkWords, item_of
from innocity.intake.work_texts import fault_in, read_text
from innocity.language import Language, text
from innocity.tables import CommitmentValue, Finding, Severity

_OPERATORS = "≥≤>=≈<"
_LEVEL = "level"  # rises and growth may be negative, and may exceed the limit of a share


@dataclass(frozen=True)
class Rival:
    """A figure sent for a commitment that is taken from an indicator."""

    indicator: str
    value: Decimal
    place: Place


@dataclass(frozen=True)
class CheckedValue:
    """What a row came to: a value, or a rival of an indicator's, if it is sound, and everything found on the way."""

    value: CommitmentValue | None
    findings: tuple[Finding, ...]
    rival: Rival | None = None


def check_commitment(form: Form, row: FormRow, context: Context, words: WorkWords) -> CheckedValue:
    """One row of a form of commitments; a finding of severity error keeps the value out."""
    name, rules = row.cells["commitment"], context.rules
    place = Place(context.receipt.file, context.unit, form.sheet, name.coordinate, about=name.text)
    if not name.text:
        stray = replace(place, cell=row.cells["value"].coordinate)
        return CheckedValue(None, (stray.finding(rules, "nameless_value", got=row.cells["value"].text),))
    code, told = words.commitment(name.text)
    if code is None:
        nearest = words.nearest_commitments(name.text, rules.language)
        return CheckedValue(None, (place.finding(rules, "unknown_commitment", got=name.text, expected=nearest),))
    commitment = words.promised[code]
    own = row.cell("item")
    item = item_of(commitment, own.text if own and own.text else told)
    if (item is None) == bool(commitment.items):
        got = f"{name.text} {own.text if own else ''}".strip()
        expected = " / ".join(commitment.items)
        return CheckedValue(None, (place.finding(rules, "unknown_commitment", got=got, expected=expected),))
    here = replace(place, cell=row.cells["value"].coordinate, about=code)
    return _read(_Row(form, row, commitment, item, here, context, words))


@dataclass(frozen=True)
class _Row:
    """What reading one row of a known commitment works with; `here` is the cell of the value."""

    form: Form
    row: FormRow
    commitment: Commitment
    item: str | None
    here: Place
    context: Context
    words: WorkWords

    @property
    def cell(self) -> Cell:
        return self.row.cells["value"]

    def finding(self, code: str, *, got: object, expected: object = None, cell: Cell | None = None) -> Finding:
        """A finding at the value, or at another cell of the row."""
        place = replace(self.here, cell=cell.coordinate) if cell else self.here
        return place.finding(self.context.rules, code, got=got, expected=expected)


def _read(row: _Row) -> CheckedValue:
    """The value of a known commitment; of one that is taken from an indicator only what speaks against that."""
    is_same = row.commitment.relation == "same" and row.commitment.indicator is not None
    if is_same and _is_left_to_indicator(row.cell):
        return CheckedValue(None, tuple(_altered(row)))
    if blank := blank_meaning(row.cell.text, row.context.words.blanks) if not row.cell.formula else None:
        return CheckedValue(None, (*_altered(row), *([] if is_same else [_blank(row, blank)])))
    number, findings = _number(row)
    findings += [*_altered(row), *_fields(row)]
    if is_same:
        assert row.commitment.indicator is not None
        is_sound = all(finding.severity is not Severity.ERROR for finding in findings)
        rival = Rival(row.commitment.indicator, number.value, row.here) if number and is_sound else None
        return CheckedValue(None, tuple(findings), rival)
    findings += _settledness(row, number)
    evidence = row.row.cell("evidence")
    place = replace(row.here, cell=evidence.coordinate) if evidence else row.here
    claimed = read_text(evidence, place, row.context.rules)
    findings += claimed.findings
    if number is None or any(finding.severity is Severity.ERROR for finding in findings):
        return CheckedValue(None, tuple(findings))
    return CheckedValue(_value(row, number, claimed.text), tuple(findings))


def _settledness(row: _Row, number: Number | None) -> Iterator[Finding]:
    """How settled the value is said to be, as of which day, and whether the words around the number allow it."""
    line, words, rules = _with_status(row.row), row.context.words, row.context.rules
    yield from check_settledness(line, row.here, row.context.receipt.received_on, words, rules)
    yield from contradicted(line, number.qualifiers if number else (), row.here, words, rules)


def _is_left_to_indicator(cell: Cell) -> bool:
    """Whether the cell says, as the blank form does, that the figure is taken from an indicator."""
    said = {normalise(text("form.from_indicator", one, number="")).rstrip(".") for one in Language}
    return normalise("".join(ch for ch in cell.text if not ch.isdigit())).rstrip(".") in said


def _blank(row: _Row, blank: Blank) -> Finding:
    """A row left alone is noted; one with a status or a day and no value wants an answer."""
    own = [cell for field in ("status", "as_of") if (cell := row.row.cell(field)) and cell.text]
    code = "value_awaited" if blank is Blank.NONE_YET else "blank_value" if own else "blank_commitment"
    return row.finding(code, got=row.cell.text or None, expected=row.commitment.measure)


def _number(row: _Row) -> tuple[Number | None, list[Finding]]:
    """The figure in the value's cell, in the promised measure; rises and growth may be negative and unlimited."""
    cell, measure, known = row.cell, row.commitment.measure, row.context.framework
    if fault := fault_in(cell):
        return None, [row.finding(fault[0], got=fault[1], expected=measure)]
    try:
        number = read_number(cell, measure, known.measures)
    except NotANumberError as fault:
        return None, [row.finding("not_numeric", got=fault, expected=measure)]
    limit = known.measure(measure).upper_limit
    if row.commitment.basis == _LEVEL and number.value.is_signed():
        return None, [row.finding("negative", got=number.value, expected=">= 0")]
    if row.commitment.basis == _LEVEL and limit is not None and number.value > limit:
        return None, [row.finding("over_limit", got=f"{number.value:f}", expected=f"{measure} <= {limit}")]
    return number, list(_noted(row, number))


def _noted(row: _Row, number: Number) -> Iterator[Finding]:
    """What was done to the number on the way."""
    if row.cell.formula:
        yield row.finding("formula_cell", got=row.cell.formula)
    if number.qualifiers:
        yield row.finding("approximate_value", got=row.cell.text, expected=row.commitment.measure)
    if any("->" in rule for rule in number.rules):
        yield row.finding("converted_value", got=row.cell.text, expected=f"{number.value:f}")


def _fields(row: _Row) -> Iterator[Finding]:
    """The fields beside the value: who may report, the year, the measure."""
    point = next(one for one in row.context.framework.work_points if one.code == row.commitment.work_point)
    entitled = answerable(point, row.context.framework)
    if row.context.unit not in entitled:
        names = [
            row.context.framework.unit(code).name(row.context.rules.language) for code in (row.context.unit, *entitled)
        ]
        yield row.finding("not_entitled_work", got=names[0], expected=" / ".join(names[1:]))
    column, own = row.form.columns["value"], row.row.cell("measure")
    if column.year not in (None, row.context.year):
        yield row.finding("wrong_year", got=column.year, expected=row.context.year)
    named = [(own, own.text)] if own and own.text else []
    named += [(row.cell, column.measure)] if column.measure else []
    of_table = row.form.head.get("measure")
    for cell, got in named or ([(of_table, of_table.text)] if of_table else []):
        if row.context.words.measures.find(got) != row.commitment.measure:
            yield row.finding("wrong_measure", got=got, expected=row.commitment.measure, cell=cell)


def _altered(row: _Row) -> Iterator[Finding]:
    """A promise or a deadline, printed in the form in advance, that is no longer the plan's."""
    commitment, target, deadline = row.commitment, row.row.cell("target"), row.row.cell("deadline")
    is_told = target is not None and blank_meaning(target.text, row.context.words.blanks) is None
    if is_told and target and _promise_in(target, row) != (commitment.value, commitment.operator):
        expected = f"{commitment.operator} {commitment.value}" if commitment.value is not None else None
        yield row.finding("commitment_altered", got=target.text, expected=expected, cell=target)
    day = read_date(deadline) if deadline else None
    if deadline and day and day != commitment.deadline:
        yield row.finding("commitment_altered", got=deadline.text, expected=commitment.deadline, cell=deadline)


def _promise_in(cell: Cell, row: _Row) -> tuple[Decimal | None, str]:
    """The number and the operator that a cell says; the plan's operator where it says none."""
    plain = cell.text.lstrip(_OPERATORS).strip()
    sign = normalise(cell.text)[0] if normalise(cell.text)[0] in _OPERATORS else row.commitment.operator
    stored = cell if plain == cell.text else replace(cell, value=plain)
    try:
        return read_number(stored, row.commitment.measure, row.context.framework.measures).value, sign
    except NotANumberError:
        return None, sign


def _with_status(row: FormRow) -> FormRow:
    """The row, its state standing for the status where it has no column for that."""
    state = row.cell("declared")
    return row if "status" in row.cells or state is None else replace(row, cells=row.cells | {"status": state})


def _value(row: _Row, number: Number, evidence: str | None) -> CommitmentValue:
    line = _with_status(row.row)
    as_of, status = read_date(line.cells["as_of"]), status_in(line, row.context.words)
    assert as_of is not None and status is not None  # else the checks have found an error
    return CommitmentValue(
        commitment=row.commitment.code,
        item=row.item,
        unit=row.context.unit,
        period=row.context.receipt.period,
        reference_year=row.context.year,
        value=number.value,
        measure=row.commitment.measure,
        raw_text=row.cell.text,
        number_format=row.cell.number_format,
        status=status,
        as_of=as_of,
        evidence=evidence,
        file=row.context.receipt.file,
        sheet=row.form.sheet,
        cell=row.cell.coordinate,
        sha256=row.context.receipt.sha256,
        rules=number.rules,
    )
