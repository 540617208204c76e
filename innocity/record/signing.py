"""Signatures by a program of choice: made when a report is released, held against the file of allowed signers ever after."""

import os
import subprocess
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, Field

from innocity.errors import UsageError
from innocity.thresholds import load_rules
from innocity.workspace import CODE, Workspace

KEY = "INNOCITY_KEY"
_PATIENCE = 120  # seconds, since a pass phrase may have to be typed


class SignatureVerdict(StrEnum):
    """What a program says of a signature."""

    GOOD = "good"
    BROKEN = "broken"
    NOT_ALLOWED = "not_allowed"
    EXPIRED = "expired"
    NAMESPACE = "namespace"
    UNCHECKED = "unchecked"


class Saying(BaseModel):
    """A passage of a program's output, and what it means."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    passage: str
    means: SignatureVerdict


class Signer(BaseModel):
    """A program that signs and verifies: its two commands, their places still open."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sign: tuple[str, ...] = Field(min_length=1)
    verify: tuple[str, ...] = Field(min_length=1)
    says: tuple[Saying, ...] = ()


class Signers(BaseModel):
    """The programs that can sign, by name; of the repository, since a workspace's own commands are never executed."""

    model_config = ConfigDict(frozen=True, extra="allow")

    __pydantic_extra__: dict[str, Signer] = Field(init=False)

    @classmethod
    def known(cls) -> Self:
        """The table of the repository; UsageError when it is missing or faulty."""
        return load_rules(Workspace(CODE).signers, cls)

    def find(self, name: str) -> Signer | None:
        """The program of this name."""
        return self.__pydantic_extra__.get(name)


class ReleaseRules(BaseModel):
    """How releases of a workspace are signed: `params/release/release.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    signer: str
    namespace: str = Field(pattern=r"^[a-z0-9.-]+$")

    @classmethod
    def of(cls, workspace: Workspace) -> Self:
        """The rules of a workspace; UsageError when the file is missing or faulty."""
        return load_rules(workspace.release_rules, cls)


@dataclass(frozen=True)
class Signing:
    """Who signs when and what for; `time` is the ledger's, such as 2023-07-16T08:00:00Z."""

    signer: str
    namespace: str
    by: str
    time: str

    def sign(self, file: Path) -> None:
        """Put a signature beside a file. UsageError when there is no key, no such program, or it does not sign."""
        key = os.environ.get(KEY, "")
        if not Path(key).is_file():
            raise UsageError("error.key_missing", got=key or "-")
        program = Signers.known().find(self.signer)
        if program is None:
            raise UsageError("error.signer_unknown", got=self.signer)
        try:
            code, said = self._run(program.sign, file, key=key)
        except (FileNotFoundError, subprocess.TimeoutExpired):
            raise UsageError("error.signer_missing", got=program.sign[0]) from None
        if code or not signature_of(file).is_file():
            raise UsageError("error.not_signed", got=" ".join(said.split()))

    def verdict(self, file: Path, allowed: Path) -> SignatureVerdict:
        """Whether the signature beside a file is its signer's, allowed at that time and for that purpose."""
        program = Signers.known().find(self.signer)
        if program is None:
            return SignatureVerdict.UNCHECKED
        try:
            code, said = self._run(program.verify, file, allowed=str(allowed))
        except (FileNotFoundError, subprocess.TimeoutExpired):
            return SignatureVerdict.UNCHECKED
        if code == 0:
            return SignatureVerdict.GOOD
        return next((one.means for one in program.says if one.passage in said), SignatureVerdict.BROKEN)

    def _run(self, command: tuple[str, ...], file: Path, **places: str) -> tuple[int, str]:
        """The exit code of a command, and all that it said."""
        given = {
            "file": str(file),
            "signature": str(signature_of(file)),
            "namespace": self.namespace,
            "by": self.by,
            "time": "".join(one for one in self.time if one.isalnum()).replace("T", ""),
            **places,
        }
        told = subprocess.run(
            [part.format_map(given) for part in command],
            input=file.read_bytes() if "allowed" in places else None,
            capture_output=True,
            env={**os.environ, "LC_ALL": "C"},
            timeout=_PATIENCE,
        )
        return told.returncode, (told.stderr + told.stdout).decode("utf-8", "replace")


def signature_of(file: Path) -> Path:
    """Where the signature of a file lies."""
    return file.with_name(f"{file.name}.sig")
