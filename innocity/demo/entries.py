"""One line of a form before it is laid out: what is true, what is written, and what is wrong with it."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from random import Random

from innocity.demo.city import FIRST_YEAR, Sketch
from innocity.demo.layouts import Layout, MeasureIn, Naming, Script
from innocity.demo.styles import DATE_STYLES, STYLES, Figure, Ink, plain
from innocity.demo.truth import Careful
from innocity.facts import Answer, Value
from innocity.framework import Framework
from innocity.measures.arithmetic import rounded
from innocity.period import Period

_ANSWERS = {Answer.YES: ("有", "是"), Answer.NO: ("无", "否", "没有")}


@dataclass(frozen=True)
class Entry:
    """One line: the sketch it is about, the true value, and the ink of every column."""

    sketch: Sketch
    truth: Value | None
    style: str
    inks: dict[str, Ink]
    fault: str | None = None
    is_hidden: bool = False
    careful: Careful = Careful.VALUE

    def faulty(self, fault: str, **inks: Ink) -> "Entry":
        """The same line with other ink in some columns; a careful reader would send it back."""
        return replace(self, fault=fault, inks={**self.inks, **inks}, careful=Careful.FINDING)


@dataclass(frozen=True)
class Scribe:
    """Writes lines in the manner of one office."""

    framework: Framework
    layout: Layout
    period: Period
    chance: Random
    header_measure: str = ""

    def entry(self, sketch: Sketch, truth: Value | None) -> Entry:
        """A sound line; its value is left empty where none is true."""
        style, ink = self._value(sketch, truth)
        return Entry(
            sketch,
            truth,
            style,
            {
                "value": ink,
                "indicator": Ink(self.name(sketch)),
                "group": Ink(self.framework.indicator(sketch.code).group_zh_hans),
                "measure": Ink(sketch.measure if self.framework.measure(sketch.measure).is_printed else None),
                "previous_value": self._figure(sketch, self._previous(sketch)),
                "target": self._figure(sketch, sketch.target if self.period.year <= FIRST_YEAR else None),
                "status": Ink(self.word("status", self.chance.choice(("provisional", "estimated")))),
                "as_of": self.day(self.period.cut_off),
                "growth": self._growth(sketch, truth),
                "rank": Ink(self.chance.randint(1, 14)),
                "evidence": Ink("见附件"),
                "note": Ink("合成示例数据"),
            },
        )

    def word(self, kind: str, code: str) -> str:
        """One of the spellings that forms use for a header, a label or a status."""
        return self.chance.choice([row.alias for row in self.framework.aliases if (row.kind, row.code) == (kind, code)])

    def name(self, sketch: Sketch) -> str:
        """The indicator's name in the office's characters and manner."""
        plain_name = self.script(sketch.name_zh_hans, sketch.name_zh_hant)
        match self.layout.naming:
            case Naming.ALIAS:
                named = sketch.alias
            case Naming.NUMBERED:
                named = f"{self.framework.indicator(sketch.code).number}.{plain_name}"
            case Naming.WIDE:
                named = plain_name.replace("(", "（").replace(")", "）")
            case _:
                named = plain_name
        is_said = self.layout.measure_in is MeasureIn.NAME and self.framework.measure(sketch.measure).is_printed
        return f"{named}{self.chance.choice(('({})', '（{}）')).format(sketch.measure)}" if is_said else named

    def script(self, simplified: str, traditional: str) -> str:
        """The spelling in the office's characters."""
        match self.layout.script:
            case Script.SIMPLIFIED:
                return simplified
            case Script.TRADITIONAL:
                return traditional
            case _:
                return self.chance.choice((simplified, traditional))

    def day(self, day: date) -> Ink:
        """A day in any form; a text file holds no dates."""
        styles = [name for name in DATE_STYLES if self.layout.is_workbook or name != "date"]
        return DATE_STYLES[self.chance.choice(styles)](day)

    def _value(self, sketch: Sketch, truth: Value | None) -> tuple[str, Ink]:
        if truth is None:
            return "blank", Ink(None)
        if isinstance(truth, Answer):
            return "answer", Ink(self.chance.choice(_ANSWERS[truth]))
        return self.written(truth, sketch.measure)

    def written(self, value: Decimal, measure: str) -> tuple[str, Ink]:
        """A style that fits the number, and the number in it; a fall is written plainly."""
        figure = Figure(value, self.framework.measure(measure), self.framework.measures)
        if value.is_signed():
            return "plain", plain(figure)
        fitting = [
            (name, ink)
            for name, style in STYLES.items()
            if (ink := style(figure)) and (self.layout.is_workbook or name == "plain" or not ink.needs_workbook)
        ]
        return fitting[0] if self.chance.random() < 0.4 else self.chance.choice(fitting)

    def _previous(self, sketch: Sketch) -> Value | None:
        known = {FIRST_YEAR - 1: sketch.two_years_before, FIRST_YEAR: sketch.year_before}
        return known.get(self.period.year)

    def _growth(self, sketch: Sketch, truth: Value | None) -> Ink:
        """The rate of growth on the year before, of whole years alone; a share has none."""
        before, is_share = self._previous(sketch), self.framework.measure(sketch.measure).change_in == "points"
        if not isinstance(truth, Decimal) or not isinstance(before, Decimal) or is_share or self.period.quarter < 4:
            return Ink(None)
        return Ink(rounded((truth - before) / before * 100, 1))

    def _figure(self, sketch: Sketch, value: Value | None) -> Ink:
        if value is None:
            return Ink(None)
        if isinstance(value, Answer):
            return Ink(_ANSWERS[value][0])
        return plain(Figure(value, self.framework.measure(sketch.measure), self.framework.measures))
