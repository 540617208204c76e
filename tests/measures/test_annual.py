"""Which values are annual ones, from which year on they count, and what the running year adds."""

from decimal import Decimal
from typing import Any

import pytest
import rows

from innocity.facts import Indicator, ValueStatus
from innocity.measures.annual import WIDE, AnnualSeries, AnnualValue, ReadinessInputs
from innocity.readiness_rules import Break, ReadinessRules
from innocity.tables import Observation

NOTE = {f"note_{language}": "口径" for language in ("zh_hans", "zh_hant", "en")}


def said(value: object, period: str, year: int | None = None, **values: Any) -> Observation:
    """A value reported for a period, of its own year unless told."""
    return rows.observation(value, period=period, reference_year=year or int(period[:4]), **values)


def inputs(*observations: Observation, period: str = "2023-Q2", **values: Any) -> ReadinessInputs:
    """What is known of `i1` in a period."""
    breaks = tuple(
        Break(indicator="i1", year=year, basis="assumed", source="test", **NOTE) for year in values.pop("breaks", ())
    )
    indicator = rows.indicator(**values.pop("indicator", {}))
    return ReadinessInputs(
        rows.framework([indicator]),
        rows.parameters(period=period),
        observations,
        ReadinessRules(benchmarks=(), breaks=breaks),
        **values,
    )


def values_of(known: ReadinessInputs) -> list[tuple[int, str]]:
    """Year and value of every annual value of the one indicator."""
    return [(one.year, str(one.value)) for one in known.series(only(known)).values]


def only(known: ReadinessInputs) -> Indicator:
    """The one indicator."""
    return known.framework.indicators[0]


TWO_YEARS = (said(80, "2021-Q4"), said(90, "2022-Q4"))
FLOW = {"kind": "flow", "frequency": "monthly"}


@pytest.mark.parametrize(
    ("observations", "indicator", "expected"),
    [
        pytest.param(TWO_YEARS, {}, [(2021, "80"), (2022, "90")], id="annual returns"),
        pytest.param((*TWO_YEARS, said(95, "2023-Q2")), {}, [(2021, "80"), (2022, "90")], id="no value within the year"),
        pytest.param((*TWO_YEARS, said(91, "2023-Q1", 2022)), {}, [(2021, "80"), (2022, "91")],
            id="an earlier year's correction counts"),
        pytest.param((said(9, "2023-Q1"),), {"frequency": "annual", "kind": "ratio"}, [(2023, "9")],
            id="a yearly statistic is one at any time"),
        pytest.param((said(9, "2023-Q1"),), {"frequency": "annual", "kind": "flow"}, [],
            id="a yearly flow is not, within its year"),
        pytest.param((*TWO_YEARS, said(99, "2024-Q4")), {}, [(2021, "80"), (2022, "90")], id="nothing from later"),
        pytest.param((*TWO_YEARS, said(99, "2022-Q4", superseded_by="a")), {}, [(2021, "80"), (2022, "90")],
            id="nothing superseded"),
        pytest.param((), {}, [], id="nothing at all"),
    ],
)  # fmt: skip
def test_annual_values(
    observations: tuple[Observation, ...], indicator: dict[str, Any], expected: list[tuple[int, str]]
) -> None:
    assert values_of(inputs(*observations, indicator=indicator)) == expected


@pytest.mark.parametrize(
    ("breaks", "expected", "is_broken"),
    [
        ((), [(2021, "80"), (2022, "90")], False),
        ((2022,), [(2022, "90")], True),
        ((2021,), [(2021, "80"), (2022, "90")], False),
        ((2021, 2022), [(2022, "90")], True),
        ((2024,), [(2021, "80"), (2022, "90")], False),
    ],
)
def test_values_before_a_known_break_are_not_used(
    breaks: tuple[int, ...], expected: list[tuple[int, str]], is_broken: bool
) -> None:
    known = inputs(*TWO_YEARS, breaks=breaks)
    assert values_of(known) == expected
    assert known.series(only(known)).is_broken is is_broken


def test_an_assumed_value_takes_the_last_ones_place_and_status() -> None:
    known = inputs(said(80, "2022-Q4", status="provisional"), assumed={"i1": Decimal(85)})
    assert known.series(only(known)) == AnnualSeries((AnnualValue(2022, Decimal(85), ValueStatus.PROVISIONAL),))


@pytest.mark.parametrize(("period", "year"), [("2023-Q2", 2022), ("2023-Q4", 2023)])
def test_without_a_value_an_assumed_one_is_of_the_year_that_closed_last(period: str, year: int) -> None:
    known = inputs(period=period, assumed={"i1": Decimal(85)})
    assert known.series(only(known)) == AnnualSeries((AnnualValue(year, Decimal(85)),))


def test_the_observation_behind_the_last_value() -> None:
    known = inputs(*TWO_YEARS)
    assert known.annual_observation(only(known)) == TWO_YEARS[1]
    assert inputs().annual_observation(only(known)) is None


def quarters(year: int, *values: int) -> list[Observation]:
    """Cumulative values of a year, from the first quarter on."""
    return [said(value, f"{year}-Q{place}") for place, value in enumerate(values, start=1)]


def test_a_flow_with_two_whole_years_tells_its_years_end() -> None:
    history = [*quarters(2021, 10, 20, 30, 40), *quarters(2022, 12, 25, 38, 50)]
    ends = inputs(*history, *quarters(2023, 14, 30), indicator=FLOW).year_ends(rows.indicator(**FLOW))
    assert ends is not None
    assert ends.year == 2023
    assert ends.bands[WIDE].low < Decimal(60) <= ends.bands[WIDE].point < Decimal("60.1") < ends.bands[WIDE].high


@pytest.mark.parametrize(
    ("observations", "indicator"),
    [
        pytest.param([*quarters(2022, 12, 25, 38, 50), *quarters(2023, 14, 30)], FLOW, id="one whole year"),
        pytest.param(
            [*quarters(2021, 1, 2, 3, 4), *quarters(2022, 1, 2, 3, 4), *quarters(2023, 1, 2)], {}, id="a stock"
        ),
        pytest.param([*quarters(2021, 1, 2, 3, 4), *quarters(2022, 1, 2, 3, 4)], FLOW, id="nothing this year"),
    ],
)
def test_else_no_years_end_is_told(observations: list[Observation], indicator: dict[str, Any]) -> None:
    assert inputs(*observations, indicator=indicator).year_ends(rows.indicator(**indicator)) is None
