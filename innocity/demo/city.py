"""The facts of a synthetic city, written as `params/`: invented names and numbers, the repository's rules and vocabulary."""

import shutil
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Literal

from innocity import csvfile
from innocity.csvfile import Row
from innocity.demo.sources import FACTS, SOURCE
from innocity.demo.work_facts import write_work
from innocity.facts import Alias, Approved, Direction, Indicator, Kind, Measure, Phasing, Target, Unit, Value
from innocity.period import Period
from innocity.readiness_rules import ReadinessRules
from innocity.workspace import CODE, Workspace

FIRST_YEAR = 2023
OFFICE = "sample_office"
_PLAN = "示例市创新工作方案（合成示例数据）"
_GROUPS = ("示例要素", "示例产业", "示例企业", "示例民生", "示例治理")
_TAKEN_OVER = frozenset(
    {"header", "work_header", "head", "status", "declared", "answer", "blank"}
)  # vocabulary of forms, nothing of a city
_DAYS_TO_ARRIVE = 20
_DAYS_TO_DUE, _GRACE_DAYS, _DAYS_TO_LOCK = 10, 3, 18


class Sketch(Row):
    """One invented indicator with its history, who reports it (by ordinal), another name, and a near-name that is not it.

    `path` is the share of the way to the target that is covered by the end of each quarter, where the story is fixed.
    """

    code: str
    group: int
    name_zh_hans: str
    name_zh_hant: str
    name_en: str
    measure: str
    direction: Direction
    kind: Kind
    frequency: Literal["monthly", "quarterly", "annual", "event"]
    lag_days: int
    phasing: Phasing
    decimals: int
    two_years_before: Value | None = None
    year_before: Value | None = None
    target: Value
    reporters: tuple[int, ...] = ()
    alias: str
    decoy: str
    path: tuple[Decimal, ...] = ()


class Office(Row):
    """One invented unit."""

    code: str
    kind: Literal["body", "county", "park", "group", "office"]
    name_zh_hans: str
    name_zh_hant: str
    name_en: str
    members: tuple[str, ...] = ()


def sketches() -> list[Sketch]:
    """The invented indicators."""
    return csvfile.read(FACTS / "indicators.csv", Sketch)


