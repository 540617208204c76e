"""The tables of what was promised in work points: numbers, lights, and where the plan promises two different things."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import groupby
from operator import itemgetter

from innocity.facts import Commitment, Indicator, Value, ValueStatus, WorkPoint
from innocity.framework import Framework
from innocity.language import Language, text
from innocity.measures.promised_levels import at_odds, conflicting, implied
from innocity.presentation import formats
from innocity.presentation.headings import headings, without_blank
from innocity.presentation.numbers import identified, printed
from innocity.presentation.override_tables import NOTHING_BY_HAND, ByHand
from innocity.presentation.promise_words import DAGGER, promised, statement_of
from innocity.presentation.report_tables import STATUS_MARKS
from innocity.presentation.tables import Cell, Mark, Row, Table
from innocity.tables import Attainment, CommitmentStanding, Light, WorkPointStanding
from innocity.tables.numbers import number_id, promised_id

LIGHT_MARKS = {
    Light.DONE: Mark.MET,
    Light.ON_TIME: Mark.ON_TRACK,
    Light.NEAR_DUE: Mark.PENDING,
    Light.BEHIND: Mark.BEHIND,
    Light.OVERDUE: Mark.MISSED,
    Light.MADE_GOOD_LATE: Mark.MET,
    Light.NOT_REPORTED: Mark.ABSENT,
    Light.NOT_DUE: Mark.PENDING,
}
_LIGHTS_BEFORE = 4  # that a table shows; the record holds all of them
_UNSETTLED = (ValueStatus.ESTIMATED, ValueStatus.PROVISIONAL)


def commitments(
    rows: Iterable[CommitmentStanding], framework: Framework, language: Language, by_hand: ByHand = NOTHING_BY_HAND
) -> Table:
    """The promised numbers that are scored: what was promised, what there is, how it goes, who leads the work point."""
    heads = headings(language, "code:T commitment:H promised:T actual:N of_promised:N standing:T leads:T")
    facts = {one.code: one for one in framework.commitments}
    points = {one.code: one for one in framework.work_points}

    def line(row: CommitmentStanding) -> Row:
        star = "*" if row.actual is not None and row.actual_status in _UNSETTLED else ""
        sign = DAGGER if at_odds(facts[row.commitment], row.target) else ""
        return (
            row.commitment,
            statement(facts[row.commitment], row.item, language),
            printed(promised(facts[row.commitment], framework, language) + sign, row, "promised"),
            printed(formats.number(row.actual) + star, row, "actual")
            + by_hand.sign(row.actual_file, row.actual_sheet, row.actual_cell),
            printed(formats.percent(row.completion_pct), row, "completion_pct"),
            commitment_status(row, language),
            _units(points[row.work_point].leads, framework, language),
        )

    scored = [row for row in rows if row.is_scored]
    lines = tuple(map(line, scored))
    told = [*_targets_beside(scored, framework, language), *by_hand.note(lines, language)]
    note = " ".join([text("table.commitments_note", language), *told])
    return Table(text("table.commitments", language), heads, lines, note, identifier="commitments", is_wide=True)


def _targets_beside(rows: Iterable[CommitmentStanding], framework: Framework, language: Language) -> list[str]:
    """What the dagger beside a promise means: which indicator has which other target."""
    facts = {one.code: one for one in framework.commitments}
    told = [
        text(
            "promise.target",
            language,
            commitment=row.commitment,
            number=framework.indicator(row.indicator).number,
            target=formats.number(row.target),
        )
        for row in rows
        if row.indicator and at_odds(facts[row.commitment], row.target)
    ]
    return [text("table.other_targets", language, targets=_listed(told, language))] if told else []


def commitment_status(row: CommitmentStanding, language: Language) -> Cell:
    """How a promised number goes, as a word with its mark."""
    return Cell(text(f"progress.{row.status.value}", language), STATUS_MARKS[row.status], number_id(row, "status"))


def unscored(rows: Iterable[CommitmentStanding], framework: Framework, language: Language) -> Table:
    """The promised numbers that cannot be scored, with the reason and whatever was reported of them."""
    heads = headings(language, "code:T commitment:H promised:T actual:N why_unscored:T")
    facts = {one.code: one for one in framework.commitments}

    def line(row: CommitmentStanding) -> Row:
        fact = facts[row.commitment]
        why = text("unscored.no_number" if row.promised is None else "unscored.no_deadline", language)
        said = printed(promised(fact, framework, language), row, "promised")
        actual = printed(formats.number(row.actual), row, "actual")
        return (row.commitment, statement(fact, row.item, language), said, actual, why)

    lines = tuple(line(row) for row in rows if not row.is_scored)
    return Table(text("table.unscored", language), heads, lines, identifier="unscored")


def conflicts(rows: Iterable[Attainment], framework: Framework, language: Language) -> Table:
    """The indicators of which a work point promises another number than the target: both, and what each amounts to."""
    heads = headings(language, "number:N indicator:H baseline:N target_value:N code:T promised:T implied:N beyond:N")

    def line(row: Attainment, promises: Sequence[Commitment]) -> Row:
        level = implied(promises, row, framework)
        indicator = framework.indicator(row.indicator)
        return (
            str(row.number),
            framework.name_with_measure(row.indicator, language),
            printed(formats.value(row.baseline, language), row, "baseline"),
            printed(formats.value(row.target, language) + DAGGER, row, "target"),
            _listed((one.code for one in promises), language),
            _promises(promises, framework, language),
            printed(formats.computed(level, indicator, language), row, "implied"),
            printed(_beyond(level, row.target, indicator), row, "beyond"),
        )

    lines = tuple(line(row, promises) for row in rows if (promises := conflicting(row, framework)))
    note = text("table.conflicts_note", language)
    return Table(text("table.conflicts", language), heads, lines, note, identifier="conflicts", is_wide=True)


def _promises(promises: Sequence[Commitment], framework: Framework, language: Language) -> str:
    """What is promised, with the id of the first promise."""
    told = _listed((promised(one, framework, language) for one in promises), language)
    return identified(told, promised_id(promises[0].code, promises[0].items[:1]))


def _beyond(level: Decimal | None, target: Value, indicator: Indicator) -> str:
    if level is None or not isinstance(target, Decimal):
        return formats.ABSENT
    return formats.number(level - target, indicator.decimals, is_signed=True)


def work_points(rows: Iterable[WorkPointStanding], framework: Framework, language: Language) -> Table:
    """Every work point with its light, why it has it, its deadline, its promised numbers and its lights before."""
    heads = headings(language, "code:T work_point:H leads:T light:T light_reason:T due:T kept:T history:T")
    facts = {one.code: one for one in framework.work_points}

    def line(row: WorkPointStanding) -> Row:
        return (
            row.work_point,
            _title(facts[row.work_point], language),
            _units(row.leads, framework, language),
            light(row, language),
            because(row, language),
            row.deadline.isoformat(),
            printed(f"{row.met}/{row.scored}" if row.scored else formats.ABSENT, row, "met"),
            _history(row, language),
        )

    note = text("table.work_points_note", language)
    heads, lines = without_blank(heads, tuple(map(line, rows)))
    return Table(text("table.work_points", language), heads, lines, note, identifier="work-points", is_wide=True)


def because(row: WorkPointStanding, language: Language) -> str:
    """Why a work point has its light; a dash where nothing was due, since the light says as much."""
    return formats.ABSENT if row.light is Light.NOT_DUE else text(f"because.{row.light_reason.value}", language)


def light(row: WorkPointStanding, language: Language) -> Cell:
    """The light of a work point: its mark and its word."""
    return Cell(text(f"light.{row.light.value}", language), LIGHT_MARKS[row.light], number_id(row, "light"))


def reported(rows: Iterable[WorkPointStanding], framework: Framework, language: Language) -> Table:
    """What units wrote of their work points, as they wrote it; those of which nothing was written are left out."""
    heads = headings(language, "code:T work_point:H told_by:T progress:T problem:T next_step:T")
    facts = {one.code: one for one in framework.work_points}

    def line(row: WorkPointStanding) -> Row:
        texts = (formats.passage(said or formats.ABSENT) for said in (row.progress, row.problem, row.next_step))
        title = _title(facts[row.work_point], language)
        return (row.work_point, title, _units(row.reported_by, framework, language), *texts)

    lines = tuple(line(row) for row in rows if row.progress or row.problem or row.next_step)
    return Table(text("table.reported", language), heads, lines, identifier="reported", is_wide=True)


def statement(fact: Commitment, item: str | None, language: Language) -> str:
    """What is promised, the item that it is promised of, and the word for a promise that is only striven for."""
    named = statement_of(fact, item, language)
    return text("promise.aspirational", language, promise=named) if fact.is_aspirational else named


def _title(point: WorkPoint, language: Language) -> str:
    return str(getattr(point, f"title_{language.suffix}"))


def _history(row: WorkPointStanding, language: Language) -> str:
    """The lights before and how long each stood, oldest first, the last few of them; a dash where none says anything."""
    pairs = [entry.split(":") for entry in row.history if not entry.endswith(f":{Light.NOT_DUE}")]
    stood = [(word, [period for period, _ in same]) for word, same in groupby(pairs, key=itemgetter(1))]
    words = [f"{formats.span(periods)} {text(f'light.{word}', language)}" for word, periods in stood]
    left_out = ["…"] if len(words) > _LIGHTS_BEFORE else []
    return _listed([*left_out, *words[-_LIGHTS_BEFORE:]], language) or formats.ABSENT


def _units(codes: Iterable[str], framework: Framework, language: Language) -> str:
    return _listed((framework.unit(code).name(language) for code in codes), language)


def _listed(names: Iterable[str], language: Language) -> str:
    return text("format.list_mark", language).join(names)
