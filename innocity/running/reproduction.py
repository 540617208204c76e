"""`reproduce`: a published period made again from its recorded inputs in a clean folder, and held against what is published.

Tables, pages, workbooks and all else byte for byte; executed notebooks by what they say. Manifests and the fingerprint
only repeat what is compared here, and the run record knows the clock: these are left out.
"""

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from innocity.language import Language, text
from innocity.period import Period
from innocity.record import manifest
from innocity.record.faults import NONE
from innocity.record.notebook_form import canonical_digest
from innocity.record.published import IRREGULAR, file_digest, files_below
from innocity.record.versions import library_versions
from innocity.running import plan
from innocity.running.recorded_inputs import RecordedInputs
from innocity.running.run import Request, run
from innocity.workspace import Workspace

_LEFT_OUT = {manifest.NAME, manifest.NAME_SM3, manifest.RECORD, plan.FINGERPRINT}


@dataclass(frozen=True, order=True)
class Difference:
    """One file, input or version that is not what it was; `key` is that of its sentence."""

    key: str
    name: str
    got: str
    expected: str

    def sentence(self, language: Language) -> str:
        """Where, what came out, what was published."""
        return text(self.key, language, where=self.name, name=self.name, got=self.got, expected=self.expected)


@dataclass(frozen=True)
class Reproduction:
    """What making it again came to; `folder` holds the files made again where they differ, else nothing is left."""

    period: Period
    files: int
    notebooks: int
    lost: tuple[Difference, ...]
    differences: tuple[Difference, ...]
    versions: tuple[Difference, ...]
    folder: Path


def reproduce(workspace: Workspace, period: Period, jobs: int, say: Callable[[str], None]) -> Reproduction:
    """Make a published period again; UsageError where there is none, InnocityError when the run fails, which stays there."""
    inputs = RecordedInputs.of(workspace, period)
    versions = tuple(_versions(workspace, period, inputs))
    clean = Workspace(workspace.reproduction(period))
    lost = tuple(
        Difference("reproduce.input_lost", name, _now(workspace, name), was) for name, was in inputs.lost.items()
    )
    if lost:
        return Reproduction(period, 0, 0, lost, (), versions, clean.root)
    say(text("reproduce.started", period=period))
    shutil.rmtree(clean.root, ignore_errors=True)
    try:
        _lay_out(clean, inputs)
        run(Request(clean, period, Language(inputs.others["language"]), True, jobs), lambda _: None)
        made, published = _digests(clean, period), _digests(workspace, period)
    except KeyboardInterrupt:
        shutil.rmtree(clean.root)
        raise
    differences = tuple(_differences(made, published))
    if not differences:
        shutil.rmtree(clean.root)
    notebooks = sum(name.endswith(".ipynb") for name in published)
    return Reproduction(period, len(published), notebooks, (), differences, versions, clean.root)


def _lay_out(clean: Workspace, inputs: RecordedInputs) -> None:
    for name, source in inputs.files.items():
        (clean.root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, clean.root / name)


def _digests(workspace: Workspace, period: Period) -> dict[str, str]:
    """The digest of every file that is compared, by name; of a notebook that of what it says."""
    folders = (workspace.tables(period), workspace.reports(period))
    paths = [path for folder in folders for path in files_below(folder) if path.name not in _LEFT_OUT]
    return {workspace.name_of(path): _digest(path) for path in paths}


def _digest(path: Path) -> str:
    plain = file_digest(path)
    if path.suffix != ".ipynb" or plain == IRREGULAR:
        return plain
    try:
        return canonical_digest(path.read_bytes())
    except ValueError:
        return plain


def _differences(made: dict[str, str], published: dict[str, str]) -> Iterator[Difference]:
    for name in sorted(made.keys() | published.keys()):
        got, expected = made.get(name, NONE), published.get(name, NONE)
        if got != expected:
            kind = "missing" if name not in made else "new" if name not in published else "differs"
            yield Difference(f"reproduce.file_{kind}", name, got, expected)


def _versions(workspace: Workspace, period: Period, inputs: RecordedInputs) -> Iterator[Difference]:
    """Code, lock, fonts and libraries that are not those of the recorded run."""
    now = plan.ground()
    then = {name: was for name, was in inputs.others.items() if name != "language"}
    record = workspace.reports(period) / manifest.RECORD
    told = json.loads(record.read_text(encoding="utf-8")).get("libraries", {}) if record.is_file() else {}
    libraries = library_versions() if told else {}
    for name in sorted({*now, *then, *told, *libraries}):
        got, expected = {**now, **libraries}.get(name, NONE), {**then, **told}.get(name, NONE)
        if got != expected:
            yield Difference("reproduce.version", name, got, expected)


def _now(workspace: Workspace, name: str) -> str:
    path = workspace.root / name
    return file_digest(path) if path.exists() else NONE


def summary(found: Reproduction, language: Language) -> str:
    """What it came to, as a sentence."""
    if found.lost:
        return text("reproduce.inputs", language, period=found.period, count=len(found.lost))
    if found.differences:
        count = len(found.differences)
        return text("reproduce.differs", language, period=found.period, count=count, folder=found.folder)
    return text("reproduce.same", language, period=found.period, count=found.files, notebooks=found.notebooks)
