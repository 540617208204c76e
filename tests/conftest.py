"""What several tests work with: the shipped facts, and copies of the workspace that a test may damage."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import workbooks
from hypothesis import settings

from innocity.framework import Framework, load
from innocity.intake.intake import Intake
from innocity.intake.matching import Dictionary, dictionary
from innocity.intake.returns import read_returns
from innocity.intake.rules import Rules
from innocity.language import Language
from innocity.parameters import load_parameters
from innocity.period import Period
from innocity.workspace import CODE, Workspace

settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("search", max_examples=3000, deadline=None)  # by hand: pytest --hypothesis-profile=search
settings.load_profile("same")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--slow` also runs what takes long: whole runs, browsers, mutations; `--faults` only the faults, all of them, for hours."""
    parser.addoption("--slow", action="store_true", help="also run the tests marked slow, as CI does")
    parser.addoption("--faults", action="store_true", help="only the faults, with those that take hours")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is not asked for."""
    is_asked = _is_fault if config.getoption("--faults") else _is_quick
    if config.getoption("--slow") and not config.getoption("--faults"):
        is_asked = _is_not_long
    left_out = [item for item in items if not is_asked(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if is_asked(item)]


def _is_fault(item: pytest.Item) -> bool:
    return "faults" in item.path.parent.name


def _is_not_long(item: pytest.Item) -> bool:
    return not item.get_closest_marker("long")


def _is_quick(item: pytest.Item) -> bool:
    return _is_not_long(item) and not item.get_closest_marker("slow")


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
