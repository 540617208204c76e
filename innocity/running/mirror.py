"""A workspace that lies in an object store or another file system: worked on in a copy here, then put back (fsspec).

Stores know no locks and no renames. So what is put back comes in an order in which half of it reads as out of date, and
nothing is put back over a ledger that somebody else has written to meanwhile.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from innocity.errors import BusyError, InnocityError, UsageError
from innocity.intake.register import digest
from innocity.running.plan import FINGERPRINT
from innocity.workspace import Workspace

_WRITTEN = ("data/processed/", "data/history/", "reports/")  # by runs


class Mirror:
    """The copy of one workspace in a folder of this machine."""

    def __init__(self, url: str, folder: Path) -> None:
        """Fetch all of it; UsageError when there is nothing there, or the library for this kind of place is missing."""
        self._url = url
        self._folder = folder.resolve()
        self._store, self._root = _opened(url)
        with _told(url):
            names = self._names()
            for name in names:
                self._fetch(name)
        if not names:
            raise UsageError("error.no_workspace", folder=url)
        self._fetched = self._present()
        self.workspace = Workspace.at(self._folder)

    def put_back(self) -> None:
        """Bring what runs wrote to where it was fetched from; BusyError when another run has been there meanwhile."""
        with _told(self._url):
            self._put_back()

    def _put_back(self) -> None:
        ledger = self.workspace.name_of(self.workspace.ledger)
        if self._ledger_there(ledger) != self._fetched.get(ledger):
            raise BusyError("error.store_busy", url=self._url)
        now = self._present()
        changed = [name for name, was in now.items() if self._fetched.get(name) != was]
        for name in sorted(self._fetched.keys() - now.keys()):
            self._store.rm_file(f"{self._root}/{name}")
        for name in sorted(changed, key=_order):
            self._store.makedirs(f"{self._root}/{name}".rpartition("/")[0], exist_ok=True)
            self._store.put_file(str(self._folder / name), f"{self._root}/{name}")
        self._fetched = now

    def _fetch(self, name: str) -> None:
        place = (self._folder / name).resolve()
        if not place.is_relative_to(self._folder):
            raise InnocityError("error.store_name", url=self._url, got=name)
        place.parent.mkdir(parents=True, exist_ok=True)
        self._store.get_file(f"{self._root}/{name}", str(place))

    def _names(self) -> list[str]:
        found = self._store.find(self._root)
        return sorted(path.removeprefix(self._root).lstrip("/") for path in found)

    def _present(self) -> dict[str, str]:
        """The digest of everything in the copy that runs write, by name."""
        files = (path for part in _WRITTEN for path in (self._folder / part).rglob("*") if path.is_file())
        return {path.relative_to(self._folder).as_posix(): digest(path) for path in files}

    def _ledger_there(self, name: str) -> str | None:
        path = f"{self._root}/{name}"
        self._store.invalidate_cache()
        return sha256(self._store.cat_file(path)).hexdigest() if self._store.exists(path) else None


def _order(name: str) -> tuple[bool, bool, str]:
    """A ledger before its head; fingerprints last, since a period with a former one is out of date and made again."""
    return name.endswith(f"/{FINGERPRINT}"), name.endswith(".head"), name


def _opened(url: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs

        store, root = url_to_fs(url)
    except (ImportError, ValueError) as fault:
        raise UsageError("error.store_missing", url=url, got=str(fault)) from fault
    return store, root.rstrip("/")


@contextmanager
def _told(url: str) -> Iterator[None]:
    """Whatever goes wrong between here and a place, by the place; every kind of store has exceptions of its own."""
    try:
        yield
    except InnocityError:
        raise
    except Exception as fault:
        raise InnocityError("error.store_failed", url=url, got=repr(fault)) from fault
