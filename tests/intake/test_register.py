"""When and how each return arrived."""

from datetime import date
from pathlib import Path

import pytest

from innocity import csvfile
from innocity.errors import InnocityError
from innocity.intake.register import Arrival, Register, digest, read_register
from innocity.period import Period
from innocity.tables import Receipt, Verdict
from innocity.workspace import Workspace

PERIOD = Period(2022, 4)
AS_OF = date(2023, 4, 20)
EMPTY_DIGEST = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    """A workspace with one empty file, `a/x.xlsx`."""
    workspace = Workspace(tmp_path)
    path = workspace.returns(PERIOD) / "a" / "x.xlsx"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"")
    return workspace


def arrival(name: str = "a/x.xlsx", sha256: str = EMPTY_DIGEST) -> Arrival:
    return Arrival(file=name, received_on=date(2023, 1, 14), channel="公文交换", sha256=sha256)


def receipt(place: Workspace, *arrivals: Arrival) -> Receipt:
    csvfile.write(place.register(PERIOD), arrivals, Arrival)
    path = place.returns(PERIOD) / "a" / "x.xlsx"
    return read_register(place, PERIOD).receipt(place, PERIOD, path, AS_OF)


def test_a_registered_file(place: Workspace) -> None:
    assert receipt(place, arrival()) == Receipt(
        file="data/raw/2022-Q4/a/x.xlsx",
        sha256=EMPTY_DIGEST,
        period="2022-Q4",
        received_on=date(2023, 1, 14),
        channel="公文交换",
        is_registered=True,
        version=1,
        verdict=Verdict.ACCEPTED,
    )


def test_a_file_without_a_row_counts_as_received_on_the_as_of_date(place: Workspace) -> None:
    found = receipt(place)
    assert (found.received_on, found.channel, found.is_registered) == (AS_OF, None, False)


@pytest.mark.parametrize(("sha256", "is_altered"), [(EMPTY_DIGEST, False), ("0" * 64, True)])
def test_an_altered_file(place: Workspace, sha256: str, is_altered: bool) -> None:
    found = receipt(place, arrival(sha256=sha256))
    altered = read_register(place, PERIOD).altered(found, "a/x.xlsx")
    assert altered == (arrival(sha256=sha256) if is_altered else None)
    assert read_register(place, PERIOD).altered(found, "other.xlsx") is None


def test_a_file_that_is_gone(place: Workspace) -> None:
    receipt(place, arrival(), arrival("b.xlsx"))
    assert read_register(place, PERIOD).lost(place, PERIOD) == [arrival("b.xlsx")]


def test_no_register_is_an_empty_one(place: Workspace) -> None:
    assert read_register(place, PERIOD) == Register({})


def test_a_file_registered_twice_is_a_fault(place: Workspace) -> None:
    with pytest.raises(InnocityError, match=r"register\.csv.*a/x\.xlsx.*2"):
        receipt(place, arrival(), arrival(sha256="0" * 64))


def test_a_faulty_register_is_told(place: Workspace) -> None:
    place.register(PERIOD).write_text("file,received_on,channel,sha256\na,someday,x,y\n", encoding="utf-8-sig")
    with pytest.raises(InnocityError, match=r"register\.csv.*received_on.*someday"):
        read_register(place, PERIOD)


def test_digest(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    assert digest(tmp_path / "a") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
