"""Which light a work point has in one period: by its units' word, the numbers promised in it, and the days left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from innocity.facts import WorkPoint
from innocity.parameters import Parameters
from innocity.tables import CommitmentStanding, Declared, Light, LightReason, Standing, Status, WorkReport

_WORST_FIRST = (Declared.DELAYED, Declared.NOT_STARTED, Declared.UNDER_WAY, None, Declared.DONE)
_OPEN = (Light.BEHIND, Light.OVERDUE)
_UNKNOWN = (Status.NOT_REPORTED, Status.REJECTED)
_SAYABLE = (Light.DONE, Light.ON_TIME, Light.BEHIND)


class LightRules(BaseModel):
    """What the lights of a city mean: `work_points.yaml`, which explains every entry."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    near_due_days: int = Field(ge=0)
    near_due_basis: str
    declared: dict[Declared, Light]
    declared_basis: str
    behind_from_pace: Decimal = Field(gt=0)
    behind_basis: str
    silence_covers: frozenset[LightReason]
    silence_basis: str

    @model_validator(mode="after")
    def _must_give_every_word_a_light(self) -> "LightRules":
        if self.declared.keys() != set(Declared) or not set(self.declared.values()) <= set(_SAYABLE):
            raise ValueError(f"declared: {' / '.join(Declared)} -> {' / '.join(_SAYABLE)}")
        return self


@dataclass(frozen=True)
class Case:
    """All that is known of one work point in one period; reports in the order in which they count."""

    point: WorkPoint
    parameters: Parameters
    is_begun: bool
    reports: tuple[WorkReport, ...]
    figures: tuple[CommitmentStanding, ...]

    @property
    def scored(self) -> list[CommitmentStanding]:
        """The figures with number and deadline."""
        return [row for row in self.figures if row.is_scored]

    @property
    def deadline(self) -> date:
        """The latest one promised; the end of the target's year where none is."""
        promised = [row.deadline for row in self.figures if row.deadline]
        return max(promised, default=date(self.parameters.target_year, 12, 31))

    @property
    def days_left(self) -> int:
        """Days from the period's end, of which the reports tell, to the deadline."""
        return (self.deadline - self.parameters.reporting_period.cut_off).days

    @property
    def is_over(self) -> bool:
        """Whether the period closes on the deadline or after it."""
        return self.days_left <= 0

    @property
    def open_light(self) -> Light:
        """The light of what is late: behind, and overdue from the deadline on."""
        return Light.OVERDUE if self.is_over else Light.BEHIND

    @property
    def is_report_due(self) -> bool:
        """Whether the days of grace have passed; at once where no due date is set."""
        due = self.parameters.due_date
        return due is None or self.parameters.as_of_date > due + self.parameters.grace

    @property
    def declared(self) -> Declared | None:
        """The worst word; done only where everyone who reported says so."""
        return min((row.declared for row in self.reports), key=_WORST_FIRST.index, default=None)

    @property
    def completed_on(self) -> date | None:
        """The latest day of completion, where it is declared done."""
        days = [row.completed_on for row in self.reports if row.completed_on]
        return max(days, default=None) if self.declared is Declared.DONE else None

    def has(self, *statuses: Status) -> bool:
        """Whether a scored figure has one of these statuses."""
        return any(row.status in statuses for row in self.scored)


def light(case: Case, before: Sequence[Light], rules: LightRules) -> tuple[Light, LightReason]:
    """The light of one period and why; `before` are those of the periods before, oldest first.

    Where nothing was reported, only what is known without a report shines through (`silence_covers`).
    """
    if case.reports:
        return _from_all(case, before, rules)
    if not case.is_begun:
        return Light.NOT_DUE, LightReason.NOT_BEGUN
    known, reason = _from_all(case, before, rules)
    if reason not in rules.silence_covers:
        return known, reason
    if case.is_report_due:
        return Light.NOT_REPORTED, LightReason.NOTHING_REPORTED
    return Light.NOT_DUE, LightReason.REPORT_NOT_DUE


def _from_all(case: Case, before: Sequence[Light], rules: LightRules) -> tuple[Light, LightReason]:
    word = rules.declared[case.declared] if case.declared else Light.ON_TIME
    if word is Light.DONE:
        return _declared_done(case, before)
    late = _from_numbers(case, before, rules)
    if late:
        return late
    if case.is_over:
        return _after_deadline(case)
    if word is Light.BEHIND:
        return Light.BEHIND, LightReason.DECLARED_DELAYED
    is_idle = case.declared is Declared.NOT_STARTED
    if before and before[-1] in _OPEN:
        return (Light.BEHIND, LightReason.NOT_STARTED) if is_idle else (Light.MADE_GOOD_LATE, LightReason.CAUGHT_UP)
    if case.days_left <= rules.near_due_days:
        return Light.NEAR_DUE, LightReason.NEAR_DEADLINE
    return Light.ON_TIME, LightReason.NOT_STARTED if is_idle else LightReason.UNDER_WAY


def _declared_done(case: Case, before: Sequence[Light]) -> tuple[Light, LightReason]:
    """Done, in time or late; or not done after all, where a number promised in it is not reached."""
    was_open = bool(before) and before[-1] in _OPEN
    if any(row.standing is Standing.NOT_MET for row in case.scored):
        return case.open_light, LightReason.DONE_BUT_UNMET
    if was_open and case.has(*_UNKNOWN):
        return case.open_light, LightReason.COMMITMENT_UNREPORTED
    was_overdue = case.is_over and Light.OVERDUE in before
    if case.completed_on > case.deadline if case.completed_on else was_overdue:
        return Light.MADE_GOOD_LATE, LightReason.DONE_AFTER_DEADLINE
    if was_open:
        return Light.MADE_GOOD_LATE, LightReason.CAUGHT_UP
    is_unproved = any(row.standing is Standing.NOT_ASSESSABLE for row in case.scored)
    return Light.DONE, LightReason.DONE_UNPROVED if is_unproved else LightReason.DECLARED_DONE


def _from_numbers(case: Case, before: Sequence[Light], rules: LightRules) -> tuple[Light, LightReason] | None:
    """Overdue or behind by a number promised in it; a number that was behind and is withheld stays behind."""
    if case.has(Status.MISSED):
        return Light.OVERDUE, LightReason.COMMITMENT_MISSED
    slow = [row for row in case.scored if row.status is Status.BEHIND]
    if case.has(Status.FALLING_BACK) or any(
        row.pace_ratio is None or row.pace_ratio < rules.behind_from_pace for row in slow
    ):
        return case.open_light, LightReason.COMMITMENT_BEHIND
    if before and before[-1] in _OPEN and case.has(*_UNKNOWN):
        return case.open_light, LightReason.COMMITMENT_UNREPORTED
    return None


def _after_deadline(case: Case) -> tuple[Light, LightReason]:
    """Overdue, unless no word was given and every number promised in it is met."""
    is_all_met = bool(case.scored) and all(row.standing is Standing.MET for row in case.scored)
    if case.declared is None and is_all_met:
        return Light.DONE, LightReason.COMMITMENTS_MET
    return Light.OVERDUE, LightReason.PAST_DEADLINE
