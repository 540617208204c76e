"""Reminders to units that owe a return and have sent nothing, ready to send."""

from pathlib import PurePosixPath

from innocity.duties import duties
from innocity.facts import Unit
from innocity.framework import Framework
from innocity.intake.intake import Intake
from innocity.intake.letters import draft, in_words
from innocity.intake.standing import standings
from innocity.language import Language, text
from innocity.parameters import Parameters


def reminders(framework: Framework, parameters: Parameters, intake: Intake) -> dict[PurePosixPath, bytes]:
    """A letter by its path for every unit that owes a return and has sent no file; none to the office itself."""
    language = Language(parameters.language)
    name = f"{text('reminder.letter', language)}.eml"
    return {
        PurePosixPath(unit.name(language), name): _letter(unit, framework, parameters)
        for unit in silent(framework, parameters, intake)
    }


def silent(framework: Framework, parameters: Parameters, intake: Intake) -> list[Unit]:
    """The units that owe a return and have sent no file, but for the office itself."""
    office = framework.programme.office_unit
    codes = [row.unit for row in standings(intake, framework, parameters) if row.unit and not row.versions]
    return [framework.unit(code) for code in codes if code != office]


def _letter(unit: Unit, framework: Framework, parameters: Parameters) -> bytes:
    language, said = Language(parameters.language), framework.programme.said
    about = {"unit": unit.name(language), "period": in_words(parameters.reporting_period, language)}
    body = text(
        "reminder.body",
        language,
        **about,
        deadline=deadline(parameters, language),
        as_of=parameters.as_of,
        owed=owed(unit, framework, language),
        office=said("office", language),
    )
    city, programme = said("city", language), said("programme", language)
    return draft(text("reminder.subject", language, **about, city=city, programme=programme), body, {})


def owed(unit: Unit, framework: Framework, language: Language) -> str:
    """The indicators and the work points that a unit reports, each list with its count, where it reports any."""
    indicators = [framework.name_with_measure(one.code, language) for one in framework.reported_by(unit.code)]
    points = [f"{point.code} {getattr(point, f'title_{language.suffix}')}" for point in duties(unit.code, framework)]
    told = [
        text("reminder.indicators", language, count=len(indicators), names="\n".join(indicators)) if indicators else "",
        text("reminder.work_points", language, count=len(points), names="\n".join(points)) if points else "",
    ]
    return "\n\n".join(filter(None, told))


def deadline(parameters: Parameters, language: Language) -> str:
    """What the letter says of the due date: still to come, passed but within the days of grace, missed, or none set."""
    due, today = parameters.due_date, parameters.as_of_date
    if due is None:
        return text("reminder.undated", language)
    if today <= due:
        return text("reminder.upcoming", language, due=due)
    last = due + parameters.grace
    if today <= last:
        return text("reminder.grace", language, due=due, last=last)
    return text("reminder.overdue", language, due=due)
