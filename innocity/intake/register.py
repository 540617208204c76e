"""When and how each return arrived: `register.csv` beside the returns of a period, and the receipts made from it."""

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from innocity import csvfile
from innocity.csvfile import Row
from innocity.errors import InnocityError
from innocity.language import text
from innocity.period import Period
from innocity.tables import Receipt, Verdict
from innocity.workspace import Workspace


class Arrival(Row):
    """One file as it arrived: its name below the period's folder, the day, the way, and its digest on arrival.

    A file taken in after the lock date says who allowed it and why.
    """

    file: str
    received_on: date
    channel: str
    sha256: str
    exception_by: str | None = None
    exception_why: str | None = None


@dataclass(frozen=True)
class Register:
    """The arrivals of one period by file."""

    arrivals: dict[str, Arrival]

    def receipt(self, workspace: Workspace, period: Period, path: Path, as_of: date) -> Receipt:
        """The receipt of a file; one without a row in the register counts as received on the as-of date."""
        arrival = self.arrivals.get(path.relative_to(workspace.returns(period)).as_posix())
        return Receipt(
            file=workspace.name_of(path),
            sha256=digest(path),
            period=str(period),
            received_on=arrival.received_on if arrival else as_of,
            channel=arrival.channel if arrival else None,
            is_registered=arrival is not None,
            version=1,
            verdict=Verdict.ACCEPTED,
        )

    def lost(self, workspace: Workspace, period: Period) -> list[Arrival]:
        """The arrivals whose file is no longer there, in the order of the register."""
        present = {path.relative_to(workspace.returns(period)).as_posix() for path in workspace.files_received(period)}
        return [arrival for name, arrival in self.arrivals.items() if name not in present]

    def altered(self, receipt: Receipt, name: str) -> Arrival | None:
        """The arrival of a file that is no longer the one that arrived; None where it is, or never was registered."""
        arrival = self.arrivals.get(name)
        return arrival if arrival and arrival.sha256 != receipt.sha256 else None


def read_register(workspace: Workspace, period: Period) -> Register:
    """The register of a period, empty where there is none; InnocityError when it is faulty or names a file twice."""
    path = workspace.register(period)
    rows = csvfile.read(path, Arrival) if path.exists() else []
    faults = [
        text("fault.repeated", file=path.name, key=name, count=count)
        for name, count in Counter(row.file for row in rows).items()
        if count > 1
    ]
    if faults:
        raise InnocityError("error.table", faults="\n".join(faults))
    return Register({row.file: row for row in rows})


def digest(path: Path) -> str:
    """The sha256 of a file, in hexadecimal."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
