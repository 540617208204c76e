"""A publication that can be released: reviewed, with rules, keys and allowed signers; nothing of it needs a run."""

import json
import os
import shutil
import subprocess
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
import recorded
from recorded import PERIOD

from innocity.record.reviews import Review, ReviewVerdict
from innocity.running import release_checks, releasing, review_entries
from innocity.running.history import INPUTS
from innocity.running.reviewed import version
from innocity.workspace import CODE, Workspace

needs_ssh = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="NOT TESTED: signatures need ssh-keygen")
RELEASER = "王五"
FINDINGS = "severity,code\nerror,evidence_missing\nerror,evidence_missing\nwarning,slip\n"


def key(folder: Path, name: str) -> Path:
    """A private key without a pass phrase; its public half lies beside it."""
    path = folder / name
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(path)], check=True)
    return path


def allowed(path: Path, options: str = "") -> str:
    """The line that allows a key to the releaser."""
    public = path.with_suffix(".pub").read_text(encoding="utf-8").split()
    return f"{RELEASER} {options} {public[0]} {public[1]}\n"


def releasable(root: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace that lacks nothing for a release by 王五."""
    workspace = recorded.published(root)
    (workspace.tables(PERIOD) / "findings.csv").write_text(FINDINGS, encoding="utf-8-sig")
    lay_inputs(workspace)
    recorded.run(workspace, "run 9")
    approve(workspace)
    own = key(root.parent, "own")
    workspace.allowed_signers.write_text(allowed(own), encoding="utf-8")
    monkeypatch.setenv("INNOCITY_KEY", str(own))
    monkeypatch.setenv("INNOCITY_ACTOR", "张三")
    monkeypatch.setattr(release_checks, "stale_because", lambda *_: [])
    monkeypatch.setattr(releasing.portal, "bring_up_to_date", lambda _: None)
    return workspace


def lay_inputs(workspace: Workspace) -> None:
    """The copies of parameters beside the reports, and the fingerprint that names them and the returns."""
    for name in ("framework", "rules", "release"):
        shutil.copytree(CODE / "params" / name, workspace.root / "params" / name, dirs_exist_ok=True)
    names = [workspace.programme, workspace.period_file(PERIOD), *sorted(workspace.rules.iterdir())]
    names += sorted(workspace.framework.iterdir())
    for path in names:
        place = workspace.reports(PERIOD) / INPUTS / workspace.name_of(path)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)
    used = [*names, *workspace.files_received(PERIOD), workspace.register(PERIOD)]
    inputs = {workspace.name_of(path): sha256(path.read_bytes()).hexdigest() for path in used if "\n" not in path.name}
    told = {"inputs": {**inputs, "language": "zh-Hans"}, "outputs": {"reports/2022-Q4/report.html": "0"}, "pieces": {}}
    (workspace.reports(PERIOD) / "fingerprint.json").write_text(json.dumps(told), encoding="utf-8")


def approve(workspace: Workspace, by: str = "李四", verdict: str = "approve") -> None:
    """Somebody's verdict on the present version."""
    review = Review.of(
        period=str(PERIOD),
        version=version(workspace.reports(PERIOD)),
        verdict=ReviewVerdict(verdict),
        by=by,
        why="已核",
        recorded_at=datetime(2023, 1, 17, tzinfo=UTC),
    )
    review_entries.enter(workspace, PERIOD, review)


def release(workspace: Workspace, why: str = "领导小组会议通过，evidence_missing 已核实", by: str = RELEASER) -> Path:
    """Release it; the folder of the release."""
    return releasing.release(workspace, PERIOD, by, why).folder


def files(root: Path) -> dict[str, bytes]:
    """Every file below a folder but for locks."""
    found = (Path(place) / name for place, _, names in os.walk(root) for name in names)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found if path.parent.name != "locks"}
