"""The tables that say what the values up to now mean for the evaluation."""

from decimal import Decimal
from enum import StrEnum
from typing import ClassVar, Literal

from innocity.facts import Value, ValueStatus
from innocity.tables.table import Table

Basis = Literal["notice", "derived", "assumed"]


class Scenario(StrEnum):
    """A way to a later year: the calibrated projection, or an assumption; none of them is a forecast.

    `hold`: the last value stays. `latest_change`: the latest yearly change goes on. `plan_pace`: the step that the plan
    asked for goes on. `required_pace`: equal steps that just reach the benchmark.
    """

    PROJECTION = "projection"
    HOLD = "hold"
    LATEST_CHANGE = "latest_change"
    PLAN_PACE = "plan_pace"
    REQUIRED_PACE = "required_pace"


class Outlook(StrEnum):
    """How a benchmark stands in a data year; never a chance of passing.

    `reached`: the year's value is known, settled, and reaches it. `secure`: even the unfavourable end of the 80 % band
    does, or an answer that is held. `favourable`: the point does. `open`: only the favourable end does, or an answer that
    can still be given. `out_of_reach`: not even that. `not_said`: nothing can be said, for the reason that is given.
    """

    REACHED = "reached"
    SECURE = "secure"
    FAVOURABLE = "favourable"
    OPEN = "open"
    OUT_OF_REACH = "out_of_reach"
    NOT_SAID = "not_said"


class Readiness(Table):
    """One indicator in one data year under one scenario, held against its benchmark and a stretch beyond it.

    Bands, `method`, `points` (annual values used), `outlook`, the second opinions and `disagrees` (those outside the 80 %
    band) stand in rows of the projection. `shortfall` is how far the benchmark lies beyond the point, in halves of the
    80 % band's width, negative where it is passed. `quarter_value` is the latest value within the year, not an annual one.
    `evaluated_basis` is that on which the evaluation is taken to look at this data year, empty where it is not.
    """

    table: ClassVar[str] = "readiness"
    key: ClassVar[tuple[str, ...]] = ("number", "data_year", "scenario")

    number: int
    indicator: str
    data_year: int
    scenario: Scenario
    measure: str
    last_year: int | None = None
    last_value: Value | None = None
    last_status: ValueStatus | None = None
    quarter_value: Value | None = None
    quarter_period: str | None = None
    yearly_step: Decimal | None = None
    point: Value | None = None
    low_50: Decimal | None = None
    high_50: Decimal | None = None
    low_80: Decimal | None = None
    high_80: Decimal | None = None
    method: str | None = None
    points: int | None = None
    benchmark: Value
    benchmark_year: int
    benchmark_basis: Basis
    stretch: Value
    stretch_basis: Basis
    is_reached: bool | None = None
    is_stretch_reached: bool | None = None
    is_benchmark_below_level: bool
    outlook: Outlook | None = None
    shortfall: Decimal | None = None
    drift_t: Decimal | None = None
    naive: Decimal | None = None
    damped_trend: Decimal | None = None
    disagrees: tuple[str, ...] = ()
    reason: str | None = None
    evaluated_basis: Basis | None = None


class Support(StrEnum):
    """Whether a value is supported: by a file that came, by a document that is only named, or by neither.

    `missing`: a file is claimed that did not come; `none`: nothing is claimed.
    """

    DELIVERED = "delivered"
    NAMED = "named"
    MISSING = "missing"
    NONE = "none"


class Lacking(StrEnum):
    """What an indicator lacks for the evaluation."""

    VALUE = "value"
    FINAL_VALUE = "final_value"
    CLAIMED_FILE = "claimed_file"
    DOCUMENT = "document"


class ReadinessEvidence(Table):
    """What supports the last annual value of one indicator, and what is lacking; empty where nothing is.

    What the evaluation will ask to see stands in `params/rules/evidence_asked.csv`; `asked_basis` says on what basis.
    """

    table: ClassVar[str] = "readiness_evidence"
    key: ClassVar[tuple[str, ...]] = ("number",)

    number: int
    indicator: str
    asked_basis: Basis | None = None
    unit: str
    reference_year: int | None = None
    value: Value | None = None
    status: ValueStatus | None = None
    is_final: bool
    file: str | None = None
    sheet: str | None = None
    cell: str | None = None
    support: Support
    claimed: tuple[str, ...] = ()
    evidence_files: tuple[str, ...] = ()
    lacking: tuple[Lacking, ...] = ()


class ReadinessOverall(Table):
    """How many benchmarks a data year reaches in all, at one assumed correlation between the indicators.

    `assessable` are those of which the projection says anything, `reached` those whose settled value of the year does,
    `reached_at_level` those that the last annual value would reach. `expected` is the number to be expected from the bands,
    `low_80` to `high_80` the numbers within which eight cases of ten would fall. It is no chance of passing.
    """

    table: ClassVar[str] = "readiness_overall"
    key: ClassVar[tuple[str, ...]] = ("data_year", "correlation")

    data_year: int
    correlation: Decimal
    total: int
    assessable: int
    reached: int
    reached_at_level: int
    expected: Decimal | None = None
    low_80: int | None = None
    high_80: int | None = None


class Deliverable(Table):
    """What must come about for one benchmark that the last annual value does not reach, and who answers for it.

    Steps are signed, in the indicator's measure. `needed_a_quarter` is for each quarter that is left until the data year's
    end; of a flow, what each quarter of that year must bring. `own_step` is the most favourable yearly step it ever made,
    `reference_step` what nine of ten reference series at most moved in so many years. `binding` ranks the five whose
    benchmark lies farthest beyond the projection, by `shortfall`.
    """

    table: ClassVar[str] = "deliverables"
    key: ClassVar[tuple[str, ...]] = ("number", "data_year")

    number: int
    indicator: str
    data_year: int
    unit: str
    measure: str
    last_year: int
    last_value: Value
    benchmark: Value
    outlook: Outlook
    due_period: str
    quarters_left: int
    needed: Decimal | None = None
    needed_a_year: Decimal | None = None
    needed_a_quarter: Decimal | None = None
    own_step: Decimal | None = None
    reference_step: Decimal | None = None
    exceeds_own_history: bool | None = None
    exceeds_reference: bool | None = None
    shortfall: Decimal | None = None
    binding: int | None = None


class ReadinessSilence(Table):
    """How many benchmarks a data year reaches if units that owe values stay silent; `unit` is empty for all of them together.

    `expected` counts the projections whose point reaches; `worst` counts none of the owed indicators, `best` all of them.
    """

    table: ClassVar[str] = "readiness_silence"
    key: ClassVar[tuple[str, ...]] = ("data_year", "unit")

    data_year: int
    unit: str | None = None
    owed: tuple[str, ...] = ()
    total: int
    worst: int
    expected: int
    best: int
