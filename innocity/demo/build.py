"""A synthetic city's whole workspace: `params/`, the returns of every period as offices send them, and the truth beside."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from random import Random

from innocity import csvfile
from innocity.demo.city import FIRST_YEAR, Sketch, reporting_periods, sketches, write_city
from innocity.demo.entries import Entry, Scribe
from innocity.demo.faults import FAULTS, disagree, spoil, without_visible_difference
from innocity.demo.grids import Grid
from innocity.demo.layouts import FileKind, MeasureIn, choose
from innocity.demo.parcels import Parcel, Words, pack
from innocity.demo.story import Event, Story, Turn, events, tell
from innocity.demo.truth import EVIDENCE_FILE, FILE, EvidenceTruth, Truth
from innocity.demo.work_facts import PointSketch, Progress, point_sketches, progress
from innocity.demo.work_faults import spoil_work
from innocity.demo.work_layouts import WorkLayout, choose_work
from innocity.demo.work_lines import WorkLine, promise_lines, report_line
from innocity.duties import duties, is_lead, promised_by, reporting_units
from innocity.facts import Indicator, Unit
from innocity.framework import Framework, load
from innocity.intake.register import Arrival, digest
from innocity.period import Period
from innocity.workspace import Workspace

_FAULTY_LINES, _FAULTY_WORK = 0.25, 0.15
_WRONG_PERIODS = 0.03
_DISAGREEING = 0.2
_SENT_AGAIN = 0.1
_FIRST_DAY, _LAST_DAY, _LATE_DAY = 3, 9, 16  # of arrival, in days after the period's end
_CORRECTED_AFTER = timedelta(days=4)


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
        parcels = [(period, city.send(period)) for period in reporting_periods(periods)]
        truths = [truth for period, sent in parcels for truth in city.truths(period, sent)]
        proofs = [truth for period, sent in parcels for truth in city.evidence(period, sent)]
        csvfile.write(root / FILE, truths, Truth)
        csvfile.write(root / EVIDENCE_FILE, proofs, EvidenceTruth)


@dataclass
class _City:
    """A city that sends its returns, period by period."""

    workspace: Workspace
    framework: Framework
    story: Story
    chance: Random
    rows: int
    known: dict[str, Sketch] = field(default_factory=lambda: {one.code: one for one in sketches()})
    points: dict[str, PointSketch] = field(default_factory=lambda: {one.code: one for one in point_sketches()})
    progress: list[Progress] = field(default_factory=progress)
    events: list[Event] = field(default_factory=events)

    def send(self, period: Period) -> list[Parcel]:
        """Write the returns of a period and its register."""
        arrivals, parcels = list[Arrival](), list[Parcel]()
        for number, unit in enumerate(self._senders(period), 1):
            if self._happens_to(unit, period, Turn.SILENT):
                continue
            day = self._day(unit, period)
            versions = 2 if self._happens(_SENT_AGAIN) else 1
            for version in range(1, versions + 1):
                parcel = self._parcel(unit, period, number, version, versions)
                arrivals += self._write(parcel, day + _CORRECTED_AFTER * (version - 1))
                parcels.append(parcel)
        csvfile.write(self.workspace.register(period), arrivals, Arrival)
        return parcels

    def truths(self, period: Period, parcels: Sequence[Parcel]) -> list[Truth]:
        """The truth about every line of a period."""
        returns = self.workspace.name_of(self.workspace.returns(period))
        return without_visible_difference([truth for parcel in parcels for truth in parcel.truths(returns)])

    def evidence(self, period: Period, parcels: Sequence[Parcel]) -> Iterator[EvidenceTruth]:
        """The truth about all evidence of a period."""
        returns = self.workspace.name_of(self.workspace.returns(period))
        for parcel in parcels:
            yield from parcel.evidence(returns)

    def _senders(self, period: Period) -> list[Unit]:
        """Work is reported from the plan's first year on."""
        return self.framework.collecting_units() if period.year < FIRST_YEAR else reporting_units(self.framework)

    def _day(self, unit: Unit, period: Period) -> date:
        days = self.chance.randint(_FIRST_DAY, _LAST_DAY)
        return period.cut_off + timedelta(days=_LATE_DAY if self._happens_to(unit, period, Turn.LATE) else days)

    def _parcel(self, unit: Unit, period: Period, number: int, version: int, versions: int) -> Parcel:
        is_first = number == version == 1
        scribe = self._scribe(unit, period, is_workbook=bool(self.rows) and is_first)
        work = choose_work(self.chance, scribe.layout)
        words = self._words(unit, scribe, work, is_early=version < versions)
        said = period
        if period.year >= FIRST_YEAR and self._happens(_WRONG_PERIODS):
            said = Period(period.year, period.quarter % 4 + 1)
            words = words.faulty("wrong_period")
        name = f"{number:02d}" if version == 1 else f"{number:02d}-{version}"
        parcel = pack(words, unit, said, name, scribe, work, is_final=version == versions)
        if is_first and self.rows:
            parcel.grids.append(_details(self.rows))
        return parcel

    def _scribe(self, unit: Unit, period: Period, *, is_workbook: bool) -> Scribe:
        measures = {one.measure for one in self.framework.reported_by(unit.code)}
        is_uniform = len(measures) == 1 and all(self.framework.measure(one).is_printed for one in measures)
        layout = choose(self.chance, is_uniform=is_uniform)
        if is_workbook:
            layout = replace(layout, kind=FileKind.XLSX)
        of_header = measures.pop() if layout.measure_in is MeasureIn.HEADER else ""
        return Scribe(self.framework, layout, period, self.chance, of_header)

    def _words(self, unit: Unit, scribe: Scribe, work: WorkLayout, *, is_early: bool) -> Words:
        entries = self._entries(unit, scribe, is_early=is_early)
        if scribe.period.year < FIRST_YEAR:
            return Words(entries, [], [])
        lines = promise_lines(promised_by(unit.code, self.framework), self.progress, scribe, work)
        promises = [one for line in lines for one in spoil_work(line, scribe, work.promises, _FAULTY_WORK)]
        return Words(entries, self._reports(unit, scribe, work), promises)

    def _entries(self, unit: Unit, scribe: Scribe, *, is_early: bool) -> list[Entry]:
        """The lines of a return; an early version, which is corrected later, says something else in its first line."""
        entries: list[Entry] = []
        for indicator in self.framework.reported_by(unit.code):
            sketch, truth = self.known[indicator.code], self.story[indicator.code, scribe.period]
            if is_early and not entries and isinstance(truth, Decimal) and scribe.period.year >= FIRST_YEAR:
                truth += Decimal(1).scaleb(int(truth.as_tuple().exponent))
            entries.extend(self._lines(scribe.entry(sketch, truth), unit, indicator, scribe))
        return entries

    def _lines(self, entry: Entry, unit: Unit, indicator: Indicator, scribe: Scribe) -> list[Entry]:
        if entry.truth is None:
            return FAULTS["pending"](entry, scribe) or []
        if self._happens_to(unit, scribe.period, Turn.IMPOSSIBLE, entry.sketch.code):
            return FAULTS["negative"](entry, scribe) or []
        if scribe.period.year < FIRST_YEAR or entry.sketch.path:
            return [entry]
        is_second = unit.code != self.framework.collectors(indicator)[0]
        if is_second and isinstance(entry.truth, Decimal) and self._happens(_DISAGREEING):
            return [disagree(entry, scribe)]
        return spoil(entry, scribe, self.chance, _FAULTY_LINES)

    def _reports(self, unit: Unit, scribe: Scribe, work: WorkLayout) -> list[WorkLine]:
        """What a unit says of its work points; what a lead says of them is the story, and sound."""
        reports = []
        for point in duties(unit.code, self.framework):
            sketch = self.points[point.code]
            line = report_line(point, sketch, scribe, work)
            share = 0 if is_lead(unit.code, point, self.framework) else _FAULTY_WORK
            reports += spoil_work(line, scribe, work.reports, share)
        return reports

    def _write(self, parcel: Parcel, day: date) -> Iterator[Arrival]:
        for name, content in parcel.files().items():
            path = self.workspace.returns(parcel.period) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            yield Arrival(file=name, received_on=day, channel="synthetic", sha256=digest(path))

    def _happens(self, share: float) -> bool:
        return self.chance.random() < share

    @cached_property
    def _bodies(self) -> list[Unit]:
        return [unit for unit in self.framework.units if unit.kind == "body"]

    def _happens_to(self, unit: Unit, period: Period, turn: Turn, indicator: str | None = None) -> bool:
        """Whether the story has this turn for the unit, or for one indicator of it."""
        return period.year == FIRST_YEAR and any(
            (one.quarter, one.turn, one.indicator) == (period.quarter, turn, indicator)
            and self._bodies[(one.unit - 1) % len(self._bodies)] is unit
            for one in self.events
        )


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
