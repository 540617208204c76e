"""Evidence beside the returns: files in the unit's folder or in an archive, some claimed and missing, some empty, some unasked."""

import io
import zipfile
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from innocity.demo.sheets import MARK

_MOST = 4  # claims of one return
_CONTENT = f"%PDF-1.4\n% {MARK}\n%%EOF\n"
_ARCHIVE = "示例佐证材料.zip"


class ProofFault(StrEnum):
    """What is wrong with a piece of evidence."""

    MISSING = "missing"  # claimed, not delivered
    UNCLAIMED = "unclaimed"  # delivered, not claimed
    EMPTY = "empty"  # a file of no bytes


@dataclass(frozen=True)
class Proof:
    """One piece of evidence by its file name."""

    name: str
    fault: ProofFault | None

    @property
    def is_delivered(self) -> bool:
        """Whether a file of this name is sent."""
        return self.fault is not ProofFault.MISSING

    @property
    def content(self) -> bytes:
        """What the file holds."""
        return b"" if self.fault is ProofFault.EMPTY else f"{_CONTENT}% {self.name}\n".encode()


def choose_proofs(chance: Random, claims: int) -> list[Proof]:
    """Evidence for so many statements at most, and at times one file more that none names."""
    some = range(1, min(claims, chance.randint(0, _MOST)) + 1)
    faults = (None, None, None, ProofFault.MISSING, ProofFault.EMPTY)
    proofs = [Proof(f"示例佐证 {number}.pdf", chance.choice(faults)) for number in some]
    if proofs and chance.random() < 0.2:
        proofs.append(Proof("示例补充材料.pdf", ProofFault.UNCLAIMED))
    return proofs


def delivered(proofs: list[Proof], folder: str, *, is_packed: bool) -> tuple[dict[str, bytes], dict[str, str]]:
    """The files to send by their path, and for each proof the name that tables give its file."""
    sent = [proof for proof in proofs if proof.is_delivered]
    if not is_packed or not sent:
        paths = {proof.name: f"{folder}/{proof.name}" for proof in sent}
        return {paths[proof.name]: proof.content for proof in sent}, paths
    archive = f"{folder}/{_ARCHIVE}"
    return {archive: _packed(sent)}, {proof.name: f"{archive}!佐证/{proof.name}" for proof in sent}


def _packed(proofs: list[Proof]) -> bytes:
    """An archive as made under Windows in Chinese: its names are GBK and do not say so."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.comment = MARK.encode("gb18030")
        for proof in proofs:
            archive.writestr(_GbkName(f"佐证/{proof.name}"), proof.content)
    return out.getvalue()


class _GbkName(zipfile.ZipInfo):
    """A member whose name is stored in GBK, without the mark of UTF-8."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 - the library's name
        return self.filename.encode("gb18030"), self.flag_bits & ~0x800
