"""Every way in which a cell and what intake says of it can meet."""

from datetime import date

import pytest
import rows

from innocity.demo.outcomes import Outcome, cases
from innocity.demo.truth import Truth
from innocity.facts import Answer
from innocity.intake.intake import Intake
from innocity.period import Period
from innocity.tables import CommitmentValue, Finding, Observation, Receipt, WorkReport

PERIOD = Period(2023, 1)
FILE = "data/raw/2023-Q1/a.xlsx"


def truth(**values: object) -> Truth:
    """An indicator at 12, rightly written in C4."""
    place = {"period": "2023-Q1", "file": FILE, "sheet": "S", "cell": "C4", "unit": "first", "indicator": "i1"}
    return Truth.model_validate(
        {**place, "value": "12", "style": "plain", "careful_reader": "value", "layout": "-", **values}
    )


def observation(**values: object) -> Observation:
    place = {"period": "2023-Q1", "file": FILE, "sheet": "S", "cell": "C4", "unit": "first", "indicator": "i1"}
    nature = {
        "reference_year": 2023,
        "value": "12",
        "measure": rows.COUNT,
        "raw_text": "12",
        "number_format": "General",
    }
    rest = {"status": "final", "as_of": date(2023, 3, 31), "sha256": "0"}
    return Observation.model_validate({**place, **nature, **rest, **values})


def finding(**values: object) -> Finding:
    place = {"file": FILE, "sheet": "S", "cell": "C4", "indicator": "i1"}
    return Finding.model_validate({**place, "severity": "error", "code": "odd", "remedy": "-", **values})


def receipt(**values: object) -> Receipt:
    nature = {"sha256": "0", "received_on": date(2023, 4, 5), "is_registered": True, "version": 1}
    return Receipt.model_validate({"file": FILE, "period": "2023-Q1", **nature, "verdict": "accepted", **values})


def intake(receipts: list[Receipt], observations: list[Observation], findings: list[Finding]) -> Intake:
    return Intake(receipts=receipts, observations=observations, findings=findings, evidence=[])


REFUSED = receipt(verdict="quarantined", reason="unreadable_file")
SPOILT = truth(careful_reader="finding", fault="ten_times")


@pytest.mark.parametrize(
    ("written", "observations", "findings", "receipts", "expected"),
    [
        (truth(), [observation()], [], [], [Outcome.RIGHT]),
        (truth(value="12.0"), [observation()], [], [], [Outcome.RIGHT]),
        (truth(value="yes"), [observation(value=Answer.YES)], [], [], [Outcome.RIGHT]),
        (truth(sheet=None), [observation(sheet="a")], [], [], [Outcome.RIGHT]),
        (truth(), [observation()], [finding(severity="note")], [], [Outcome.RIGHT]),
        (truth(), [observation()], [finding(severity="warning", cell="F4")], [], [Outcome.NOTED]),
        (truth(), [observation()], [finding(cell="C14")], [], [Outcome.RIGHT]),
        (truth(), [], [finding(cell="A4")], [], [Outcome.FLAGGED]),
        (truth(), [], [], [REFUSED], [Outcome.FLAGGED]),
        (truth(), [], [finding(sheet="T")], [], [Outcome.LOST]),
        (truth(), [], [finding(severity="note")], [], [Outcome.FLAGGED]),
        (truth(), [], [], [], [Outcome.LOST]),
        (truth(), [observation(value="120")], [], [], [Outcome.SILENTLY_WRONG]),
        (truth(), [observation(indicator="i2")], [], [], [Outcome.SILENTLY_WRONG]),
        (truth(), [observation(unit="second")], [], [], [Outcome.SILENTLY_WRONG]),
        (truth(), [observation(value="120")], [finding()], [], [Outcome.FLAGGED]),
        (SPOILT, [observation(value="120")], [], [], [Outcome.SILENTLY_WRONG]),
        (SPOILT, [observation()], [], [], [Outcome.SILENTLY_WRONG]),
        (truth(), [observation(cell="D4")], [finding()], [], [Outcome.FLAGGED, Outcome.SILENTLY_WRONG]),
        (truth(), [observation(), observation(period="2022-Q4", cell="D4")], [], [], [Outcome.RIGHT]),
        (truth(fault="disagreeing", careful_reader="finding"), [observation()], [], [], [Outcome.SILENTLY_WRONG]),
    ],
)
def test_outcome(
    written: Truth,
    observations: list[Observation],
    findings: list[Finding],
    receipts: list[Receipt],
    expected: list[Outcome],
) -> None:
    found = cases(PERIOD, [written], intake(receipts, observations, findings), "city")
    assert [case.outcome for case in found] == expected


