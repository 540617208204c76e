"""Where periods are made: here, or in processes that end when they are told to."""

from subprocess import Popen
from typing import Any, cast

import pytest

from innocity.errors import InnocityError
from innocity.parameters import load_parameters
from innocity.period import Period
from innocity.running import elsewhere
from innocity.running.executors import HERE, Executor, Processes
from innocity.running.making import Making
from innocity.running.reuse import FormerRun
from innocity.workspace import Workspace

PERIOD = Period(2022, 4)


@pytest.fixture
def making(empty: Workspace) -> Making:
    """A run whose inputs have changed since they were looked at."""
    used = {"params/programme.yaml": "former"}
    return Making(empty, load_parameters(empty.period_file(PERIOD)), used, FormerRun.none(empty), 1, [].append)


def test_here_a_run_is_made_as_it_is() -> None:
    class Asked:
        """Remembers that it was asked."""

        is_made = False

        def make(self) -> None:
            """Remember it."""
            self.is_made = True

    asked = Asked()
    HERE.make(cast("Any", asked))
    HERE.close()
    assert (asked.is_made, HERE.width) == (True, 1)


def test_a_fault_in_a_process_is_raised_here(making: Making) -> None:
    processes: Executor = Processes(3)
    assert processes.width == 3
    with pytest.raises(InnocityError, match=r"params/programme\.yaml|code:"):
        processes.make(making)


def test_closing_ends_what_is_under_way(making: Making, monkeypatch: pytest.MonkeyPatch) -> None:
    processes, killed = Processes(1), list[Popen[bytes]]()

    def closed_meanwhile(process: "Popen[bytes]", _: object) -> elsewhere.Made:
        processes.close()
        killed.append(process)
        process.wait()
        raise InnocityError("error.maker_died", code=process.returncode)

    monkeypatch.setattr(elsewhere, "made", closed_meanwhile)
    with pytest.raises(InnocityError, match="-9"):
        processes.make(making)
    (process,) = killed
    assert process.stdin and process.stdout
    process.stdin.close()
    process.stdout.close()
