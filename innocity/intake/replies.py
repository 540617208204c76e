"""What goes back to the units: their own workbooks with the findings marked, and a letter with them, ready to send."""

import email.policy
import hashlib
import shutil
from collections import defaultdict
from email.message import EmailMessage
from pathlib import Path

from innocity.facts import Unit
from innocity.framework import Framework
from innocity.intake.marking import Marks, marked
from innocity.intake.matching import dictionary
from innocity.intake.returns import Intake
from innocity.intake.rules import Rules
from innocity.intake.standing import sender
from innocity.language import Language, text
from innocity.parameters import Parameters
from innocity.tables import Finding, Severity
from innocity.workspace import Workspace
from innocity.xlsx import stable_bytes

_WORKBOOK = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")
_WANT_AN_ANSWER = (Severity.ERROR, Severity.WARNING)  # a note informs the office


def replies(workspace: Workspace, framework: Framework, parameters: Parameters, intake: Intake) -> list[Path]:
    """Write the replies of a period anew, a folder for each unit whose files have errors or warnings; gives what was written.

    Files of a sender that is not known are marked too, without a letter.
    """
    language = Language(parameters.language)
    rules = Rules.of(workspace, language)
    folder = workspace.replies(parameters.reporting_period)
    words = dictionary(framework)
    sent_by = {row.file: sender(row, words) or "" for row in intake.receipts if row.period == parameters.period}
    found = _by_file(intake.findings)
    content: dict[Path, bytes] = {}
    for code in sorted({sent_by[file] for file in found if file in sent_by}):
        unit = framework.unit(code) if code else None
        name = unit.name(language) if unit else text("desk.unknown_sender", language)
        title = text("reply.title", language, unit=name, period=parameters.period)
        own = {file: rows for file, rows in sorted(found.items()) if sent_by.get(file) == code}
        books: dict[str, bytes] = {}
        for file, rows in own.items():
            book = marked(workspace.root / file, Marks(title, rows, framework, rules, language))
            books[_name(file, books, language)] = stable_bytes(book, parameters.as_of_date)
        if unit:
            every = [row for rows in own.values() for row in rows]
            letter = _letter(unit, every, books, framework, parameters)
            content[folder / name / f"{text('reply.letter', language)}.eml"] = letter
        content |= {folder / name / book: data for book, data in books.items()}
    _write(folder, content)
    return sorted(content)


def _by_file(findings: list[Finding]) -> dict[str, list[Finding]]:
    """What a unit must see of each file, the gravest first, then by place."""
    found: dict[str, list[Finding]] = defaultdict(list)
    for row in findings:
        if row.file and row.severity in _WANT_AN_ANSWER:
            found[row.file].append(row)
    return {file: sorted(rows, key=gravest_first) for file, rows in found.items()}


def gravest_first(row: Finding) -> tuple[int, str, str, int, str, str]:
    """The order in which findings are read: by severity, then by place; `E10` comes after `E9`."""
    cell = row.cell or ""
    letters = cell.rstrip("0123456789")
    line = int(cell[len(letters) :] or 0)
    return list(Severity).index(row.severity), row.file or "", row.sheet or "", line, letters, row.code


def _name(file: str, taken: dict[str, bytes], language: Language) -> str:
    """The reply's file name; files of one name from several folders are told apart by their number."""
    stem = text("reply.file", language, stem=Path(file).stem)
    names = (f"{stem}.xlsx", *(f"{stem}-{number}.xlsx" for number in range(2, len(taken) + 3)))
    folded = {name.casefold() for name in taken}
    return next(name for name in names if name.casefold() not in folded)


def _letter(
    unit: Unit, rows: list[Finding], books: dict[str, bytes], framework: Framework, parameters: Parameters
) -> bytes:
    """A draft that a mail program opens for sending: no date, no id, no sender; the same bytes every time."""
    language, said = Language(parameters.language), framework.programme.said
    severities = [row.severity for row in rows]
    message = EmailMessage(policy=email.policy.SMTP)
    message["Subject"] = text(
        "reply.subject",
        language,
        city=said("city", language),
        programme=said("programme", language),
        period=parameters.period,
        unit=unit.name(language),
    )
    message["X-Unsent"] = "1"
    body = text(
        "reply.body",
        language,
        unit=unit.name(language),
        period=parameters.period,
        errors=severities.count(Severity.ERROR),
        warnings=severities.count(Severity.WARNING),
        office=said("office", language),
    )
    message.set_content(body, cte="base64")
    for name, data in books.items():
        message.add_attachment(data, maintype=_WORKBOOK[0], subtype=_WORKBOOK[1], filename=name)
    message.set_boundary(f"innocity-{hashlib.sha256(b''.join(books.values())).hexdigest()[:32]}")
    return message.as_bytes()


def _write(folder: Path, content: dict[Path, bytes]) -> None:
    """Write the replies anew, so that none of an earlier state stays behind."""
    shutil.rmtree(folder, ignore_errors=True)
    for path, data in content.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
