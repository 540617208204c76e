"""A workspace elsewhere: fetched whole, put back where it changed, never over what somebody else has written."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest

from innocity.errors import BusyError, InnocityError, UsageError
from innocity.running.mirror import Mirror

CITY = {
    "params/framework/units.csv": b"facts",
    "data/raw/2022-Q4/a.xlsx": b"return",
    "data/processed/2022-Q4/x.csv": b"table",
    "reports/2022-Q4/fingerprint.json": b"{}",
    "reports/2022-Q4/former.html": b"former",
    "reports/ledger.jsonl": b"1\n",
}


@pytest.fixture(params=["memory", "file"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A place that holds a workspace."""
    url = "memory://stores/city" if request.param == "memory" else (tmp_path / "stores" / "city").as_uri()
    store, root = fsspec.core.url_to_fs(url)
    for name, content in CITY.items():
        store.makedirs(f"{root}/{name}".rpartition("/")[0], exist_ok=True)
        store.pipe_file(f"{root}/{name}", content)
    yield url
    store.rm(root, recursive=True)


def there(url: str) -> dict[str, bytes]:
    """Everything that lies at a place."""
    store, root = fsspec.core.url_to_fs(url)
    return {path.removeprefix(root).lstrip("/"): store.cat_file(path) for path in store.find(root)}


def here(mirror: Mirror) -> dict[str, bytes]:
    """Everything in the copy."""
    workspace = mirror.workspace
    return {workspace.name_of(path): path.read_bytes() for path in workspace.root.rglob("*") if path.is_file()}


def test_all_of_it_is_fetched(url: str, tmp_path: Path) -> None:
    assert here(Mirror(url, tmp_path / "copy")) == CITY


def test_what_runs_wrote_is_put_back_and_what_they_removed_is_removed(url: str, tmp_path: Path) -> None:
    mirror = Mirror(url, tmp_path / "copy")
    root = mirror.workspace.root
    made = {
        "data/processed/2022-Q4/x.csv": b"other",
        "reports/2022-Q4/report.html": b"new",
        "reports/2022-Q4/fingerprint.json": b"{1}",
        "reports/ledger.jsonl": b"1\n2\n",
    }
    for name, content in {**made, "params/framework/units.csv": b"mine", ".work/lock": b""}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    (root / "reports" / "2022-Q4" / "former.html").unlink()
    mirror.put_back()
    assert there(url) == {name: was for name, was in {**CITY, **made}.items() if not name.endswith("former.html")}
    mirror.put_back()


def test_the_fingerprint_comes_last(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mirror = Mirror(url, tmp_path / "copy")
    reports = mirror.workspace.root / "reports" / "2022-Q4"
    for name in ("z.html", "fingerprint.json", "a.html"):
        (reports / name).write_bytes(b"new")
    put: list[str] = []
    monkeypatch.setattr(type(mirror._store), "put_file", lambda _, source, *rest: put.append(Path(source).name))
    mirror.put_back()
    assert put == ["a.html", "z.html", "fingerprint.json"]


def test_nothing_is_put_over_what_another_has_entered(url: str, tmp_path: Path) -> None:
    mirror, other = Mirror(url, tmp_path / "copy"), Mirror(url, tmp_path / "other")
    for one in (mirror, other):
        one.workspace.ledger.write_bytes(b"1\n" + one.workspace.root.name.encode())
    other.put_back()
    after = there(url)
    with pytest.raises(BusyError, match="city"):
        mirror.put_back()
    assert there(url) == after


@pytest.mark.parametrize(("url", "told"), [("memory://stores/none", "none"), ("odd://x", "odd")])
def test_a_place_that_is_none(url: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=told):
        Mirror(url, tmp_path / "copy")


class Sly:
    """A store with a name that leads out of the folder."""

    def find(self, root: str) -> list[str]:
        """One name."""
        return [f"{root}/../../up"]

    def get_file(self, *_: Any) -> None:
        """Never asked."""
        raise AssertionError


def test_a_name_that_leads_out_of_the_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("innocity.running.mirror._opened", lambda url: (Sly(), "sly"))
    with pytest.raises(InnocityError, match=r"\.\./\.\./up"):
        Mirror("sly://x", tmp_path / "copy")
