"""The sheet of a release: what was declared official, by whom, with digests and the head of the ledger, to be signed and stamped."""

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from innocity.errors import InnocityError
from innocity.language import Language, messages, text
from innocity.presentation.formats import day
from innocity.presentation.glyphs import collection, faces, missing, own_fonts, shipped_fonts
from innocity.presentation.portal import rendered

_TEMPLATES = Path(__file__).parent / "templates"
_WORDS = "sheet."
_GROUP, _HALF = 8, 4


@dataclass(frozen=True)
class ReleasedFile:
    """A file that was released, with both its digests."""

    name: str
    sha256: str
    sm3: str


@dataclass(frozen=True)
class ReleaseSheet:
    """All that the sheet says; times are the ledger's, `qr` is the head as an SVG."""

    language: Language
    programme: str
    office: str
    report: str
    period: str
    number: int
    released_at: datetime
    why: str
    errors: int
    operator: str
    run_id: str
    reviewers: tuple[str, ...]
    releaser: str
    code: str
    files: tuple[ReleasedFile, ...]
    head: str
    qr: str

    @property
    def facts(self) -> dict[str, str]:
        """What stands in the upper table, by its label."""
        told = {
            "report": self.report,
            "period": self.period,
            "release": str(self.number),
            "day": f"{day(self.released_at.date(), self.language)} {self.released_at:%H:%M} UTC",
            "run": self.run_id,
            "code": self.code,
            "errors": str(self.errors),
            "why": self.why,
        }
        return {text(f"sheet.{name}", self.language): said for name, said in told.items()}

    @property
    def people(self) -> dict[str, str]:
        """Who did what, by role; room for each hand is left beside."""
        names = text("format.list_mark", self.language).join(self.reviewers)
        told = {"operator": self.operator, "reviewers": names, "releaser": self.releaser}
        return {text(f"sheet.{role}", self.language): said for role, said in told.items()}

    @property
    def digests(self) -> list[tuple[str, str, list[str]]]:
        """A line for each digest: file, algorithm, the digest in two lines of groups that an eye can follow."""
        return [
            (file.name, name, _grouped(digest))
            for file in self.files
            for name, digest in (("SHA-256", file.sha256), ("SM3", file.sm3))
        ]

    @property
    def head_lines(self) -> list[str]:
        """The head in lines: origin and size, then the digest in two."""
        origin, size, *groups = self.head.split(" ")
        return [f"{origin} {size}", *_grouped("".join(groups))]

    @property
    def words(self) -> dict[str, str]:
        """The other words of the sheet."""
        said = messages(self.language)
        return {key.removeprefix(_WORDS): word for key, word in said.items() if key.startswith(_WORDS)}


def _grouped(digest: str) -> list[str]:
    groups = [digest[start : start + _GROUP] for start in range(0, len(digest), _GROUP)]
    return [" ".join(groups[:_HALF]), " ".join(groups[_HALF:])]


def as_html(sheet: ReleaseSheet) -> bytes:
    """The sheet as a page with nothing to load and no script."""
    return rendered("release.html.j2", sheet.language, sheet=sheet).encode()


def as_pdf(sheet: ReleaseSheet) -> bytes:
    """The sheet as PDF/A-3a and PDF/UA-1; InnocityError for a character that no font draws."""
    import typst

    own = own_fonts()
    folders = (own, shipped_fonts()) if own else (shipped_fonts(),)
    told = json.dumps(_printed(sheet), ensure_ascii=False)
    if characters := missing(told, *folders):
        raise InnocityError("error.sheet_glyph", got=", ".join(f"U+{ord(one):04X}" for one in characters))
    fonts = collection(folders)
    compiler = typst.Compiler(
        (_TEMPLATES / "release.typ").read_bytes(),
        font_paths=fonts,
        ignore_system_fonts=True,
        sys_inputs={**faces(fonts.families()), "sheet": told},
    )
    at = datetime.combine(sheet.released_at.date(), datetime.min.time(), UTC)
    pdf = compiler.compile(pdf_standards=["a-3a", "ua-1"], timestamp=at)
    assert isinstance(pdf, bytes)
    return pdf


def _printed(sheet: ReleaseSheet) -> dict[str, Any]:
    """The sheet as the template takes it; text stays data there and never becomes markup."""
    lines = {
        "facts": list(sheet.facts.items()),
        "people": list(sheet.people.items()),
        "digests": sheet.digests,
        "head_lines": sheet.head_lines,
        "words": sheet.words,
        "language": sheet.language.value,
        "day": [sheet.released_at.year, sheet.released_at.month, sheet.released_at.day],
    }
    shown = asdict(sheet)
    return {name: shown[name] for name in ("programme", "office", "qr", "head")} | lines
