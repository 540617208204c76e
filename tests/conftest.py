"""What several tests work with: the shipped facts, and copies of the workspace that a test may damage."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import workbooks
from hypothesis import settings

from innocity.framework import Framework, load
from innocity.intake.matching import Dictionary, dictionary
from innocity.intake.returns import Intake, read_returns
from innocity.intake.rules import Rules
from innocity.language import Language
from innocity.parameters import load_parameters
from innocity.period import Period
from innocity.workspace import CODE, Workspace

settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("search", max_examples=3000, deadline=None)  # by hand: pytest --hypothesis-profile=search
settings.load_profile("same")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--slow` also runs what takes long: whole runs, browsers, mutations."""
    parser.addoption("--slow", action="store_true", help="also run the tests marked slow, as CI does")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is marked slow unless it is asked for."""
    if not config.getoption("--slow"):
        slow = [item for item in items if item.get_closest_marker("slow")]
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if item not in set(slow)]


@pytest.fixture(autouse=True)
def own_language(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test starts in the default language, whatever an earlier one has chosen."""
    monkeypatch.setenv("INNOCITY_LANG", "zh-Hans")


@pytest.fixture(scope="session")
def framework() -> Framework:
    """The shipped facts."""
    return load(Workspace(CODE))


@pytest.fixture(scope="session")
def words(framework: Framework) -> Dictionary:
    """The shipped spellings."""
    return dictionary(framework)


@pytest.fixture(scope="session")
def rules() -> Rules:
    """The shipped kinds of findings."""
    return Rules.of(Workspace(CODE), Language.ZH_HANS)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A copy of the shipped parameters and returns."""
    for part in ("params", "data/raw"):
        shutil.copytree(CODE / part, tmp_path / part)
    return Workspace.at(tmp_path)


@pytest.fixture
def empty(tmp_path: Path) -> Workspace:
    """A copy of the shipped parameters, without returns."""
    shutil.copytree(CODE / "params", tmp_path / "params")
    return Workspace.at(tmp_path)


@pytest.fixture
def send(empty: Workspace) -> Callable[..., Path]:
    """Put a workbook among the returns of 2022-Q4 of the empty workspace: `send(name, rows, …)`."""

    def to_returns(name: str, rows: list[workbooks.Line], **options: object) -> Path:
        return workbooks.make_workbook(empty.returns(Period(2022, 4)) / name, rows, **options)  # type: ignore[arg-type]

    return to_returns


@pytest.fixture
def take_in(empty: Workspace, framework: Framework) -> Callable[[], Intake]:
    """Read the returns of 2022-Q4 of the empty workspace."""

    def read() -> Intake:
        return read_returns(empty, framework, load_parameters(empty.period_file(Period(2022, 4))))

    return read
