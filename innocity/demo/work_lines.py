"""Lines about work points and promised numbers before they are laid out: what is true, what is written, what is wrong."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from innocity.demo.entries import Scribe
from innocity.demo.layouts import Script
from innocity.demo.styles import Ink
from innocity.demo.truth import Careful
from innocity.demo.work_facts import PointSketch, Progress
from innocity.demo.work_layouts import WorkLayout, WorkNaming
from innocity.facts import Commitment, WorkPoint
from innocity.tables import Declared

_TEXTS = (
    "示例工作按计划推进，已召开示例调度会三次。",
    "完成示例任务清单的七成；\n其余按月推进。",
    "=SUM(1,2)",
    "<script>alert(1)</script>示例推进正常",
    "示例 | 表格 | **加粗** {{ period }} $x$",
    "@示例联系人 +86",
    "示例进展" * 700,
)
_PLAIN = 2  # of them
_LONGEST = 2_000  # characters that anybody reads
_OPERATORS = {"≥": "≥", "≤": "≤", ">": ">", "=": "", "≈": "≈"}


@dataclass(frozen=True)
class WorkLine:
    """One line of a form of work; `value` of a promised number, `said` of a report as `told` words it."""

    about: str
    inks: dict[str, Ink]
    style: str
    item: str | None = None
    value: Decimal | None = None
    said: str | None = None
    fault: str | None = None
    is_hidden: bool = False
    careful: Careful = Careful.VALUE

    @property
    def is_report(self) -> bool:
        """Whether it is about a work point."""
        return "progress" in self.inks

    def faulty(self, fault: str, **inks: Ink) -> "WorkLine":
        """The same line with other ink in some columns; a careful reader would send it back."""
        return replace(self, fault=fault, inks={**self.inks, **inks}, careful=Careful.FINDING)


def told(declared: Declared | None, completed_on: date | None, progress: str | None) -> str:
    """A report in one text: its state, the day of completion, and the first characters of what was done."""
    return f"{declared or '-'} {completed_on or '-'} {(progress or '-')[:_LONGEST]}"


def report_line(point: WorkPoint, sketch: PointSketch, scribe: Scribe, work: WorkLayout) -> WorkLine:
    """What a unit reports of a work point in the scribe's period."""
    state = sketch.states[scribe.period.quarter - 1]
    is_done = state is Declared.DONE
    day = sketch.completed_on if is_done else None
    text = scribe.chance.choice(_TEXTS[: _PLAIN if scribe.chance.random() < 0.6 else None])
    inks = {
        "work_point": Ink(_named(point.code, point.title_zh_hans, point.title_zh_hant, work.naming, scribe)),
        "progress": Ink(text),
        "declared": Ink(scribe.word("declared", state)),
        "completed_on": scribe.day(day) if day else Ink(None),
        "area": Ink(point.area_zh_hans),
        "unit": Ink("、".join(scribe.framework.unit(code).name_zh_hans for code in point.leads)),
        "problem": Ink(scribe.chance.choice((None, "无", "示例资金到位较慢"))),
        "next_step": Ink(scribe.chance.choice((None, "继续推进示例工作"))),
        "evidence": Ink("示例办结文件" if is_done else None),
        "note": Ink("合成示例数据"),
    }
    return WorkLine(point.code, inks, "hostile" if text in _TEXTS[_PLAIN:] else "text", said=told(state, day, text))


def promise_lines(
    promised: list[Commitment], known: list[Progress], scribe: Scribe, work: WorkLayout
) -> Iterator[WorkLine]:
    """One line for every figure that is promised and known."""
    for commitment in promised:
        for one in known:
            if one.commitment == commitment.code:
                yield _promise(commitment, one, scribe, work)


def _promise(commitment: Commitment, known: Progress, scribe: Scribe, work: WorkLayout) -> WorkLine:
    value = known.values[scribe.period.quarter - 1]
    style, ink = scribe.written(value, commitment.measure)
    promised = None if commitment.value is None else f"{_OPERATORS[commitment.operator]}{commitment.value:f}"
    statement = (commitment.statement_zh_hans, commitment.statement_zh_hant)
    inks = {
        "commitment": Ink(_named(commitment.code, *statement, work.naming, scribe)),
        "item": Ink(known.item),
        "value": ink,
        "measure": Ink(commitment.measure if scribe.framework.measure(commitment.measure).is_printed else None),
        "target": Ink(promised),
        "deadline": Ink(commitment.deadline.isoformat() if commitment.deadline else None),
        "status": Ink(scribe.word("status", scribe.chance.choice(("provisional", "estimated")))),
        "as_of": scribe.day(scribe.period.cut_off),
        "evidence": Ink("见附件"),
        "note": Ink("合成示例数据"),
    }
    return WorkLine(commitment.code, inks, style, item=known.item, value=value)


def _named(code: str, simplified: str, traditional: str, naming: WorkNaming, scribe: Scribe) -> str:
    title = traditional if scribe.layout.script is Script.TRADITIONAL else scribe.script(simplified, traditional)
    match naming:
        case WorkNaming.CODE:
            return code
        case WorkNaming.NUMBERED:
            return f"{scribe.chance.choice(('1.', '（一）', '二、'))}{title}"
        case WorkNaming.CODE_AND_TITLE:
            return f"{code} {title}"
        case _:
            return title
