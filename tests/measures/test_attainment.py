"""Indicators against their targets: which value counts, what is said where there is none, every figure of a row."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
import rows

from innocity.errors import InnocityError
from innocity.framework import Framework
from innocity.measures import attainment
from innocity.measures.attainment import open_targets
from innocity.parameters import Parameters
from innocity.tables import Attainment, Finding, Observation, Receipt, Standing, State, Trend
from innocity.thresholds import PaceRules

RULES = PaceRules(on_pace_from=Decimal("0.95"), basis="test")


def assess(
    framework: Framework,
    parameters: Parameters,
    observations: list[Observation],
    findings: list[Finding],
    receipts: tuple[Receipt, ...] = (),
) -> list[Attainment]:
    return attainment.assess(framework, parameters, RULES, observations, findings, receipts)


def assessed(
    observations: list[Observation] | None = None,
    findings: list[Finding] | None = None,
    goal: object = 100,
    as_of: str = "2023-04-20",
    **indicator: Any,
) -> Attainment:
    """One indicator, assessed."""
    framework = rows.framework([rows.indicator(**indicator)], [rows.target(goal)])
    return assess(framework, rows.parameters(as_of=as_of), observations or [], findings or [])[0]


def test_a_row_holds_every_figure_that_went_into_it() -> None:
    framework = rows.framework(
        [rows.indicator()], [rows.target(100)], [rows.baseline(90), rows.baseline(80, year=2021)]
    )
    now = rows.observation(90, cell="E5", status="provisional")
    before = rows.observation(80, period="2021-Q4", reference_year=2021, unit="second", file="乙局.xlsx", cell="E7")
    assert assess(framework, rows.parameters(), [before, now], []) == [
        rows.attainment(
            actual_status="provisional",
            actual_file="data/raw/2022-Q4/甲局.xlsx",
            actual_sheet="指标数据",
            actual_cell="E5",
            actual_as_of="2022-12-31",
            previous_period="2021-Q4",
            previous_file="乙局.xlsx",
            previous_sheet="指标数据",
            previous_cell="E7",
            completion_pct="90.000000",
            net_increase_pct="0.000000",
            margin=-10,
            needed=10,
            needed_pct="11.111111",
            needed_per_quarter="2.500000",
            reason="year_ahead",
            change="12.500000",
            change_kind="per_cent",
        )
    ]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param([(1, "estimated"), (2, "provisional"), (3, "final"), (4, "revised")], 4, id="a revision wins"),
        pytest.param([(3, "final"), (1, "estimated"), (2, "provisional")], 3, id="else the final value"),
        pytest.param([(1, "estimated"), (2, "provisional")], 2, id="else the provisional one"),
        pytest.param([(1, "final"), (2, "provisional", {"as_of": "2023-04-01"})], 1, id="status before day"),
        pytest.param([(1, "final"), (2, "final", {"as_of": "2023-01-01", "unit": "second"})], 2, id="the later day"),
        pytest.param([(2, "final", {"unit": "second"}), (1, "final")], 1, id="the accountable collector"),
        pytest.param([(1, "final"), (2, "revised", {"superseded_by": "乙.xlsx"})], 1, id="superseded rows are out"),
        pytest.param([(1, "final", {"superseded_by": "乙.xlsx"})], None, id="even the only one"),
        pytest.param([(1, "final", {"of": "i2"})], None, id="another indicator's value"),
        pytest.param([(1, "final", {"reference_year": 2020})], None, id="another year's value"),
        pytest.param(
            [(1, "final", {"period": "2022-Q2", "as_of": "2023-01-01"}), (2, "estimated")], 2,
            id="the year's last period: a settled half year is not the year",
        ),
        pytest.param([(1, "final", {"period": "2022-Q3"})], None, id="an earlier quarter's value is not the present one"),
    ],
)  # fmt: skip
def test_which_value_counts(said: list[tuple[Any, ...]], expected: int | None) -> None:
    observations = [
        rows.observation(number, **{"status": status, **(more[0] if more else {})}) for number, status, *more in said
    ]
    for order in (observations, observations[::-1]):
        assert assessed(order).actual == expected


ERROR_OF_INDICATOR = rows.finding(indicator="i1", unit="first")


@pytest.mark.parametrize(
    ("findings", "indicator", "as_of", "expected"),
    [
        pytest.param([], {}, "2023-04-20", State.NOT_SUBMITTED, id="due and not there"),
        pytest.param([], {"frequency": "annual", "lag_days": 120}, "2023-04-29", State.NOT_YET_MEASURABLE,
            id="not yet published"),
        pytest.param([], {"frequency": "annual", "lag_days": 120}, "2023-04-30", State.NOT_SUBMITTED,
            id="published on this very day"),
        pytest.param([], {"frequency": "quarterly", "lag_days": 120}, "2023-04-20", State.NOT_YET_MEASURABLE,
            id="a quarter's figure has its lag as well"),
        pytest.param([], {"frequency": "quarterly", "lag_days": 110}, "2023-04-20", State.NOT_SUBMITTED,
            id="published on this very day, 110 days after the quarter"),
        pytest.param([ERROR_OF_INDICATOR], {}, "2023-04-20", State.REJECTED, id="its cell is faulty"),
        pytest.param([ERROR_OF_INDICATOR], {"frequency": "annual", "lag_days": 400}, "2023-04-20", State.REJECTED,
            id="a refusal is told before a lag"),
        pytest.param([rows.finding(unit="second")], {}, "2023-04-20", State.REJECTED, id="a collector's file is faulty"),
        pytest.param([rows.finding(unit="office")], {"collectors": ()}, "2023-04-20", State.REJECTED,
            id="where the plan names none, the office collects"),
        pytest.param([rows.finding(unit="office")], {}, "2023-04-20", State.NOT_SUBMITTED, id="another unit's file"),
        pytest.param([rows.finding(unit="first", indicator="i2")], {}, "2023-04-20", State.NOT_SUBMITTED,
            id="another indicator's cell"),
        pytest.param([rows.finding(indicator="i1", severity="warning")], {}, "2023-04-20", State.NOT_SUBMITTED,
            id="a warning refuses nothing"),
    ],
)  # fmt: skip
def test_state_without_a_value(findings: list[Finding], indicator: dict[str, Any], as_of: str, expected: State) -> None:
    row = assessed([], findings, as_of=as_of, **indicator)
    assert (row.state, row.standing, row.trend, row.actual, row.reason) == (
        expected, Standing.NOT_ASSESSABLE, Trend.UNKNOWN, None, expected.value,
    )  # fmt: skip


def test_a_value_stands_whatever_was_found_beside_it() -> None:
    row = assessed([rows.observation(5)], [ERROR_OF_INDICATOR])
    assert (row.state, row.actual, row.reason) == (State.MEASURED, Decimal(5), "year_ahead")


@pytest.mark.parametrize(
    ("goal", "reached", "direction", "expected"),
    [
        pytest.param(34, 44, "higher", True, id="asks for less"),
        pytest.param(30, 30, "higher", False, id="asks for the same"),
        pytest.param(50, 44, "higher", False, id="asks for more"),
        pytest.param("0.5195", "0.5379", "lower", False, id="lower: a smaller number asks for more"),
        pytest.param("0.56", "0.5379", "lower", True, id="lower: a larger number asks for less"),
        pytest.param("yes", "yes", "yes_no", False, id="an answer"),
    ],
)
def test_target_below_baseline(goal: object, reached: object, direction: str, expected: bool) -> None:
    framework = rows.framework([rows.indicator(direction=direction)], [rows.target(goal)], [rows.baseline(reached)])
    row = assess(framework, rows.parameters(), [], [])[0]
    assert (row.is_target_below_baseline, row.net_increase_pct) == (expected, None)


def test_the_target_in_force_on_the_day_counts() -> None:
    versions = [rows.target(100), rows.target(90, revision=2, effective_from="2023-09-01", document="调整通知")]
    framework = rows.framework([rows.indicator()], versions)
    told = [
        (row.target, row.target_revision, row.target_document, row.standing)
        for as_of in ("2023-08-31", "2023-09-01")
        for row in assess(framework, rows.parameters(as_of=as_of), [rows.observation(95)], [])
    ]
    assert told == [(Decimal(100), 1, "方案", Standing.NOT_MET), (Decimal(90), 2, "调整通知", Standing.MET)]


def test_no_target_stops() -> None:
    with pytest.raises(InnocityError) as fault:
        assess(rows.framework(), rows.parameters(), [rows.observation(1)], [])
    assert (fault.value.key, fault.value.values) == ("error.no_target", {"indicator": "i1", "year": 2023})


def test_values_that_differ_from_approved_baselines_stop_all_at_once() -> None:
    framework = rows.framework(
        [rows.indicator(1), rows.indicator(2), rows.indicator(3)],
        [rows.target(9, of=code) for code in ("i1", "i2", "i3")],
        [rows.baseline("2.95"), rows.baseline("2.90"), rows.baseline(7, of="i2", year=2021), rows.baseline(5, of="i3")],
    )
    observations = [
        rows.observation("2.59", cell="E9"),
        rows.observation(8, of="i2", reference_year=2021, period="2021-Q4", file="旧.xlsx", sheet="表一", cell="F3"),
        rows.observation("5.0", of="i3"),
    ]
    with pytest.raises(InnocityError) as fault:
        assess(framework, rows.parameters(), observations, [])
    assert fault.value.values["count"] == 2
    for told in ("i1", "2022", "data/raw/2022-Q4/甲局.xlsx 指标数据!E9", "2.59", "2.95 / 2.90"):
        assert told in str(fault.value)
    for told in ("i2", "2021", "旧.xlsx 表一!F3", "8", "7"):
        assert told in str(fault.value)
    assert "i3" not in str(fault.value)


@pytest.mark.parametrize("said", ["2.95", "2.950", "2.90"])
def test_any_approved_version_of_a_baseline_passes(said: str) -> None:
    approvals = [rows.baseline("2.95"), rows.baseline("2.90")]
    framework = rows.framework([rows.indicator()], [rows.target(3)], approvals)
    row = assess(framework, rows.parameters(), [rows.observation(said)], [])[0]
    assert (str(row.actual), row.baseline) == (said, Decimal("2.90"))


def test_rows_stand_in_the_order_of_the_plan_and_inputs_in_any() -> None:
    framework = replace(
        rows.framework([rows.indicator(2), rows.indicator(1)]), targets=(rows.target(1), rows.target(2, of="i2"))
    )
    observations = [rows.observation(1), rows.observation(2, of="i2")]
    told = assess(framework, rows.parameters(), observations, [])
    assert rows.column(told, "number") == [2, 1]
    assert told == assess(framework, rows.parameters(), observations[::-1], [])


def test_open_targets_come_with_the_largest_change_first() -> None:
    table = [
        rows.attainment(1, needed_pct="1.5"),
        rows.attainment(2, needed_pct="-3.5"),
        rows.attainment(3, standing="met", needed_pct=0),
        rows.attainment(4),
        rows.attainment(5, needed_pct="1.5"),
        rows.absent(6),
    ]
    assert rows.column(open_targets(table), "number") == [2, 1, 5, 4]


Q2 = {"period": "2023-Q2", "as_of": "2023-07-20", "due_on": "2023-07-15", "grace_days": 2}


def of_quarter(value: object, period: str = "2023-Q2", **values: Any) -> Observation:
    said = {"period": period, "reference_year": int(period[:4]), "file": f"data/raw/{period}/甲局.xlsx"}
    return rows.observation(value, **{**said, **values})


def half_year(observations: list[Observation], receipts: tuple[Receipt, ...] = (), **indicator: Any) -> Attainment:
    framework = rows.framework([rows.indicator(**indicator)], [rows.target(100)], [rows.baseline(90)])
    return assess(framework, rows.parameters(**Q2), observations, [], receipts)[0]


@pytest.mark.parametrize(
    ("arrivals", "expected"),
    [
        pytest.param(["2023-07-15"], State.MEASURED, id="on the day"),
        pytest.param(["2023-07-17"], State.MEASURED, id="within the days of grace"),
        pytest.param(["2023-07-18"], State.LATE, id="after them"),
        pytest.param(["2023-07-10", "2023-07-19"], State.MEASURED, id="a later correction makes nothing late"),
    ],
)
def test_late_values_count_and_say_so(arrivals: list[str], expected: State) -> None:
    files = [f"data/raw/2023-Q2/{place}.xlsx" for place in range(len(arrivals))]
    said = [
        of_quarter(95, file=file, superseded_by=after) for file, after in zip(files, [*files[1:], None], strict=True)
    ]
    receipts = tuple(
        rows.receipt(file=file, received_on=day, period="2023-Q2") for file, day in zip(files, arrivals, strict=True)
    )
    row = half_year(said, receipts)
    assert (row.state, row.actual, str(row.actual_received_on)) == (expected, Decimal(95), arrivals[0])


def test_the_last_known_value_is_carried_with_its_year() -> None:
    row = half_year([rows.observation(90, status="provisional")], frequency="annual", lag_days=285)
    assert row.model_dump(include={"state", "actual", "known", "known_year", "known_period", "known_status"}) == {
        "state": State.CARRIED_FORWARD,
        "actual": None,
        "known": Decimal(90),
        "known_year": 2022,
        "known_period": "2022-Q4",
        "known_status": "provisional",
    }
    assert (row.status.value, row.standing.value, str(row.expected_on)) == (
        "not_measurable",
        "not_assessable",
        "2024-10-11",
    )


def test_an_earlier_quarter_is_known_but_is_not_the_present_one() -> None:
    row = half_year([rows.observation(90), of_quarter(95, "2023-Q1")])
    assert (row.state, row.actual, row.known, row.known_period) == (
        State.NOT_SUBMITTED,
        None,
        Decimal(95),
        "2023-Q1",
    )


@pytest.mark.parametrize(
    ("kind", "frequency", "expected"),
    [
        pytest.param("stock", "event", "2022-Q2", id="a stock: the same quarter, where there is one"),
        pytest.param("flow", "quarterly", "2022-Q2", id="a flow: the same quarter"),
        pytest.param("ratio", "annual", "2022-Q2", id="a yearly statistic: what was said at the time"),
    ],
)
def test_the_same_time_of_the_year_before(kind: str, frequency: str, expected: str) -> None:
    said = [of_quarter(40, "2022-Q2"), rows.observation(90), of_quarter(50)]
    row = half_year(said, kind=kind, frequency=frequency)
    assert (row.previous_period, row.previous, row.change) == (expected, Decimal(40), Decimal(25))


@pytest.mark.parametrize(
    ("kind", "frequency", "expected"),
    [
        pytest.param("stock", "event", "2022-Q4", id="a stock may be held against the year's end"),
        pytest.param("ratio", "annual", "2022-Q4", id="a yearly statistic as well"),
        pytest.param("flow", "quarterly", None, id="part of a year is not held against a whole one"),
        pytest.param("flow", "annual", None, id="nor is a count that is published once a year"),
        pytest.param("running_mean", "monthly", None, id="nor is a mean of some months"),
    ],
)
def test_without_the_same_quarter(kind: str, frequency: str, expected: str | None) -> None:
    row = half_year([rows.observation(90), of_quarter(50)], kind=kind, frequency=frequency)
    assert row.previous_period == expected


def test_history_gives_the_share_of_a_seasonal_flow() -> None:
    said = [
        *(of_quarter(part, f"{year}-Q2") for year, part in ((2021, 20), (2022, 36))),
        of_quarter(80, "2021-Q4"),
        rows.observation(90),
        of_quarter(27),
    ]
    row = half_year(said, kind="flow", frequency="quarterly", phasing="seasonal")
    assert (row.expected_share_pct, row.expected_basis) == (Decimal("32.500000"), "seasonal")
    assert (row.progress_pct, row.pace_ratio, row.status.value) == (
        Decimal("27.000000"),
        Decimal("0.830769"),
        "falling_back",
    )


def test_part_of_a_flow_is_no_step_from_the_year_before() -> None:
    row = half_year([of_quarter(50)], kind="flow", frequency="quarterly", phasing="days")
    assert (row.net_increase_pct, row.baseline, row.progress_pct) == (None, Decimal(90), Decimal("50.000000"))


def test_the_step_of_each_quarter_left() -> None:
    assert half_year([of_quarter(95)]).needed_per_quarter == Decimal("2.500000")


def test_the_published_pace_stands_beside_our_own() -> None:
    row = half_year([of_quarter(95)])
    assert (row.published_pace, row.published_pace_status) == (Decimal("0.500000"), "limited_progress")


def test_conflicting_commitments_are_named() -> None:
    framework = rows.framework([rows.indicator()], [rows.target(100)])
    said = {"indicator": "i1", "work_point": "1-1"}
    framework = replace(
        framework,
        commitments=(
            rows.commitment("1-1-a", relation="same", **said),
            rows.commitment("1-1-b", relation="conflicts", **said),
        ),
    )
    assert assess(framework, rows.parameters(), [], [])[0].conflicts == ("1-1-b",)
