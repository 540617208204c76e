"""Small rows for tests: every builder fills in what a test does not care about."""

from collections.abc import Iterable, Sequence
from typing import Any

from innocity.facts import Approved, Commitment, Indicator, Measure, Target, Unit, WorkPoint
from innocity.framework import Framework, Programme
from innocity.parameters import Parameters
from innocity.tables import (
    Attainment,
    CommitmentStanding,
    CommitmentValue,
    Finding,
    Observation,
    Override,
    Readiness,
    Receipt,
    Scorecard,
    ScoreItem,
    Slip,
    WorkPointStanding,
    WorkReport,
)

SHARE, COUNT, BARE, ANSWER = "%", "个", "比值", "有无"


def indicator(number: int = 1, **values: Any) -> Indicator:
    """`i<number>`: a count, higher is better, published at once, reported by `first` and `second`, in group 甲组."""
    defaults = {
        "number": number,
        "code": f"i{number}",
        **_named(f"指标{number}"),
        **{f"group_{language}": "甲组" for language in _LANGUAGES},
        "measure": COUNT,
        "direction": "higher",
        "kind": "stock",
        "frequency": "event",
        "lag_days": 0,
        "phasing": "event",
        "decimals": 1,
        "collectors": ("first", "second"),
        "source": "test",
    }
    return Indicator.model_validate({**defaults, **values})


def target(value: object, of: str = "i1", **values: Any) -> Target:
    """The first version of the 2023 target of `i1`."""
    defaults = {"indicator": of, "year": 2023, "value": value, "measure": COUNT, "revision": 1}
    return Target.model_validate({**defaults, "effective_from": "2023-01-01", "document": "方案", **values})


def baseline(value: object, of: str = "i1", year: int = 2022) -> Approved:
    """An approved baseline."""
    about = {"indicator": of, "year": year, "role": "baseline", "value": value, "measure": COUNT}
    return Approved.model_validate({**about, "document": "方案", "source": "test"})


def measure(key: str = COUNT, **values: Any) -> Measure:
    """A measure without limits whose changes are told in per cent."""
    defaults = {"measure": key, **_named(key), "canonical": key, "factor": 1, "source": "test"}
    return Measure.model_validate({**defaults, "change_in": "per_cent", "is_printed": True, **values})


def unit(code: str, name: str) -> Unit:
    """A government body."""
    full = {"full_zh_hans": name, "full_zh_hant": name}
    return Unit.model_validate({"code": code, "kind": "body", **_named(name), **full, "source": "test"})


def framework(
    indicators: Iterable[Indicator] = (),
    targets: Iterable[Target] = (),
    approvals: Iterable[Approved] = (),
    work_points: Iterable[WorkPoint] = (),
    commitments: Iterable[Commitment] = (),
) -> Framework:
    """A framework of one city with two collectors and an office."""
    return Framework(
        indicators=tuple(indicators) or (indicator(),),
        targets=tuple(targets),
        approvals=tuple(approvals),
        work_points=tuple(work_points),
        commitments=tuple(commitments),
        units=(unit("first", "甲局"), unit("second", "乙局"), unit("office", "办公室")),
        measures=(
            measure(SHARE, upper_limit=100, change_in="points"),
            measure(COUNT),
            measure(BARE, is_printed=False),
            measure(ANSWER, is_printed=False),
        ),
        aliases=(),
        programme=PROGRAMME,
    )


def parameters(**values: Any) -> Parameters:
    """The annual return of 2022, held against the targets of 2023."""
    return Parameters(**{"period": "2022-Q4", "as_of": "2023-04-20", "target_year": 2023, **values})


def observation(value: object, of: str = "i1", **values: Any) -> Observation:
    """A final value of `i1` for 2022 from the first collector."""
    defaults = {
        "indicator": of,
        "unit": "first",
        "period": "2022-Q4",
        "reference_year": 2022,
        "value": value,
        "measure": COUNT,
        "raw_text": str(value),
        "number_format": "General",
        "status": "final",
        "as_of": "2022-12-31",
        "file": "data/raw/2022-Q4/甲局.xlsx",
        "sheet": "指标数据",
        "cell": "E5",
        "sha256": "0" * 64,
    }
    return Observation.model_validate({**defaults, **values})


def finding(**values: Any) -> Finding:
    """A fault in a return."""
    return Finding.model_validate({"severity": "error", "code": "not_numeric", "remedy": "请改正", **values})


