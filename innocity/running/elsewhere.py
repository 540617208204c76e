"""A period made away from its workspace: a task carries all that it rests on, and brings back all that it came to.

It is made in a process of its own, so that nothing stays behind in a worker, and whatever ends the worker ends it too.
"""

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from innocity.errors import InnocityError
from innocity.language import Language, current, use
from innocity.parameters import load_parameters
from innocity.period import Period
from innocity.record.versions import library_versions
from innocity.running import history, plan, publication
from innocity.running.archive import pack, pack_folder, unpack
from innocity.running.making import Making
from innocity.running.reuse import FormerRun
from innocity.workspace import CODE, Workspace

_SWEEP = """
import shutil, sys, time
for _ in range(30):
    shutil.rmtree(sys.argv[1], ignore_errors=True)
    time.sleep(0.1)
"""
_CARRIED = ("params/", "data/raw/", "data/processed/")  # of the last: the slips of the period before


@dataclass(frozen=True)
class Task:
    """One period of one workspace: its inputs, their digests, the languages of its pages and of what is said meanwhile."""

    period: str
    page_language: str
    language: Language
    used: Mapping[str, str]
    versions: Mapping[str, str]
    inputs: bytes

    @classmethod
    def of(cls, making: Making) -> "Task":
        """The task that makes all of this anew; former periods come with their returns, the last with its slips."""
        files = {name: making.workspace.root / name for name in making.used if name.startswith(_CARRIED)}
        parameters = making.parameters
        inputs = pack(files)
        return cls(parameters.period, parameters.language, current(), making.used, library_versions(), inputs)


@dataclass(frozen=True)
class Made:
    """What a task came to: the staged files, the key of each piece and its seconds, what was said; or why it failed.

    With a fault, `content` holds the notebooks in which it failed, and `root` is where they lay.
    """

    root: Path
    content: bytes
    pieces: Mapping[str, str] = field(default_factory=dict)
    seconds: Mapping[str, float] = field(default_factory=dict)
    said: tuple[str, ...] = ()
    fault: InnocityError | None = None


def ground() -> dict[str, str]:
    """What an installation must have in common with another to give the same bytes: code, lock, fonts, library versions."""
    return {**plan.ground(), **library_versions()}


def differing(one: Mapping[str, str], other: Mapping[str, str]) -> list[str]:
    """The names under which two grounds, or two sets of inputs, are not the same."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def make(task: Task) -> Made:
    """Make a period in a process of its own; InnocityError when that process dies."""
    return made(begun(), task)


def begun() -> "subprocess.Popen[bytes]":
    """A process that waits for a task."""
    call = "from innocity.running.elsewhere import serve; serve()"
    command = [sys.executable, "-c", call]
    pipe = subprocess.PIPE
    # A session of its own leaves an interrupt typed at the terminal to us.
    return subprocess.Popen(command, cwd=CODE, stdin=pipe, stdout=pipe, start_new_session=True)


def made(process: "subprocess.Popen[bytes]", task: Task) -> Made:
    """What the process makes of the task; InnocityError when it dies over it."""
    assert process.stdin and process.stdout
    content = b""
    with suppress(BrokenPipeError), process:
        pickle.dump(task, process.stdin)
        process.stdin.flush()
        content = process.stdout.read()
    if process.returncode:
        raise InnocityError("error.maker_died", code=process.returncode)
    answer: Made = pickle.loads(content)  # noqa: S301 - written by our own process
    return answer


def serve() -> None:
    """Take one task from the standard input, answer on the standard output; end when whoever asks is gone."""
    answer, is_answered = os.fdopen(os.dup(sys.stdout.fileno()), "wb"), threading.Event()
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints must not end in the answer
    task: Task = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by our own process
    with TemporaryDirectory(prefix="innocity-") as folder:
        threading.Thread(target=_end_with_asker, args=(folder, is_answered), daemon=True).start()
        use(task.language)
        content = pickle.dumps(_made(task, Workspace(Path(folder).resolve())))
    answer.write(content)
    is_answered.set()
    answer.close()


def _end_with_asker(folder: str, is_answered: threading.Event) -> None:
    """The standard input ends when the other end is closed, by hand or by its process's death."""
    while os.read(sys.stdin.fileno(), 1):
        pass
    if not is_answered.is_set():
        # We and our kernels, which see our end a second later, may be writing still: whoever sweeps has to outlive us.
        subprocess.Popen([sys.executable, "-c", _SWEEP, folder], start_new_session=True, stdout=subprocess.DEVNULL)
    os._exit(0 if is_answered.is_set() else 1)


def _made(task: Task, workspace: Workspace) -> Made:
    period, said = Period.parse(task.period), list[str]()
    unpack(task.inputs, workspace.root)
    staging = publication.fresh_staging(workspace, period)
    history.copy_inputs(workspace, period, staging / "reports")
    try:
        _require_same(task, workspace, period)
        parameters = load_parameters(workspace.period_file(period)).model_copy(update={"language": task.page_language})
        making = Making(workspace, parameters, task.used, FormerRun.none(workspace), 1, said.append)
        making.make()
    except Exception as fault:
        told = fault if isinstance(fault, InnocityError) else InnocityError("error.maker_fault", got=repr(fault))
        return Made(workspace.root, pack_folder(workspace.failed(period)), said=tuple(said), fault=told)
    return Made(workspace.root, pack_folder(staging), making.pieces, making.seconds, tuple(said))


def _require_same(task: Task, workspace: Workspace, period: Period) -> None:
    """All that the results rest on is here what it was there."""
    now = {**plan.inputs(workspace, period), "language": task.page_language, **library_versions()}
    names = differing({**task.used, **task.versions}, now)
    if names:
        raise InnocityError("error.maker_differs", names=", ".join(names[:3]), count=len(names))


def take_in(making: Making, answer: Made) -> None:
    """Put what was made elsewhere into the staging folder here; raises the fault where there was one, its notebook kept."""
    for line in answer.said:
        making.say(line)
    workspace, period = making.workspace, making.parameters.reporting_period
    if answer.fault:
        unpack(answer.content, workspace.failed(period))
        _move(answer.fault, answer.root, workspace.root)
        raise answer.fault
    unpack(answer.content, workspace.staging(period))
    making.pieces.update(answer.pieces)
    making.seconds.update(answer.seconds)


def _move(fault: InnocityError, there: Path, here: Path) -> None:
    """Name the places of a fault as they are called here."""
    for name, value in fault.values.items():
        if isinstance(value, InnocityError):
            _move(value, there, here)
        elif isinstance(value, Path) and value.is_relative_to(there):
            fault.values[name] = here / value.relative_to(there)
