"""The city of the faults as an undisturbed run leaves it."""

import time

import city
import pytest

from innocity.workspace import Workspace


@pytest.fixture(scope="session")
def clean(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, float]:
    """The city after an undisturbed run, and how many seconds that took."""
    workspace = city.founded(tmp_path_factory.mktemp("clean") / "city")
    begun = time.monotonic()
    process = city.started(workspace)
    _, said = process.communicate()
    assert (process.returncode, said) == (3, "")  # the demonstration city has findings of severity error
    return workspace, time.monotonic() - begun
