"""A matter in words: what it is, what it is about with its figures, who answers for it, and by when."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from innocity.facts import Commitment, Value
from innocity.framework import Framework
from innocity.language import Language
from innocity.presentation import formats
from innocity.presentation.numbered_text import listed, text
from innocity.presentation.numbers import identified
from innocity.presentation.promise_words import statement_of
from innocity.presentation.readiness_tables import step
from innocity.tables import About, Matter, MatterKind
from innocity.tables.numbers import rule_id

_FORMS = {
    MatterKind.FIGURES_CONFLICT: "conflict",
    MatterKind.STEP_UNHEARD_OF: "step",
    MatterKind.TARGET_BELOW: "below",
}
_COLUMNS = {  # of attainment, in which what there is and what it is held against stand
    MatterKind.FIGURES_CONFLICT: ("target", "implied"),
    MatterKind.TARGET_BELOW: ("baseline", "target"),
}


def kind(row: Matter, language: Language) -> str:
    """What is the matter, as a phrase."""
    return text(f"matter.{row.kind.value}", language)


def name(row: Matter, framework: Framework, language: Language) -> str:
    """What it is about, by the name that the plan gives it."""
    match row.about:
        case About.INDICATOR:
            return framework.indicator(row.code).name(language)
        case About.WORK_POINT:
            point = next(one for one in framework.work_points if one.code == row.code)
            return text("matter.of_code", language, code=row.code, name=point.title(language))
        case About.COMMITMENT:
            return statement_of(_commitment(row, framework), row.item, language)
        case About.UNIT:
            return framework.unit(row.code).name(language)


def concern(row: Matter, framework: Framework, language: Language) -> str:
    """The same with what there is and what it is held against; the name alone where either is not known."""
    named = name(row, framework, language)
    if row.value is None or row.against is None:
        return named
    both = zip((row.value, row.against), _ids(row, framework), strict=True)
    figures = [_amount(one, identifier, row, framework, language) for one, identifier in both]
    form = _FORMS.get(row.kind, "target")
    return text(f"concern.{form}", language, name=named, value=figures[0], against=figures[1])


def _ids(row: Matter, framework: Framework) -> tuple[str, str]:
    """The ids of what there is and of what it is held against; a step is a number of its data year, which a matter does not name."""
    if row.kind is MatterKind.STEP_UNHEARD_OF:
        return "", ""
    if row.about is About.COMMITMENT:
        of = [row.code, *([row.item] if row.item else [])]
        return rule_id("commitments", *of, "actual"), rule_id("commitments", *of, "promised")
    number = str(framework.indicator(row.code).number)
    there, against = _COLUMNS.get(row.kind, ("actual", "target"))
    return rule_id("attainment", number, there), rule_id("attainment", number, against)


def _amount(given: Value, identifier: str, row: Matter, framework: Framework, language: Language) -> str:
    """A figure with its measure: a step with its sign, a level that was worked out in the decimals of its indicator."""
    measure = framework.measure(row.measure) if row.measure else None
    said = _figure(given, row, framework, language)
    said = identified(said, identifier) if identifier else said
    if measure is None or not measure.is_printed:
        return said
    if row.kind is MatterKind.STEP_UNHEARD_OF and measure.change_in == "points":
        return text("format.points", language, value=said)
    return formats.amount(said, measure, language)


def _figure(given: Value, row: Matter, framework: Framework, language: Language) -> str:
    if row.about is About.INDICATOR and isinstance(given, Decimal):
        indicator = framework.indicator(row.code)
        if row.kind is MatterKind.STEP_UNHEARD_OF:
            return step(given, indicator)
        if row.kind is MatterKind.FIGURES_CONFLICT and given is row.against:
            return formats.computed(given, indicator, language)
    return formats.value(given, language)


def plain_day(row: Matter) -> str:
    """By when; a dash where no day is set."""
    return row.due_on.isoformat() if row.due_on else formats.ABSENT


def day(row: Matter, as_of: date, language: Language) -> str:
    """By when, with the word that it is only proposed or that it is past."""
    if row.is_due_proposed:
        return text("matter.proposed", language, day=plain_day(row))
    is_past = row.due_on is not None and row.due_on < as_of
    return text("deliver.overdue", language, day=plain_day(row)) if is_past else plain_day(row)


def soonest(rows: Iterable[Matter]) -> Matter:
    """The one of several that is due first; one without a day comes last."""
    return min(rows, key=lambda row: row.due_on or date.max)


def some(names: Sequence[str], shown: int, language: Language) -> str:
    """The first of several names, and how many more there are."""
    said = listed(names[:shown], language)
    more = len(names) - shown
    return text("matter.and_more", language, names=said, more=more) if more > 0 else said


def _commitment(row: Matter, framework: Framework) -> Commitment:
    return next(one for one in framework.commitments if one.code == row.code)
