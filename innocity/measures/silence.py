"""What silence costs: the benchmarks reached if units that owe values send nothing, at worst, as projected and at best."""

from collections.abc import Iterable, Sequence

from innocity.tables import Attainment, Readiness, ReadinessSilence, Scenario, State

_OWED = (State.NOT_SUBMITTED, State.REJECTED)


def silence(attainment: Iterable[Attainment], rows: Iterable[Readiness]) -> list[ReadinessSilence]:
    """Per data year one row for all units that owe values together, then one for each of them alone.

    A value is owed that was due and is not there, or was refused; one that cannot exist yet is nobody's silence.
    """
    owed: dict[str, list[str]] = {}
    for one in attainment:
        if one.state in _OWED and one.unit is not None:
            owed.setdefault(one.unit, []).append(one.indicator)
    everything = [indicator for held in owed.values() for indicator in held]
    projected = [row for row in rows if row.scenario is Scenario.PROJECTION]
    return [
        _row(year, unit, held, [row for row in projected if row.data_year == year])
        for year in sorted({row.data_year for row in projected})
        for unit, held in [(None, everything), *sorted(owed.items())]
    ]


def _row(year: int, unit: str | None, owed: Sequence[str], rows: Sequence[Readiness]) -> ReadinessSilence:
    by_number = [row for row in rows if row.indicator in owed]
    expected = sum(bool(row.is_reached) for row in rows)
    at_stake = sum(bool(row.is_reached) for row in by_number)
    return ReadinessSilence(
        data_year=year,
        unit=unit,
        owed=tuple(row.indicator for row in by_number),
        total=len(rows),
        worst=expected - at_stake,
        expected=expected,
        best=expected + len(by_number) - at_stake,
    )
