"""Which unit leads and which answers for which work point; a collective name stands for its members."""

from collections.abc import Iterable, Iterator

from innocity.facts import Commitment, Unit, WorkPoint
from innocity.framework import Framework


def answerable(point: WorkPoint, framework: Framework) -> tuple[str, ...]:
    """The units that report on a work point: its leads, then those responsible, each once."""
    return tuple(dict.fromkeys([*bodies(point.leads, framework), *bodies(point.responsible, framework)]))


def is_lead(unit: str, point: WorkPoint, framework: Framework) -> bool:
    """Whether a unit leads a work point."""
    return unit in bodies(point.leads, framework)


def duties(unit: str, framework: Framework) -> list[WorkPoint]:
    """The work points that a unit reports on, those that it leads first, else in the order of the plan."""
    own = [point for point in framework.work_points if unit in answerable(point, framework)]
    return sorted(own, key=lambda point: not is_lead(unit, point, framework))


def promised_by(unit: str, framework: Framework) -> list[Commitment]:
    """The commitments of the work points that a unit leads, in the order of the plan."""
    led = {point.code for point in framework.work_points if is_lead(unit, point, framework)}
    return [row for row in framework.commitments if row.work_point in led]


def owing_units(framework: Framework) -> list[Unit]:
    """Every unit that reports on at least one work point, in the order of `units.csv`."""
    owing = {unit for point in framework.work_points for unit in answerable(point, framework)}
    return [unit for unit in framework.units if unit.code in owing]


def reporting_units(framework: Framework) -> list[Unit]:
    """Every unit that is sent a form: it collects an indicator or reports on a work point."""
    sent = {unit.code for unit in (*framework.collecting_units(), *owing_units(framework))}
    return [unit for unit in framework.units if unit.code in sent]


def bodies(units: Iterable[str], framework: Framework) -> tuple[str, ...]:
    """These units in their order, each collective name as its members; one without members is nobody's address."""
    return tuple(dict.fromkeys(_spelled_out(units, framework)))


def _spelled_out(units: Iterable[str], framework: Framework) -> Iterator[str]:
    for code in units:
        unit = framework.unit(code)
        if unit.kind == "group":
            yield from _spelled_out(unit.members, framework)
        else:
            yield code
