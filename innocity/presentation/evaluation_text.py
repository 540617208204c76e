"""What the draft of the self-evaluation is written from, and its headings, paragraphs and places to fill in."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from innocity import tables
from innocity.framework import Framework
from innocity.language import Language, text
from innocity.parameters import Parameters
from innocity.presentation.pictures import Picture, Pictures
from innocity.presentation.word import Kind, Paragraph
from innocity.readiness_rules import ReadinessRules
from innocity.stage import Stage


@dataclass(frozen=True)
class Told:
    """The tables of a run that the draft speaks of, with the facts and rules behind them, and the report's charts by name."""

    framework: Framework
    parameters: Parameters
    rules: ReadinessRules
    attainment: list[tables.Attainment]
    groups: list[tables.Group]
    promises: list[tables.CommitmentStanding]
    points: list[tables.WorkPointStanding]
    cards: list[tables.Scorecard]
    receipts: list[tables.Receipt]
    findings: list[tables.Finding]
    evidence: list[tables.Evidence]
    readiness: list[tables.Readiness]
    overall: list[tables.ReadinessOverall]
    owed: list[tables.Deliverable]
    supported: list[tables.ReadinessEvidence]
    silent: list[tables.ReadinessSilence]
    pictures: Pictures

    @classmethod
    def of(cls, stage: Stage, pictures: Pictures) -> Self:
        """The tables that a stage can read, and the charts of the report; InnocityError where a table is not there."""
        return cls(
            framework=stage.framework,
            parameters=stage.parameters,
            rules=ReadinessRules.of(stage.workspace),
            attainment=stage.read(tables.Attainment),
            groups=stage.read(tables.Group),
            promises=stage.read(tables.CommitmentStanding),
            points=stage.read(tables.WorkPointStanding),
            cards=stage.read(tables.Scorecard),
            receipts=stage.read(tables.Receipt),
            findings=stage.read(tables.Finding),
            evidence=stage.read(tables.Evidence),
            readiness=stage.read(tables.Readiness),
            overall=stage.read(tables.ReadinessOverall),
            owed=stage.read(tables.Deliverable),
            supported=stage.read(tables.ReadinessEvidence),
            silent=stage.read(tables.ReadinessSilence),
            pictures=pictures,
        )

    @property
    def language(self) -> Language:
        """The language of the draft."""
        return Language(self.parameters.language)

    def charts(self, name: str) -> list[Picture]:
        """The chart that the report shows under this name; none where it had nothing to draw."""
        return [self.pictures[name]] if name in self.pictures else []


def chapter(name: str, language: Language) -> Paragraph:
    """The heading of a chapter of the outline."""
    return Paragraph(text(f"chapter.{name}", language), Kind.CHAPTER)


def section(name: str, language: Language) -> Paragraph:
    """The heading of a section."""
    return Paragraph(text(f"section.{name}", language), Kind.SECTION)


def fill(name: str, language: Language) -> Paragraph:
    """A place that the office must write itself, and what belongs there."""
    return Paragraph(text("draft.fill", language, what=text(f"fill.{name}", language)), Kind.FILL)


def body(texts: Iterable[str]) -> list[Paragraph]:
    """One paragraph per text."""
    return [Paragraph(one) for one in texts]
