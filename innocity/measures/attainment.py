"""Each indicator held against its target: what counts, how far it is, how it goes, and which way it moved."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from innocity.errors import InnocityError
from innocity.facts import Direction, Indicator, Kind, Target, Value
from innocity.framework import Framework
from innocity.language import text
from innocity.measures import pace
from innocity.measures.arithmetic import STORED_DECIMALS, rounded
from innocity.measures.counting import Counting, received_on
from innocity.measures.distances import distance, promises_less, standing, trend
from innocity.measures.judging import Case, judge
from innocity.measures.phasing import expected_share
from innocity.measures.states import expected_on, is_late, why_absent
from innocity.parameters import Parameters
from innocity.period import Period
from innocity.tables import Attainment, Finding, Observation, Receipt, Standing, State
from innocity.thresholds import PaceRules

_QUARTERS = 4
_SIGN: dict[Direction, Literal[1, -1]] = {Direction.HIGHER: 1, Direction.LOWER: -1}


def assess(
    framework: Framework,
    parameters: Parameters,
    rules: PaceRules,
    observations: Iterable[Observation],
    findings: Iterable[Finding] = (),
    receipts: Iterable[Receipt] = (),
) -> list[Attainment]:
    """One row per indicator, in the order of the plan.

    Raises InnocityError when a reported value differs from the approved baseline of its year, both values shown.
    """
    counted = tuple(observations)
    require_approved_baselines(Counting(framework, parameters, counted))
    return attained(framework, parameters, rules, counted, findings, receipts)


def attained(
    framework: Framework,
    parameters: Parameters,
    rules: PaceRules,
    observations: Iterable[Observation],
    findings: Iterable[Finding] = (),
    receipts: Iterable[Receipt] = (),
) -> list[Attainment]:
    """The rows of `assess` without its guard, for what is only supposed: new values held against former targets."""
    known = _Known(Counting(framework, parameters, tuple(observations)), rules, tuple(findings), tuple(receipts))
    return [_row(indicator, known) for indicator in framework.indicators]


def require_approved_baselines(counting: Counting) -> None:
    """Stop when a value that counts is not an approved one for a year that has been approved."""
    differing = []
    for indicator in counting.framework.indicators:
        for year in sorted({row.reference_year for row in counting.observations}):
            approved = counting.framework.approved(indicator.code, year, "baseline")
            row = counting.now(indicator) if year == counting.period.year else counting.of_year(indicator, year)
            if row and approved and row.value not in approved:
                where = f"{row.file} {row.sheet}!{row.cell}"
                expected = " / ".join(map(str, approved))
                differing.append(text("fault.baseline", indicator=indicator.code, year=year, where=where, got=row.value, expected=expected))  # fmt: skip
    if differing:
        raise InnocityError(
            "error.baselines", count=len(differing), faults="\n".join(f"  - {one}" for one in differing)
        )


@dataclass(frozen=True)
class _Known:
    """All that is known on the as-of date, and the rules by which it is judged."""

    counting: Counting
    rules: PaceRules
    findings: tuple[Finding, ...]
    receipts: tuple[Receipt, ...]

    @property
    def framework(self) -> Framework:
        return self.counting.framework

    @property
    def parameters(self) -> Parameters:
        return self.counting.parameters

    def target(self, indicator: Indicator) -> Target:
        """The version of the target that is in force; InnocityError where the plan has none for the year."""
        year = self.parameters.target_year
        found = self.framework.target(indicator.code, year, self.parameters.as_of_date)
        if found is None:
            raise InnocityError("error.no_target", indicator=indicator.code, year=year)
        return found

    def arrived(self, row: Observation | None) -> date | None:
        """The day on which the unit first reported what counts."""
        return received_on(row, self.counting.observations, self.receipts) if row else None

    def state(self, indicator: Indicator, row: Observation | None, last: Observation | None) -> State:
        """Whether there is a value for the period, and if not, why."""
        if row is not None:
            return State.LATE if is_late(self.arrived(row), self.parameters) else State.MEASURED
        return why_absent(indicator, self.framework.collectors(indicator), self.parameters, self.findings, last)

    def conflicts(self, indicator: Indicator) -> tuple[str, ...]:
        """The commitments that promise another figure than the indicator's target."""
        return tuple(
            one.code
            for one in self.framework.commitments
            if one.indicator == indicator.code and one.relation == "conflicts"
        )


