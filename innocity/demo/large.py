"""A very large workbook, of which a few rows name indicators: how long reading it takes beside merely opening it."""

import io
import statistics
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from innocity.framework import load
from innocity.intake.form import Form
from innocity.intake.forms import find_forms
from innocity.intake.isolation import Isolated
from innocity.intake.matching import Dictionary, dictionary
from innocity.language import Language
from innocity.workspace import CODE, Workspace

ROWS = 200_000
_TIMES = 3
_EVERY = 50_000  # rows from one indicator to the next
_HEADER = (
    "序号",
    "指标名称",
    "计量单位",
    "上年值",
    "目标值",
    "完成值",
    "数据状态",
    "数据截止日",
    "佐证材料",
    "备注",
    "区县",
)
_SYLLABLES = "中华国东西江河海山新光明星宏达远恒兴盛瑞丰信诚美佳安康泰和顺通利"


def run() -> None:
    """Print, for one workbook, the seconds that opening and reading it take and the ratio of the two; medians of three.

    Reading is timed in a child process that has read a file before: it is started once for all files of a run.
    """
    framework = load(Workspace.at(CODE))
    names = [one.name(Language.ZH_HANS) for one in framework.indicators]
    with TemporaryDirectory() as folder:
        path, words = make(Path(folder) / "large.xlsx", names, ROWS), dictionary(framework)
        small = make(Path(folder) / "small.xlsx", names, 1)
        with Isolated() as isolated:
            read(small, words, isolated)
            opening, reading = zip(*(_timed(path, words, isolated) for _ in range(_TIMES)), strict=True)
    opened, done = statistics.median(opening), statistics.median(reading)
    print(f"rows {ROWS}  opening {opened:.2f} s  reading {done:.2f} s  ratio {done / opened:.2f}")


def make(path: Path, names: list[str], rows: int, seed: int = 1) -> Path:
    """Write a form of so many rows, most of which name firms; the same seed gives the same bytes."""
    workbook = Workbook()
    workbook.worksheets[0].append(_HEADER)
    raw = io.BytesIO()
    workbook.save(raw)
    with zipfile.ZipFile(raw) as archive, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as large:
        for name in archive.namelist():
            content = archive.read(name)
            if name.startswith("xl/worksheets/"):
                more = "".join(_rows(names, rows, Random(seed)))  # noqa: S311 - made-up firms
                content = content.replace(b"</sheetData>", more.encode() + b"</sheetData>")
            large.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return path


def _rows(names: list[str], rows: int, chance: Random) -> Iterator[str]:
    for row in range(2, rows + 2):
        name = (
            names[row // _EVERY % len(names)]
            if row % _EVERY == 0
            else f"{''.join(chance.choices(_SYLLABLES, k=6))}公司"
        )
        figures = [round(chance.random() * 1000, 2) for _ in range(3)]
        line: tuple[str | float, ...] = (
            row - 1,
            name,
            "家",
            *figures,
            "最终",
            "2023-06-30",
            f"附件{row % 50}",
            f"{row % 1000}号",
            "雨湖区",
        )
        yield f'<row r="{row}">{"".join(_cell(chr(65 + place), row, value) for place, value in enumerate(line))}</row>'


def _cell(column: str, row: int, value: str | float) -> str:
    if isinstance(value, str):
        return f'<c r="{column}{row}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f'<c r="{column}{row}"><v>{value}</v></c>'


def _timed(path: Path, words: Dictionary, isolated: Isolated) -> tuple[float, float]:
    """Seconds for opening every sheet, and for all of intake up to the forms."""
    return _seconds(lambda: _open(path)), _seconds(lambda: read(path, words, isolated))


def read(path: Path, words: Dictionary, isolated: Isolated) -> list[Form]:
    """The forms of a workbook, by the way that every return goes."""
    return [form for sheet in isolated.read(path, (), words) for form in find_forms(sheet, words)]


def _open(path: Path) -> None:
    with path.open("rb") as handle:
        workbook = CalamineWorkbook.from_filelike(handle)
        for name in workbook.sheet_names:
            workbook.get_sheet_by_name(name).to_python()


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
