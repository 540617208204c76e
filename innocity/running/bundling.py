"""`bundle`: all that an auditor needs of a period in one archive, the same bytes for the same record.

The archive is a workspace: the inputs as the run had them, tables, reports and releases, ledger and its head, the lock of
the libraries, the independent verifier and a guide. `BUNDLE.sha256` lists every file of it.
"""

import hashlib
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path

from innocity.errors import InnocityError, UsageError
from innocity.period import Period
from innocity.record import manifest
from innocity.record.ledger import Ledger
from innocity.record.published import files_below
from innocity.running.recorded_inputs import RecordedInputs
from innocity.workspace import CODE, Workspace

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that the format knows
_PLAIN_FILE = 0o100644 << 16
_GUIDE = "README.md"
_TEMPLATE = CODE / "innocity" / "presentation" / "templates" / "bundle.md"
_TOOLS = ("tools/verify.py", "requirements.lock")


def bundle(workspace: Workspace, period: Period, to: Path | None) -> tuple[Path, int]:
    """Write the bundle of a published period; gives the file and how many files it holds.

    Raises UsageError for a file that exists and a period that was never run, InnocityError for inputs that are lost.
    """
    place = to or workspace.bundles / f"{period}-{Ledger.of(workspace).head().size}.zip"
    contents = _contents(workspace, period)
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = place.open("xb")
    except FileExistsError:
        raise UsageError("error.bundle_exists", file=place) from None
    try:
        with handle, zipfile.ZipFile(handle, "w") as archive:
            for name, content in contents:
                archive.writestr(_member(name), content)
    except BaseException:
        place.unlink()
        raise
    return place, len(contents)


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, _FIRST_DAY)
    member.compress_type, member.external_attr, member.create_system = zipfile.ZIP_DEFLATED, _PLAIN_FILE, 3
    return member


def _contents(workspace: Workspace, period: Period) -> list[tuple[str, bytes]]:
    """Every file by name, the list of their digests among them."""
    paths = dict(_paths(workspace, period))
    for name in paths:
        if not _is_text(name):
            raise InnocityError("error.bundle_name", file=name.encode("utf-8", "backslashreplace").decode())
    read = {name: path.read_bytes() for name, path in paths.items()} | {_GUIDE: _guide(workspace, period)}
    listed = manifest.render({name: hashlib.sha256(content).hexdigest() for name, content in read.items()}, "")
    return sorted((read | {workspace.name_of(workspace.bundle_list): listed}).items())


def _paths(workspace: Workspace, period: Period) -> Iterator[tuple[str, Path]]:
    inputs = RecordedInputs.of(workspace, period)
    if inputs.lost:
        first, count = min(inputs.lost), len(inputs.lost)
        raise InnocityError("error.inputs_lost", period=period, got=first, count=count)
    yield from inputs.files.items()
    yield from ((name, CODE / name) for name in _TOOLS)
    released = sorted(workspace.releases.glob(f"{period}-*"))
    single = [workspace.ledger, workspace.ledger_head, workspace.reviews(period), workspace.release_rules]
    single += [workspace.allowed_signers, *sorted(workspace.published.glob("ledger.torn-*"))]
    below = (workspace.tables(period), workspace.reports(period), *released)
    for path in [*single, *(path for folder in below for path in files_below(folder))]:
        if path.is_file():
            yield workspace.name_of(path), path


def _is_text(name: str) -> bool:
    return "\\" not in name and not any(unicodedata.category(one) in ("Cc", "Cs") for one in name)


def _guide(workspace: Workspace, period: Period) -> bytes:
    """What is what and how to verify it, in Chinese and in English."""
    head = Ledger.of(workspace).head()
    return _TEMPLATE.read_text(encoding="utf-8").format(period=period, head=head.printed).encode()
