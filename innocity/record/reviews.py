"""What reviewers say of a report: approve, ask for changes, reject; bound to the very version that they had before them."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Self

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from innocity.errors import InnocityError, UsageError
from innocity.thresholds import load_rules
from innocity.workspace import Workspace

_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_LINE_ENDS = {"\n", "\r", "\t"}


class ReviewVerdict(StrEnum):
    """What a reviewer decides."""

    APPROVE = "approve"
    CHANGES = "changes"
    REJECT = "reject"


def _said(given: str) -> str:
    """A text that says something and hides nothing; ValueError otherwise."""
    if not given.strip() or any(unicodedata.category(one) in _UNSEEN for one in given if one not in _LINE_ENDS):
        raise ValueError("a text with characters that can be seen, and no others")
    return given


def _on_one_line(given: str) -> str:
    if _LINE_ENDS & set(given):
        raise ValueError("a text on one line")
    return _said(given)


class Review(BaseModel):
    """One verdict on a report, or on one section of it; `version` is the digest of all that the run published.

    `by` is the name that the reviewer gave: whoever can write to the workspace can give any.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    period: str = Field(pattern=r"^\d{4}-Q[1-4]$")
    version: str = Field(pattern=r"^[0-9a-f]{64}$")
    section: str | None = Field(default=None, max_length=100)
    verdict: ReviewVerdict
    by: Annotated[str, Field(max_length=100), AfterValidator(_on_one_line)]
    why: Annotated[str, Field(max_length=4000), AfterValidator(_said)]
    recorded_at: AwareDatetime

    @classmethod
    def of(cls, **fields: str | datetime | ReviewVerdict | None) -> Self:
        """A review as somebody gave it; UsageError that names what is wrong in it."""
        try:
            return cls.model_validate(fields)
        except ValidationError as fault:
            raise UsageError("error.review", got=_told(fault)) from None

    @property
    def reviewer(self) -> str:
        """The reviewer's name as it is held against others: width, case and blanks do not tell people apart."""
        return folded(self.by)


class ReviewRules(BaseModel):
    """What a report must have before it can be released: `params/rules/review.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    approvals: int = Field(ge=1)
    others_than_operator: bool
    sections: tuple[str, ...] = ()

    @classmethod
    def of(cls, workspace: Workspace) -> Self:
        """The rules of a workspace; UsageError when the file is missing or faulty."""
        return load_rules(workspace.rules / "review.yaml", cls)


@dataclass(frozen=True)
class Missing:
    """What keeps a report, or one section of it, from being released: approvals that lack, objections that stand."""

    section: str | None
    approvals: int
    objections: tuple[Review, ...]


def folded(name: str) -> str:
    """A name without what does not tell people apart."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def missing_reviews(reviews: Iterable[Review], asked: ReviewRules, operator: str, version: str) -> tuple[Missing, ...]:
    """What a version lacks before it can be released; empty when it lacks nothing.

    Of each reviewer the last verdict on a section counts, and where there is none, that on the whole report. An objection
    to any section stands against the whole until its author gives another verdict; the operator's objections count too.
    """
    last = {(row.reviewer, row.section): row for row in reviews if row.version == version}
    objections = [row for row in last.values() if row.verdict is not ReviewVerdict.APPROVE]
    counted = dict.fromkeys([None, *asked.sections])
    places = dict.fromkeys([*counted, *(row.section for row in objections)])
    barred = folded(operator) if asked.others_than_operator else None
    found = (
        Missing(
            place,
            max(0, asked.approvals - _approvals(last, place, barred)) if place in counted else 0,
            tuple(row for row in objections if row.section == place),
        )
        for place in places
    )
    return tuple(one for one in found if one.approvals or one.objections)


def _approvals(last: dict[tuple[str, str | None], Review], place: str | None, barred: str | None) -> int:
    """How many reviewers approve of a section; who approves of the whole and says nothing else approves of each."""
    reviewers = {reviewer for reviewer, _ in last} - {barred}
    verdicts = [last.get((reviewer, place)) or last.get((reviewer, None)) for reviewer in reviewers]
    return sum(row is not None and row.verdict is ReviewVerdict.APPROVE for row in verdicts)


def read_reviews(path: Path) -> list[Review]:
    """Every review of a period in the order in which they came; InnocityError that names the line which is none."""
    lines = path.read_bytes().split(b"\n") if path.is_file() else [b""]
    rows: list[Review] = []
    for number, line in enumerate(lines[:-1], start=1):
        try:
            rows.append(Review.model_validate_json(line))
        except ValidationError as fault:
            raise InnocityError("error.review_line", file=path.name, line=number, got=_told(fault)) from None
    if lines[-1]:
        raise InnocityError("error.review_torn", file=path.name, line=len(lines), got=len(lines[-1]))
    return rows


def line_of(review: Review) -> bytes:
    """A review as the line that keeps it."""
    return review.model_dump_json().encode() + b"\n"


def _told(fault: ValidationError) -> str:
    return "; ".join(f"{'.'.join(map(str, error['loc'])) or '*'}: {error['msg']}" for error in fault.errors())
