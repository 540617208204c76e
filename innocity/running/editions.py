"""The editions of a period's report: the same tables in words of several languages, each with a folder of its own."""

import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from innocity.framework import Programme
from innocity.language import Language
from innocity.parameters import Parameters
from innocity.running.plan import STAGES, StagePlan
from innocity.workspace import Workspace


@dataclass(frozen=True)
class Edition:
    """One of them: its parameters, and the languages of all, the run's own first, whose pages lie in the reports' folder."""

    parameters: Parameters
    languages: tuple[Language, ...]

    @classmethod
    def all_of(cls, parameters: Parameters, programme: Programme) -> tuple[Self, ...]:
        """Those that a run with these parameters makes, in the order of the programme behind the run's own."""
        tags = dict.fromkeys([parameters.language, *programme.languages])
        languages = tuple(map(Language, tags))
        return tuple(cls(parameters.model_copy(update={"language": one.value}), languages) for one in languages)

    @property
    def language(self) -> Language:
        """The language of its pages."""
        return Language(self.parameters.language)

    @property
    def is_first(self) -> bool:
        """Whether it is in the run's own language."""
        return self.language is self.languages[0]

    @property
    def stages(self) -> tuple[StagePlan, ...]:
        """The notebooks that are run for it: all for the first, whose tables serve the others, which tell them in words."""
        return STAGES if self.is_first else STAGES[-1:]

    def name(self, piece: str) -> str:
        """How a piece of it, or a file, is called among those of the whole run: `4_report`, `en/4_report`."""
        return _name(self.language, piece, self.languages)

    def staged(self, workspace: Workspace) -> Path:
        """Where its pages are made."""
        return workspace.staging(self.parameters.reporting_period) / "reports" / self.name("")

    def published(self, workspace: Workspace) -> Path:
        """Where its pages lie."""
        return workspace.reports(self.parameters.reporting_period) / self.name("")

    def inputs(self, used: Mapping[str, str]) -> dict[str, str]:
        """What it rests on: all that the run does, in its own language; the first one's pages link to it, and it to these."""
        if self.is_first:
            return dict(used)
        return {**used, "language": self.language.value, "first_language": self.languages[0].value}

    def addresses(self, page: Callable[[Language], str]) -> dict[str, str]:
        """Where a page of it lies in each language, seen from itself; empty where it is the only edition.

        `page` gives the page by name, from the folder of an edition.
        """
        if len(self.languages) == 1:
            return {}
        here = posixpath.dirname(self.name(page(self.language)))
        return {
            one.value: posixpath.relpath(_name(one, page(one), self.languages), here or ".") for one in self.languages
        }


def _name(language: Language, piece: str, languages: tuple[Language, ...]) -> str:
    return piece if language is languages[0] else f"{language.value}/{piece}"
