"""A real browser, and the report and a scorecard as pages for it, made from the kept tables of a real period."""

import shutil
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import pylopdf_fonts_zh_cn
import pytest
from nbclient import NotebookClient
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from innocity.framework import load
from innocity.parameters import load_parameters
from innocity.period import Period
from innocity.presentation.html import ReportHTMLExporter
from innocity.presentation.report import masthead
from innocity.stage import OUTPUT_VARIABLE
from innocity.workspace import CODE, Workspace

PERIOD = Period(2022, 4)
GOLDEN = Path(__file__).parent.parent / "golden" / str(PERIOD)
# Only the report's own fonts, so that every machine draws the same.
FONTS = '<?xml version="1.0"?><fontconfig><dir>{}</dir><cachedir>{}</cachedir></fontconfig>'
ABSENT = "NO BROWSER: chromium is not installed, so nothing of the page is tested in one (apt-get install chromium)"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Headless Chromium; the tests are skipped where there is none."""
    command = shutil.which("chromium") or shutil.which("chromium-browser")
    if command is None:
        warnings.warn(ABSENT, stacklevel=1)
        pytest.skip(ABSENT)
    folder = tmp_path_factory.mktemp("fonts")
    fonts = folder / "fonts.conf"
    fonts.write_text(FONTS.format(Path(pylopdf_fonts_zh_cn.__file__).parent, folder), encoding="utf-8")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=command,
            args=["--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--font-render-hinting=none"],
            env={"FONTCONFIG_FILE": str(fonts), "PATH": "/usr/bin:/bin", "HOME": str(folder)},
        )
        yield started
        started.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a page in a context of its own: `visit(path, width=…, color_scheme=…)`."""
    contexts: list[BrowserContext] = []

    def opened(path: Path, width: int = 1280, height: int = 900, **options: Any) -> Page:
        contexts.append(browser.new_context(viewport={"width": width, "height": height}, **options))
        page = contexts[-1].new_page()
        page.goto(path.as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def report_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of a real period."""
    return _page("4_report", tmp_path_factory.mktemp("report"))


@pytest.fixture(scope="session")
def scorecard_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A unit's scorecard of a real period."""
    return _page("5_scorecard", tmp_path_factory.mktemp("scorecard"))


def _page(notebook: str, folder: Path) -> Path:
    workspace = Workspace.at(CODE)
    parameters = load_parameters(workspace.period_file(PERIOD))
    executed = nbformat.read(CODE / "notebooks" / f"{notebook}.ipynb", as_version=4)
    tables = shutil.copytree(GOLDEN, folder / "tables")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv(OUTPUT_VARIABLE, str(tables))
        NotebookClient(executed, timeout=300, kernel_name="python3").execute(cwd=str(CODE))
    executed.metadata["innocity"] = masthead(load(workspace), parameters)
    content, _ = ReportHTMLExporter().from_notebook_node(executed)
    page = folder / f"{notebook}.html"
    page.write_text(content, encoding="utf-8", newline="\n")
    return page
