"""Each promised number held against what was reported of it, by its own operator and its own deadline."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from innocity.duties import answerable
from innocity.facts import Commitment, ValueStatus, WorkPoint
from innocity.framework import Framework
from innocity.measures.promised_numbers import Judgement, Promise, judge, unjudged
from innocity.parameters import Parameters
from innocity.tables import Attainment, CommitmentStanding, CommitmentValue, Finding, Severity, Standing, State, Status
from innocity.thresholds import AttainmentRules

_SETTLED = tuple(ValueStatus)  # least settled first
_ABSENT = {
    State.NOT_SUBMITTED: Status.NOT_REPORTED,
    State.REJECTED: Status.REJECTED,
    State.NOT_YET_MEASURABLE: Status.NOT_DUE,
}


def stand(
    framework: Framework,
    parameters: Parameters,
    values: Iterable[CommitmentValue],
    attainment: Iterable[Attainment],
    findings: Iterable[Finding],
    rules: AttainmentRules,
) -> list[CommitmentStanding]:
    """One row per promised figure (per item where a commitment holds several), in the order of the plan.

    A commitment that repeats an indicator takes value, state and cell from the indicator's row, and its status too where
    both promise the same figure for the same year; all others are judged by what the units of the work point reported.
    """
    known = _Known(
        framework=framework,
        parameters=parameters,
        rules=rules,
        values=tuple(row for row in values if row.superseded_by is None),
        attainment={row.indicator: row for row in attainment},
        errors=tuple(row for row in findings if row.severity is Severity.ERROR),
    )
    return [_row(known.promise(one, item), known) for one in framework.commitments for item in one.items or (None,)]


@dataclass(frozen=True)
class _Known:
    """All that is known for the period."""

    framework: Framework
    parameters: Parameters
    rules: AttainmentRules
    values: tuple[CommitmentValue, ...]
    attainment: dict[str, Attainment]
    errors: tuple[Finding, ...]

    @property
    def year(self) -> int:
        return self.parameters.reporting_period.year

    def promise(self, commitment: Commitment, item: str | None) -> Promise:
        """A commitment's figure as it stands in the period."""
        return Promise(
            commitment=commitment,
            item=item,
            deadline=_deadline(commitment, self.year),
            accrues=self._accrues(commitment),
            period=self.parameters.reporting_period,
        )

    def _accrues(self, commitment: Commitment) -> bool:
        """Whether a part of the year brings a part of the figure: no growth, share or ceiling does.

        Nor does a figure in a measure in which the plan promises a ceiling too: ranks and ratios are counted in such.
        """
        ceilings = {one.measure for one in self.framework.commitments if one.operator == "≤"}
        is_share = self.framework.measure(commitment.measure).change_in == "points"
        return commitment.basis != "growth" and not is_share and commitment.measure not in ceilings

    def point(self, commitment: Commitment) -> WorkPoint:
        """The work point that a commitment stands in."""
        return next(point for point in self.framework.work_points if point.code == commitment.work_point)

    def answerable(self, commitment: Commitment) -> tuple[str, ...]:
        """The units that may report it: the leads in the plan's order, then the responsible ones."""
        return answerable(self.point(commitment), self.framework)

    def counting(self, promise: Promise) -> CommitmentValue | None:
        """The value that counts: reported for the period itself, or, once its year has passed, last reported of that year.

        A later year's level may still make good what was promised; its increase or growth is another year's.
        """
        said = [row for row in self.values if (row.commitment, row.item) == (promise.commitment.code, promise.item)]
        is_past = promise.deadline is not None and promise.deadline.year < self.year
        if promise.commitment.basis == "level" or not is_past:
            now = [row for row in said if row.period == self.parameters.period and row.reference_year == self.year]
            if now or not is_past:
                return self._first(promise.commitment, now)
        of_year = [row for row in said if row.period <= self.parameters.period and promise.is_of_its_year(row)]
        last = max((row.period for row in of_year), default=None)
        return self._first(promise.commitment, [row for row in of_year if row.period == last])

    def _first(self, commitment: Commitment, rows: Iterable[CommitmentValue]) -> CommitmentValue | None:
        """Of several values the first lead's, the most settled, the latest."""
        places = {unit: -place for place, unit in enumerate(self.answerable(commitment))}
        return max(
            rows,
            key=lambda row: (places.get(row.unit, -len(places)), _SETTLED.index(row.status), row.as_of, row.file),
            default=None,
        )

    def why_absent(self, promise: Promise) -> State:
        """Why there is no value: it or a whole return refused, promised for a year that has not begun, or not sent."""
        answerable = self.answerable(promise.commitment)
        if any(
            error.about == promise.commitment.code
            or (error.cell is None and error.indicator is None and error.unit in answerable)
            for error in self.errors
        ):
            return State.REJECTED
        return State.NOT_YET_MEASURABLE if promise.is_ahead else State.NOT_SUBMITTED


