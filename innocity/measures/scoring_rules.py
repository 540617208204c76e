"""The rules of the units' scorecards, `params/rules/scoring.yaml`: weights, scales and what is left out of account."""

from decimal import Decimal
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from innocity.measures.arithmetic import PERCENT
from innocity.measures.scoring import Scale
from innocity.tables import Component, Light

Positive = Annotated[Decimal, Field(gt=0)]
Points = Annotated[Decimal, Field(ge=0, le=100)]


class _Section(BaseModel):
    """A section of the rules; every one says what it rests on."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    basis: str


class ComponentRules(_Section):
    """What each component weighs, 100 in all, the highest mean that a component gives, and who has a place.

    A unit has a place from so many points on that could be had: a score out of few says little beside one out of many.
    """

    weights: dict[Component, Positive]
    mean_cap: Decimal = Field(ge=100)
    ranked_from: Points

    @model_validator(mode="after")
    def _must_be_whole(self) -> Self:
        if set(self.weights) != set(Component) - {Component.TOTAL} or sum(self.weights.values()) != PERCENT:
            raise ValueError("weights: every component, 100 in all")
        return self


class IndicatorRules(_Section):
    """The scale on which an indicator is given points, and how a shared one is split."""

    per_cent_step: Positive
    points_step: Positive
    cap: Decimal = Field(ge=100)
    floor: Points
    accountable_share: Decimal = Field(gt=0, lt=1)

    @property
    def scale(self) -> Scale:
        """The scale with its bounds."""
        return Scale(self.per_cent_step, self.points_step, self.cap, self.floor)


class WorkPointRules(_Section):
    """What each light gives (but `not_due`, which is not assessed), and what a work point weighs by the unit's role."""

    lead_weight: Positive
    responsible_weight: Positive
    lights: dict[Light, Points]

    @model_validator(mode="after")
    def _must_know_every_light(self) -> Self:
        if set(self.lights) != set(Light) - {Light.NOT_DUE}:
            raise ValueError("lights: every light but not_due")
        return self


class ReturnRules(_Section):
    """The quarters whose return every responsible unit owes, with evidence."""

    full_quarters: tuple[Annotated[int, Field(ge=1, le=4)], ...]


class TimelinessRules(_Section):
    """What a late day costs, and the least that a late return gives."""

    points_a_day: Positive
    floor: Points


class QualityRules(_Section):
    """What a finding costs, and the kinds of findings that cost nothing."""

    points_an_error: Positive
    points_a_warning: Positive
    disregarded: tuple[str, ...]


class EvidenceRules(_Section):
    """What a document that is only named gives."""

    named_points: Points


class ScoringRules(BaseModel):
    """The rules of `scoring.yaml`: a proposal throughout, since the notice sets no formula."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    components: ComponentRules
    indicators: IndicatorRules
    work_points: WorkPointRules
    returns: ReturnRules
    timeliness: TimelinessRules
    data_quality: QualityRules
    evidence: EvidenceRules
