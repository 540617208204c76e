"""What the office's desk does with returns: take in, check, send out blank and marked workbooks."""

import argparse
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from innocity.answer_rules import AnswerRules
from innocity.duties import reporting_units
from innocity.errors import UsageError
from innocity.framework import Framework, load
from innocity.intake.loose import check_loose
from innocity.intake.matching import dictionary
from innocity.intake.receiving import Delivery, find_unit, receive
from innocity.intake.reminders import reminders
from innocity.intake.replies import replies
from innocity.intake.returns import read_returns
from innocity.intake.rules import Rules
from innocity.intake.templates import template
from innocity.language import Language, text
from innocity.parameters import Parameters, load_parameters
from innocity.period import Period
from innocity.presentation import listing
from innocity.presentation.letters import letters
from innocity.running.publication import replace_replies
from innocity.running.recording import enter_receipts
from innocity.tables import Finding, Severity
from innocity.workspace import Workspace


@dataclass(frozen=True)
class Desk:
    """One period of one workspace, and the language in which the desk speaks."""

    workspace: Workspace
    framework: Framework
    parameters: Parameters

    @classmethod
    def of(cls, workspace: Workspace, period: Period, language: Language | None) -> "Desk":
        """The desk of a period; without a language it speaks the one of the period file."""
        parameters = load_parameters(workspace.period_file(period))
        spoken = parameters.model_copy(update={"language": language.value}) if language else parameters
        return cls(workspace, load(workspace), spoken)

    @property
    def language(self) -> Language:
        """The language of what is printed and written."""
        return Language(self.parameters.language)

    def do(self, arguments: argparse.Namespace) -> bool:
        """Do what was asked and print it; whether it came upon findings of severity error."""
        actions = {
            "receive": self._receive,
            "check": self._check,
            "template": self._template,
            "reply": self._reply,
        }
        return actions[arguments.command](arguments)

    def _receive(self, arguments: argparse.Namespace) -> bool:
        delivery = Delivery(
            received_on=_day(arguments.on) if arguments.on else datetime.now(UTC).astimezone().date(),
            channel=arguments.channel,
            unit=arguments.unit,
            exception_by=arguments.exception_by,
            exception_why=arguments.exception_why,
        )
        taken = receive(self.workspace, self.framework, self.parameters, arguments.files, delivery)
        enter_receipts(self.workspace, self.parameters.reporting_period, taken, delivery)
        for row in taken:
            print(text("desk.received", self.language, file=listing.plain(row.file), day=row.received_on))
        return False

    def _check(self, arguments: argparse.Namespace) -> bool:
        if arguments.files:
            found = check_loose(self.workspace, self.framework, self.parameters, arguments.files)
        else:
            found = read_returns(self.workspace, self.framework, self.parameters).findings
        if arguments.json:
            print(_json(row.cells() for row in found))
        else:
            rules = Rules.of(self.workspace, self.language)
            print("\n".join(listing.findings(found, self.framework, rules, self.language)))
        return _has_errors(found)

    def _template(self, arguments: argparse.Namespace) -> bool:
        folder = arguments.to or self.workspace.templates(self.parameters.reporting_period)
        folder.mkdir(parents=True, exist_ok=True)
        earlier = read_returns(self.workspace, self.framework, self.parameters)
        for unit in self._units(arguments.unit):
            path = folder / f"{self.framework.unit(unit).name(self.language)}_{self.parameters.period}.xlsx"
            path.write_bytes(template(self.framework, self.parameters, unit, earlier))
            self._tell_written(path)
        return False

    def _units(self, told: str | None) -> list[str]:
        """The unit that was told, if it reports anything, else every unit that does."""
        reporting = {unit.code: unit.name(self.language) for unit in reporting_units(self.framework)}
        if told is None:
            return list(reporting)
        unit = find_unit(told, dictionary(self.framework))
        if unit not in reporting:
            raise UsageError("error.not_a_collector", got=told, expected=" / ".join(reporting.values()))
        return [unit]

    def _reply(self, _: argparse.Namespace) -> bool:
        intake = read_returns(self.workspace, self.framework, self.parameters)
        content = replies(self.workspace, self.framework, self.parameters, intake)
        content |= reminders(self.framework, self.parameters, intake)
        rules, answers = Rules.of(self.workspace, self.language), AnswerRules.of(self.workspace)
        content |= letters(self.framework, self.parameters, rules, answers, intake)
        period = self.parameters.reporting_period
        replace_replies(self.workspace, period, content)
        for name in sorted(content):
            self._tell_written(self.workspace.replies(period) / name)
        if not content:
            print(text("desk.no_replies", self.language, period=self.parameters.period))
        return False

    def _tell_written(self, path: Path) -> None:
        is_inside = path.is_relative_to(self.workspace.root)
        name = self.workspace.name_of(path) if is_inside else path.as_posix()
        print(text("desk.written", self.language, file=listing.plain(name)))


def _day(told: str) -> date:
    try:
        return date.fromisoformat(told)
    except ValueError:
        raise UsageError("error.day", got=told) from None


def _json(rows: Iterable[dict[str, str]]) -> str:
    return json.dumps(list(rows), ensure_ascii=False, indent=1)


def _has_errors(found: list[Finding]) -> bool:
    return any(row.severity is Severity.ERROR for row in found)
