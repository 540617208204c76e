"""Each indicator held against its target: what counts, how far it is, what is still needed, and which way it moved."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from innocity.errors import InnocityError
from innocity.facts import Answer, Direction, Indicator, Measure, Value, ValueStatus
from innocity.framework import Framework
from innocity.language import text
from innocity.measures.arithmetic import share_pct
from innocity.parameters import Parameters
from innocity.tables import Attainment, Finding, Observation, Severity, Standing, State, Trend

_SETTLED = tuple(ValueStatus)  # least settled first


def assess(
    framework: Framework, parameters: Parameters, observations: Iterable[Observation], findings: Iterable[Finding]
) -> list[Attainment]:
    """One row per indicator, in the order of the plan.

    Raises InnocityError when a reported value differs from the approved baseline of its year, both values shown.
    """
    known = _Known(framework, parameters, tuple(observations), tuple(findings))
    known.require_approved_baselines()
    return [_row(indicator, known) for indicator in framework.indicators]


@dataclass(frozen=True)
class _Known:
    """All that is known on the as-of date."""

    framework: Framework
    parameters: Parameters
    observations: tuple[Observation, ...]
    findings: tuple[Finding, ...]

    @property
    def year(self) -> int:
        return self.parameters.reporting_period.year

    def counting(self, indicator: Indicator, year: int) -> Observation | None:
        """The observation that counts: of the year's last reporting period, then most settled, latest as-of, first collector.

        For the year of the period only what was reported for the period itself counts: an earlier quarter's value must
        not pass as the present one.
        """
        collectors = self.framework.collectors(indicator)
        said = [
            row
            for row in self.observations
            if row.indicator == indicator.code
            and row.reference_year == year
            and row.superseded_by is None
            and (year < self.year or row.period == self.parameters.period)
        ]
        return max(
            said,
            key=lambda row: (row.period, _SETTLED.index(row.status), row.as_of, -collectors.index(row.unit)),
            default=None,
        )

    def require_approved_baselines(self) -> None:
        """Stop when a value that counts is not an approved one for a year that has been approved."""
        differing = []
        for indicator in self.framework.indicators:
            for year in sorted({row.reference_year for row in self.observations}):
                approved = self.framework.approved(indicator.code, year, "baseline")
                row = self.counting(indicator, year)
                if row and approved and row.value not in approved:
                    where = f"{row.file} {row.sheet}!{row.cell}"
                    expected = " / ".join(map(str, approved))
                    differing.append(text("fault.baseline", indicator=indicator.code, year=year, where=where, got=row.value, expected=expected))  # fmt: skip
        if differing:
            raise InnocityError(
                "error.baselines", count=len(differing), faults="\n".join(f"  - {one}" for one in differing)
            )

    def state(self, indicator: Indicator, row: Observation | None) -> State:
        """Whether there is a value for the year, and if not, why."""
        if row is not None:
            return State.MEASURED
        collectors = self.framework.collectors(indicator)
        errors = [finding for finding in self.findings if finding.severity is Severity.ERROR]
        if any(
            error.indicator == indicator.code or (not error.indicator and error.unit in collectors) for error in errors
        ):
            return State.REJECTED
        published = date(self.year, 12, 31) + timedelta(days=indicator.lag_days)
        if indicator.frequency == "annual" and published > self.parameters.as_of_date:
            return State.NOT_YET_MEASURABLE
        return State.NOT_SUBMITTED


def _row(indicator: Indicator, known: _Known) -> Attainment:
    target = known.framework.target(indicator.code, known.parameters.target_year, known.parameters.as_of_date)
    if target is None:
        raise InnocityError("error.no_target", indicator=indicator.code, year=known.parameters.target_year)
    now, before = known.counting(indicator, known.year), known.counting(indicator, known.year - 1)
    approved = known.framework.approved(indicator.code, target.year - 1, "baseline")
    baseline = approved[-1] if approved else None
    state = known.state(indicator, now)
    actual, previous = now.value if now else None, before.value if before else None
    measure = known.framework.measure(indicator.measure)
    far = distance(actual, previous, baseline, target.value, indicator.direction, measure)
    return Attainment(
        number=indicator.number,
        indicator=indicator.code,
        unit=now.unit if now else known.framework.collectors(indicator)[0],
        direction=indicator.direction,
        measure=indicator.measure,
        state=state,
        standing=standing(actual, target.value, indicator.direction),
        trend=trend(actual, previous, indicator.direction),
        reference_year=known.year,
        **_source("actual", now),
        previous_year=known.year - 1,
        **_source("previous", before),
        baseline_year=target.year - 1,
        baseline=baseline,
        target_year=target.year,
        target=target.value,
        target_revision=target.revision,
        target_document=target.document,
        **vars(far),
        is_target_below_baseline=_promises_less(target.value, baseline, indicator.direction),
        reason=None if actual is not None else state.value,
    )


def _source(role: str, row: Observation | None) -> dict[str, object]:
    """The value in this role and the cell it stands in."""
    if row is None:
        return {}
    status = {"actual_status": row.status} if role == "actual" else {}
    place = {f"{role}_file": row.file, f"{role}_sheet": row.sheet, f"{role}_cell": row.cell}
    return {role: row.value, **status, **place}


@dataclass(frozen=True)
class Distance:
    """How far a value is from its target and from the year before; absent where it cannot be said."""

    completion_pct: Decimal | None = None
    net_increase_pct: Decimal | None = None
    margin: Decimal | None = None
    needed: Decimal | None = None
    needed_pct: Decimal | None = None
    change: Decimal | None = None
    change_kind: str | None = None


def distance(
    actual: Value | None,
    previous: Value | None,
    baseline: Value | None,
    goal: Value,
    direction: Direction,
    measure: Measure,
) -> Distance:
    """The distances of a numeric value; all absent for an answer or where there is no value."""
    if not isinstance(actual, Decimal) or not isinstance(goal, Decimal):
        return Distance()
    margin = _beyond(actual, goal, direction)
    needed = goal - actual if margin < 0 else Decimal(0)
    change, kind = _change(actual, previous, measure)
    return Distance(
        completion_pct=_completion_pct(actual, goal, direction),
        net_increase_pct=_net_increase_pct(actual, baseline, goal, direction),
        margin=margin,
        needed=needed,
        needed_pct=share_pct(needed, actual),
        change=change,
        change_kind=kind,
    )


def standing(actual: Value | None, target: Value, direction: Direction) -> Standing:
    """Whether a value meets its target; reaching it exactly is meeting it."""
    if actual is None or isinstance(actual, Answer) != isinstance(target, Answer):
        return Standing.NOT_ASSESSABLE
    if isinstance(actual, Decimal) and isinstance(target, Decimal):
        met = _beyond(actual, target, direction) >= 0
    else:
        met = actual == target
    return Standing.MET if met else Standing.NOT_MET


def trend(actual: Value | None, previous: Value | None, direction: Direction) -> Trend:
    """Which way a value moved since the year before."""
    if actual is None or previous is None or isinstance(actual, Answer) != isinstance(previous, Answer):
        return Trend.UNKNOWN
    if actual == previous:
        return Trend.UNCHANGED
    if isinstance(actual, Decimal) and isinstance(previous, Decimal):
        better = _beyond(actual, previous, direction) > 0
    else:
        better = actual is Answer.YES
    return Trend.BETTER if better else Trend.WORSE


def open_targets(rows: Iterable[Attainment]) -> list[Attainment]:
    """The rows that do not meet their target, the largest relative change first; last, those where it cannot be said."""
    wanting = [row for row in rows if row.standing is Standing.NOT_MET]
    return sorted(wanting, key=lambda row: (-abs(row.needed_pct or Decimal(0)), row.number))


def _beyond(value: Decimal, mark: Decimal, direction: Direction) -> Decimal:
    """How far a value lies beyond a mark in the good direction; negative when it falls short."""
    return mark - value if direction is Direction.LOWER else value - mark


def _completion_pct(actual: Decimal, goal: Decimal, direction: Direction) -> Decimal | None:
    """The level as a share of the target, or the target as one of the level; absent where the target is not positive."""
    part, whole = (goal, actual) if direction is Direction.LOWER else (actual, goal)
    return share_pct(part, whole) if goal > 0 else None


def _change(actual: Decimal, previous: Value | None, measure: Measure) -> tuple[Decimal | None, str | None]:
    """The change on the year before: in points for percentages, in per cent of the former value for the rest."""
    if not isinstance(previous, Decimal):
        return None, None
    change = actual - previous if measure.change_in == "points" else share_pct(actual - previous, previous)
    return change, measure.change_in


def _net_increase_pct(actual: Decimal, baseline: Value | None, goal: Decimal, direction: Direction) -> Decimal | None:
    """The share of the way from baseline to target that is done; absent where the target asks for no step forward."""
    if not isinstance(baseline, Decimal):
        return None
    return share_pct(_beyond(actual, baseline, direction), _beyond(goal, baseline, direction))


def _promises_less(target: Value, baseline: Value | None, direction: Direction) -> bool:
    """Whether the target asks for less than was already reached."""
    if not isinstance(target, Decimal) or not isinstance(baseline, Decimal):
        return False
    return _beyond(target, baseline, direction) < 0