def reporting_periods(count: int) -> list[Period]:
    """The annual return before the first year, then so many quarters."""
    quarters = [Period(FIRST_YEAR + place // 4, place % 4 + 1) for place in range(count)]
    return [Period(FIRST_YEAR - 1, 4), *quarters]


def as_of(period: Period) -> date:
    """The day up to which things are known in a period's report."""
    return period.cut_off + timedelta(days=_DAYS_TO_ARRIVE)


def write_city(root: Path, units: int, periods: int) -> None:
    """`params/` of a synthetic city with so many units and quarters."""
    workspace = Workspace(root)
    folder = workspace.framework
    offices = _offices(units)
    known = sketches()
    csvfile.write(folder / "units.csv", _units(offices), Unit)
    csvfile.write(folder / "indicators.csv", _indicators(known, offices), Indicator)
    csvfile.write(folder / "targets.csv", [_target(one) for one in known], Target)
    csvfile.write(folder / "approved.csv", [row for one in known for row in _approved(one)], Approved)
    write_work(folder, [one.code for one in offices])
    csvfile.write(folder / "measures.csv", _without_source("measures.csv", Measure), Measure)
    aliases = [row for row in _without_source("aliases.csv", Alias) if row.kind in _TAKEN_OVER]
    own = [Alias(kind="indicator", alias=one.alias, code=one.code, source=SOURCE) for one in known]
    csvfile.write(folder / "aliases.csv", [*aliases, *own], Alias)
    shutil.copytree(CODE / "params" / "rules", workspace.rules)
    shutil.copytree(CODE / "params" / "release", workspace.release_rules.parent)
    for name, row_type in ReadinessRules.OF_ONE_CITY.items():
        csvfile.write(workspace.rules / name, [], row_type)
    workspace.programme.write_text(_PROGRAMME, encoding="utf-8", newline="\n")
    for period in reporting_periods(periods):
        path = workspace.period_file(period)
        path.parent.mkdir(exist_ok=True)
        path.write_text(_parameters(period), "utf-8", newline="\n")


def due_on(period: Period) -> date:
    """The day by which returns are due."""
    return period.cut_off + timedelta(days=_DAYS_TO_DUE)


def _parameters(period: Period) -> str:
    lock = period.cut_off + timedelta(days=_DAYS_TO_LOCK)
    days = {"as_of": as_of(period), "due_on": due_on(period), "grace": _GRACE_DAYS, "locked_on": lock}
    return _PERIOD.format(period=period, year=FIRST_YEAR, **days)


def _without_source(name: str, row_type: type[csvfile.RowT]) -> list[csvfile.RowT]:
    rows = csvfile.read(CODE / "params" / "framework" / name, row_type)
    return [row.replaced(source=SOURCE) for row in rows]


def _offices(count: int) -> list[Office]:
    named = csvfile.read(FACTS / "units.csv", Office)[:count]
    numbered = [
        Office(
            code=f"sample_office_{place}",
            kind="body",
            name_zh_hans=f"示例第{place}局",
            name_zh_hant=f"示例第{place}局",
            name_en=f"Sample office {place}",
        )
        for place in range(len(named) + 1, count + 1)
    ]
    return named + numbered


def _units(offices: Sequence[Office]) -> list[Unit]:
    office = Office(
        code=OFFICE, kind="office", name_zh_hans="示例办公室", name_zh_hant="示例辦公室", name_en="Sample office"
    )
    places = csvfile.read(FACTS / "places.csv", Office)
    return [
        Unit(
            **one.model_dump(),
            full_zh_hans=f"示例市{one.name_zh_hans}",
            full_zh_hant=f"示例市{one.name_zh_hant}",
            source=SOURCE,
        )
        for one in (*offices, *places, office)
    ]


def _indicators(known: Sequence[Sketch], offices: Sequence[Office]) -> list[Indicator]:
    shared = set(Sketch.model_fields) & set(Indicator.model_fields)
    return [
        Indicator(
            **one.model_dump(include=shared),
            number=number,
            group_zh_hans=_GROUPS[one.group - 1],
            group_zh_hant=_GROUPS[one.group - 1],
            group_en=f"Sample group {one.group}",
            collectors=tuple(dict.fromkeys(offices[(place - 1) % len(offices)].code for place in one.reporters)),
            source=SOURCE,
        )
        for number, one in enumerate(known, 1)
    ]


def _target(one: Sketch) -> Target:
    return Target(
        indicator=one.code,
        year=FIRST_YEAR,
        value=one.target,
        measure=one.measure,
        revision=1,
        effective_from=date(FIRST_YEAR, 1, 1),
        document=_PLAN,
    )


def _approved(one: Sketch) -> list[Approved]:
    history = (
        (FIRST_YEAR - 2, "baseline", one.two_years_before),
        (FIRST_YEAR - 1, "baseline", one.year_before),
        (FIRST_YEAR, "target", one.target),
    )
    return [
        Approved.model_validate(
            {"indicator": one.code, "year": year, "role": role, "value": value, "measure": one.measure}
            | {"document": _PLAN, "source": SOURCE}
        )
        for year, role, value in history
        if value is not None
    ]


_PROGRAMME = f"""\
# A synthetic city, for demonstration and measurement: no name and no number in it is real.
origin: "synthetic/sample-city"
city: {{zh-Hans: "示例市", zh-Hant: "示例市", en: "Sample City"}}
programme: {{zh-Hans: "示例创新计划（合成数据）", zh-Hant: "示例創新計劃（合成數據）", en: "Sample programme (synthetic data)"}}
office: {{zh-Hans: "示例市示例办公室", zh-Hant: "示例市示例辦公室", en: "Sample office"}}
office_unit: "{OFFICE}"
evaluation_year: {FIRST_YEAR + 2}
first_target_year: {FIRST_YEAR}
plan: {{zh-Hans: "{_PLAN}", zh-Hant: "{_PLAN}", en: "Sample plan (synthetic data)"}}
framework_source: {{zh-Hans: "合成示例数据", zh-Hant: "合成示例數據", en: "synthetic data"}}
"""
_PERIOD = """\
# A period of a synthetic city.
period: "{period}"
as_of: "{as_of}"
target_year: {year}
due_on: "{due_on}"
grace_days: {grace}
locked_on: "{locked_on}"
language: "zh-Hans"
"""
