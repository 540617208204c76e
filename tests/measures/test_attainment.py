"""Indicators against their targets: cases of the plan, and what must hold for every value."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
import rows
from hypothesis import given
from hypothesis import strategies as st

from innocity.errors import InnocityError
from innocity.facts import Answer, Direction, Value
from innocity.measures.attainment import Distance, assess, distance, open_targets, standing, trend
from innocity.tables import Attainment, Finding, Observation, Standing, State, Trend

HIGHER, LOWER, YES_NO = Direction.HIGHER, Direction.LOWER, Direction.YES_NO
YES, NO = Answer.YES, Answer.NO
COUNT, SHARE = rows.measure(), rows.measure(rows.SHARE, change_in="points")
ANY = st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**6), max_value=10**6)
POSITIVE = st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=Decimal("0.0001"), max_value=10**6)
MAYBE = st.none() | ANY


def value(said: str | None) -> Value | None:
    return None if said is None else Answer(said) if said in set(Answer) else Decimal(said)


@pytest.mark.parametrize(
    ("actual", "target", "direction", "expected"),
    [
        pytest.param("100", "100", HIGHER, Standing.MET, id="reached exactly"),
        pytest.param("3", "3.00", HIGHER, Standing.MET, id="zeros make no difference"),
        pytest.param("2.9999", "3", HIGHER, Standing.NOT_MET, id="just short"),
        pytest.param("1.7300", "1.73", LOWER, Standing.MET, id="lower: reached exactly"),
        pytest.param("1.7301", "1.73", LOWER, Standing.NOT_MET, id="lower: just above"),
        pytest.param("0", "1.73", LOWER, Standing.MET, id="lower: nothing left"),
        pytest.param("0", "1", HIGHER, Standing.NOT_MET, id="a zero is a value"),
        pytest.param("yes", "yes", YES_NO, Standing.MET, id="yes as promised"),
        pytest.param("no", "yes", YES_NO, Standing.NOT_MET, id="no against the promise"),
        pytest.param(None, "1", HIGHER, Standing.NOT_ASSESSABLE, id="a blank is not a zero"),
        pytest.param(None, "yes", YES_NO, Standing.NOT_ASSESSABLE, id="no answer is not a no"),
        pytest.param("yes", "1", HIGHER, Standing.NOT_ASSESSABLE, id="an answer against a number"),
        pytest.param("1", "yes", YES_NO, Standing.NOT_ASSESSABLE, id="a number against an answer"),
    ],
)
def test_standing(actual: str | None, target: str, direction: Direction, expected: Standing) -> None:
    promised = value(target)
    assert promised is not None
    assert standing(value(actual), promised, direction) is expected


@pytest.mark.parametrize(
    ("actual", "previous", "direction", "expected"),
    [
        pytest.param("2", "1", HIGHER, Trend.BETTER, id="up"),
        pytest.param("1", "2", HIGHER, Trend.WORSE, id="down"),
        pytest.param("1.75", "1.79", LOWER, Trend.BETTER, id="lower: down"),
        pytest.param("1.79", "1.75", LOWER, Trend.WORSE, id="lower: up"),
        pytest.param("3.0", "3", HIGHER, Trend.UNCHANGED, id="zeros make no change"),
        pytest.param("yes", "yes", YES_NO, Trend.UNCHANGED, id="still yes"),
        pytest.param("yes", "no", YES_NO, Trend.BETTER, id="now yes"),
        pytest.param("no", "yes", YES_NO, Trend.WORSE, id="no longer"),
        pytest.param("yes", "1", YES_NO, Trend.UNKNOWN, id="an answer after a number"),
        pytest.param(None, "1", HIGHER, Trend.UNKNOWN, id="no value"),
        pytest.param("1", None, HIGHER, Trend.UNKNOWN, id="no earlier value"),
    ],
)
def test_trend(actual: str | None, previous: str | None, direction: Direction, expected: Trend) -> None:
    assert trend(value(actual), value(previous), direction) is expected


def far(**values: str) -> Distance:
    kind = values.pop("change_kind", None)
    return Distance(**{name: Decimal(said) for name, said in values.items()}, change_kind=kind)


@pytest.mark.parametrize(
    ("actual", "previous", "baseline", "goal", "direction", "measure", "expected"),
    [
        pytest.param("1221", "725", "1221", "1250", HIGHER, COUNT,
            far(completion_pct="97.680000", net_increase_pct="0", margin="-29", needed="29", needed_pct="2.375102",
                change="68.413793", change_kind="per_cent"), id="nothing done yet, and the level is high"),
        pytest.param("1235.5", "1221", "1221", "1250", HIGHER, COUNT,
            far(completion_pct="98.840000", net_increase_pct="50", margin="-14.5", needed="14.5",
                needed_pct="1.173614", change="1.187551", change_kind="per_cent"), id="half of the way"),
        pytest.param("2.95", "2.53", "2.95", "3.0", HIGHER, SHARE,
            far(completion_pct="98.333333", net_increase_pct="0", margin="-0.05", needed="0.05",
                needed_pct="1.694915", change="0.42", change_kind="points"), id="a share changes by points"),
        pytest.param("44", "32", "44", "34", HIGHER, COUNT,
            far(completion_pct="129.411765", margin="10", needed="0", needed_pct="0", change="37.5",
                change_kind="per_cent"), id="target below baseline: no way to go"),
        pytest.param("30", "28", "30", "30", HIGHER, COUNT,
            far(completion_pct="100", margin="0", needed="0", needed_pct="0", change="7.142857",
                change_kind="per_cent"), id="target equal to baseline"),
        pytest.param("0.5379", "0.56", "0.5379", "0.5195", LOWER, COUNT,
            far(completion_pct="96.579290", net_increase_pct="0", margin="-0.0184", needed="-0.0184",
                needed_pct="-3.420710", change="-3.946429", change_kind="per_cent"), id="lower is better: short of it"),
        pytest.param("1.71", "1.75", "1.75", "1.73", LOWER, COUNT,
            far(completion_pct="101.169591", net_increase_pct="200", margin="0.02", needed="0", needed_pct="0",
                change="-2.285714", change_kind="per_cent"), id="lower is better: beyond it"),
        pytest.param("0", "0", None, "5", HIGHER, COUNT,
            far(completion_pct="0", margin="-5", needed="5", change_kind="per_cent"), id="from nothing: no ratio to it"),
        pytest.param("0", "4", "4", "2", LOWER, COUNT,
            far(net_increase_pct="200", margin="2", needed="0", change="-100", change_kind="per_cent"),
            id="lower is better: nothing left"),
        pytest.param("5", None, None, "0", LOWER, COUNT,
            far(margin="-5", needed="-5", needed_pct="-100"), id="lower is better: a target of nothing"),
        pytest.param("5", None, None, "-1", LOWER, COUNT,
            far(margin="-6", needed="-6", needed_pct="-120"), id="lower is better: a target below nothing"),
        pytest.param("yes", "no", "no", "yes", YES_NO, COUNT, Distance(), id="answers have no distance"),
        pytest.param(None, "1", "1", "2", HIGHER, COUNT, Distance(), id="no value"),
    ],
)  # fmt: skip
def test_distance(
    actual: str | None, previous: str | None, baseline: str | None, goal: str, direction: Direction, measure: Any,
    expected: Distance,
) -> None:  # fmt: skip
    promised = value(goal)
    assert promised is not None
    assert distance(value(actual), value(previous), value(baseline), promised, direction, measure) == expected


@given(ANY, ANY, MAYBE, MAYBE, ANY, st.sampled_from([HIGHER, LOWER]), st.sampled_from([COUNT, SHARE]))
def test_a_better_value_never_reads_as_worse(
    one: Decimal, other: Decimal, previous: Decimal | None, baseline: Decimal | None, goal: Decimal,
    direction: Direction, measure: Any,
) -> None:  # fmt: skip
    worse, better = sorted([one, other], reverse=direction is LOWER)
    assert not (
        standing(worse, goal, direction) is Standing.MET and standing(better, goal, direction) is not Standing.MET
    )
    low, high = (distance(actual, previous, baseline, goal, direction, measure) for actual in (worse, better))
    for name in ("completion_pct", "net_increase_pct", "margin"):
        before, after = getattr(low, name), getattr(high, name)
        assert before is None or after is None or before <= after, name


@given(ANY, MAYBE, MAYBE, ANY)
def test_directions_mirror_each_other(
    actual: Decimal, previous: Decimal | None, baseline: Decimal | None, goal: Decimal
) -> None:
    earlier, base = (None if said is None else -said for said in (previous, baseline))
    up = distance(actual, previous, baseline, goal, HIGHER, SHARE)
    down = distance(-actual, earlier, base, -goal, LOWER, SHARE)
    assert standing(actual, goal, HIGHER) is standing(-actual, -goal, LOWER)
    assert trend(actual, previous, HIGHER) is trend(-actual, earlier, LOWER)
    assert (up.margin, up.net_increase_pct) == (down.margin, down.net_increase_pct)
    assert down.needed is not None and up.needed == -down.needed
    assert (up.change is None) == (down.change is None)


@given(POSITIVE, MAYBE, MAYBE, POSITIVE, st.sampled_from([HIGHER, LOWER]), st.integers(-9, 9))
def test_ratios_do_not_depend_on_the_measure(
    actual: Decimal, previous: Decimal | None, baseline: Decimal | None, goal: Decimal, direction: Direction, shift: int
) -> None:
    def scaled(by: int) -> Distance:
        earlier, base = (None if said is None else said.scaleb(by) for said in (previous, baseline))
        return distance(actual.scaleb(by), earlier, base, goal.scaleb(by), direction, COUNT)

    for name in ("completion_pct", "needed_pct", "net_increase_pct", "change"):
        assert getattr(scaled(0), name) == getattr(scaled(shift), name), name


@given(ANY, MAYBE, MAYBE, ANY, st.sampled_from([HIGHER, LOWER]), st.integers(-40, 40))
def test_every_figure_is_finite_or_absent(
    actual: Decimal, previous: Decimal | None, baseline: Decimal | None, goal: Decimal, direction: Direction, shift: int
) -> None:
    found = distance(actual.scaleb(shift), previous, baseline, goal, direction, COUNT)
    figures = [figure for figure in vars(found).values() if isinstance(figure, Decimal)]
    assert all(figure.is_finite() for figure in figures)
    assert not any(figure.is_zero() and figure.is_signed() for figure in figures)
    assert (found.needed == 0) == (standing(actual.scaleb(shift), goal, direction) is Standing.MET)


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
            previous_file="乙局.xlsx",
            previous_sheet="指标数据",
            previous_cell="E7",
            completion_pct="90.000000",
            net_increase_pct="0.000000",
            margin=-10,
            needed=10,
            needed_pct="11.111111",
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
        pytest.param([], {"frequency": "quarterly", "lag_days": 120}, "2023-04-20", State.NOT_SUBMITTED,
            id="only annual statistics wait"),
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
    assert (row.state, row.actual, row.reason) == (State.MEASURED, Decimal(5), None)


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
