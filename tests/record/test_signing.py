"""Signatures: good ones, and each way in which one can be bad, with its own verdict; the program is a setting."""

import shutil
import subprocess
from pathlib import Path

import pytest
import releasable
from releasable import RELEASER, needs_ssh

from innocity.errors import UsageError
from innocity.record import signing
from innocity.record.signing import SignatureVerdict, Signer, Signers, Signing

TIME = "2023-07-16T08:00:00Z"
pytestmark = needs_ssh


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two keys."""
    folder = tmp_path_factory.mktemp("keys")
    for name in ("own", "other"):
        releasable.key(folder, name)
    return folder


def signed(folder: Path, key: Path, monkeypatch: pytest.MonkeyPatch, namespace: str = "ours") -> Path:
    """A file with a signature beside it."""
    file = folder / "release.txt"
    file.write_bytes("来源\n1\n".encode())
    monkeypatch.setenv(signing.KEY, str(key))
    Signing("ssh", namespace, RELEASER, TIME).sign(file)
    return file


@pytest.mark.parametrize(
    ("options", "by", "namespace", "expected"),
    [
        ("", RELEASER, "ours", "good"),
        ('valid-after="20230716Z",valid-before="20230717Z"', RELEASER, "ours", "good"),
        ('valid-before="20230715Z"', RELEASER, "ours", "expired"),
        ('valid-after="20230717Z"', RELEASER, "ours", "expired"),
        ('namespaces="theirs"', RELEASER, "ours", "namespace"),
        ("", RELEASER, "theirs", "namespace"),
        ("", "李四", "ours", "not_allowed"),
    ],
)
def test_what_the_allowed_signers_say(
    keys: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: str, by: str, namespace: str, expected: str
) -> None:
    file, allowed = signed(tmp_path, keys / "own", monkeypatch), tmp_path / "allowed"
    allowed.write_text(releasable.allowed(keys / "own", options), encoding="utf-8")
    assert Signing("ssh", namespace, by, TIME).verdict(file, allowed) == SignatureVerdict(expected)


@pytest.mark.parametrize(
    ("content", "signature", "expected"),
    [(b"other", None, "broken"), (b"\xff", None, "broken"), (None, b"", "broken"), (None, b"junk\n", "broken")],
)
def test_what_does_not_fit(
    keys: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    content: bytes | None,
    signature: bytes | None,
    expected: str,
) -> None:
    file, allowed = signed(tmp_path, keys / "own", monkeypatch), tmp_path / "allowed"
    allowed.write_text(releasable.allowed(keys / "own"), encoding="utf-8")
    for path, other in ((file, content), (signing.signature_of(file), signature)):
        if other is not None:
            path.write_bytes(other)
    assert Signing("ssh", "ours", RELEASER, TIME).verdict(file, allowed) == SignatureVerdict(expected)


@pytest.mark.parametrize("content", ["", "garbage\n", "# nobody\n", None])
def test_nobody_is_allowed_by_a_file_that_allows_nobody(
    keys: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str | None
) -> None:
    file, allowed = signed(tmp_path, keys / "own", monkeypatch), tmp_path / "allowed"
    if content is not None:
        allowed.write_text(content, encoding="utf-8")
    assert Signing("ssh", "ours", RELEASER, TIME).verdict(file, allowed) is SignatureVerdict.NOT_ALLOWED


def test_another_key_under_the_same_name(keys: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, allowed = signed(tmp_path, keys / "other", monkeypatch), tmp_path / "allowed"
    allowed.write_text(releasable.allowed(keys / "own"), encoding="utf-8")
    assert Signing("ssh", "ours", RELEASER, TIME).verdict(file, allowed) is SignatureVerdict.NOT_ALLOWED


def table(monkeypatch: pytest.MonkeyPatch, **programs: Signer) -> None:
    """Put another table of programs in the place of the repository's."""
    monkeypatch.setattr(Signers, "known", classmethod(lambda cls: cls.model_validate(programs)))


def test_a_program_that_is_not_there(keys: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = signed(tmp_path, keys / "own", monkeypatch)
    table(monkeypatch, ssh=Signer(sign=("no-such-program",), verify=("no-such-program",)))
    asked = Signing("ssh", "ours", RELEASER, TIME)
    assert asked.verdict(file, tmp_path) is SignatureVerdict.UNCHECKED
    with pytest.raises(UsageError, match="no-such-program"):
        asked.sign(file)


@pytest.mark.parametrize(
    ("signer", "key", "told"),
    [("none", "own", "signers.yaml"), ("ssh", "absent", "INNOCITY_KEY"), ("ssh", "own.pub", "INNOCITY_KEY")],
)
def test_what_cannot_sign(
    keys: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, signer: str, key: str, told: str
) -> None:
    (tmp_path / "file").write_bytes(b"x")
    monkeypatch.setenv(signing.KEY, str(keys / key))
    public = keys / "own.pub"
    monkeypatch.setenv("SSH_AUTH_SOCK", "")
    if key == "own.pub":  # a public key without its private half
        monkeypatch.setenv(signing.KEY, str(shutil.copy(public, tmp_path / "alone.pub")))
    with pytest.raises(UsageError, match=told):
        Signing(signer, "ours", RELEASER, TIME).sign(tmp_path / "file")


def test_sm2_can_take_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key, public, file = tmp_path / "sm2.pem", tmp_path / "sm2.pub.pem", tmp_path / "release.txt"
    make = ["openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:SM2", "-out", str(key)]
    if shutil.which("openssl") is None or subprocess.run(make, capture_output=True).returncode:
        pytest.skip("NOT TESTED: an OpenSSL with SM2")
    subprocess.run(["openssl", "pkey", "-in", str(key), "-pubout", "-out", str(public)], check=True)
    form = ("-rawin", "-digest", "sm3", "-pkeyopt", "distid:1234567812345678", "-in", "{file}")
    sign = ("openssl", "pkeyutl", "-sign", "-inkey", "{key}", *form, "-out", "{signature}")
    verify = ("openssl", "pkeyutl", "-verify", "-pubin", "-inkey", "{allowed}", *form, "-sigfile", "{signature}")
    table(monkeypatch, sm2=Signer(sign=sign, verify=verify))
    monkeypatch.setenv(signing.KEY, str(key))
    file.write_bytes(b"head\n")
    asked = Signing("sm2", "ours", RELEASER, TIME)
    asked.sign(file)
    assert asked.verdict(file, public) is SignatureVerdict.GOOD
    file.write_bytes(b"other\n")
    assert asked.verdict(file, public) is SignatureVerdict.BROKEN


def test_the_table_of_the_repository_names_ssh() -> None:
    found = Signers.known().find("ssh")
    assert found is not None
    assert found.sign[0] == found.verify[0] == "ssh-keygen"
