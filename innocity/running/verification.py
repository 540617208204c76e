"""`verify`: the verdict on publications and ledger, asked for and told."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from innocity.errors import UsageError
from innocity.language import Language, text
from innocity.period import Period
from innocity.presentation.listing import plain
from innocity.record.faults import Fault
from innocity.record.head import Head
from innocity.record.ledger import Action, Ledger
from innocity.record.verify import Verdict, verify
from innocity.workspace import Workspace


def tell(
    workspace: Workspace,
    named: Sequence[Period],
    printed: str | None,
    signers: Path | None,
    language: Language,
    *,
    is_json: bool,
) -> bool:
    """Print the verdict, for people or for machines; whether all is as it was recorded."""
    found = verdict(workspace, named, printed, signers)
    print(as_json(found, language) if is_json else "\n".join(listed(found, language)))
    return not found.faults


def verdict(
    workspace: Workspace, named: Sequence[Period], printed: str | None = None, signers: Path | None = None
) -> Verdict:
    """The verdict on these periods, else on all that were published; `signers` in the place of the allowed signers.

    Raises UsageError for a period that was never run, a printed head that is none and a file that is not there.
    """
    if signers is not None and not signers.is_file():
        raise UsageError("error.file_missing", file=signers.name, folder=signers.parent.as_posix())
    head = Head.of_text(printed) if printed is not None else None
    if printed is not None and head is None:
        raise UsageError("error.head", got=plain(printed))
    published = _published(workspace)
    for period in named:
        if period not in published:
            raise UsageError("error.not_published", period=period)
    return verify(workspace, named or published, head, signers.resolve() if signers else None)


def _published(workspace: Workspace) -> list[Period]:
    """The periods that have reports, or should have them by the ledger; a bundle has some of them only."""
    if workspace.bundle_list.is_file():
        return [one for one in workspace.periods() if workspace.reports(one).is_dir()]
    entries = Ledger.of(workspace).entries() if workspace.ledger.is_file() else []
    told = {entry["period"] for entry in entries if entry["action"] == Action.RUN}
    return [one for one in workspace.periods() if workspace.reports(one).is_dir() or str(one) in told]


def listed(found: Verdict, language: Language) -> list[str]:
    """The verdict as lines: every fault, every note, then what was looked at and the head to hold it against."""
    sentences = [plain(fault.sentence(language)) for fault in (*found.faults, *found.notes)]
    periods = ", ".join(map(str, found.periods)) or "-"
    result = text(
        "integrity.result_faults" if found.faults else "integrity.result_intact",
        language,
        periods=periods,
        files=found.files,
        count=len(found.faults),
    )
    head = [text("integrity.head", language, head=found.head.printed)] if found.head else []
    return [*sentences, result, *head]


def as_json(found: Verdict, language: Language) -> str:
    """The verdict for machines; names that are no text keep their bytes as escapes."""
    content = {
        "periods": [str(period) for period in found.periods],
        "files": found.files,
        "head": found.head.text if found.head else None,
        "faults": [_told(fault, language) for fault in found.faults],
        "notes": [_told(note, language) for note in found.notes],
    }
    return json.dumps(content, indent=1)


def _told(fault: Fault, language: Language) -> dict[str, str]:
    return {**asdict(fault), "sentence": plain(fault.sentence(language))}