def _deadline(commitment: Commitment, year: int) -> date | None:
    """The deadline; of a yearly promise that of the year, once the first one has passed."""
    first = commitment.deadline
    if first is None or commitment.recurrence != "yearly" or year <= first.year:
        return first
    return date(year, first.month, min(first.day, monthrange(year, first.month)[1]))


def _row(promise: Promise, known: _Known) -> CommitmentStanding:
    commitment, point = promise.commitment, known.point(promise.commitment)
    row = known.attainment.get(commitment.indicator) if commitment.indicator else None
    found = _from_indicator(promise, row, known) if row and commitment.relation == "same" else None
    return CommitmentStanding(
        area=point.area,
        point=point.point,
        work_point=point.code,
        commitment=commitment.code,
        item=promise.item,
        basis=commitment.basis,
        operator=commitment.operator,
        promised=commitment.value,
        measure=commitment.measure,
        deadline=promise.deadline,
        recurrence=commitment.recurrence,
        is_aspirational=commitment.is_aspirational,
        relation=commitment.relation,
        indicator=commitment.indicator,
        target=row.target if row and isinstance(row.target, Decimal) else None,
        is_scored=promise.is_scored,
        **(found or _from_return(promise, known)),
    )


def _from_return(promise: Promise, known: _Known) -> dict[str, object]:
    """What the units of the work point reported, judged."""
    row = known.counting(promise)
    if row is None:
        state = known.why_absent(promise)
        unit = next(iter(known.answerable(promise.commitment)), known.framework.programme.office_unit)
        judged = promise.unjudged or Judgement(Standing.NOT_ASSESSABLE, _ABSENT[state], state.value)
        return {"unit": unit, "state": state, **vars(judged)}
    measure = known.framework.measure(promise.commitment.measure)
    return {
        "unit": row.unit,
        "source": "return",
        "state": State.MEASURED,
        "actual": row.value,
        "actual_status": row.status,
        "actual_as_of": row.as_of,
        "actual_file": row.file,
        "actual_sheet": row.sheet,
        "actual_cell": row.cell,
        **vars(judge(promise, row.value, row.reference_year, measure, known.rules)),
    }


def _from_indicator(promise: Promise, row: Attainment, known: _Known) -> dict[str, object]:
    """What the row of the indicator that it repeats says; the value as it stands there, not converted."""
    actual = row.actual if isinstance(row.actual, Decimal) else None
    place = {"actual_file": row.actual_file, "actual_sheet": row.actual_sheet, "actual_cell": row.actual_cell}
    return {
        "unit": row.unit or next(iter(known.answerable(promise.commitment)), known.framework.programme.office_unit),
        "source": "indicator",
        "state": row.state,
        "actual": actual,
        "actual_status": row.actual_status,
        "actual_as_of": row.actual_as_of,
        **place,
        **vars(_judged_by_indicator(promise, actual, row, known)),
    }


def _judged_by_indicator(promise: Promise, actual: Decimal | None, row: Attainment, known: _Known) -> Judgement:
    """The indicator's own status where both promise the same; else the promise's, without a pace."""
    if promise.is_scored and (row.actual is None or promise.repeats(row)):
        figures = {
            name: getattr(row, name) for name in ("completion_pct", "expected_share_pct", "pace_ratio", "margin")
        }
        return Judgement(row.standing, row.status, row.reason, **figures)
    measure, told_in = known.framework.measure(promise.commitment.measure), known.framework.measure(row.measure)
    is_convertible = measure.canonical == told_in.canonical and measure.factor != told_in.factor
    if actual is None or is_convertible or promise.commitment.basis != "level":
        return promise.unjudged or unjudged("not_comparable")
    judged = judge(promise.without_pace, actual, row.reference_year, measure, known.rules)
    is_at_odds = row.target != promise.commitment.value
    return replace(judged, reason=judged.reason or ("target_differs" if is_at_odds else None))
