"""Files taken in: copied below the period's folder as they came, with a row each in `register.csv`."""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from innocity import csvfile
from innocity.errors import UsageError
from innocity.framework import Framework
from innocity.intake.forms import find_forms
from innocity.intake.isolation import Isolated
from innocity.intake.matching import Dictionary
from innocity.intake.refusal import RefusedError
from innocity.intake.register import Arrival, digest, read_register
from innocity.intake.work_forms import find_work_forms
from innocity.intake.work_names import WorkWords, work_words
from innocity.language import Language
from innocity.parameters import Parameters
from innocity.workspace import Workspace


@dataclass(frozen=True)
class Delivery:
    """How files came: on which day, by which way, from which unit where they do not say it, and by whose exception."""

    received_on: date
    channel: str
    unit: str | None = None
    exception_by: str | None = None
    exception_why: str | None = None


def receive(
    workspace: Workspace, framework: Framework, parameters: Parameters, files: Iterable[Path], delivery: Delivery
) -> list[Arrival]:
    """Take files in, all or none; gives their new rows of the register.

    Raises UsageError for a file that is missing, is there already, does not say its unit or comes after the lock date.
    """
    _require_open(parameters, delivery)
    period = parameters.reporting_period
    known = list(read_register(workspace, period).arrivals.values())
    words, language = work_words(framework), Language(parameters.language)
    taken = {path.relative_to(workspace.returns(period)).as_posix() for path in workspace.files_received(period)}
    arrivals: list[tuple[Path, Arrival]] = []
    with Isolated() as isolated:
        for path in files:
            _require_file(path)
            sha256 = digest(path)
            _require_new(path, sha256, [*known, *(arrival for _, arrival in arrivals)])
            unit = _sender(path, isolated, words, delivery.unit)
            name = _free(f"{framework.unit(unit).name(language)}/{path.name}", taken)
            taken.add(name)
            arrivals.append((path, _arrival(name, sha256, delivery)))
    for path, arrival in arrivals:
        _copy(path, workspace.returns(period) / arrival.file)
    rows = [arrival for _, arrival in arrivals]
    _register([*known, *rows], workspace.register(period))
    return rows


def _require_open(parameters: Parameters, delivery: Delivery) -> None:
    is_told = delivery.exception_by and delivery.exception_why
    if parameters.lock_date and delivery.received_on > parameters.lock_date and not is_told:
        raise UsageError(
            "error.locked", period=parameters.period, got=delivery.received_on, expected=parameters.locked_on
        )


def _require_file(path: Path) -> None:
    """A file that intake will see: hidden files, lock files of an office program and guides are passed over there."""
    if not path.is_file():
        raise UsageError("error.file_missing", file=path.name, folder=path.parent.as_posix())
    if path.name.startswith((".", "~$")) or path.suffix.lower() == ".md":
        raise UsageError("error.not_a_return", file=path.name)


def _require_new(path: Path, sha256: str, known: list[Arrival]) -> None:
    for arrival in known:
        if arrival.sha256 == sha256:
            raise UsageError("error.received", file=path.name, got=arrival.file, day=arrival.received_on)


def _sender(path: Path, isolated: Isolated, words: WorkWords, told: str | None) -> str:
    """The unit that the heads of a file's forms name, else the one that was told; a file that cannot be read names none."""
    try:
        found = [find_work_forms(sheet, words, None) for sheet in isolated.read(path)]
        forms = [form for one in found for form in (*one.all, *find_forms(one.rest, words.general))]
    except RefusedError:
        forms = []
    heads = [head.text for form in forms if (head := form.head.get("unit"))]
    named = {words.general.units.find(text) for text in heads}
    said = named.pop() if len(named) == 1 else None
    unit = said or (find_unit(told, words.general) if told else None)
    if unit is None:
        raise UsageError("error.no_sender", file=path.name, got=" / ".join(dict.fromkeys(heads)) or "-")
    return unit


def find_unit(told: str, words: Dictionary) -> str:
    """The unit under a code or any of its spellings; UsageError with the nearest ones where there is none."""
    code = told if told in words.units.codes.values() else words.units.find(told)
    if code is None:
        raise UsageError("error.unknown_unit", got=told, expected=" / ".join(words.units.nearest(told)) or "-")
    return code


def _free(name: str, taken: set[str]) -> str:
    """The name, or the next free one: `-2` behind the stem, and so on."""
    path = Path(name)
    folded = {one.casefold() for one in taken}
    names = (
        name,
        *((path.parent / f"{path.stem}-{number}{path.suffix}").as_posix() for number in range(2, len(taken) + 3)),
    )
    return next(one for one in names if one.casefold() not in folded)


def _arrival(name: str, sha256: str, delivery: Delivery) -> Arrival:
    return Arrival(
        file=name,
        received_on=delivery.received_on,
        channel=delivery.channel,
        sha256=sha256,
        exception_by=delivery.exception_by,
        exception_why=delivery.exception_why,
    )


def _copy(source: Path, target: Path) -> None:
    """Copy under a hidden name, which intake passes over, then put the whole file in its place."""
    target.parent.mkdir(parents=True, exist_ok=True)
    hidden = target.with_name(f".{target.name}")
    shutil.copyfile(source, hidden)
    hidden.replace(target)


def _register(rows: list[Arrival], register: Path) -> None:
    hidden = register.with_name(f".{register.name}")
    csvfile.write(hidden, rows, Arrival)
    hidden.replace(register)
