"""When and how each return arrived: `register.csv` beside the returns of a period, and the receipts made from it."""

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from innocity import csvfile
from innocity.csvfile import Row
from innocity.period import Period
from innocity.tables import Receipt, Verdict
from innocity.workspace import Workspace


class Arrival(Row):
    """One file as it arrived: its name below the period's folder, the day, the way, and its digest on arrival."""

    file: str
    received_on: date
    channel: str
    sha256: str


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

    def altered(self, receipt: Receipt, name: str) -> bool:
        """Whether the file is no longer the one that arrived."""
        arrival = self.arrivals.get(name)
        return arrival is not None and arrival.sha256 != receipt.sha256


def read_register(workspace: Workspace, period: Period) -> Register:
    """The register of a period, empty where there is none; InnocityError when it is faulty."""
    path = workspace.register(period)
    rows = csvfile.read(path, Arrival) if path.exists() else []
    return Register({row.file: row for row in rows})


def digest(path: Path) -> str:
    """The sha256 of a file, in hexadecimal."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
