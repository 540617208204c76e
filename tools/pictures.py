"""The pictures of the documents, made anew: python3 tools/pictures.py CITY, where CITY is a demo city that was run.

Needs the development requirements, Chromium, LibreOffice and pdftoppm. The first page of the report is that of this
repository's newest period, which must have been run; all else is of the synthetic city, whose names say so. Look at
every picture before you keep it.
"""

import html
import io
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
LARGEST = 150_000  # bytes
PERIOD = "2023-Q2"
TERMINAL = (
    '<body style="margin:0;padding:20px 24px;background:#1f1d1b;color:#f2efe9"><pre style="margin:0;'
    "font:15px/1.65 monospace,'Noto Sans SC';white-space:pre-wrap\">{}</pre>"
)


def command(*arguments: str) -> str:
    """What the command prints, below the line that asks for it."""
    call = [sys.executable, str(ROOT / "pipeline.py"), *arguments]
    done = subprocess.run(call, capture_output=True, text=True, check=False, encoding="utf-8")
    return done.stdout


def kept(name: str, picture: Image.Image) -> None:
    """Keep a picture in as many colours as its size allows."""
    for colours in (256, 128, 64, 32):
        content = io.BytesIO()
        picture.convert("RGB").quantize(colours).save(content, "PNG", optimize=True)
        if content.tell() <= LARGEST:
            break
    (PICTURES / f"{name}.png").write_bytes(content.getvalue())
    print(f"{name}.png: {content.tell():,} bytes, {colours} colours")


def shot(browser: Browser, address: str, height: int, anchor: str = "", markup: str = "") -> Image.Image:
    """A page of 1,200 points' width from its top, or from the element with this id."""
    page = browser.new_page(viewport={"width": 1200, "height": height})
    if markup:
        page.set_content(markup)
    else:
        page.goto(address + anchor)
    picture = Image.open(io.BytesIO(page.screenshot(full_page=bool(markup))))
    page.close()
    return picture


def workbook(path: Path) -> Image.Image:
    """The first sheet of a workbook as an office program prints it, without the empty margin."""
    with tempfile.TemporaryDirectory() as folder:
        quiet = {"cwd": folder, "check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        shutil.copy(path, Path(folder) / "reply.xlsx")
        subprocess.run(["soffice", "--headless", "--convert-to", "pdf", "reply.xlsx"], **quiet)
        subprocess.run(["pdftoppm", "-png", "-r", "110", "-singlefile", "reply.pdf", "reply"], **quiet)
        picture = Image.open(Path(folder) / "reply.png").convert("RGB")
    inked = picture.convert("L").point(lambda grey: 255 if grey < 250 else 0).getbbox() or (0, 0, *picture.size)
    return picture.crop((max(inked[0] - 20, 0), max(inked[1] - 20, 0), inked[2] + 20, inked[3] + 20))


def main(city: Path) -> None:
    PICTURES.mkdir(exist_ok=True)
    newest = sorted((ROOT / "reports").glob("*-Q*/report.html"))[-1]
    checked = command("check", "--workspace", str(city), "--period", PERIOD).splitlines()[:16]
    said = "\n".join([f"$ python3 pipeline.py check --workspace sample-city --period {PERIOD}", *checked])
    command("reply", PERIOD, "--workspace", str(city))
    reply = sorted((city / "reports" / "replies" / PERIOD).rglob("*_04_*.xlsx"))[0]
    with sync_playwright() as playwright:
        chromium = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--hide-scrollbars"])
        kept("report", shot(browser, newest.as_uri(), 900))
        kept("portal", shot(browser, (city / "reports/index.html").as_uri(), 900, "#indicators"))
        kept("check", shot(browser, "", 300, markup=TERMINAL.format(html.escape(said))))
        card = sorted((city / "reports" / PERIOD / "scorecards").glob("*.html"))[0]
        kept("scorecard", shot(browser, card.as_uri(), 900))
        browser.close()
    kept("reply", workbook(reply))


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
