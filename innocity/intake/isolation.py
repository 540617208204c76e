"""Files opened in a child process: whatever a file does to a spreadsheet library, this process and the other files go on.

The child answers one request after the other over pipes. Each message is a pickle behind its length; what comes back
is admitted only as sheets, cells and plain values. A child that dies or takes too long costs its file and nothing else.
"""

import gc
import os
import pickle
import struct
import subprocess
import sys
import threading
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from innocity.intake.admitted import AdmittedUnpickler
from innocity.intake.large_workbooks import read_large
from innocity.intake.matching import Dictionary, Names
from innocity.intake.reading import Cell, Sheet, Unread, read_workbook
from innocity.intake.refusal import RefusedError
from innocity.intake.triage import require_safe

SECONDS = 60.0  # for one file; generous, so that a busy machine refuses nothing that a quiet one reads
MEMORY_BYTES = 2**30
MAX_MESSAGE_BYTES = 2**29
_LENGTH = struct.Struct(">Q")
_CHUNK = 20_000  # cells in a message: what a pickle remembers of them stays small
_KINDS = (Cell, Sheet, Unread, Dictionary, Names, Decimal, date, datetime, time, timedelta)
_Request = tuple[str, tuple[str, ...], Dictionary | None]
# openpyxl loads what it finds; these take a third of a second and a share of the memory, and reading needs neither.
_CHILD = (
    "import sys; sys.modules.update(dict.fromkeys(('lxml', 'numpy', 'pandas', 'PIL')));"
    "from innocity.intake.isolation import serve; serve()"
)


class Isolated:
    """Reads files in a child process that lives as long as the `with` block."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self._child = _start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def read(self, path: Path, known_words: Collection[str] = (), words: Dictionary | None = None) -> list[Sheet]:
        """All sheets of a file that is safe and can be read; RefusedError for any other, also one that kills the child.

        `known_words` are header spellings, as `read_workbook` takes them. With `words`, the rows of a large workbook
        that name nothing are left out and counted; without them it is read whole, or refused.
        """
        child = self._child = self._child or _start()
        is_late = threading.Event()
        watch = threading.Timer(self._seconds, _kill, (child, is_late))
        watch.daemon = True
        watch.start()
        try:
            return _ask(child, (str(path.absolute()), tuple(known_words), words))
        except RefusedError:
            raise
        except (EOFError, OSError, pickle.UnpicklingError):
            self._end()
            self._child = _start()  # warm by the time of the next file
            if is_late.is_set():
                raise RefusedError("refused.slow", expected=f"{self._seconds:g}") from None
            raise RefusedError("refused.died") from None
        except BaseException:
            self._end()
            raise
        finally:
            watch.cancel()

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        assert child.stdin is not None
        with suppress(BrokenPipeError):  # what it had not read yet is of no account
            child.stdin.close()
        with child:  # closes the pipes and waits
            pass


def serve() -> None:
    """The child's work: a path and the words in, the sheets or the refusal out, until the other end is closed."""
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing that a library prints may get between the messages
    _limit_memory()
    gc.disable()  # a million cells are no garbage; what is left of a file goes while the other end works on it
    while True:
        try:
            request = _received(requests)
        except EOFError:
            return
        assert isinstance(request, tuple)
        path, known_words, words = request
        for message in _answer(Path(path), known_words, words):
            _send(answers, message)
        gc.collect()


def _answer(path: Path, known_words: Collection[str], words: Dictionary | None = None) -> Iterator[object]:
    """The messages about one file: key and values of a refusal, or the bare sheets and after them their cells."""
    try:
        sheets = read_large(path, words) if words else None
        if sheets is None:
            require_safe(path)
            sheets = read_workbook(path, known_words)
    except RefusedError as refusal:
        yield refusal.key, {name: str(value) for name, value in refusal.values.items()}
        return
    except Exception as fault:  # whatever a damaged workbook raises is the end of this file only
        yield "refused.unreadable", {"got": type(fault).__name__}
        return
    yield [(replace(sheet, cells={}), len(sheet.cells)) for sheet in sheets]
    for sheet in sheets:
        cells = iter(sheet.cells.values())
        while chunk := list(islice(cells, _CHUNK)):
            yield chunk


def _ask(child: subprocess.Popen[bytes], request: _Request) -> list[Sheet]:
    assert child.stdin is not None and child.stdout is not None
    _send(child.stdin, request)
    match _received(child.stdout):
        case (str(key), dict(values)):
            raise RefusedError(key, **values)
        case list(announced):
            return [_filled(child.stdout, sheet, count) for sheet, count in announced]
    raise pickle.UnpicklingError


def _filled(answers: IO[bytes], sheet: object, count: int) -> Sheet:
    if not isinstance(sheet, Sheet):
        raise pickle.UnpicklingError
    while len(sheet.cells) < count:
        chunk = _received(answers)
        if not (isinstance(chunk, list) and chunk and all(isinstance(cell, Cell) for cell in chunk)):
            raise pickle.UnpicklingError
        sheet.cells.update({(cell.row, cell.column): cell for cell in chunk})
    return sheet


def _send(pipe: IO[bytes], message: object) -> None:
    content = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    pipe.write(_LENGTH.pack(len(content)))
    pipe.write(content)
    pipe.flush()


def _received(pipe: IO[bytes]) -> object:
    header = pipe.read(_LENGTH.size)
    if len(header) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(header)
    if length > MAX_MESSAGE_BYTES:
        raise pickle.UnpicklingError
    content = pipe.read(length)
    if len(content) < length:
        raise EOFError
    return AdmittedUnpickler.of(content, _KINDS).load()


def _start() -> subprocess.Popen[bytes]:
    code = str(Path(__file__).parents[2])
    search = os.pathsep.join(filter(None, (code, os.environ.get("PYTHONPATH"))))
    return subprocess.Popen(
        [sys.executable, "-P", "-X", "utf8", "-c", _CHILD],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": search},
    )


def _kill(child: subprocess.Popen[bytes], is_late: threading.Event) -> None:
    is_late.set()
    child.kill()


def _limit_memory() -> None:
    """At most MEMORY_BYTES for this process; elsewhere than on Linux the system keeps no such limit."""
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
