"""A synthetic city's whole workspace: `params/`, the returns of every period as offices send them, and `truth.csv` beside."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

from innocity import csvfile
from innocity.demo.city import FIRST_YEAR, Sketch, reporting_periods, sketches, write_city
from innocity.demo.entries import Entry, Scribe
from innocity.demo.faults import disagree, spoil
from innocity.demo.grids import Grid, Placed
from innocity.demo.layouts import Layout, MeasureIn, UnitBy, choose
from innocity.demo.sheets import MARK, lay_out
from innocity.demo.story import Story, tell
from innocity.demo.styles import Ink
from innocity.demo.truth import FILE, Truth
from innocity.demo.writing import as_file
from innocity.facts import Unit
from innocity.framework import Framework, load
from innocity.intake.register import Arrival, digest
from innocity.period import Period
from innocity.workspace import Workspace

_FAULTY_LINES = 0.25
_WRONG_PERIODS = 0.03
_DISAGREEING = 0.2
_SENT_AGAIN = 0.1
_FIRST_DAY, _LAST_DAY = 3, 9  # of arrival, in days after the period's end
_CORRECTED_AFTER = timedelta(days=5)


def build(folder: Path, *, seed: int = 1, units: int = 20, periods: int = 4, cities: int = 1, rows: int = 0) -> None:
    """Fill an empty folder with a synthetic workspace; with several cities, one folder `city-1`, … each.

    `periods` counts the quarters after the first annual return; `rows` adds a sheet of so many lines to one file a period.
    """
    folders = [folder] if cities == 1 else [folder / f"city-{number}" for number in range(1, cities + 1)]
    for number, root in enumerate(folders):
        write_city(root, units, periods)
        workspace = Workspace.at(root)
        chance = Random(f"{seed}/{number}")  # noqa: S311 - reproducible on purpose
        story = tell(sketches(), periods, chance)
        city = _City(workspace, load(workspace), story, chance, rows)
        truths = [truth for period in reporting_periods(periods) for truth in city.send(period)]
        csvfile.write(root / FILE, truths, Truth)


@dataclass(frozen=True)
class _File:
    """One file before it is written."""

    name: str
    layout: Layout
    day: date
    grids: list[Grid]


@dataclass
class _City:
    """A city that sends its returns, period by period."""

    workspace: Workspace
    framework: Framework
    story: Story
    chance: Random
    rows: int
    known: dict[str, Sketch] = field(default_factory=lambda: {one.code: one for one in sketches()})

    def send(self, period: Period) -> Iterator[Truth]:
        """Write the returns of a period and its register; the truth about each of their value cells."""
        arrivals = []
        for number, unit in enumerate(self.framework.collecting_units(), 1):
            is_sent_again = self._happens(_SENT_AGAIN)
            versions = (1, 2) if is_sent_again else (1,)
            for version in versions:
                entries, scribe = self._entries(unit, period, is_early=version < len(versions))
                name = f"{number:02d}" if version == 1 else f"{number:02d}-{version}"
                file, placed = self._file(unit, period, name, entries, scribe)
                if number == version == 1 and self.rows:
                    file.grids.append(_details(self.rows))
                later = file.day + _CORRECTED_AFTER * (version - 1)
                arrivals.append(self._write(file, period, later))
                yield from (self._truth(one, unit, period, file) for one in placed)
        csvfile.write(self.workspace.register(period), arrivals, Arrival)

    def _entries(self, unit: Unit, period: Period, *, is_early: bool) -> tuple[list[Entry], Scribe]:
        """The lines of a return; an early version, which is corrected later, says something else in its first line."""
        scribe = self._scribe(unit, period)
        entries: list[Entry] = []
        for indicator in self.framework.reported_by(unit.code):
            sketch, truth = self.known[indicator.code], self.story[indicator.code, period]
            if is_early and not entries and isinstance(truth, Decimal) and period.year >= FIRST_YEAR:
                truth += Decimal(1).scaleb(int(truth.as_tuple().exponent))
            entries.extend(self._lines(scribe.entry(sketch, truth), unit, scribe))
        return entries, scribe

    def _scribe(self, unit: Unit, period: Period) -> Scribe:
        measures = {one.measure for one in self.framework.reported_by(unit.code)}
        is_uniform = len(measures) == 1 and all(self.framework.measure(one).is_printed for one in measures)
        layout = choose(self.chance, is_uniform=is_uniform)
        of_header = measures.pop() if layout.measure_in is MeasureIn.HEADER else ""
        return Scribe(self.framework, layout, period, self.chance, of_header)

    def _lines(self, entry: Entry, unit: Unit, scribe: Scribe) -> list[Entry]:
        if scribe.period.year < FIRST_YEAR:
            return [entry]
        collectors = self.framework.collectors(self.framework.indicator(entry.sketch.code))
        if unit.code != collectors[0] and isinstance(entry.truth, Decimal) and self._happens(_DISAGREEING):
            return [disagree(entry, scribe)]
        return spoil(entry, scribe, self.chance, _FAULTY_LINES)

    def _file(
        self, unit: Unit, period: Period, number: str, entries: list[Entry], scribe: Scribe
    ) -> tuple[_File, list[Placed]]:
        layout, said = scribe.layout, period
        if period.year >= FIRST_YEAR and self._happens(_WRONG_PERIODS):
            said = Period(period.year, period.quarter % 4 + 1)
            entries = [entry.faulty("wrong_period") for entry in entries]
        named = scribe.script(
            *self.chance.choice(((unit.name_zh_hans, unit.name_zh_hant), (unit.full_zh_hans, unit.full_zh_hant)))
        )
        head = named if layout.unit_by is UnitBy.HEAD else None
        grid, placed = lay_out("指标数据", entries, scribe, head, said)
        grids = [grid]
        if layout.is_second_sheet:
            guide = Grid("填表说明")
            guide.put(1, 1, f"填表说明（{MARK}）：请如实填报。")
            grids.insert(0, guide)
        if layout.has_hidden_sheet:
            grids.append(_draft(entries, scribe, head, said))
        names = {
            UnitBy.HEAD: f"收件/报表{number}",
            UnitBy.FOLDER: f"{named}/报表{number}",
            UnitBy.FILE: f"{named}_报表_{number}",
        }
        day = period.cut_off + timedelta(days=self.chance.randint(_FIRST_DAY, _LAST_DAY))
        return _File(f"{names[layout.unit_by]}{layout.kind.suffix}", layout, day, grids), placed

    def _write(self, file: _File, period: Period, day: date) -> Arrival:
        path = self.workspace.returns(period) / file.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(as_file(file.grids, file.layout.kind, period.cut_off))
        return Arrival(file=file.name, received_on=day, channel="synthetic", sha256=digest(path))

    def _truth(self, placed: Placed, unit: Unit, period: Period, file: _File) -> Truth:
        entry = placed.entry
        return Truth(
            period=str(period),
            file=self.workspace.name_of(self.workspace.returns(period) / file.name),
            sheet="指标数据" if file.layout.is_workbook else None,
            cell=placed.cell,
            unit=unit.code,
            indicator=entry.sketch.code,
            value=entry.truth,
            style=entry.style,
            fault=entry.fault,
            careful_reader=entry.careful,
            layout=str(file.layout),
        )

    def _happens(self, share: float) -> bool:
        return self.chance.random() < share


def _draft(entries: list[Entry], scribe: Scribe, unit: str | None, period: Period) -> Grid:
    """A hidden sheet with an older state of the same form: nothing of it counts."""
    older = [replace(entry, inks={**entry.inks, "value": Ink(7)}, is_hidden=False) for entry in entries]
    grid, _ = lay_out("草稿", older, scribe, unit, period)
    grid.is_hidden = True
    return grid


def _details(rows: int) -> Grid:
    """A long sheet that is no form."""
    grid = Grid("明细")
    for column, label in enumerate(("流水号", "对象", "数额"), 1):
        grid.put(1, column, label)
    for row in range(2, rows + 2):
        grid.put(row, 1, row - 1)
        grid.put(row, 2, "示例对象")
        grid.put(row, 3, row * 7 % 1000)
    return grid