def test_a_difference_shows_once_the_other_collector_is_read() -> None:
    other = truth(file="b.xlsx", unit="second", fault="disagreeing", careful_reader="finding")
    read = [observation(file="b.xlsx", unit="second", value="15")]
    found = cases(PERIOD, [truth(), other], intake([], read, [finding()]), "city")
    assert [(case.outcome, case.findings) for case in found] == [(Outcome.FLAGGED, ("odd",))] * 2


def test_a_difference_that_is_told_concerns_both_collectors() -> None:
    other = truth(file="b.xlsx", unit="second", value="15", fault="disagreeing", careful_reader="finding")
    read = [observation(), observation(file="b.xlsx", unit="second", value="15")]
    told = [finding(file="b.xlsx", code="collectors_disagree")]
    found = cases(PERIOD, [truth(), other], intake([], read, told), "city")
    assert [case.outcome for case in found] == [Outcome.NOTED, Outcome.FLAGGED]


def commitment_value(**values: object) -> CommitmentValue:
    nature = observation().model_dump(exclude={"indicator"}) | {"commitment": "1-1-a", "item": "甲"}
    return CommitmentValue.model_validate({**nature, **values})


def work_report(**values: object) -> WorkReport:
    said = {"work_point": "1-1", "unit": "first", "period": "2023-Q1", "declared": "done", "progress": "好"}
    place = {"as_of": date(2023, 3, 31), "file": FILE, "sheet": "S", "cell": "C4", "sha256": "0"}
    return WorkReport.model_validate({**said, **place, **values})


PROMISE = truth(indicator=None, about="1-1-a", item="甲")
REPORT = truth(indicator=None, about="1-1", value=None, said="done - 好")


@pytest.mark.parametrize(
    ("written", "read", "findings", "expected"),
    [
        (PROMISE, commitment_value(), [], Outcome.RIGHT),
        (PROMISE, commitment_value(item="乙"), [], Outcome.SILENTLY_WRONG),
        (PROMISE, commitment_value(value="13"), [], Outcome.SILENTLY_WRONG),
        (PROMISE, None, [finding(cell="A2", code="unread_work")], Outcome.FLAGGED),
        (truth(), None, [finding(cell="A2", code="unread_work")], Outcome.LOST),
        (REPORT, work_report(), [], Outcome.RIGHT),
        (REPORT, work_report(), [finding(severity="warning", cell="F4")], Outcome.NOTED),
        (REPORT, work_report(declared="delayed"), [], Outcome.SILENTLY_WRONG),
        (REPORT, work_report(progress="不好"), [], Outcome.SILENTLY_WRONG),
        (REPORT, work_report(work_point="1-2"), [], Outcome.SILENTLY_WRONG),
        (REPORT, None, [], Outcome.LOST),
    ],
)
def test_outcome_of_work(
    written: Truth, read: CommitmentValue | WorkReport | None, findings: list[Finding], expected: Outcome
) -> None:
    reports = [read] if isinstance(read, WorkReport) else []
    values = [read] if isinstance(read, CommitmentValue) else []
    found = cases(PERIOD, [written], Intake([], [], [], findings, reports, values), "city")
    assert [case.outcome for case in found] == [expected]
