"""A workspace in which periods stand published, made from the kept tables without any run: for pages over all of them."""

import json
import shutil
from pathlib import Path

from innocity.intake.register import digest
from innocity.period import Period
from innocity.running.history import INPUTS
from innocity.running.plan import given
from innocity.workspace import CODE, Workspace

FIRST = Period(2022, 4)
GOLDEN = CODE / "tests" / "golden" / str(FIRST)
REPORT = '<main><h2 id="section-1">一、总体情况</h2><h2 id="section-2">二、指标 <em>完成</em></h2><h3 id="x">小节</h3></main>'


def city(root: Path, periods: int = 1) -> Workspace:
    """A copy of the parameters, and so many quarters from 2022-Q4 on, each with the same tables and a report of two chapters."""
    shutil.copytree(CODE / "params", root / "params")
    workspace = Workspace.at(root)
    for number in range(periods):
        year, quarter = divmod(FIRST.year * 4 + FIRST.quarter - 1 + number, 4)
        publish(workspace, Period(year, quarter + 1))
    return workspace


def publish(workspace: Workspace, period: Period, **changed: str) -> None:
    """Publish the kept tables for a period; `changed` gives a table's text anew."""
    given = workspace.period_file(FIRST).read_text(encoding="utf-8")
    own = given.replace(str(FIRST), str(period)).replace("2023-04-20", f"{period.cut_off}")
    workspace.period_file(period).write_text(own if period != FIRST else given, encoding="utf-8")
    tables, reports = workspace.tables(period), workspace.reports(period)
    tables.mkdir(parents=True, exist_ok=True)
    for path in sorted(GOLDEN.glob("*.csv")):
        content = changed.get(path.stem, path.read_text(encoding="utf-8-sig"))
        (tables / path.name).write_text(content.replace(str(FIRST), str(period)), encoding="utf-8-sig", newline="\n")
    shutil.copytree(workspace.root / "params", reports / INPUTS / "params", dirs_exist_ok=True)
    (reports / "report.html").write_text(REPORT, encoding="utf-8")
    seal(workspace, period)


def seal(workspace: Workspace, period: Period) -> None:
    """Write the fingerprint of what is published for a period now."""
    folders = (workspace.tables(period), workspace.reports(period))
    files = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    outputs = {workspace.name_of(path): digest(path) for path in files if path.name != "fingerprint.json"}
    told = json.dumps({"inputs": {}, "outputs": outputs}, ensure_ascii=False)
    (workspace.reports(period) / "fingerprint.json").write_text(told, encoding="utf-8")


def supersede(workspace: Workspace, period: Period, table: str, content: str) -> None:
    """Move the published run of a period to the history, and publish another that differs in one table."""
    number = len(list(workspace.history(period).glob("*"))) + 1
    place = workspace.history(period) / str(number)
    place.mkdir(parents=True)
    workspace.tables(period).rename(place / "tables")
    workspace.reports(period).rename(place / "reports")
    publish(workspace, period, **{table: content})


def record(workspace: Workspace, period: Period = FIRST, run_id: str = "a-run") -> None:
    """Keep what lies there now as what the published run of this name rested on."""
    reports = workspace.reports(period)
    (reports / "run.json").write_text(json.dumps({"run_id": run_id}), encoding="utf-8")
    kept = json.loads((reports / "fingerprint.json").read_text(encoding="utf-8"))
    kept["inputs"] = {"code:lock": "0", **given(workspace, period)}
    (reports / "fingerprint.json").write_text(json.dumps(kept), encoding="utf-8")
