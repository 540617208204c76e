"""The environment: made from the hash-checked lock on first use, entered afterwards; standard library only.

An interpreter that already satisfies the lock (conda, a container, an active environment) is used as it is.
"""

import hashlib
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import util
from pathlib import Path
from typing import TextIO

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
RUN_LOCK = ROOT / "requirements.lock"
TEST_LOCK = ROOT / "requirements-dev.lock"

_PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
_LOG = ROOT / ".venv.log"
_PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)(?:\s*;\s*(?P<marker>[^\\]+))?")


def enter_environment(lock: Path) -> None:
    """Go on in an interpreter that satisfies the lock: this one, or that of `.venv`, which is made when it is missing.

    Does not return when it changes the interpreter: the command starts again there.
    """
    if Path(sys.prefix).resolve() == VENV:
        if not _is_current(lock):
            _prepare(lock)
        return
    if satisfies(lock):
        os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
        return
    if not _is_current(lock):
        _prepare(lock)
    _restart()


def satisfies(lock: Path) -> bool:
    """Whether every distribution that the lock pins for this platform is installed here in just that version."""
    if util.find_spec("packaging") is None or util.find_spec("papermill") is None:
        return False
    installed = _installed()
    pins = (_PIN.match(line) for line in lock.read_text(encoding="utf-8").splitlines())
    return all(
        installed.get(_canonical(pin["name"])) == pin["version"] or _is_told(pin["name"], pin["version"], pin["marker"])
        for pin in pins
        if pin is not None
    )


def _installed() -> dict[str, str]:
    """The version of every distribution on the path by its canonical name, as the names of their folders tell."""
    found: dict[str, str] = {}
    for place in sys.path:
        for folder in Path(place or ".").glob("*.dist-info"):
            name, _, version = folder.name.removesuffix(".dist-info").partition("-")
            found.setdefault(_canonical(name), version)  # the first on the path is the one that is imported
    return found


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _is_told(name: str, version: str, marker: str | None) -> bool:
    """Whether a pin that no folder's name fulfils is not for this platform, or fulfilled in another form, as an egg is."""
    from importlib import metadata

    from packaging.markers import Marker

    if marker and not Marker(marker.strip()).evaluate():
        return True
    try:
        return metadata.version(name) == version
    except metadata.PackageNotFoundError:
        return False


def _stamp(lock: Path) -> Path:
    return VENV / f"{lock.stem}.stamp"


def _expected_stamp(lock: Path) -> str:
    facts = (lock.read_bytes(), sys.version.encode(), str(ROOT).encode(), (ROOT / "pyproject.toml").read_bytes())
    return hashlib.sha256(b"\0".join(facts)).hexdigest()


def _is_current(lock: Path) -> bool:
    stamp = _stamp(lock)
    return _PYTHON.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == _expected_stamp(lock)


def _prepare(lock: Path) -> None:
    """Make `.venv` fit the lock; the stamp is written last, so an interrupted set-up is simply done again."""
    with _one_at_a_time():
        if _is_current(lock):
            return
        _say(
            "正在准备运行环境 .venv（首次约需一分钟）· preparing the environment in .venv (about a minute the first time)"
        )
        started = time.monotonic()
        _install(lock)
        for finished in {lock, RUN_LOCK}:
            _stamp(finished).write_text(_expected_stamp(finished), encoding="utf-8")
        _say(f"运行环境已就绪，用时 {time.monotonic() - started:.0f} 秒 · environment ready")


def _install(lock: Path) -> None:
    with _LOG.open("w", encoding="utf-8") as log:
        if not _has_this_version(_PYTHON):
            _run([sys.executable, "-m", "venv", "--clear", "--without-pip", str(VENV)], log)
        install = _installer()
        _run([*install, "--require-hashes", "-r", str(lock)], log)
        _run([*install, "--no-deps", "--no-build-isolation", "-e", str(ROOT)], log)
    for packages in (*VENV.glob("lib/python*/site-packages"), *VENV.glob("Lib/site-packages")):
        # Python reads this file in the locale's encoding: an absolute path that is not ASCII breaks it under LC_ALL=C.
        (packages / "innocity.pth").write_text(os.path.relpath(ROOT, packages) + "\n", encoding="ascii")


def _has_this_version(python: Path) -> bool:
    """Whether an interpreter stands there and is of the version that runs now."""
    if not python.exists():
        return False
    asked = subprocess.run([str(python), "-c", "import sys; print(sys.version)"], capture_output=True, text=True)
    return asked.returncode == 0 and asked.stdout.strip() == sys.version.strip()


def _installer() -> list[str]:
    """The command that installs into `.venv`: uv when it is on the path, else the pip of this interpreter."""
    from shutil import which

    if uv := which("uv"):
        return [uv, "pip", "install", "--quiet", "--python", str(_PYTHON)]
    if util.find_spec("pip") is None:
        raise SystemExit(
            "innocity: 未找到 pip；请先为此 Python 安装 pip · pip was not found; install pip for this Python, then run again"
        )
    return [sys.executable, "-m", "pip", "--python", str(_PYTHON), "install", "--quiet", "--no-warn-script-location",
            "--disable-pip-version-check", "--no-input"]  # fmt: skip


def _run(command: list[str], log: TextIO) -> None:
    """Run one set-up step; its output goes to the log, its failure ends the command with one sentence."""
    done = subprocess.run(command, stdout=log, stderr=subprocess.STDOUT, cwd=ROOT)
    if done.returncode != 0:
        raise SystemExit(
            f"innocity: 环境准备失败（{' '.join(command[1:4])} 以代码 {done.returncode} 结束），详见 {_LOG}；"
            f"请检查软件源与网络后重试 · set-up failed, see {_LOG}; check the package index and the network, then run again"
        )


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Hold the set-up lock; a second start waits for the first. The system frees it when the holder dies."""
    with (ROOT / ".venv.lock").open("a+", encoding="utf-8") as handle:
        if not _held(handle, wait=False):
            _say(
                "另一个进程正在准备运行环境，等待其完成 · another process is preparing the environment; waiting for it"
            )
            _held(handle, wait=True)
        yield


def _held(handle: TextIO, *, wait: bool) -> bool:
    """Take the lock, at once or when it is free; False when it is taken and is not to be waited for."""
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(handle.fileno(), msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _restart() -> None:
    environment = dict(os.environ, PYTHONUTF8="1")
    command = [str(_PYTHON), str(ROOT / "pipeline.py"), *sys.argv[1:]]
    sys.stdout.flush()
    if os.name == "nt":
        raise SystemExit(subprocess.call(command, env=environment))
    os.execve(command[0], command, environment)


def _say(line: str) -> None:
    print(f"innocity: {line}", file=sys.stderr, flush=True)
