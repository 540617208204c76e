"""The notebooks of a period as a list that other processes work through; the standard library alone, since plain tools read it."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Book:
    """One notebook to be executed: from where, to where, with which parameters."""

    source: str
    target: str
    parameters: dict[str, Any]


@dataclass(frozen=True)
class Job:
    """All notebooks of one period of one workspace in their order, and what they find in their environment."""

    workspace: str
    environment: dict[str, str]
    stages: tuple[Book, ...]
    cards: tuple[Book, ...]

    @property
    def books(self) -> tuple[Book, ...]:
        """The stages, then the scorecards."""
        return (*self.stages, *self.cards)


def write(path: Path, jobs: Sequence[Job]) -> None:
    """Keep jobs for another process."""
    path.write_text(json.dumps([asdict(one) for one in jobs]), encoding="utf-8")


def read(path: Path) -> list[Job]:
    """The jobs that were kept."""
    kept = json.loads(path.read_text(encoding="utf-8"))
    return [Job(one["workspace"], one["environment"], _books(one["stages"]), _books(one["cards"])) for one in kept]


def _books(kept: list[dict[str, Any]]) -> tuple[Book, ...]:
    return tuple(Book(**one) for one in kept)
