"""The head of the ledger: origin, size and digest of the last line; whoever keeps it can prove that nothing was cut or rewritten."""

import hashlib
import io
import re
from dataclasses import dataclass
from typing import Self

NOTHING = "0" * 64
_FILE = re.compile(r"(([^\s]+)\n(0|[1-9][0-9]{0,11})\n([0-9a-f]{64})\n)([0-9a-f]{64})\n")
_PRINTED = re.compile(r"([^\s]+)\s+(0|[1-9][0-9]{0,11})\s+((?:[0-9a-fA-F]\s*){64})")
_GROUP = 8


@dataclass(frozen=True)
class Head:
    """Whose ledger, how many lines, and the sha256 of the last one (64 zeros where there is none)."""

    origin: str
    size: int
    digest: str

    @property
    def text(self) -> str:
        """The head in three lines, as it is signed."""
        return f"{self.origin}\n{self.size}\n{self.digest}\n"

    @property
    def printed(self) -> str:
        """The head on one line, the digest in groups that an eye can follow."""
        groups = (self.digest[start : start + _GROUP] for start in range(0, len(self.digest), _GROUP))
        return f"{self.origin} {self.size} {' '.join(groups)}"

    @property
    def file(self) -> bytes:
        """The head as kept beside the ledger: its text, then the sha256 of that, so that damage to it shows."""
        return f"{self.text}{hashlib.sha256(self.text.encode()).hexdigest()}\n".encode()

    @classmethod
    def of_file(cls, content: bytes) -> Self | None:
        """The head in a file beside the ledger; None when it is damaged."""
        found = _FILE.fullmatch(content.decode("utf-8", "replace"))
        if not found or hashlib.sha256(found[1].encode()).hexdigest() != found[5]:
            return None
        return cls(found[2], int(found[3]), found[4])

    @classmethod
    def of_text(cls, given: str) -> Self | None:
        """The head as someone copied it, on one line or three, with or without groups; None when it is none."""
        found = _PRINTED.fullmatch(given.strip())
        return cls(found[1], int(found[2]), "".join(found[3].split()).lower()) if found else None


def qr(text: str) -> str:
    """A text as a QR code: an SVG that scales and that any page can hold."""
    import segno

    image = io.BytesIO()
    segno.make(text, error="m", micro=False).save(image, kind="svg", xmldecl=False, svgns=True, omitsize=True, nl=False)
    return image.getvalue().decode("utf-8")