def _row(indicator: Indicator, known: _Known) -> Attainment:
    case, now = _case(indicator, known)
    before, last = known.counting.year_before(indicator), known.counting.last_known(indicator) if now is None else None
    target, judged = known.target(indicator), judge(case, known.rules)
    is_below = promises_less(target.value, case.baseline, indicator.direction)
    return Attainment(
        number=indicator.number,
        indicator=indicator.code,
        unit=now.unit if now else known.framework.collectors(indicator)[0],
        direction=indicator.direction,
        measure=indicator.measure,
        state=case.state,
        standing=standing(case.actual, target.value, indicator.direction),
        trend=trend(case.actual, case.previous, indicator.direction),
        reference_year=case.period.year,
        **_actual(now, known),
        **_known_before(last),
        expected_on=expected_on(indicator, case.period),
        previous_year=case.period.year - 1,
        **_previous(before),
        baseline_year=target.year - 1,
        baseline=case.baseline,
        target_year=target.year,
        target=target.value,
        target_revision=target.revision,
        target_document=target.document,
        **vars(case.distance),
        needed_per_quarter=_per_quarter(case),
        **vars(judged),
        **_published(case),
        conflicts=known.conflicts(indicator),
        is_target_below_baseline=is_below,
    )


def _case(indicator: Indicator, known: _Known) -> tuple[Case, Observation | None]:
    """What is known of an indicator, and the observation that counts."""
    counting, target = known.counting, known.target(indicator)
    now, before = counting.now(indicator), counting.year_before(indicator)
    last = counting.last_known(indicator) if now is None else None
    approved = known.framework.approved(indicator.code, target.year - 1, "baseline")
    baseline = approved[-1] if approved else None
    actual, previous = now.value if now else None, before.value if before else None
    measure = known.framework.measure(indicator.measure)
    period = counting.period
    case = Case(
        indicator=indicator,
        state=known.state(indicator, now, last),
        actual=actual,
        previous=previous,
        baseline=baseline,
        target=target.value,
        target_year=target.year,
        period=period,
        distance=distance(
            actual, previous, _start(indicator, period, baseline), target.value, indicator.direction, measure
        ),
        expected=expected_share(
            indicator.phasing, period.cut_off, target.year, history=counting.shares_by_then(indicator)
        ),
    )
    return case, now


def _start(indicator: Indicator, period: Period, baseline: Value | None) -> Value | None:
    """What a net increase is counted from: nothing within the year for a flow, whose baseline is of a whole year."""
    return None if indicator.kind is Kind.FLOW and not period.is_annual else baseline


def _actual(row: Observation | None, known: _Known) -> dict[str, object]:
    """The value that counts, how settled it is, when it came, and the cell it stands in."""
    if row is None:
        return {}
    said = {"actual": row.value, "actual_status": row.status, "actual_as_of": row.as_of}
    return said | {"actual_received_on": known.arrived(row)} | _place("actual", row)


def _known_before(row: Observation | None) -> dict[str, object]:
    if row is None:
        return {}
    said = {"known": row.value, "known_year": row.reference_year, "known_period": row.period}
    return said | {"known_status": row.status} | _place("known", row)


def _previous(row: Observation | None) -> dict[str, object]:
    return {} if row is None else {"previous": row.value, "previous_period": row.period} | _place("previous", row)


def _place(role: str, row: Observation) -> dict[str, object]:
    return {f"{role}_file": row.file, f"{role}_sheet": row.sheet, f"{role}_cell": row.cell}


def _per_quarter(case: Case) -> Decimal | None:
    """The step that each quarter left until the end of the target's year must bring; a flow starts its year at nothing."""
    left = (case.target_year - case.period.year + 1) * _QUARTERS - case.period.quarter
    needed: Decimal | None = case.distance.needed
    if case.indicator.kind is Kind.FLOW and case.is_ahead and isinstance(case.target, Decimal):
        left, needed = _QUARTERS, case.target
    return rounded(needed / left, STORED_DECIMALS) if needed and left > 0 else None


def _published(case: Case) -> dict[str, object]:
    """The pace by the published method; for values of a whole year, and stocks, since it compares year with year."""
    is_yearly = case.period.is_annual or case.indicator.frequency == "annual" or case.indicator.kind is Kind.STOCK
    if case.indicator.direction not in _SIGN or case.is_ahead or not is_yearly:
        return {}
    actual, baseline, target = (
        one if isinstance(one, Decimal) else None for one in (case.actual, case.baseline, case.target)
    )
    found = pace.progress(
        baseline,
        case.target_year - 1,
        actual,
        case.period.year,
        _SIGN[case.indicator.direction],
        target=target,
        target_year=case.target_year,
    )
    value = None if found.value is None else rounded(Decimal(repr(found.value)), STORED_DECIMALS)
    return {"published_pace": value, "published_pace_status": found.status.value}


def open_targets(rows: Iterable[Attainment]) -> list[Attainment]:
    """The rows that do not meet their target, the largest relative change first; last, those where it cannot be said."""
    wanting = [row for row in rows if row.standing is Standing.NOT_MET]
    return sorted(wanting, key=lambda row: (-abs(row.needed_pct or Decimal(0)), row.number))
