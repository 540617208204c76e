"""What a run consists of, and whether a published one is still up to date, by content."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from innocity.intake.register import digest
from innocity.period import Period
from innocity.presentation.glyphs import font_files, own_fonts
from innocity.record.versions import code_version
from innocity.tables import (
    Attainment,
    Change,
    CommitmentStanding,
    CommitmentValue,
    Deliverable,
    Evidence,
    Finding,
    FormerScorecard,
    Group,
    Matter,
    Observation,
    Override,
    Readiness,
    ReadinessEvidence,
    ReadinessOverall,
    ReadinessSilence,
    Receipt,
    Scorecard,
    ScoreItem,
    Slip,
    Table,
    WorkPointStanding,
    WorkReport,
)
from innocity.workspace import CODE, Workspace

FINGERPRINT = "fingerprint.json"


@dataclass(frozen=True)
class StagePlan:
    """One notebook, the tables that it must write, and whether it takes the returns themselves, or the former period's tables."""

    name: str
    tables: tuple[type[Table], ...]
    takes_returns: bool = False
    takes_former: bool = False

    @property
    def notebook(self) -> Path:
        """The notebook without outputs."""
        return CODE / "notebooks" / f"{self.name}.ipynb"


STAGES = (
    StagePlan(
        "1_returns",
        (Receipt, Observation, WorkReport, CommitmentValue, Evidence, Finding, Override, FormerScorecard),
        takes_returns=True,
    ),
    StagePlan(
        "2_attainment",
        (Attainment, Group, CommitmentStanding, WorkPointStanding, Scorecard, ScoreItem, Slip, Change),
        takes_former=True,
    ),
    StagePlan("3_readiness", (Readiness, ReadinessEvidence, ReadinessOverall, ReadinessSilence, Deliverable, Matter)),
    StagePlan("4_report", ()),
)
CARDS_AFTER = "2_attainment"  # from its tables on, scorecards can be made
SCORECARD = StagePlan("5_scorecard", ())  # run once for each unit that has a card


def inputs(workspace: Workspace, period: Period) -> dict[str, str]:
    """Everything that a run's results depend on, as name -> sha256: code, lock, parameters, rules, facts and returns."""
    return {**ground(), **given(workspace, period)}


def given(workspace: Workspace, period: Period) -> dict[str, str]:
    """What of it lies in the workspace, as name -> sha256: parameters, rules, facts, and the returns up to the period."""
    periods = [*(one for one in workspace.periods_with_returns() if one < period), period]
    received = [path for one in periods for path in workspace.files_received(one)]
    places = (workspace.period_file, workspace.register, workspace.overrides)
    kept_by_period = [place(one) for one in periods for place in places]
    former = [workspace.tables(one) / f"{Slip.table}.csv" for one in periods[-2:-1]]
    facts = [*_files(workspace.framework), *_files(workspace.rules), workspace.programme]
    facts.append(workspace.document_head(period))
    found = [path for path in [*facts, *kept_by_period, *received, *former] if path.is_file()]
    return {workspace.name_of(path): digest(path) for path in found}


def ground() -> dict[str, str]:
    """What all runs of this installation rest on, as name -> sha256: code, lock and fonts of one's own; and the commit."""
    return {**_code(), **_fonts()}


def _fonts() -> dict[str, str]:
    """The fonts of a folder of one's own, since the reports' looks depend on them."""
    return {f"fonts:{path.name}": digest(path) for path in font_files(own_fonts())}


def _code() -> dict[str, str]:
    """The code as one digest per part, and the commit that is printed in reports."""
    parts = {
        "code:innocity": [path for path in _files(CODE / "innocity") if path.suffix != ".pyc"],
        "code:notebooks": [stage.notebook for stage in (*STAGES, SCORECARD)],
        "code:lock": [CODE / "requirements.lock"],
    }
    return {name: _joint(paths) for name, paths in parts.items()} | {"code:version": code_version(CODE)}


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith((".", "~$")))


def _joint(paths: Iterable[Path]) -> str:
    lines = "".join(f"{digest(path)} {path.relative_to(CODE).as_posix()}\n" for path in paths)
    return hashlib.sha256(lines.encode()).hexdigest()


def stale_because(workspace: Workspace, period: Period, language: str) -> list[str]:
    """Why the published run is not up to date: the inputs that changed, the outputs that did; empty when it is."""
    folder = workspace.reports(period)
    try:
        kept = json.loads((folder / FINGERPRINT).read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return ["reports"]
    now = {**inputs(workspace, period), "language": language}
    changed = sorted(name for name in now.keys() | kept["inputs"].keys() if now.get(name) != kept["inputs"].get(name))
    return changed or sorted(
        name for name, was in kept["outputs"].items() if _digest_or_none(workspace.root / name) != was
    )


def write_fingerprint(
    workspace: Workspace,
    period: Period,
    used: Mapping[str, str],
    pieces: Mapping[str, str],
    staged: Mapping[str, Path],
) -> None:
    """Keep beside the staged reports what went in, the key of every piece, and what came out, by its published name."""
    outputs = {name: digest(path) for name, path in sorted(staged.items())}
    content = {"inputs": used, "pieces": pieces, "outputs": outputs}
    path = workspace.staging(period) / "reports" / FINGERPRINT
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _digest_or_none(path: Path) -> str | None:
    return digest(path) if path.is_file() else None
