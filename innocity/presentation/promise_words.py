"""A promised number in few signs, and the dagger that marks a number of which the plan promises another one elsewhere."""

from collections.abc import Iterable

from innocity.facts import Commitment
from innocity.framework import Framework
from innocity.language import Language, text
from innocity.measures.promised_levels import conflicting
from innocity.presentation import formats
from innocity.tables import Attainment, Readiness

DAGGER = "†"


def promised(fact: Commitment, framework: Framework, language: Language) -> str:
    """The promise with its operator and measure, `每年增加≥40家`; a dash where the plan sets no number."""
    if fact.value is None:
        return formats.ABSENT
    measure = framework.measure(fact.measure)
    amount = formats.number(fact.value)
    if measure.is_printed:
        amount = formats.amount(amount, measure, language)
    said = text(f"promise.{fact.basis}", language, operator=fact.operator, amount=amount)
    return text("promise.yearly", language, promise=said) if fact.recurrence == "yearly" else said


def statement_of(fact: Commitment, item: str | None, language: Language) -> str:
    """What is promised, and of which of its items."""
    said = fact.statement(language)
    return text("promise.of_item", language, promise=said, item=fact.item_name(item, language)) if item else said


def dagger(row: Attainment | Readiness, framework: Framework) -> str:
    """The dagger where a work point promises another number of the indicator, else nothing."""
    return DAGGER if conflicting(row, framework) else ""


def dagger_note(rows: Iterable[Attainment | Readiness], framework: Framework, language: Language) -> list[str]:
    """What the dagger means, where a table of these rows has one."""
    return [text("table.dagger", language)] if any(dagger(row, framework) for row in rows) else []


def other_promises(rows: Iterable[Attainment], framework: Framework, language: Language) -> list[str]:
    """The same with the numbers: which work points promise which other one."""
    told = [
        text(
            "promise.beside",
            language,
            number=row.number,
            commitment=one.code,
            promise=promised(one, framework, language),
        )
        for row in rows
        for one in conflicting(row, framework)
    ]
    listed = text("format.list_mark", language).join(told)
    return [text("table.other_promises", language, promises=listed)] if told else []
