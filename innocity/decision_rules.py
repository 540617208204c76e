"""The rules of what needs a decision or an action: `params/rules/decisions.yaml`, which explains every entry."""

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from innocity.tables import Light, MatterKind, Needs, Status

Source = Literal["findings", "attainment", "commitments", "plan", "deliverables", "returns", "work_points"]
_STATES: dict[Source, tuple[str, ...]] = {  # the codes of findings are those of `findings.csv`
    "attainment": tuple(Status),
    "commitments": tuple(Status),
    "work_points": tuple(Light),
    "plan": ("conflicting", "target_below"),
    "deliverables": ("own_step", "reference_step"),
    "returns": ("return_missing", "missing"),
}


class KindRule(BaseModel):
    """One kind of matter: where it is taken from, what it needs, of whom, and by when."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: MatterKind
    needs: Needs
    taken_from: Source
    states: tuple[str, ...] = Field(min_length=1)
    owner: Literal["accountable", "office"]
    due: Literal["own", "return"] | int
    covered_by: tuple[MatterKind, ...]
    until_year_ends: bool = False
    basis: str

    @model_validator(mode="after")
    def _must_propose_a_day_for_a_decision(self) -> Self:
        if self.needs is Needs.DECISION and not isinstance(self.due, int):
            raise ValueError(f"{self.kind}: due: days, since no plan sets the day of a decision")
        return self

    @model_validator(mode="after")
    def _must_name_states_of_its_table(self) -> Self:
        known = _STATES.get(self.taken_from, self.states)
        if not set(self.states) <= set(known):
            raise ValueError(f"{self.kind}: states: {' / '.join(known)}")
        return self


class PageRules(BaseModel):
    """How many matters the first page shows."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kinds: int = Field(ge=1)
    units: int = Field(ge=1)
    names: int = Field(ge=1)
    basis: str


class DecisionRules(BaseModel):
    """The kinds in their order, and the measure of the first page."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kinds: tuple[KindRule, ...]
    page: PageRules

    @model_validator(mode="after")
    def _must_name_each_kind_once(self) -> Self:
        named = [rule.kind for rule in self.kinds]
        if len(set(named)) < len(named):
            raise ValueError("kinds: each kind once")
        return self
