"""One row of a form of work points -> what the unit reports on it, or findings; nothing is dropped in silence."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from innocity.duties import answerable
from innocity.facts import WorkPoint
from innocity.intake.checks import Context
from innocity.intake.form import Form, FormRow
from innocity.intake.reading import Cell
from innocity.intake.rules import Place
from innocity.intake.values import blank_meaning, read_date
from innocity.intake.work_names import WorkWords
from innocity.intake.work_texts import read_text
from innocity.period import Period
from innocity.tables import Declared, Finding, Severity, WorkReport

_TEXTS = ("progress", "problem", "next_step", "evidence")
_FIELDS = (*_TEXTS, "declared", "completed_on")


@dataclass(frozen=True)
class CheckedReport:
    """What a row came to: a report if it is sound, and everything found on the way."""

    report: WorkReport | None
    findings: tuple[Finding, ...]


def check_report(form: Form, row: FormRow, context: Context, words: WorkWords) -> CheckedReport:
    """One row of a form of work points; a finding of severity error keeps the report out."""
    name, rules = row.cells["work_point"], context.rules
    place = Place(context.receipt.file, context.unit, form.sheet, name.coordinate, about=name.text)
    if not name.text:
        stray = replace(place, cell=row.cells["progress"].coordinate)
        return CheckedReport(None, (stray.finding(rules, "nameless_value", got=row.cells["progress"].text),))
    code = words.work_point(name.text)
    if code is None:
        nearest = words.nearest_work_points(name.text, rules.language)
        return CheckedReport(None, (place.finding(rules, "unknown_work_point", got=name.text, expected=nearest),))
    place = replace(place, about=code)
    filled = [cell for field in _FIELDS if (cell := _field(row, field)) and (cell.text or cell.formula)]
    if all(blank_meaning(cell.text, context.words.blanks) and not cell.formula for cell in filled):
        return CheckedReport(None, (place.finding(rules, "empty_report", got=name.text),))
    here = replace(place, cell=filled[0].coordinate)
    point = next(point for point in context.framework.work_points if point.code == code)
    return _report(_Row(form, row, point, here, context, words))


@dataclass(frozen=True)
class _Row:
    """What reading one row of a known work point works with; `here` is the first cell that is filled."""

    form: Form
    row: FormRow
    point: WorkPoint
    here: Place
    context: Context
    words: WorkWords

    def at(self, cell: Cell | None) -> Place:
        """The place of a cell of the row; of the row where there is no such cell."""
        return replace(self.here, cell=cell.coordinate) if cell else self.here

    def finding(self, code: str, cell: Cell | None, *, got: object = None, expected: object = None) -> Finding:
        """A finding at a cell of the row."""
        return self.at(cell).finding(self.context.rules, code, got=got, expected=expected)


def _report(row: _Row) -> CheckedReport:
    texts = {field: read_text(row.row.cell(field), row.at(row.row.cell(field)), row.context.rules) for field in _TEXTS}
    findings = [finding for said in texts.values() for finding in said.findings]
    declared, as_of = _declared(row, findings), _as_of(row, findings)
    report = WorkReport(
        work_point=row.point.code,
        unit=row.context.unit,
        period=row.context.receipt.period,
        declared=declared,
        completed_on=_completed_on(row, as_of, findings),
        progress=texts["progress"].text,
        problem=texts["problem"].text,
        next_step=texts["next_step"].text,
        evidence=None if _is_blank(texts["evidence"].text, row) else texts["evidence"].text,
        as_of=as_of,
        file=row.context.receipt.file,
        sheet=row.form.sheet,
        cell=row.here.cell or "",
        sha256=row.context.receipt.sha256,
    )
    findings += _doubts(row, report)
    is_grave = any(finding.severity is Severity.ERROR for finding in findings)
    return CheckedReport(None if is_grave else report, tuple(findings))


def _declared(row: _Row, findings: list[Finding]) -> Declared | None:
    """How the unit says that it goes; None where it says nothing, or a word that is not known."""
    cell = _field(row.row, "declared")
    said = read_text(cell, row.at(cell), row.context.rules)
    findings += said.findings
    if said.text is None or _is_blank(said.text, row):
        return None
    if code := row.words.declared.find(said.text):
        return Declared(code)
    findings.append(row.finding("unknown_declared", cell, got=said.text, expected=" / ".join(Declared)))
    return None


def _as_of(row: _Row, findings: list[Finding]) -> date:
    """The day that the row says; else the last day of the period, or the day of arrival where that came before."""
    cell, arrived = row.row.cell("as_of"), row.context.receipt.received_on
    if cell is None or not (cell.text or cell.formula):
        return min(Period.parse(row.context.receipt.period).cut_off, arrived)
    day = read_date(cell)
    if day is None or day > arrived:
        expected = f"YYYY-MM-DD <= {arrived.isoformat()}"
        findings.append(
            row.finding("as_of_in_future" if day else "as_of_missing", cell, got=cell.text, expected=expected)
        )
    return day or arrived


def _completed_on(row: _Row, as_of: date, findings: list[Finding]) -> date | None:
    """The day of completion; a day that cannot be read, or lies behind the as-of day, is told and not taken."""
    cell = row.row.cell("completed_on")
    said = read_text(cell, row.at(cell), row.context.rules)
    findings += said.findings
    if cell is None or said.text is None or _is_blank(said.text, row):
        return None
    day = read_date(cell)
    if day is not None and day <= as_of:
        return day
    code = "completed_in_future" if day else "completion_day_unread"
    findings.append(row.finding(code, cell, got=cell.text, expected=f"YYYY-MM-DD <= {as_of.isoformat()}"))
    return None


def _doubts(row: _Row, report: WorkReport) -> Iterator[Finding]:
    """Who may report on the work point, and what a completed one must come with."""
    entitled = answerable(row.point, row.context.framework)
    if report.unit not in entitled:
        names = [row.context.framework.unit(code).name(row.context.rules.language) for code in (report.unit, *entitled)]
        yield row.finding(
            "not_entitled_work", row.row.cells["work_point"], got=names[0], expected=" / ".join(names[1:])
        )
    if report.declared is Declared.DONE and report.evidence is None:
        cell = row.row.cell("evidence") or _field(row.row, "declared")
        yield row.finding("completed_without_evidence", cell, got=cell.text or None if cell else None)


def _is_blank(text: str | None, row: _Row) -> bool:
    return blank_meaning(text or "", row.context.words.blanks) is not None


def _field(row: FormRow, field: str) -> Cell | None:
    """The cell of a field; a column `状态` beside no value says how the work goes."""
    if field == "declared" and "value" not in row.cells:
        return row.cell("declared") or row.cell("status")
    return row.cell(field)
