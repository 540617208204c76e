"""The framework: all facts of a programme, loaded from `params/framework/` and checked as a whole."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from innocity import csvfile
from innocity.csvfile import Row
from innocity.errors import InnocityError
from innocity.facts import Alias, Approved, Commitment, Indicator, Measure, Target, Unit, Value, WorkPoint
from innocity.framework_checks import Facts, faults_in
from innocity.language import Language, text
from innocity.parameters import load_yaml
from innocity.workspace import Workspace

_RowT = TypeVar("_RowT", bound=Row)


class Programme(BaseModel):
    """Whose programme it is: names by language tag, the years that matter, and the name that its ledger goes by.

    `languages` are those that every report is made in; a run's own language is one of them, whether named or not.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    origin: str = Field(pattern=r"^[a-z0-9./-]+$")
    city: dict[str, str]
    programme: dict[str, str]
    office: dict[str, str]
    office_unit: str
    evaluation_year: int
    first_target_year: int
    plan: dict[str, str] | str
    framework_source: dict[str, str] | str
    languages: list[str] = []

    @field_validator("languages")
    @classmethod
    def _must_be_known(cls, given: list[str]) -> list[str]:
        if len(set(given)) < len(given) or not set(given) <= set(Language):
            raise ValueError(f"{', '.join(given)}; expected each at most once: {', '.join(Language)}")
        return given

    def said(self, what: str, language: Language) -> str:
        """One of the names in this language."""
        names = getattr(self, what)
        return str(names[language.value] if isinstance(names, dict) else names)


@dataclass(frozen=True)
class Framework(Facts):
    """All facts of a programme; every code in it resolves."""

    programme: Programme

    @cached_property
    def _indicators(self) -> dict[str, Indicator]:
        return {indicator.code: indicator for indicator in self.indicators}

    @cached_property
    def _units(self) -> dict[str, Unit]:
        return {unit.code: unit for unit in self.units}

    def indicator(self, code: str) -> Indicator:
        """The indicator with this code."""
        return self._indicators[code]

    def unit(self, code: str) -> Unit:
        """The unit with this code."""
        return self._units[code]

    def measure(self, key: str) -> Measure:
        """The measure with this key."""
        return next(measure for measure in self.measures if measure.measure == key)

    def name_with_measure(self, code: str, language: Language) -> str:
        """An indicator's name as the plan prints it: with its measure in brackets, where it has one."""
        indicator = self.indicator(code)
        measure = self.measure(indicator.measure)
        name = indicator.name(language)
        if not measure.is_printed:
            return name
        return text("format.in_brackets", language, name=name, measure=measure.name(language))

    def collectors(self, indicator: Indicator) -> tuple[str, ...]:
        """The units that report an indicator, the accountable one first; the office where the plan names none."""
        return indicator.collectors or (self.programme.office_unit,)

    def reported_by(self, unit: str) -> list[Indicator]:
        """The indicators that a unit reports, in the order of the plan."""
        return [indicator for indicator in self.indicators if unit in self.collectors(indicator)]

    def collecting_units(self) -> list[Unit]:
        """Every unit that reports at least one indicator, in the order of `units.csv`."""
        return [unit for unit in self.units if self.reported_by(unit.code)]

    def target(self, indicator: str, year: int, as_of: date) -> Target | None:
        """The version of a target that is in force on a day: the latest revision effective by then."""
        versions = [
            t for t in self.targets if t.indicator == indicator and t.year == year and t.effective_from <= as_of
        ]
        return max(versions, key=lambda target: target.revision, default=None)

    def approved(self, indicator: str, year: int, role: str) -> list[Value]:
        """The approved figures of an indicator for a year, in the order of the file."""
        return [row.value for row in self.approvals if (row.indicator, row.year, row.role) == (indicator, year, role)]


def load(workspace: Workspace) -> Framework:
    """The framework of a workspace; InnocityError that lists every fault in it at once."""
    faults: list[str] = []

    def rows(name: str, row_type: type[_RowT]) -> tuple[_RowT, ...]:
        found, wrong = csvfile.parse(workspace.framework / name, row_type)
        faults.extend(wrong)
        return tuple(found)

    facts = Facts(
        indicators=rows("indicators.csv", Indicator),
        targets=rows("targets.csv", Target),
        approvals=rows("approved.csv", Approved),
        work_points=rows("work_points.csv", WorkPoint),
        commitments=rows("commitments.csv", Commitment),
        units=rows("units.csv", Unit),
        measures=rows("measures.csv", Measure),
        aliases=rows("aliases.csv", Alias),
    )
    programme = load_programme(workspace)
    _stop_at(faults)
    _stop_at(faults_in(facts, programme.office_unit))
    return Framework(**vars(facts), programme=programme)


def load_programme(workspace: Workspace) -> Programme:
    """Whose programme a workspace is; InnocityError that lists every fault in it at once."""
    try:
        return Programme.model_validate(load_yaml(workspace.programme))
    except ValidationError as fault:
        got = "; ".join(f"{'.'.join(map(str, error['loc']))}: {error['msg']}" for error in fault.errors())
        raise InnocityError("error.parameters", file=workspace.programme.name, got=got) from None


def _stop_at(faults: Iterable[str]) -> None:
    if listed := list(faults):
        raise InnocityError("error.framework", count=len(listed), faults="\n".join(f"  - {fault}" for fault in listed))