def override(**values: Any) -> Override:
    """A correction of the observation that `observation` gives, applied."""
    defaults = {
        "period": "2022-Q4",
        "line": 2,
        "indicator": "i1",
        "unit": "first",
        "reference_year": 2022,
        "file": "data/raw/2022-Q4/甲局.xlsx",
        "sheet": "指标数据",
        "cell": "E5",
        "before": "90",
        "after": "95",
        "who": "张三",
        "why": "笔误",
        "corrected_on": "2023-04-18",
        "evidence": "data/raw/2022-Q4/证明.pdf",
        "evidence_sha256": "1" * 64,
        "is_applied": True,
    }
    return Override.model_validate({**defaults, **values})


def receipt(**values: Any) -> Receipt:
    """A file of the first collector, accepted."""
    defaults = {
        "file": "data/raw/2022-Q4/甲局.xlsx",
        "sha256": "0" * 64,
        "period": "2022-Q4",
        "unit": "first",
        "received_on": "2023-01-10",
        "is_registered": True,
        "version": 1,
        "verdict": "accepted",
    }
    return Receipt.model_validate({**defaults, **values})


def attainment(number: int = 1, **values: Any) -> Attainment:
    """`i<number>` at 90 of 100, 80 the year before, with no derived figure but those given."""
    defaults = {
        "number": number,
        "indicator": f"i{number}",
        "unit": "first",
        "direction": "higher",
        "measure": COUNT,
        "state": "measured",
        "standing": "not_met",
        "status": "not_due",
        "trend": "better",
        "reference_year": 2022,
        "actual": 90,
        "actual_status": "final",
        "expected_on": "2022-12-31",
        "previous_year": 2021,
        "previous": 80,
        "baseline_year": 2022,
        "baseline": 90,
        "target_year": 2023,
        "target": 100,
        "target_revision": 1,
        "target_document": "方案",
        "is_target_below_baseline": False,
    }
    return Attainment.model_validate({**defaults, **values})


def absent(number: int = 1, state: str = "not_submitted", **values: Any) -> Attainment:
    """`i<number>` without a value."""
    unsaid = {"actual": None, "actual_status": None, "standing": "not_assessable", "trend": "unknown"}
    status = _ABSENT_STATUS.get(state, "not_measurable")
    return attainment(number, **{"state": state, "reason": state, "status": status, **unsaid, **values})


def readiness(number: int = 1, scenario: str = "hold", **values: Any) -> Readiness:
    """`i<number>` at 90 in 2025, held against 100."""
    defaults = {
        "number": number,
        "indicator": f"i{number}",
        "data_year": 2025,
        "scenario": scenario,
        "measure": COUNT,
        "last_year": 2022,
        "last_value": 90,
        "last_status": "final",
        "yearly_step": 0,
        "point": 90,
        "benchmark": 100,
        "benchmark_year": 2023,
        "benchmark_basis": "assumed",
        "stretch": 120,
        "stretch_basis": "derived",
        "is_reached": False,
        "is_benchmark_below_level": False,
        "evaluated_basis": "assumed",
    }
    return Readiness.model_validate({**defaults, **values})


def projected(outlook: str = "open", number: int = 1, **values: Any) -> Readiness:
    """The projection of `i<number>` at 90 in 2025 with a band from 70 to 110, held against 100."""
    bands = {"low_80": 70, "low_50": 80, "high_50": 100, "high_80": 110}
    defaults = {"outlook": outlook, "shortfall": "0.5", "method": "reference_band", "points": 2, "yearly_step": None}
    return readiness(number, "projection", **{**bands, **defaults, **values})


def work_point(code: str = "1-1", **values: Any) -> WorkPoint:
    """A work point that `first` leads and `second` is responsible for."""
    area, _, point = code.partition("-")
    defaults = {
        "code": code,
        "area": area,
        **{f"area_{language}": "某方面" for language in _LANGUAGES},
        "point": point,
        **{f"title_{language}": f"要点{code}" for language in _LANGUAGES},
        "leads": ("first",),
        "responsible": ("second",),
        "source": "test",
    }
    return WorkPoint.model_validate({**defaults, **values})


def commitment(code: str = "1-1-a", **values: Any) -> Commitment:
    """At least 100 new ones in 2023."""
    defaults = {
        "code": code,
        "work_point": code[:-2],
        "order": 1,
        **{f"statement_{language}": f"承诺{code}" for language in _LANGUAGES},
        "basis": "increase",
        "operator": "≥",
        "value": 100,
        "measure": COUNT,
        "deadline": "2023-12-31",
        "recurrence": "once",
        "is_aspirational": False,
        "relation": "new",
        "source": "test",
    }
    return Commitment.model_validate({**defaults, **values})


