"""`run --workspaces` and `run --scheduler`: many cities and periods at a time, told of by one line each."""

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import TYPE_CHECKING

from innocity.commands.asked import asked_language, asked_periods
from innocity.commands.runs import would
from innocity.errors import InnocityError, UsageError
from innocity.exits import Exit
from innocity.language import text

if TYPE_CHECKING:
    from innocity.language import Language
    from innocity.running.executors import Executor
    from innocity.running.mirror import Mirror
    from innocity.running.run import Request
    from innocity.running.spread import Ending, Tally
    from innocity.workspace import Workspace

_NAMED = 3  # of those at work


def run_many(arguments: argparse.Namespace) -> int:
    from innocity.running.spread import Tally, spread

    if arguments.set or arguments.scenario:
        raise UsageError("error.many_what_if")
    language = asked_language(arguments.lang)
    # A dry run asks no cluster.
    executor = _executor("" if arguments.dry_run else arguments.scheduler, arguments.jobs or os.cpu_count() or 1)
    with TemporaryDirectory(prefix="innocity-") as copies:
        places = _Places(Path(copies))
        found = dict(_requests(arguments, places, language, executor))
        requests = {name: one for name, one in found.items() if not isinstance(one, Exception)}
        board = _Board(Tally(len(found)))
        for name, one in found.items():
            if isinstance(one, Exception):
                board.ended(name, one)
        if arguments.dry_run:
            print("\n".join(f"{name}: {line}" for name, request in requests.items() for line in would(request)))
        else:
            spread(requests, executor, board.began, board.ended)
            for name, fault in places.put_back():
                board.failed(name, fault)
            board.sum_up()
    return board.exit_code()


def _executor(scheduler: str | None, jobs: int) -> "Executor":
    from innocity.running.executors import HERE, Processes

    if scheduler:
        from innocity.running.cluster import Cluster

        return Cluster(scheduler)
    return Processes(jobs) if jobs > 1 else HERE


def _requests(
    arguments: argparse.Namespace, places: "_Places", language: "Language | None", executor: "Executor"
) -> "Iterator[tuple[str, Request | InnocityError]]":
    """What is asked of each workspace, by the name under which it is told of; or why nothing can be."""
    from innocity.running.run import Request

    for folder in dict.fromkeys(arguments.workspaces or [str(arguments.workspace)]):
        try:
            workspace = places.workspace(folder)
            periods = asked_periods(arguments.periods, workspace)
        except InnocityError as fault:
            yield folder, fault
            continue
        for period in periods if arguments.periods or arguments.all else periods[-1:]:
            yield f"{folder} {period}", Request(workspace, period, language, arguments.force, executor=executor)


class _Places:
    """Workspaces in folders of this machine, and copies of those that lie elsewhere."""

    def __init__(self, copies: Path) -> None:
        self._copies = copies
        self._mirrors: dict[str, Mirror] = {}

    def workspace(self, place: str) -> "Workspace":
        from innocity.workspace import Workspace

        if "://" not in place:
            return Workspace.at(Path(place))
        from innocity.running.mirror import Mirror

        self._mirrors[place] = Mirror(place, self._copies / str(len(self._mirrors)))
        return self._mirrors[place].workspace

    def put_back(self) -> Iterator[tuple[str, InnocityError]]:
        """Bring what was made to where it belongs; the places where that failed, and why."""
        for place, mirror in self._mirrors.items():
            try:
                mirror.put_back()
            except InnocityError as fault:
                yield place, fault


class _Board:
    """Tells what has begun and how it ended: a line for each end, and on a terminal a last line that is kept up to date."""

    def __init__(self, tally: "Tally") -> None:
        self._tally = tally
        self._lock = Lock()
        self._endings: list[Ending] = []
        self._faults: list[Exception] = []

    def began(self, name: str) -> None:
        with self._lock:
            self._tally.at_work.append(name)
            self._clear()
            self._refresh()

    def ended(self, name: str, ending: "Ending") -> None:
        with self._lock:
            self._endings.append(ending)
            self._tally.ended += 1
            if name in self._tally.at_work:
                self._tally.at_work.remove(name)
            self._clear()
            if isinstance(ending, Exception):
                _print_fault(name, ending)
            else:
                counts = {"errors": ending.errors, "warnings": ending.warnings}
                print(text("many.ended", None, name=name, how_far=self._tally.how_far(), **counts), flush=True)
            self._refresh()

    def failed(self, name: str, fault: Exception) -> None:
        """A fault after the end."""
        self._faults.append(fault)
        _print_fault(name, fault)

    def sum_up(self) -> None:
        failed = sum(isinstance(one, Exception) for one in self._endings)
        done = len(self._endings) - failed
        print(text("many.summary", total=self._tally.total, done=done, failed=failed, elapsed=self._tally.elapsed()))

    def exit_code(self) -> int:
        """Of the faults, if they are of one kind; else failed. Findings show where nothing failed."""
        codes = {
            getattr(one, "exit_code", Exit.FAILED)
            for one in [*self._endings, *self._faults]
            if isinstance(one, Exception)
        }
        if codes:
            return int(codes.pop()) if len(codes) == 1 else Exit.FAILED
        has_errors = any(one.errors for one in self._endings if not isinstance(one, Exception))
        return Exit.FINDINGS if has_errors else Exit.DONE

    def _refresh(self) -> None:
        if sys.stdout.isatty() and self._tally.at_work:
            names = ", ".join(self._tally.at_work[:_NAMED])
            count = len(self._tally.at_work)
            print(text("many.at_work", how_far=self._tally.how_far(), count=count, names=names), end="", flush=True)

    def _clear(self) -> None:
        if sys.stdout.isatty():
            print("\r\x1b[K", end="")


def _print_fault(name: str, fault: Exception) -> None:
    from innocity.cli import logged

    told = str(fault) if isinstance(fault, InnocityError) else logged(fault)
    print(f"innocity: {text('many.failed', name=name, fault=told)}", file=sys.stderr, flush=True)
