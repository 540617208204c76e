"""What goes back to the units: their own workbooks with the findings marked, and a letter with them, ready to send."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from innocity.facts import Unit
from innocity.framework import Framework
from innocity.intake.intake import Intake
from innocity.intake.letters import draft, in_words
from innocity.intake.marking import Marks, marked
from innocity.intake.matching import dictionary
from innocity.intake.rules import Rules
from innocity.intake.standing import sender
from innocity.language import Language, text
from innocity.parameters import Parameters
from innocity.tables import Finding, Severity
from innocity.workspace import Workspace
from innocity.xlsx import stable_bytes

_WANT_AN_ANSWER = (Severity.ERROR, Severity.WARNING)  # a note informs the office


@dataclass(frozen=True)
class Returned:
    """What goes back to one unit, None for files from nobody known: its findings by file, and what it has left out."""

    unit: Unit | None
    found: dict[str, list[Finding]]
    lacking: list[Finding]

    @property
    def findings(self) -> list[Finding]:
        """All of it."""
        return [row for rows in (*self.found.values(), self.lacking) for row in rows]


def returned(framework: Framework, parameters: Parameters, intake: Intake) -> list[Returned]:
    """What goes back in a period, by the units' codes: returns with errors or warnings, or that lack something."""
    words = dictionary(framework)
    sent_by = {row.file: sender(row, words) or "" for row in intake.receipts if row.period == parameters.period}
    found, lacking = _by_file(intake.findings), _lacking(intake.findings)
    return [
        Returned(
            framework.unit(code) if code else None,
            {file: found[file] for file in sorted(found) if sent_by.get(file) == code},
            lacking.get(code, []) if code else [],
        )
        for code in sorted({sent_by[file] for file in found if file in sent_by} | lacking.keys())
    ]


def replies(
    workspace: Workspace, framework: Framework, parameters: Parameters, intake: Intake
) -> dict[PurePosixPath, bytes]:
    """The replies of a period by their paths, a folder for each unit whose return has errors or warnings or lacks something.

    Files of a sender that is not known are marked too, without a letter.
    """
    language = Language(parameters.language)
    rules = Rules.of(workspace, language)
    content: dict[PurePosixPath, bytes] = {}
    for back in returned(framework, parameters, intake):
        name = back.unit.name(language) if back.unit else text("desk.unknown_sender", language)
        title = text("reply.title", language, unit=name, period=in_words(parameters.reporting_period, language))
        books: dict[str, bytes] = {}
        for file, rows in back.found.items():
            book = marked(workspace.root / file, Marks(title, rows, framework, rules, language))
            books[_name(file, books, language)] = stable_bytes(book, parameters.as_of_date)
        if back.unit:
            letter = _letter(back.unit, back.findings, books, framework, parameters)
            content[PurePosixPath(name, f"{text('reply.letter', language)}.eml")] = letter
        content |= {PurePosixPath(name, book): data for book, data in books.items()}
    return content


def _lacking(findings: list[Finding]) -> dict[str, list[Finding]]:
    """What a unit that has sent something has left out, which stands in no file."""
    found: dict[str, list[Finding]] = defaultdict(list)
    for row in findings:
        if row.file is None and row.unit and row.indicator and row.severity in _WANT_AN_ANSWER:
            found[row.unit].append(row)
    return found


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
    language, said = Language(parameters.language), framework.programme.said
    about = {"unit": unit.name(language), "period": in_words(parameters.reporting_period, language)}
    severities = Counter(row.severity for row in rows if row.file)
    errors, warnings = severities[Severity.ERROR], severities[Severity.WARNING]
    lacking = [framework.name_with_measure(row.indicator, language) for row in rows if row.indicator and not row.file]
    names = text("format.list_mark", language).join(lacking)
    told = [
        *([text("reply.found", language, errors=errors, warnings=warnings)] if books else []),
        *([text("reply.lacking", language, count=len(lacking), names=names)] if lacking else []),
    ]
    office, told_in_all = said("office", language), "\n\n".join(told)
    body = text("reply.body", language, **about, told=told_in_all, office=office)
    city, programme = said("city", language), said("programme", language)
    return draft(text("reply.subject", language, **about, city=city, programme=programme), body, books)
