"""What a supervision slip says: what it is about, what was promised and reached, in whose words, what is asked by when."""

from collections import Counter
from collections.abc import Iterable, Sequence

from innocity.facts import Answer, Direction, Value
from innocity.framework import Framework
from innocity.language import Language, text
from innocity.presentation import formats
from innocity.presentation.promise_words import promised, statement_of
from innocity.tables import Slip, SlipKind, SlipState


def overview(rows: Sequence[Slip], language: Language) -> list[str]:
    """How many slips the period hands out to how many units, how many of them again, and what became of earlier ones."""
    states = Counter(row.state for row in rows)
    given = [row for row in rows if row.state in (SlipState.ISSUED, SlipState.REPEATED)]
    said = [text("slip.none", language)]
    if given:
        units, again = len({row.unit for row in given}), states[SlipState.REPEATED]
        said = [text("slip.overview", language, count=len(given), units=units, again=again)]
    return [*said, *_earlier(rows, language)]


def for_unit(rows: Sequence[Slip], language: Language) -> list[str]:
    """The same to one unit."""
    states = Counter(row.state for row in rows)
    count, again = states[SlipState.ISSUED] + states[SlipState.REPEATED], states[SlipState.REPEATED]
    said = text("slip.for_unit", language, count=count, again=again) if count else text("slip.none_for_unit", language)
    return [said, *_earlier(rows, language)]


def _earlier(rows: Sequence[Slip], language: Language) -> list[str]:
    """What became of the slips of the period before, where there were any that are not repeated."""
    states = Counter(row.state for row in rows)
    earlier = {state: states[state] for state in (SlipState.ANSWERED, SlipState.OPEN, SlipState.LAPSED)}
    counts = {state.value: count for state, count in earlier.items()}
    return [text("slip.earlier", language, **counts)] if any(counts.values()) else []


def item(row: Slip, framework: Framework, language: Language) -> str:
    """What a slip is about, with its number in the plan; the bare code of what is not in the plan any more."""
    code, _, of = row.item.partition("/")
    if row.kind is SlipKind.INDICATOR:
        names = {
            one.code: text(
                "slip.indicator", language, number=one.number, name=framework.name_with_measure(one.code, language)
            )
            for one in framework.indicators
            if one.code == code
        }
    elif row.kind is SlipKind.COMMITMENT:
        names = {
            one.code: text("slip.commitment", language, code=code, name=statement_of(one, of, language))
            for one in framework.commitments
        }
    else:
        names = {
            one.code: text("slip.work_point", language, code=code, name=one.title(language))
            for one in framework.work_points
        }
    return names.get(code, row.item)


def promise(row: Slip, framework: Framework, language: Language) -> str:
    """What was promised and by which day."""
    day = formats.day(row.deadline, language)
    if row.kind is SlipKind.WORK_POINT or row.promised is None:
        return text("slip.promised_done", language, day=day)
    if row.kind is SlipKind.COMMITMENT:
        code = row.item.partition("/")[0]
        fact = next((one for one in framework.commitments if one.code == code), None)
        said = promised(fact, framework, language) if fact else amount(row.promised, row, framework, language)
        return text("slip.promised", language, day=day, promise=said)
    facts = {one.code: one for one in framework.indicators}
    is_ceiling = row.item in facts and facts[row.item].direction is Direction.LOWER
    said = amount(row.promised, row, framework, language)
    return text("slip.promised_most" if is_ceiling else "slip.promised", language, day=day, promise=said)


def amount(value: Value, row: Slip, framework: Framework, language: Language) -> str:
    """A value with its measure, where that is printed."""
    said = formats.value(value, language)
    measure = framework.measure(row.measure) if row.measure else None
    if isinstance(value, Answer) or measure is None or not measure.is_printed:
        return said
    return formats.amount(said, measure, language)


def reached(row: Slip, framework: Framework, language: Language) -> list[str]:
    """How it stands: the word of its status, then the value, the progress beside what was to be expected, what is lacking."""
    if row.kind is SlipKind.WORK_POINT:
        why = text(f"because.{row.reason}", language) if row.reason else formats.ABSENT
        return [status(row, language), why]
    said = [status(row, language)]
    if row.actual is not None:
        said.append(text("slip.actual", language, actual=amount(row.actual, row, framework, language)))
    if row.done_pct is not None and row.expected_share_pct is not None:
        shares = {"done": formats.percent(row.done_pct), "expected": formats.percent(row.expected_share_pct)}
        said.append(text("slip.progress", language, **shares))
    if row.margin is not None and row.margin < 0:
        said.append(text("slip.short", language, lacking=_difference(row, framework, language)))
    return said


def _difference(row: Slip, framework: Framework, language: Language) -> str:
    """By how much it falls short, in percentage points where shares are compared."""
    assert row.margin is not None
    if row.measure and framework.measure(row.measure).change_in == "points":
        return text("format.points", language, value=formats.number(-row.margin))
    return amount(-row.margin, row, framework, language)


def status(row: Slip, language: Language) -> str:
    """The word of its status or light; a dash where the item is not in the plan any more."""
    if row.status is None:
        return formats.ABSENT
    if row.kind is SlipKind.WORK_POINT:
        return text(f"light.{row.status}", language)
    return text(f"progress.{row.status}", language)


def source(file: str | None, sheet: str | None, cell: str | None, language: Language) -> str:
    """Where in the returns something stands; that it stands nowhere, if so."""
    if file is None:
        return text("slip.no_source", language)
    at = "!".join(part for part in (sheet, cell) if part)
    return formats.submitted(" ".join(part for part in (file, at) if part))


def own_words(row: Slip, language: Language) -> list[tuple[str, str]]:
    """What the unit itself wrote of its work point: problem and next step, each by its name; that it wrote none of them."""
    absent = text("slip.nothing_written", language)
    texts = {text("slip.problem", language): row.problem, text("slip.next_step", language): row.next_step}
    return [(name, formats.passage(said) if said else absent) for name, said in texts.items()]


def turn(row: Slip, language: Language) -> str:
    """Which slip in a row it is, and since when."""
    if row.times == 1:
        return text("slip.first", language)
    since = formats.period(row.first_period, language)
    return text("slip.again", language, times=row.times, since=since)


def asked(row: Slip, language: Language) -> str:
    """What the unit is to do, and the day by which its written answer is due."""
    by = formats.day(row.reply_by, language)
    return text("slip.reply_by", language, asked=text(f"slip.ask_{row.status}", language), day=by)


def related(row: Slip, rows: Iterable[Slip], framework: Framework) -> list[str]:
    """The numbers of the other slips that the same unit is handed about the same work point or indicator."""
    own = _subjects(row, framework)
    others = (one for one in rows if one.unit == row.unit and one.number != row.number)
    return [
        one.number
        for one in others
        if one.state in (SlipState.ISSUED, SlipState.REPEATED) and own & _subjects(one, framework)
    ]


def _subjects(row: Slip, framework: Framework) -> set[str]:
    """The work points and indicators that a slip touches."""
    if row.kind is not SlipKind.COMMITMENT:
        return {row.item}
    code = row.item.partition("/")[0]
    facts = [one for one in framework.commitments if one.code == code]
    return {said for one in facts for said in (one.work_point, one.indicator) if said}
