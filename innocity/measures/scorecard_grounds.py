"""What scorecards rest on: who answers for what, by when, which files came from whom, and the mark that a thing is given."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from innocity.duties import bodies, is_lead
from innocity.facts import Unit, WorkPoint
from innocity.framework import Framework
from innocity.measures.arithmetic import rounded
from innocity.measures.scoring_rules import ScoringRules
from innocity.parameters import Parameters
from innocity.tables import Attainment, CommitmentStanding, Evidence, Finding, Receipt, Verdict, WorkPointStanding

FULL_MARKS = Decimal(100)
POINT_DECIMALS = 2  # of points and scores, as printed; every further step reckons with them
_WEIGHT_DECIMALS = 4


class Reason(StrEnum):
    """Why a thing is not assessed, has nothing, or has less than it seems to deserve."""

    NOT_MEASURABLE = "not_measurable"
    NOT_DUE = "not_due"
    NOT_ASSESSABLE = "not_assessable"
    NO_DUE_DATE = "no_due_date"
    AWAITED = "awaited"
    DID_NOT_REPORT = "did_not_report"
    REJECTED = "rejected"
    WORSE_THAN_YEAR_BEFORE = "worse_than_year_before"
    TARGET_BELOW_BASELINE = "target_below_baseline"
    LEADS_REPORT = "leads_report"
    COUNTED_IN_LIGHT = "counted_in_light"
    RETURN_NOT_OWED = "return_not_owed"
    DAY_UNKNOWN = "day_unknown"
    NOTHING_RECEIVED = "nothing_received"
    NOTHING_CLAIMED = "nothing_claimed"
    NOTHING_ASSESSED = "nothing_assessed"


@dataclass(frozen=True)
class Mark:
    """Points of 100 with their arithmetic, or neither where the thing is not assessed."""

    points: Decimal | None = None
    arithmetic: str | None = None
    reason: Reason | None = None


def nothing(reason: Reason) -> Mark:
    """The mark of what earned nothing, and is counted."""
    return Mark(Decimal(0), "0", reason)


def figure(value: Decimal) -> str:
    """A number as arithmetic shows it: no idle zeros, no exponent, brackets round what is negative."""
    shown = f"{value.normalize():f}"
    return f"({shown})" if value < 0 else shown


def shown(points: Decimal) -> Decimal:
    """Points as they are printed and reckoned with."""
    return rounded(points, POINT_DECIMALS)


@dataclass(frozen=True)
class Grounds:
    """Everything that units are scored on, for one period."""

    framework: Framework
    parameters: Parameters
    rules: ScoringRules
    attainment: tuple[Attainment, ...]
    commitments: tuple[CommitmentStanding, ...]
    work_points: tuple[WorkPointStanding, ...]
    receipts: tuple[Receipt, ...]
    findings: tuple[Finding, ...]
    evidence: tuple[Evidence, ...]

    @cached_property
    def by_indicator(self) -> dict[str, Attainment]:
        """The attainment of each indicator."""
        return {row.indicator: row for row in self.attainment}

    @cached_property
    def sources(self) -> frozenset[str | None]:
        """The files that something is still taken from."""
        values = {row.actual_file for row in self.attainment} | {row.actual_file for row in self.commitments}
        return frozenset(values | {row.report_file for row in self.work_points})

    @property
    def is_full_return(self) -> bool:
        """Whether the period's return is owed by responsible units too, with evidence."""
        return self.parameters.reporting_period.quarter in self.rules.returns.full_quarters

    @property
    def last_day(self) -> date | None:
        """The last day on which a return is on time, days of grace included; None where no due date is set."""
        due = self.parameters.due_date
        return due + self.parameters.grace if due else None

    def units(self) -> list[Unit]:
        """Every unit that answers for something, in the order of `units.csv`; the office only where it collects."""
        return [unit for unit in self.framework.units if self._has_card(unit)]

    def _has_card(self, unit: Unit) -> bool:
        if self.framework.reported_by(unit.code):
            return unit.kind != "group"
        roles = (self.is_lead(unit.code, point) or self.is_responsible(unit.code, point) for point in self._points)
        return unit.kind not in ("group", "office") and any(roles)

    @property
    def _points(self) -> tuple[WorkPoint, ...]:
        return self.framework.work_points

    def is_lead(self, unit: str, point: WorkPoint) -> bool:
        """Whether a unit leads a work point, by its own name or as a member of a group."""
        return is_lead(unit, point, self.framework)

    def is_responsible(self, unit: str, point: WorkPoint) -> bool:
        """Whether a unit answers for a work point without leading it."""
        return unit in bodies(point.responsible, self.framework) and not self.is_lead(unit, point)

    def owes_return(self, unit: str) -> bool:
        """Whether a return is due from a unit: collectors and leads each quarter, responsible units with a full return."""
        return (
            self.is_full_return
            or bool(self.framework.reported_by(unit))
            or any(self.is_lead(unit, point) for point in self._points)
        )

    def share(self, unit: str, collectors: tuple[str, ...]) -> Decimal:
        """The share of an indicator that one of its collectors carries; the shares of all are exactly 1."""
        others = len(collectors) - 1
        if not others:
            return Decimal(1)
        each = rounded((1 - self.rules.indicators.accountable_share) / others, _WEIGHT_DECIMALS).normalize()
        return 1 - each * others if unit == collectors[0] else each

    def unreported(self, expected_on: date | None = None) -> Mark:
        """The mark of what has not come: nothing once both the due date and the day it could be known have passed."""
        if self.last_day is None:
            return Mark(reason=Reason.NO_DUE_DATE)
        last = max(self.last_day, expected_on or self.last_day)
        is_over = self.parameters.as_of_date > last
        return nothing(Reason.DID_NOT_REPORT) if is_over else Mark(reason=Reason.AWAITED)

    def files(self, unit: str) -> list[Receipt]:
        """The files of a unit for the period, in order of arrival."""
        said = [row for row in self.receipts if (row.unit, row.period) == (unit, self.parameters.period)]
        return sorted(said, key=lambda row: (row.received_on, row.file))

    def later_versions(self, unit: str, file: str) -> list[str]:
        """The files of a unit that came after one of its own and could be used."""
        files = self.files(unit)
        names = [row.file for row in files]
        later = files[names.index(file) + 1 :]
        return [row.file for row in later if row.verdict is Verdict.ACCEPTED]


def days_late(received: date, last: date) -> int:
    """How many days a return came after the last one on which it was on time; 0 where it did not."""
    return max((received - last) // timedelta(days=1), 0)
