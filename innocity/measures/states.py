"""Whether an indicator has a value for the period, and if not, why: told apart, since only some of it is anyone's fault."""

from collections.abc import Iterable
from datetime import date, timedelta

from innocity.facts import Indicator
from innocity.parameters import Parameters
from innocity.period import Period
from innocity.tables import Finding, Observation, Severity, State


def expected_on(indicator: Indicator, period: Period) -> date:
    """The day on which the value for a period can be known: its end, or the year's for a yearly statistic, and the lag."""
    known_from = date(period.year, 12, 31) if indicator.frequency == "annual" else period.cut_off
    return known_from + timedelta(days=indicator.lag_days)


def is_late(received: date | None, parameters: Parameters) -> bool:
    """Whether a return came after the due date and its days of grace; never where none is set."""
    due = parameters.due_date
    return received is not None and due is not None and received > due + parameters.grace


def why_absent(
    indicator: Indicator,
    collectors: tuple[str, ...],
    parameters: Parameters,
    findings: Iterable[Finding],
    known: Observation | None,
) -> State:
    """Why there is no value: refused, not to be had yet (with or without an earlier one to show), or not sent."""
    if _is_refused(indicator, collectors, findings):
        return State.REJECTED
    if expected_on(indicator, parameters.reporting_period) > parameters.as_of_date:
        return State.NOT_YET_MEASURABLE if known is None else State.CARRIED_FORWARD
    return State.NOT_SUBMITTED


def _is_refused(indicator: Indicator, collectors: tuple[str, ...], findings: Iterable[Finding]) -> bool:
    """Whether an error stands at the indicator, or bars a whole return of one of its collectors."""
    return any(
        row.indicator == indicator.code or (row.indicator is None and row.about is None and row.unit in collectors)
        for row in findings
        if row.severity is Severity.ERROR
    )
