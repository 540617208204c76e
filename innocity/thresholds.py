"""The rules by which results are judged: `params/rules/*.yaml`, read strictly, every fault named."""

from decimal import Decimal
from pathlib import Path
from typing import Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from innocity.errors import UsageError
from innocity.parameters import load_yaml
from innocity.workspace import Workspace

RulesT = TypeVar("RulesT", bound=BaseModel)


class PaceRules(BaseModel):
    """From which share of what could be expected a promise is on pace."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    on_pace_from: Decimal = Field(gt=0, le=1)
    basis: str


class CommitmentRules(BaseModel):
    """From which share of an approximate number it counts as reached."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    about_from: Decimal = Field(gt=0, le=1)
    basis: str


class AttainmentRules(BaseModel):
    """The thresholds of `attainment.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    pace: PaceRules
    commitments: CommitmentRules

    @classmethod
    def of(cls, workspace: Workspace) -> Self:
        """The thresholds of a workspace; UsageError when the file is missing or faulty."""
        return load_rules(workspace.rules / "attainment.yaml", cls)


def load_rules(path: Path, rules: type[RulesT]) -> RulesT:
    """The rules in a file; UsageError that lists every fault at once."""
    try:
        return rules.model_validate(load_yaml(path))
    except ValidationError as fault:
        got = "; ".join(f"{'.'.join(map(str, error['loc']))}: {error['msg']}" for error in fault.errors())
        raise UsageError("error.parameters", file=path.name, got=got) from None
