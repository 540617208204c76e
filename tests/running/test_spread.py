"""Many periods beside each other: each is told of when it begins and ends, and what fails fails alone."""

from collections import defaultdict
from pathlib import Path
from threading import Event
from types import SimpleNamespace

import pytest

from innocity.errors import InnocityError
from innocity.period import Period
from innocity.running import spread as spreading
from innocity.running.run import Outcome, Request
from innocity.running.spread import Ending, Tally, clock, spread
from innocity.workspace import Workspace

GOOD, BAD, ODD = "甲 2022-Q4", "乙 2022-Q4", "丙 2022-Q4"


class Kept:
    """An executor that makes nothing and knows whether it was closed."""

    def __init__(self, width: int) -> None:
        self.width, self.is_closed = width, Event()

    def begin(self) -> None:
        """Nothing to begin."""

    def make(self, making: object) -> None:
        """Never asked."""
        raise AssertionError

    def close(self) -> None:
        """Remember it."""
        self.is_closed.set()


def request(name: str, executor: Kept) -> Request:
    """A request of a workspace that need not be there."""
    return Request(Workspace(Path(name)), Period(2022, 4), executor=executor)


@pytest.fixture
def endings(monkeypatch: pytest.MonkeyPatch) -> dict[str, Ending]:
    """How the run of each workspace ends."""
    given: dict[str, Ending] = {
        "甲 2022-Q4": Outcome(Path("reports"), 1, 2, is_new=True),
        "乙 2022-Q4": InnocityError("error.no_returns"),
        "丙 2022-Q4": ZeroDivisionError("inside"),
    }

    def run(asked: Request, _: object) -> Outcome:
        ending = given[asked.workspace.root.name]
        if isinstance(ending, Exception):
            raise ending
        return ending

    monkeypatch.setattr(spreading, "run", run)
    return given


@pytest.mark.parametrize("width", [1, 2, 8])
def test_every_one_begins_and_ends_whatever_becomes_of_the_others(endings: dict[str, Ending], width: int) -> None:
    executor, told = Kept(width), defaultdict[str, list[object]](list)
    requests = {name: request(name, executor) for name in endings}
    spread(requests, executor, lambda name: told[name].append("began"), lambda name, ending: told[name].append(ending))
    assert told == {name: ["began", ending] for name, ending in endings.items()}
    assert executor.is_closed.is_set()


def test_an_interrupt_closes_the_executor_and_begins_nothing_more(endings: dict[str, Ending]) -> None:
    executor = Kept(1)

    def interrupted(name: str, ending: Ending) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        spread({name: request(name, executor) for name in endings}, executor, lambda _: None, interrupted)
    assert executor.is_closed.is_set()


def test_the_periods_of_one_workspace_are_made_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    under_way: set[Path] = set()
    seen: list[str] = []

    def run(asked: Request, _: object) -> Outcome:
        assert asked.workspace.root not in under_way
        under_way.add(asked.workspace.root)
        seen.append(f"{asked.workspace.root.name} {asked.period}")
        under_way.remove(asked.workspace.root)
        return Outcome(Path("reports"), 0, 0, is_new=True)

    monkeypatch.setattr(spreading, "run", run)
    executor = Kept(4)
    requests = {
        f"{city} {quarter}": Request(Workspace(Path(city)), Period(2023, quarter), executor=executor)
        for city in ("甲", "乙")
        for quarter in (1, 2, 3)
    }
    ended: list[str] = []
    spread(requests, executor, lambda _: None, lambda name, _: ended.append(name))
    for city in ("甲", "乙"):
        assert [name for name in seen if name.startswith(city)] == [f"{city} 2023-Q{quarter}" for quarter in (1, 2, 3)]
        assert [name for name in ended if name.startswith(city)] == [f"{city} {quarter}" for quarter in (1, 2, 3)]


@pytest.mark.parametrize(
    ("ended", "told"),
    [
        (0, "已完成 0/4，用时 2:00，约余 –"),
        (1, "已完成 1/4，用时 2:00，约余 6:00"),
        (4, "已完成 4/4，用时 2:00，约余 0:00"),
    ],
)
def test_how_far_it_has_come(monkeypatch: pytest.MonkeyPatch, ended: int, told: str) -> None:
    monkeypatch.setattr(spreading, "time", SimpleNamespace(monotonic=lambda: 220.0))
    assert Tally(4, ended, started=100.0).how_far() == told


@pytest.mark.parametrize(
    ("seconds", "said"), [(0, "0:00"), (59.6, "1:00"), (65, "1:05"), (3599.4, "59:59"), (7209, "2:00:09")]
)
def test_times_as_people_say_them(seconds: float, said: str) -> None:
    assert clock(seconds) == said
