"""A watch, with a clock that moves only when it waits."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from innocity.errors import BusyError
from innocity.period import Period
from innocity.running import watching
from innocity.running.watching import QUIET, Seen, Watch
from innocity.workspace import Workspace

EVERY = 10.0


class OverError(Exception):
    """The end of the story."""


def told(*changes: tuple[float, int], until: float, is_settled: Callable[[], bool] = lambda: True) -> list[float]:
    """When a watch reruns, if the file has this size from this time on."""
    now, reruns = 0.0, []

    def look() -> Seen:
        return {Path("a"): (max((size for at, size in changes if at <= now), default=0), 0)}

    def wait(seconds: float) -> None:
        nonlocal now
        now += seconds
        if now > until:
            raise OverError

    def rerun() -> bool:
        reruns.append(now)
        return is_settled()

    with pytest.raises(OverError):
        Watch(look, wait, rerun, EVERY).go_on()
    return reruns


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param([], [2], id="nothing changes"),
        pytest.param([(5, 1)], [2, 14], id="one change"),
        pytest.param([(13, 1), (15, 2), (17, 3)], [2, 20], id="a file that is being copied"),
        pytest.param([(5, 1), (30, 2)], [2, 14, 38], id="two changes"),
    ],
)
def test_a_change_is_followed_once_it_is_still(changes: list[tuple[float, int]], expected: list[float]) -> None:
    assert told(*changes, until=50) == expected


def test_a_period_that_another_process_runs_is_tried_again() -> None:
    answers: Iterator[bool] = iter([False, False, True])
    assert told(until=60, is_settled=lambda: next(answers)) == [2, 14, 26]


def test_what_is_seen_is_what_a_run_depends_on(empty: Workspace) -> None:
    period = Period(2022, 4)
    before = watching.seen(empty)
    for name in ("甲局/a.xlsx", "甲局/~$a.xlsx", "甲局/.part"):
        (empty.returns(period) / name).parent.mkdir(parents=True, exist_ok=True)
        (empty.returns(period) / name).write_bytes(b"1")
    (empty.rules / "~$scoring.yaml").write_bytes(b"")
    assert watching.seen(empty).keys() - before.keys() == {empty.returns(period) / "甲局" / "a.xlsx"}
    assert {empty.programme, empty.period_file(period), empty.rules / "scoring.yaml"} <= before.keys()


def test_periods_that_are_due_are_run_and_a_failure_ends_nothing(
    empty: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    due, ran, waits = [Period(2021, 4), Period(2022, 4)], [], iter([0, 0, 0, 0])

    def run(_: Workspace, period: Period, __: object) -> int:
        ran.append(period)
        return 75 if len(ran) == 1 else 1

    def wait(_: float) -> None:
        if next(waits, None) is None:
            raise KeyboardInterrupt

    monkeypatch.setattr(watching, "_run", run)
    with pytest.raises(KeyboardInterrupt):
        watching.watch(empty, due, None, EVERY, wait)
    assert ran == [*due, *due]


def test_two_watches_of_a_workspace_are_one_too_many(empty: Workspace) -> None:
    empty.watch_lock.parent.mkdir(parents=True)
    with FileLock(empty.watch_lock), pytest.raises(BusyError):
        watching.watch(empty, [], None, EVERY, lambda _: None)


def test_a_file_is_still_when_it_has_been_so_for_two_seconds() -> None:
    assert QUIET == 2
