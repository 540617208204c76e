"""The tables that say what the values up to now mean for the evaluation."""

from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from innocity.facts import Value
from innocity.tables.table import Table


class Scenario(StrEnum):
    """An assumption on the way to a later year; never a forecast."""

    HOLD = "hold"
    LATEST_CHANGE = "latest_change"
    PLAN_PACE = "plan_pace"


class Readiness(Table):
    """One indicator in one data year under one scenario, held against its benchmark."""

    table: ClassVar[str] = "readiness"
    key: ClassVar[tuple[str, ...]] = ("number", "data_year", "scenario")

    number: int
    indicator: str
    data_year: int
    scenario: Scenario
    measure: str
    last_year: int | None = None
    last_value: Value | None = None
    yearly_step: Decimal | None = None
    point: Value | None = None
    benchmark: Value
    benchmark_basis: str
    is_reached: bool | None = None
    reason: str | None = None
