"""The rules of readiness, `params/rules/*.csv`: what is held against what, and what is known from outside the returns."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal, Self

from pydantic import Field

from innocity import csvfile
from innocity.csvfile import Row
from innocity.errors import InnocityError
from innocity.facts import Direction
from innocity.language import Language
from innocity.tables.outlook import Basis
from innocity.workspace import Workspace


class Benchmark(Row):
    """What the values of a data year are held against, and on what basis.

    The benchmark is the plan's target of that year, else the last one before it. The stretch goes beyond: the same target,
    or the target with the plan's yearly step continued. `evaluated_basis` is the basis on which the evaluation is taken to
    look at this data year, empty where it is not.
    """

    data_year: int
    benchmark: Literal["target"]
    basis: Basis
    note: str
    stretch: Literal["target", "planned_step"]
    stretch_basis: Basis
    stretch_note: str
    evaluated_basis: Basis | None = None
    evaluated_note: str = ""


class _Noted(Row):
    """A row that carries a text in every language."""

    note_zh_hans: str
    note_zh_hant: str
    note_en: str

    def note(self, language: Language) -> str:
        """The text in this language."""
        return str(getattr(self, f"note_{language.suffix}"))


class Break(_Noted):
    """The first year in which an indicator is counted in another way than before; earlier values are not used."""

    indicator: str
    year: int
    basis: Basis
    source: str


class AskedEvidence(_Noted):
    """What the evaluation will ask to see in support of an indicator, and on what basis that is taken."""

    indicator: str
    basis: Basis
    source: str


class PublishedRank(Row):
    """One published rank of the city: in which list, out of how many where that is told, and where it was read."""

    list_zh_hans: str
    list_zh_hant: str
    list_en: str
    rank: int = Field(ge=1)
    out_of: int | None = None
    published_on: date
    data_year: int | None = None
    is_reposted: bool
    source: str

    def name(self, language: Language) -> str:
        """What is ranked, in this language."""
        return str(getattr(self, f"list_{language.suffix}"))


class ReferenceStep(Row):
    """The favourable change over so many years, in per cent of the value, that nine of ten reference series stayed within."""

    direction: Literal[Direction.HIGHER, Direction.LOWER]
    horizon: int = Field(ge=1, le=3)
    change_pct: Decimal


class Correlation(Row):
    """How much indicators are assumed to move together."""

    correlation: Decimal = Field(ge=0, lt=1)
    basis: Basis
    note: str


@dataclass(frozen=True)
class ReadinessRules:
    """All rows of the rules of readiness."""

    benchmarks: tuple[Benchmark, ...]
    breaks: tuple[Break, ...] = ()
    asked: tuple[AskedEvidence, ...] = ()
    ranks: tuple[PublishedRank, ...] = ()
    reference_steps: tuple[ReferenceStep, ...] = ()
    correlations: tuple[Correlation, ...] = ()

    OF_ONE_CITY: ClassVar[dict[str, type[Row]]] = {
        "breaks.csv": Break,
        "evidence_asked.csv": AskedEvidence,
        "ranks.csv": PublishedRank,
    }

    @classmethod
    def of(cls, workspace: Workspace) -> Self:
        """The rules of a workspace; InnocityError that lists everything wrong in a file, and where no year is evaluated."""
        folder = workspace.rules
        benchmarks = tuple(csvfile.read(folder / "readiness.csv", Benchmark))
        if not any(row.evaluated_basis for row in benchmarks):
            raise InnocityError("error.no_evaluated_year", file="params/rules/readiness.csv")
        return cls(
            benchmarks=benchmarks,
            breaks=tuple(csvfile.read(folder / "breaks.csv", Break)),
            asked=tuple(csvfile.read(folder / "evidence_asked.csv", AskedEvidence)),
            ranks=tuple(csvfile.read(folder / "ranks.csv", PublishedRank)),
            reference_steps=tuple(csvfile.read(folder / "reference_steps.csv", ReferenceStep)),
            correlations=tuple(csvfile.read(folder / "correlations.csv", Correlation)),
        )
