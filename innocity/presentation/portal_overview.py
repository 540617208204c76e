"""What the portal shows: every period with its tables, its former runs and what reviewers said of it."""

from dataclasses import dataclass, field
from functools import cached_property

from innocity.facts import Indicator
from innocity.framework import Framework
from innocity.intake.rules import Rules
from innocity.intake.standing import UnitStanding
from innocity.language import Language
from innocity.parameters import Parameters
from innocity.tables import Attainment, Change, CommitmentStanding, Finding, WorkPointStanding


@dataclass(frozen=True)
class ShownTables:
    """Of the tables of a run those that the portal shows."""

    attainment: tuple[Attainment, ...]
    findings: tuple[Finding, ...]
    changes: tuple[Change, ...]
    commitments: tuple[CommitmentStanding, ...]
    work_points: tuple[WorkPointStanding, ...]
    standings: tuple[UnitStanding, ...]


@dataclass(frozen=True)
class FormerRun:
    """A former run of a period by its name, `2022-Q4@1`; no rows where the present code cannot read them."""

    name: str
    attainment: tuple[Attainment, ...] | None


@dataclass(frozen=True)
class ShownReview:
    """A review as it is shown; `is_present` where it is of the version that is published now."""

    by: str
    verdict: str
    section: str
    at: str
    why: str
    is_present: bool


@dataclass(frozen=True)
class ShownPeriod:
    """One period: `files` are the names of what is published, `lacking` how many approvals its present version still lacks.

    `language` is that of the reports in the period's own folder. `tables` are None where the present code cannot read them; `former` is in the order of time.
    """

    parameters: Parameters
    tables: ShownTables | None
    files: tuple[str, ...]
    language: Language
    former: tuple[FormerRun, ...] = ()
    reviews: tuple[ShownReview, ...] = ()
    lacking: int = 0
    has_objection: bool = False

    @property
    def name(self) -> str:
        """The period as addresses name it: `2022-Q4`."""
        return self.parameters.period

    @property
    def homes(self) -> dict[Language, str]:
        """Where the reports of each edition lie, from the period's folder: nothing for the first, `en/` for another."""
        others = {one: f"{one.value}/" for one in Language if f"{one.value}/report.html" in self.files}
        return {self.language: "", **others}

    def home(self, language: Language) -> str:
        """Where the reports for readers of a language lie: in that language if there is such an edition, else the first."""
        return self.homes.get(language, "")


@dataclass(frozen=True)
class Overview:
    """Every published period, oldest first; `released` is the one that was declared official last; `basis` their digest."""

    framework: Framework
    rules: Rules
    periods: tuple[ShownPeriod, ...]
    released: str | None
    main: Language
    basis: str

    @property
    def readable(self) -> list[tuple[ShownPeriod, ShownTables]]:
        """The periods whose tables could be read, with these."""
        return [(period, period.tables) for period in self.periods if period.tables]


@dataclass(frozen=True)
class Names:
    """Names in one language by code; a code that the framework no longer holds stands for itself."""

    framework: Framework
    language: Language
    unknown: str = field(default="")

    @cached_property
    def _units(self) -> dict[str, str]:
        return {unit.code: unit.name(self.language) for unit in self.framework.units}

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """The indicators by code."""
        return {indicator.code: indicator for indicator in self.framework.indicators}

    def unit(self, code: str | None) -> str:
        """The name of a unit; the word for a sender that is not known where there is no code."""
        return self._units.get(code, code) if code else self.unknown

    def indicator(self, code: str) -> str:
        """The name of an indicator, without its measure."""
        return self.indicators[code].name(self.language) if code in self.indicators else code