def work_report(declared: str | None = "under_way", **values: Any) -> WorkReport:
    """What the lead says of work point 1-1 at the half-year of 2023."""
    defaults = {
        "work_point": "1-1",
        "unit": "first",
        "period": "2023-Q2",
        "declared": declared,
        "progress": "进展",
        "as_of": "2023-06-30",
        "file": "data/raw/2023-Q2/甲局.xlsx",
        "sheet": "工作要点",
        "cell": "B5",
        "sha256": "0" * 64,
    }
    return WorkReport.model_validate({**defaults, **values})


def commitment_value(value: object = 50, of: str = "1-1-a", **values: Any) -> CommitmentValue:
    """A final value of commitment 1-1-a for the half-year of 2023 from the lead."""
    defaults = {
        "commitment": of,
        "unit": "first",
        "period": "2023-Q2",
        "reference_year": 2023,
        "value": value,
        "measure": COUNT,
        "raw_text": str(value),
        "number_format": "General",
        "status": "final",
        "as_of": "2023-06-30",
        "file": "data/raw/2023-Q2/甲局.xlsx",
        "sheet": "量化承诺",
        "cell": "F5",
        "sha256": "0" * 64,
    }
    return CommitmentValue.model_validate({**defaults, **values})


def commitment_standing(status: str = "on_pace", of: str = "1-1-a", **values: Any) -> CommitmentStanding:
    """Commitment 1-1-a at 50 of 100, in its status."""
    unknown = ("not_reported", "rejected", "not_measurable", "not_assessable")
    standing = "met" if status == "met" else "not_assessable" if status in unknown else "not_met"
    defaults = {
        "area": of[0],
        "point": of[2],
        "work_point": of[:-2],
        "commitment": of,
        "unit": "first",
        "basis": "increase",
        "operator": "≥",
        "promised": 100,
        "measure": COUNT,
        "deadline": "2023-12-31",
        "recurrence": "once",
        "is_aspirational": False,
        "relation": "new",
        "state": "measured",
        "standing": standing,
        "status": status,
        "is_scored": True,
        "actual": 50,
    }
    return CommitmentStanding.model_validate({**defaults, **values})


def work_point_standing(code: str = "1-1", light: str = "on_time", **values: Any) -> WorkPointStanding:
    """Work point 1-1 in its light, due at the end of 2023, nothing promised in it."""
    area, _, point = code.partition("-")
    defaults = {
        "area": area,
        "point": point,
        "work_point": code,
        "leads": ("first",),
        "deadline": "2023-12-31",
        "light": light,
        "light_reason": "past_deadline" if light == "overdue" else "under_way",
        **dict.fromkeys(("commitments", "scored", "met", "behind"), 0),
    }
    return WorkPointStanding.model_validate({**defaults, **values})


def slip(kind: str = "commitment", item: str = "1-1-a", **values: Any) -> Slip:
    """A first slip to `first` about commitment 1-1-a, at 50 of 100 at the half-year of 2023."""
    defaults = {
        "number": f"2023-Q2-first-{item}",
        "unit": "first",
        "kind": kind,
        "item": item,
        "state": "issued",
        "status": "behind",
        "deadline": "2023-12-31",
        "promised": 100,
        "actual": 50,
        "measure": COUNT,
        "margin": -50,
        "issued_on": "2023-07-20",
        "reply_by": "2023-07-30",
        "times": 1,
        "first_period": "2023-Q2",
    }
    return Slip.model_validate({**defaults, **values})


def card(unit: str = "first", component: str = "total", **values: Any) -> Scorecard:
    """A row of a scorecard, out of 40."""
    defaults = {"unit": unit, "component": component, "items": 1, "assessed": 1, "out_of": 40}
    return Scorecard.model_validate({**defaults, **values})


def item(name: str = "1-1", component: str = "work_points", unit: str = "first", **values: Any) -> ScoreItem:
    """An item of a scorecard that weighs 1 and has no points."""
    defaults = {"unit": unit, "component": component, "item": name, "status": "behind", "weight": 1}
    return ScoreItem.model_validate({**defaults, **values})


def column(table: Sequence[Any], name: str) -> list[Any]:
    """One column of a table."""
    return [getattr(row, name) for row in table]


_ABSENT_STATUS = {"not_submitted": "not_reported", "rejected": "rejected"}
_LANGUAGES = ("zh_hans", "zh_hant", "en")


def _named(name: str) -> dict[str, str]:
    return {f"name_{language}": name for language in _LANGUAGES}


PROGRAMME = Programme(
    origin="some-city/programme",
    city={"zh-Hans": "某市"},
    programme={"zh-Hans": "创新城市"},
    office={"zh-Hans": "办公室"},
    office_unit="office",
    evaluation_year=2025,
    first_target_year=2023,
    plan={"zh-Hans": "方案"},
    framework_source={"zh-Hans": "通知"},
)
