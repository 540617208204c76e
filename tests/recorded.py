"""A small publication with its manifests and a ledger, as a run leaves them, and both verifiers called on it."""

import json
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from types import ModuleType

from innocity.period import Period
from innocity.record import manifest
from innocity.record.head import Head
from innocity.record.ledger import Action, Event, Ledger
from innocity.record.verify import verify
from innocity.workspace import CODE, Workspace

PERIOD = Period(2022, 4)
ORIGIN = "some-city/programme"
TOOL = CODE / "tools" / "verify.py"
FAULT = tuple[str, str, str, str]
FILES = {
    "reports/2022-Q4/report.html": b"<p>97.7</p>\n",
    "reports/2022-Q4/report.pdf": b"%PDF-1.7\r\n\x00\xff",
    "reports/2022-Q4/scorecards/\u7532\u5c40.html": b"<p>\xe7\x94\xb2</p>",
    "reports/2022-Q4/fingerprint.json": b"{}\n",
    "data/processed/2022-Q4/attainment.csv": b"\xef\xbb\xbfindicator,actual\na,1.20\n",
    "data/processed/2022-Q4/findings.csv": b"\xef\xbb\xbffile,severity\n",
    "data/raw/2022-Q4/register.csv": b"\xef\xbb\xbffile,received_on\n",
    "data/raw/2022-Q4/\u7532\u5c40/\u62a5\u8868 1.xlsx": b"PK\x03\x04 one",
    "data/raw/2022-Q4/\u7532\u5c40/odd\\na\nme.csv": b"1\n",
}


def clock() -> "datetime":
    """A clock that is a minute later whenever it is looked at."""
    clock.minutes += 1  # type: ignore[attr-defined]
    return datetime(2023, 1, 16, tzinfo=UTC) + timedelta(minutes=clock.minutes)  # type: ignore[attr-defined]


clock.minutes = 0  # type: ignore[attr-defined]


def digest(content: bytes) -> str:
    """The sha256 in hexadecimal."""
    return sha256(content).hexdigest()


def bare(root: Path) -> Workspace:
    """A workspace that knows the name of its ledger and one period."""
    (root / "params").mkdir(parents=True)
    shutil.copytree(CODE / "params" / "periods", root / "params" / "periods")
    (root / "params" / "framework").mkdir()
    programme = (CODE / "params" / "programme.yaml").read_text(encoding="utf-8").splitlines()
    told = [f'origin: "{ORIGIN}"' if line.startswith("origin:") else line for line in programme]
    (root / "params" / "programme.yaml").write_text("\n".join(told), encoding="utf-8")
    return Workspace.at(root)


def ledger_of(workspace: Workspace) -> Ledger:
    """Its ledger, written by one person and with a clock that runs evenly."""
    return Ledger(workspace, ORIGIN, "\u5f20\u4e09", clock)


def published(root: Path) -> Workspace:
    """A workspace with a publication that two runs have made, and more in the ledger before and after."""
    clock.minutes = 0  # type: ignore[attr-defined]
    workspace = bare(root)
    for name, content in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    ledger, period = ledger_of(workspace), str(PERIOD)
    received = {name: digest(content) for name, content in FILES.items() if name.startswith("data/raw/")}
    ledger.append(Event(Action.RECEIPT, period, details={"files": received}))
    ledger.append(Event(Action.FAILURE, period, "run 1", reason="1_returns: \u201c\u7a7a\u201d"))
    for number in (2, 3):
        run(workspace, f"run {number}")
    ledger.append(Event(Action.FAILURE, "2021-Q4", "run 4", reason="no returns"), Event(Action.REVIEW, period))
    return workspace


def run(workspace: Workspace, run_id: str) -> None:
    """Seal what lies in the published places as a run would, and enter it."""
    reports = workspace.reports(PERIOD)
    for name in (manifest.NAME, manifest.NAME_SM3):
        (reports / name).unlink(missing_ok=True)
    (reports / manifest.RECORD).write_text(json.dumps({"run_id": run_id}) + "\n", encoding="utf-8")
    folders = (reports, workspace.tables(PERIOD))
    files = {workspace.name_of(path): path for folder in folders for path in folder.rglob("*") if path.is_file()}
    own = [path for path in (workspace.register(PERIOD), workspace.overrides(PERIOD)) if path.exists()]
    taken = [*workspace.files_received(PERIOD), *own]
    used = {workspace.name_of(path): digest(path.read_bytes()) for path in taken}
    manifest.write(workspace, PERIOD, files, used, reports)
    sealed, record = (digest((reports / name).read_bytes()) for name in (manifest.NAME, manifest.RECORD))
    ledger_of(workspace).append(
        Event(Action.RUN, str(PERIOD), run_id, manifest_sha256=sealed, details={"record_sha256": record})
    )


def verdict(workspace: Workspace, head: str | None = None) -> list[FAULT]:
    """What `verify` finds wrong."""
    found = verify(workspace, [PERIOD], Head.of_text(head) if head else None)
    return sorted((fault.where, fault.kind.value, fault.got, fault.expected) for fault in found.faults)


def independent(workspace: Workspace, head: str | None = None) -> list[FAULT]:
    """What the independent verifier finds wrong, called as an auditor calls it."""
    options = ["--head", head] if head else []
    command = [sys.executable, "-I", str(TOOL), str(workspace.root), str(PERIOD), *options]
    told = subprocess.run(command, capture_output=True, encoding="utf-8", env={"PYTHONUTF8": "1"})
    assert told.stderr == ""
    *lines, _ = told.stdout.splitlines()
    assert told.returncode == (4 if lines else 0)
    return sorted(tuple(json.loads(line)) for line in lines)


def loaded() -> ModuleType:
    """The independent verifier as a module, for thousands of calls."""
    from importlib.util import module_from_spec, spec_from_file_location

    spec = spec_from_file_location("independent_verifier", TOOL)
    assert spec and spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def independent_here(module: ModuleType, workspace: Workspace) -> list[FAULT]:
    """The same without a process of its own."""
    module.faults.clear()
    module.verify(str(workspace.root), [str(PERIOD)], ("-", 0, ""))
    return sorted(module.faults)
