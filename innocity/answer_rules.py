"""What a unit must answer in writing and within how many days: `params/rules/answers.csv`."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from innocity import csvfile
from innocity.csvfile import Row
from innocity.errors import InnocityError
from innocity.parameters import Parameters
from innocity.workspace import Workspace


class Asked(StrEnum):
    """What an answer is asked for: a thing that is promised, or a return."""

    INDICATOR = "indicator"
    COMMITMENT = "commitment"
    WORK_POINT = "work_point"
    RETURN = "return"


class Occasion(StrEnum):
    """Why an answer is asked: what is known to be behind, and returns with faults or none at all; never a value not yet there."""

    BEHIND = "behind"
    FALLING_BACK = "falling_back"
    MISSED = "missed"
    OVERDUE = "overdue"
    FAULTY = "faulty"
    SILENT = "silent"


_OF_PROMISE = (Occasion.BEHIND, Occasion.FALLING_BACK, Occasion.MISSED)
_OCCASIONS = {
    Asked.INDICATOR: _OF_PROMISE,
    Asked.COMMITMENT: _OF_PROMISE,
    Asked.WORK_POINT: (Occasion.BEHIND, Occasion.OVERDUE),
    Asked.RETURN: (Occasion.FAULTY, Occasion.SILENT),
}


class AnswerRule(Row):
    """One status that calls for an answer, the days from the as-of date to give it, and the basis of both."""

    kind: Asked
    status: Occasion
    days: int = Field(ge=1, le=366)
    basis: str

    @model_validator(mode="after")
    def _must_be_a_status_of_its_kind(self) -> Self:
        if self.status not in _OCCASIONS[self.kind]:
            raise ValueError(f"{self.kind.value}: {' / '.join(_OCCASIONS[self.kind])}")
        return self


@dataclass(frozen=True)
class AnswerRules:
    """The days for every kind and status that calls for an answer."""

    days: dict[tuple[Asked, str], int]

    @classmethod
    def of(cls, workspace: Workspace) -> Self:
        """The rules of a workspace; InnocityError that lists what is wrong in the table, or names what stands twice."""
        rows = csvfile.read(workspace.rules / "answers.csv", AnswerRule)
        counts = Counter((row.kind, row.status.value) for row in rows)
        if twice := sorted(f"{kind.value}/{status}" for (kind, status), count in counts.items() if count > 1):
            raise InnocityError("error.answers_twice", got=", ".join(twice))
        return cls({(row.kind, row.status.value): row.days for row in rows})

    def reply_by(self, kind: Asked, status: str, parameters: Parameters) -> date | None:
        """The day by which an answer is due, counted from the as-of date; None where none is asked."""
        days = self.days.get((kind, status))
        return None if days is None else parameters.as_of_date + timedelta(days=days)
