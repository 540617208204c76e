"""What one run is made with: `params/periods/<period>.yaml`, which is also the notebooks' `parameters` cell."""

import re
from collections.abc import Hashable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from innocity.errors import UsageError
from innocity.language import Language
from innocity.period import Period

_DAY_OR_NONE = r"^(\d{4}-\d{2}-\d{2})?$"


class Parameters(BaseModel):
    """The parameters of one run; frozen, nothing unknown, nothing converted silently."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    period: str = Field(pattern=r"^\d{4}-Q[1-4]$")
    as_of: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}$")
    target_year: int = Field(ge=1990, le=2100)
    due_on: str = Field(default="", pattern=_DAY_OR_NONE)
    grace_days: int = Field(default=0, ge=0)
    locked_on: str = Field(default="", pattern=_DAY_OR_NONE)
    language: str = Language.ZH_HANS.value

    @model_validator(mode="after")
    def _must_make_sense(self) -> Self:
        Language(self.language)
        date.fromisoformat(self.as_of)
        due, locked = self.due_date, self.lock_date
        if due and locked and locked < due + self.grace:
            raise ValueError("locked_on >= due_on + grace_days")
        return self

    @property
    def reporting_period(self) -> Period:
        """The period with its order and ends."""
        return Period.parse(self.period)

    @property
    def as_of_date(self) -> date:
        """The day up to which things are known; it stands for the clock."""
        return date.fromisoformat(self.as_of)

    @property
    def due_date(self) -> date | None:
        """The day by which returns are due, without the days of grace; None where none is set."""
        return date.fromisoformat(self.due_on) if self.due_on else None

    @property
    def grace(self) -> timedelta:
        """How long after the due date a return still counts as on time."""
        return timedelta(days=self.grace_days)

    @property
    def lock_date(self) -> date | None:
        """The last day on which returns are taken in without an exception; None where none is set."""
        return date.fromisoformat(self.locked_on) if self.locked_on else None


class UnitParameters(Parameters):
    """The parameters of a notebook that is run once for each unit; by hand, without a unit, it takes the first."""

    unit: str = Field(default="", pattern=r"^([a-z][a-z0-9_]*)?$")

    @classmethod
    def of(cls, parameters: Parameters, unit: str) -> Self:
        """The parameters of a run, for one unit of it."""
        return cls(**parameters.model_dump(), unit=unit)


class _StrictLoader(yaml.SafeLoader):
    """YAML 1.1 without its surprises: `no`, `11:04`, `012` and dates stay text, a key given twice is refused."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        mapping = super().construct_mapping(node, deep)
        if len(mapping) != len(node.value):
            raise yaml.constructor.ConstructorError(None, None, "a key stands twice", node.start_mark)
        return mapping


_StrictLoader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("tag:yaml.org,2002:bool", r"^(?:true|false)$", [*"tf"]),
    ("tag:yaml.org,2002:null", r"^(?:null)?$", ["n", ""]),
    ("tag:yaml.org,2002:int", r"^-?(?:0|[1-9][0-9]*)$", [*"-0123456789"]),
):
    _StrictLoader.add_implicit_resolver(_tag, re.compile(_pattern), _first)


def load_yaml(path: Path) -> dict[str, Any]:
    """The mapping in a YAML file, read strictly; UsageError with file and line otherwise."""
    try:
        content = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=_StrictLoader)  # noqa: S506 - a SafeLoader
    except FileNotFoundError:
        raise UsageError("error.file_missing", file=path.name, folder=path.parent.as_posix()) from None
    except (yaml.YAMLError, UnicodeDecodeError) as fault:
        raise UsageError("error.yaml", file=path.name, got=" ".join(str(fault).split())) from None
    if not isinstance(content, dict):
        raise UsageError("error.yaml", file=path.name, got=type(content).__name__)
    return content


def load_parameters(path: Path) -> Parameters:
    """The parameters in a period file; UsageError that lists every fault at once."""
    content = load_yaml(path)
    try:
        parameters = Parameters.model_validate(content)
    except ValidationError as fault:
        raise UsageError("error.parameters", file=path.name, got="; ".join(map(told, fault.errors()))) from None
    if parameters.period != path.stem:
        raise UsageError("error.parameters", file=path.name, got=f"period: {parameters.period}")
    return parameters


def told(error: Any) -> str:
    """One fault that pydantic found, as `key: 'value' (what is wrong)`."""
    where = ".".join(str(part) for part in error["loc"]) or "*"
    return f"{where}: {error['input']!r} ({error['msg']})"
