"""The tables of the page for auditors: notebooks, parameters, files with their digests."""

from collections.abc import Iterable
from pathlib import PurePosixPath

from innocity.language import text
from innocity.presentation.formats import ABSENT
from innocity.presentation.headings import headings
from innocity.presentation.tables import Link, Table
from innocity.run_facts import RunFacts


def notebooks(run: RunFacts) -> Table:
    """The executed notebooks that have a page, with how much ran and the digest of the code."""
    columns = headings(run.language, "notebook:H cells_run:N code_digest:T")
    up = "../" if run.folder else ""
    rows = tuple(
        (Link(step.name, f"{up}notebooks/{step.name}.html"), str(step.executions[0].cells), step.code_sha256)
        for step in run.steps
        if f"{run.place}/notebooks/{step.name}.ipynb" in run.outputs
    )
    return Table(text("audit.notebooks", run.language), columns, rows)


def parameters(run: RunFacts) -> Table:
    """What was asked for beside what the executed notebooks say; the unit of a scorecard is no parameter of the run."""
    columns = headings(run.language, "parameter:H asked_for:T used_with:T")
    rows = tuple((name, _listed(run.asked[name], run), _used(name, run)) for name in run.parameters)
    note = text("audit.parameters_note", run.language)
    return Table(text("audit.parameters", run.language), columns, rows, note)


def taken(run: RunFacts) -> Table:
    """Returns and registers, with sender and digest."""
    columns = headings(run.language, "file:H unit:T sha256:T")
    received = [name for name in sorted(run.inputs) if name.startswith("data/")]
    rows = tuple((name, run.senders.get(name, ABSENT), run.inputs[name]) for name in received)
    return Table(text("audit.taken", run.language), columns, rows, is_wide=True)


def made(run: RunFacts) -> Table:
    """Tables and reports with their digest."""
    columns = headings(run.language, "file:H sha256:T")
    names = [name for name in sorted(run.outputs) if _is_listed(PurePosixPath(name), run)]
    rows = tuple((name, run.outputs[name]) for name in names)
    return Table(text("audit.made", run.language), columns, rows, is_wide=True)


def _is_listed(path: PurePosixPath, run: RunFacts) -> bool:
    places = [PurePosixPath(run.place), *(PurePosixPath(run.place, one) for one in run.languages)]
    return path.parent in places or path.parts[0] == "data"


def _used(name: str, run: RunFacts) -> str:
    return _listed((one.used[name] for one in run.executions if one.used and name in one.used), run)


def _listed(values: Iterable[object], run: RunFacts) -> str:
    return text("format.list_mark", run.language).join(sorted({_said(value, run) for value in values}))


def _said(value: object, run: RunFacts) -> str:
    return str(value) or text("audit.empty", run.language)
