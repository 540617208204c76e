"""What goes wrong in the forms of work, one function a fault; each makes of a sound line what a careful reader sends back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from innocity.demo.city import as_of
from innocity.demo.entries import Scribe
from innocity.demo.styles import Ink
from innocity.demo.work_lines import WorkLine, told
from innocity.tables import Declared

Lines = list[WorkLine]
WorkFault = Callable[[WorkLine, Scribe, tuple[str, ...]], Lines | None]


def _written(name: str, column: str, *texts: str) -> WorkFault:
    """Something else in one column."""

    def fault(line: WorkLine, scribe: Scribe, columns: tuple[str, ...]) -> Lines | None:
        return [line.faulty(name, **{column: Ink(scribe.chance.choice(texts) or None)})] if column in columns else None

    return fault


def _without_value(name: str, *texts: str) -> WorkFault:
    """Words where a number belongs."""
    write = _written(name, "value", *texts)

    def fault(line: WorkLine, scribe: Scribe, columns: tuple[str, ...]) -> Lines | None:
        lines = write(line, scribe, columns)
        return [replace(one, value=None, style=name) for one in lines] if lines else None

    return fault


def _hidden(line: WorkLine, scribe: Scribe, columns: tuple[str, ...]) -> Lines | None:
    return [replace(line.faulty("hidden_row"), is_hidden=True)] if scribe.layout.is_workbook else None


def _no_evidence(line: WorkLine, scribe: Scribe, columns: tuple[str, ...]) -> Lines:
    """A work point declared done with nothing to show for it."""
    said = told(Declared.DONE, None, None)
    return [replace(line.faulty("no_evidence", **_done(scribe)), said=said)]


def _done(scribe: Scribe) -> dict[str, Ink]:
    nothing = dict.fromkeys(("progress", "completed_on", "evidence"), Ink(None))
    return {**nothing, "declared": Ink(scribe.word("declared", Declared.DONE))}


def _done_in_future(line: WorkLine, scribe: Scribe, columns: tuple[str, ...]) -> Lines:
    later = scribe.day(as_of(scribe.period) + timedelta(days=200))
    return [line.faulty("done_in_future", completed_on=later)]


def _empty(line: WorkLine, scribe: Scribe, columns: tuple[str, ...]) -> Lines:
    fields = ("progress", "declared", "completed_on", "problem", "next_step", "evidence")
    return [replace(line.faulty("empty", **dict.fromkeys(fields, Ink(None))), said=None)]


def _contradicting(line: WorkLine, scribe: Scribe, columns: tuple[str, ...]) -> Lines:
    """The same work point twice, with two states."""
    first = line.faulty("contradicting")
    other = Declared.DELAYED if f"{line.said}".startswith(Declared.UNDER_WAY) else Declared.UNDER_WAY
    return [first, replace(first.faulty("contradicting", declared=Ink(scribe.word("declared", other))), said=None)]


def _not_entitled(line: WorkLine, scribe: Scribe, columns: tuple[str, ...]) -> Lines | None:
    """A second line about a work point that other units answer for."""
    own = next(one for one in scribe.framework.work_points if one.code == line.about)
    mine = {*own.leads, *own.responsible}
    others = [one for one in scribe.framework.work_points if not mine & {*one.leads, *one.responsible}]
    if not others or any(scribe.framework.unit(code).kind == "group" for code in mine):
        return None
    other = scribe.chance.choice(others)
    return [line, replace(line.faulty("not_entitled", work_point=Ink(other.title_zh_hans)), about=other.code)]


def _twice_different(line: WorkLine, scribe: Scribe, columns: tuple[str, ...]) -> Lines:
    assert line.value is not None
    first, other = line.faulty("twice_different"), line.value + 1
    return [first, replace(first, value=None, style="plain", inks={**line.inks, "value": Ink(other)})]


def _no_cache(line: WorkLine, scribe: Scribe, columns: tuple[str, ...]) -> Lines | None:
    ink = Ink(f"={line.value}*1", is_formula=True)
    return [line.faulty("no_cache", value=ink)] if scribe.layout.is_workbook else None


def _negative(line: WorkLine, scribe: Scribe, columns: tuple[str, ...]) -> Lines | None:
    """A level below zero; a rise or a growth may be."""
    commitment = next(one for one in scribe.framework.commitments if one.code == line.about)
    if commitment.basis != "level" or not line.value:
        return None
    return [replace(line.faulty("negative", value=Ink(line.value * Decimal(-1))), style="plain")]


REPORT_FAULTS: dict[str, WorkFault] = {
    "unknown_name": _written("unknown_name", "work_point", "示例无此工作任务", "9-9"),
    "unknown_state": _written("unknown_state", "declared", "差不多了", "85%"),
    "error_text": _written("error_text", "progress", "#REF!", "#NAME?"),
    "no_evidence": _no_evidence,
    "done_in_future": _done_in_future,
    "empty": _empty,
    "contradicting": _contradicting,
    "not_entitled": _not_entitled,
    "hidden_row": _hidden,
}
PROMISE_FAULTS: dict[str, WorkFault] = {
    "unknown_name": _written("unknown_name", "commitment", "示例无此承诺", "9-9-a"),
    "promise_altered": _written("promise_altered", "target", "1", "≥ 3.5"),
    "deadline_altered": _written("deadline_altered", "deadline", "2026-01-01"),
    "wrong_measure": _written("wrong_measure", "measure", "人"),
    "blank": _without_value("blank", ""),
    "pending": _without_value("pending", "待公布", "尚未统计"),
    "words": _without_value("words", "已达到", "详见附件"),
    "no_status": _written("no_status", "status", "", "不详"),
    "no_day": _written("no_day", "as_of", "", "月底"),
    "twice_different": _twice_different,
    "no_cache": _no_cache,
    "negative": _negative,
    "hidden_row": _hidden,
}


def spoil_work(line: WorkLine, scribe: Scribe, columns: tuple[str, ...], share: float) -> Lines:
    """The line with a fault at random in so many of all cases, as it is in the others."""
    if scribe.chance.random() >= share:
        return [line]
    faults = REPORT_FAULTS if line.is_report else PROMISE_FAULTS
    return faults[scribe.chance.choice(list(faults))](line, scribe, columns) or [line]
