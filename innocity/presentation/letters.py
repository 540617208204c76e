"""Letters on paper that go with a period's returns: what a unit must mend, and reminders; each with room for the answer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePosixPath

from innocity.answer_rules import AnswerRules, Asked, Occasion
from innocity.facts import Unit
from innocity.framework import Framework
from innocity.intake.intake import Intake
from innocity.intake.letters import in_words
from innocity.intake.reminders import deadline, owed, silent
from innocity.intake.replies import Returned, returned
from innocity.intake.rules import Rules
from innocity.language import Language, text
from innocity.parameters import Parameters
from innocity.presentation import formats
from innocity.presentation.booklet import Binder, Cover, Part, Room, content, form
from innocity.presentation.paper_files import BOOKLET
from innocity.presentation.report_tables import findings
from innocity.presentation.tables import Table, bullets, html, paragraphs
from innocity.presentation.typst_text import literal
from innocity.tables import Finding

_ROOM = "40mm"  # for what is written by hand
_UNIT_COLUMN = 1  # of the table of findings


@dataclass(frozen=True)
class Letter:
    """A letter to a unit, by its name: what it is, its number, and its text as Typst markup, the salutation first."""

    name: str
    title: str
    number: str
    body: str


def letters(
    framework: Framework, parameters: Parameters, rules: Rules, answers: AnswerRules, intake: Intake
) -> dict[PurePosixPath, bytes]:
    """The letters of a period on paper by their paths, beside the drafts that are sent; all of them as a booklet, if any."""
    papers, language = LetterPapers(framework, parameters, rules, answers, Binder()), Language(parameters.language)
    backs = [(back, back.unit) for back in returned(framework, parameters, intake) if back.unit]
    quiet = silent(framework, parameters, intake)
    written = {
        f"{text('reply.letter', language)}.pdf": [papers.reply(back, unit) for back, unit in backs],
        f"{text('reminder.letter', language)}.pdf": list(map(papers.reminder, quiet)),
    }
    paths = {PurePosixPath(one.name, name): papers.paper(one) for name, some in written.items() for one in some}
    order = [unit.name(language) for unit in framework.units]
    every = sorted((one for some in written.values() for one in some), key=lambda one: order.index(one.name))
    return {**paths, PurePosixPath(BOOKLET): papers.booklet(every)} if every else {}


@dataclass(frozen=True)
class LetterPapers:
    """The letters of one period, and what they are written from."""

    framework: Framework
    parameters: Parameters
    rules: Rules
    answers: AnswerRules
    binder: Binder

    @property
    def language(self) -> Language:
        """The language of the letters."""
        return Language(self.parameters.language)

    def reply(self, back: Returned, unit: Unit) -> Letter:
        """What a unit must mend or add: where, what, how, and by when."""
        language, places = self.language, [row for rows in back.found.values() for row in rows]
        name, period = unit.name(language), in_words(self.parameters.reporting_period, language)
        said = ""
        if places:
            said += paragraphs([text("letter.checked", language, period=period, count=len(places))])
            said += html(self._places(places))
        if back.lacking:
            names = [self.framework.name_with_measure(row.indicator, language) for row in back.lacking if row.indicator]
            said += paragraphs([text("letter.lacking", language, count=len(names))]) + bullets(names)
        said += paragraphs([text("letter.mend", language, by=self._by(Occasion.FAULTY))])
        title = text("letter.reply", language, **self._names())
        return self._letter(unit, title, "reply", self.binder.markup(name, said))

    def reminder(self, unit: Unit) -> Letter:
        """What a unit that has sent nothing owes, and by when."""
        language, parameters = self.language, self.parameters
        period = in_words(parameters.reporting_period, language)
        as_of = formats.day(parameters.as_of_date, language)
        lines = [
            deadline(parameters, language),
            text("letter.silent", language, period=period, as_of=as_of),
            *filter(None, owed(unit, self.framework, language).split("\n")),
            text("letter.send", language, by=self._send_by()),
        ]
        title = text("letter.reminder", language, **self._names())
        said = self.binder.markup(unit.name(language), paragraphs(lines))
        return self._letter(unit, title, "reminder", said)

    def paper(self, letter: Letter) -> bytes:
        """One letter as PDF."""
        head = f'#numbered({literal(letter.number)}, "")\n'
        return self.binder.bound(
            Cover.of(letter.title, self.framework, self.parameters), [Part(letter.name, head + letter.body)]
        )

    def booklet(self, letters: Sequence[Letter]) -> bytes:
        """Several letters as PDF for printing on both sides."""
        parts = [
            Part(one.name, f'#paper-title({literal(one.title)})\n#numbered({literal(one.number)}, "")\n{one.body}')
            for one in letters
        ]
        title = text("letter.title", self.language, **self._names())
        return self.binder.bound(Cover.of(title, self.framework, self.parameters), parts)

    def _letter(self, unit: Unit, title: str, kind: str, said: str) -> Letter:
        """A letter from the salutation to the places to sign."""
        language = self.language
        places = [text("sign.head", language), text("sign.day", language), text("sign.contact", language)]
        name, number = unit.name(language), f"{self.parameters.period}-{unit.code}-{kind}"
        answer = form([], [Room(text("letter.answer", language), _ROOM, places)])
        office, day = (
            self.framework.programme.said("office", language),
            formats.day(self.parameters.as_of_date, language),
        )
        to = f"#salutation({content(name)}, {content(text('letter.to', language, unit=name))})"
        body = f"{to}\n{said}\n#sender({content(office)}, {literal(day)})\n{answer}"
        return Letter(name, title, text("letter.number", language, number=number), body)

    def _places(self, rows: list[Finding]) -> Table:
        """The findings of one unit, without its name in each of them."""
        whole = findings(rows, self.framework, self.rules, self.language)
        lines = tuple((*row[:_UNIT_COLUMN], *row[_UNIT_COLUMN + 1 :]) for row in whole.rows)
        columns = (*whole.columns[:_UNIT_COLUMN], *whole.columns[_UNIT_COLUMN + 1 :])
        return replace(whole, columns=columns, rows=lines)

    def _names(self) -> dict[str, str]:
        return {name: self.framework.programme.said(name, self.language) for name in ("city", "programme")}

    def _by(self, occasion: Occasion) -> str:
        """The day by which the answer is due: as the rules say, but not after the returns are locked, as long as they are not."""
        return self._until(self.answers.reply_by(Asked.RETURN, occasion.value, self.parameters))

    def _until(self, day: date | None) -> str:
        if day is None:
            return text("letter.soon", self.language)
        lock = self.parameters.lock_date
        last = min(day, lock) if lock and self.parameters.as_of_date <= lock else day
        return text("letter.by", self.language, day=formats.day(last, self.language))

    def _send_by(self) -> str:
        """The last day of the days of grace while these run, else the day by the rules."""
        due = self.parameters.due_date
        last = due + self.parameters.grace if due else None
        if last and self.parameters.as_of_date <= last:
            return self._until(last)
        return self._by(Occasion.SILENT)
