"""The manifest of a publication: the digest of every file of it, in the format of `sha256sum`, beside the reports.

`cd reports/2022-Q4 && sha256sum -c MANIFEST.sha256` checks reports, tables and the returns that they rest on; the names
are relative to the reports. `MANIFEST.sm3` holds the same with SM3. The run record, which knows the clock, is in
neither: the ledger holds its digest.
"""

import hashlib
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from innocity.errors import InnocityError
from innocity.period import Period
from innocity.record.sm3 import sm3
from innocity.workspace import Workspace

NAME, NAME_SM3, RECORD = "MANIFEST.sha256", "MANIFEST.sm3", "run.json"
_LINE = re.compile(r"(\\?)([0-9a-f]{64})  (.+)", re.DOTALL)
_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r"}
_MEANT = {written[1]: one for one, written in _ESCAPES.items()}


@dataclass(frozen=True)
class Entry:
    """One line of a manifest: its number, what it says, and the file it names from the workspace's root.

    The name is None where the line is none or names a file outside the publication.
    """

    number: int
    said: str
    digest: str
    name: str | None


def write(
    workspace: Workspace, period: Period, files: Mapping[str, Path], used: Mapping[str, str], folder: Path
) -> None:
    """Write both manifests of a publication into a folder: `files` by published name, and the returns in `used`.

    Raises InnocityError when a return is not what it was when the run began.
    """
    base = workspace.name_of(workspace.reports(period))
    prefix = workspace.name_of(workspace.returns(period)) + "/"
    returns = {name: workspace.root / name for name in used if name.startswith(prefix)}
    listed = {name: path for name, path in files.items() if name != f"{base}/{RECORD}"} | returns
    pairs = {name: _both(path.read_bytes()) for name, path in listed.items()}
    digests = {name: pair[0] for name, pair in pairs.items()}
    for name in returns:
        if digests[name] != used[name]:
            raise InnocityError("error.changed_meanwhile", file=name, period=period)
    second = render({name: pair[1] for name, pair in pairs.items()}, base)
    (folder / NAME_SM3).write_bytes(second)
    digests[f"{base}/{NAME_SM3}"] = hashlib.sha256(second).hexdigest()
    (folder / NAME).write_bytes(render(digests, base))


def _both(content: bytes) -> tuple[str, str]:
    return hashlib.sha256(content).hexdigest(), sm3(content)


def render(digests: Mapping[str, str], base: str) -> bytes:
    """The lines of a manifest, sorted by name, the names relative to the folder `base`."""
    names = {posixpath.relpath(name, base or "."): digest for name, digest in digests.items()}
    return b"".join(_line(name, names[name]) for name in sorted(names, key=_bytes))


def _line(name: str, digest: str) -> bytes:
    escaped = "".join(_ESCAPES.get(one, one) for one in name)
    mark = "\\" if escaped != name else ""
    return _bytes(f"{mark}{digest}  {escaped}\n")


def _bytes(name: str) -> bytes:
    return name.encode("utf-8", "surrogateescape")


def read(content: bytes, base: str, folders: tuple[str, ...]) -> Iterator[Entry]:
    """The lines of a manifest in `base`; only names below one of `folders` are taken over, all below `base` if it is empty."""
    lines = content.decode("utf-8", "surrogateescape").removesuffix("\n").split("\n") if content else []
    for number, line in enumerate(lines, start=1):
        found = _LINE.fullmatch(line)
        if not found:
            yield Entry(number, line, "", None)
            continue
        said = _unescaped(found[3]) if found[1] else found[3]
        name = posixpath.normpath(posixpath.join(base, said))
        is_inside = name.startswith(tuple(f"{folder}/" for folder in folders)) if folders else not _leads_out(name)
        is_plain = posixpath.relpath(name, base or ".") == said
        yield Entry(number, said, found[2], name if is_inside and is_plain and "\0" not in name else None)


def _leads_out(name: str) -> bool:
    return name == ".." or name.startswith(("../", "/"))


def _unescaped(name: str) -> str:
    return re.sub(r"\\(.)", lambda found: _MEANT.get(found[1], found[0]), name)
