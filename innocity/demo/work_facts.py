"""The invented work points and commitments of a synthetic city, with what will come of them quarter by quarter."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from innocity import csvfile
from innocity.csvfile import Row
from innocity.demo.sources import FACTS, SOURCE
from innocity.facts import Commitment, WorkPoint
from innocity.tables import Declared


class PointSketch(Row):
    """One invented work point; its units by ordinal or by code, its state at the end of each quarter, its last day."""

    code: str
    area: int
    area_zh_hans: str
    area_zh_hant: str
    area_en: str
    point: int
    title_zh_hans: str
    title_zh_hant: str
    title_en: str
    leads: tuple[str, ...]
    responsible: tuple[str, ...]
    states: tuple[Declared, ...]
    completed_on: date | None = None


class Progress(Row):
    """The value of one promised number at the end of each quarter."""

    commitment: str
    item: str | None = None
    values: tuple[Decimal, ...]


class _Promise(Commitment):
    """One invented commitment; all of them have the same source."""

    source: str = SOURCE


def point_sketches() -> list[PointSketch]:
    """The invented work points."""
    return csvfile.read(FACTS / "work_points.csv", PointSketch)


def progress() -> list[Progress]:
    """What becomes of the promised numbers that no indicator measures."""
    return csvfile.read(FACTS / "progress.csv", Progress)


def write_work(folder: Path, offices: Sequence[str]) -> None:
    """`work_points.csv` and `commitments.csv` of a city with these units."""
    csvfile.write(folder / "work_points.csv", [_point(one, offices) for one in point_sketches()], WorkPoint)
    promised = csvfile.read(FACTS / "commitments.csv", _Promise)
    csvfile.write(folder / "commitments.csv", promised, Commitment)


def _point(sketch: PointSketch, offices: Sequence[str]) -> WorkPoint:
    own = sketch.model_dump(exclude={"leads", "responsible", "states", "completed_on"})
    units = {"leads": _units(sketch.leads, offices), "responsible": _units(sketch.responsible, offices)}
    return WorkPoint(**own, **units, source=SOURCE)


def _units(said: Sequence[str], offices: Sequence[str]) -> tuple[str, ...]:
    """Units by ordinal, counted round where the city has fewer, or by code."""
    codes = (offices[(int(one) - 1) % len(offices)] if one.isdigit() else one for one in said)
    return tuple(dict.fromkeys(codes))
