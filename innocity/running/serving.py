"""The portal on this machine alone: the published files, a run as it happens, a form for reviews."""

import re
from collections.abc import Callable
from html import unescape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from innocity.errors import InnocityError
from innocity.language import Language, text
from innocity.running.serving_pages import Answer, Pages
from innocity.workspace import Workspace

LOOPBACK = "127.0.0.1"
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".jsonl": "application/x-ndjson; charset=utf-8",
    ".ipynb": "application/x-ipynb+json; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_PLAIN = "text/plain; charset=utf-8"
_SCRIPTS = re.compile(r"script-src ((?: ?'(?:sha256-[A-Za-z0-9+/=]+|none)')+)")
_HEAD = 2048  # bytes of a page in which it says which scripts it holds
_MOST = 65536  # bytes of a form
_COOKIE = "innocity"


class PortalServer(ThreadingHTTPServer):
    """Serves one workspace on the loopback address; `address` is where."""

    daemon_threads = True

    def __init__(self, workspace: Workspace, port: int, language: Language) -> None:
        super().__init__((LOOPBACK, port), _Handler)
        self.root = workspace.published.resolve()
        self.hosts = {f"{name}:{self.server_port}" for name in (LOOPBACK, "localhost")}
        self.pages = Pages(workspace, language)

    @property
    def address(self) -> str:
        """The address of its first page."""
        return f"http://{LOOPBACK}:{self.server_port}/"


def serve(workspace: Workspace, port: int, language: Language, started: Callable[[str], None]) -> None:
    """Serve until interrupted; InnocityError when the port cannot be had."""
    try:
        server = PortalServer(workspace, port, language)
    except (OSError, OverflowError) as fault:
        raise InnocityError("error.serve", port=port, got=fault) from fault
    with server:
        try:
            started(server.address)
            server.serve_forever()
        except KeyboardInterrupt:
            print(text("serve.stopped", language))


class _Handler(BaseHTTPRequestHandler):
    """One request; whatever does not name this very server as its host is turned away, or another site could reach it."""

    server: PortalServer
    server_version = "innocity"
    sys_version = ""
    timeout = 30

    def do_GET(self) -> None:
        """Give a page, a file, or the way to one."""
        self._answer(self._got)

    def do_HEAD(self) -> None:
        """Give what GET would, without the content."""
        self._answer(self._got)

    def do_POST(self) -> None:
        """Take a review in."""
        self._answer(self._posted)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - named by the library
        """Keep the terminal for what a user asked for."""

    def _answer(self, work: Callable[[str], Answer]) -> None:
        if self.headers.get("Host") not in self.server.hosts:
            self._send(Answer(HTTPStatus.MISDIRECTED_REQUEST))
            return
        try:
            answer = work(unquote(urlsplit(self.path).path, errors="strict"))
        except (UnicodeDecodeError, ValueError):
            answer = Answer(HTTPStatus.BAD_REQUEST)
        except InnocityError as fault:
            answer = Answer(HTTPStatus.INTERNAL_SERVER_ERROR, str(fault).encode(), _PLAIN)
        self._send(answer)

    def _got(self, path: str) -> Answer:
        return self.server.pages.get(path) or self._file("/index.html" if path == "/" else path)

    def _posted(self, path: str) -> Answer:
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdecimal()) or int(length) > _MOST:
            self.close_connection = True
            return Answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        body = self.rfile.read(int(length))
        origins = {f"http://{host}" for host in self.server.hosts}
        is_form = self.headers.get_content_type() == "application/x-www-form-urlencoded"
        if self.headers.get("Origin") not in origins or not is_form:
            return Answer(HTTPStatus.FORBIDDEN)
        return self.server.pages.post(path, body.decode("ascii"), self._cookie())

    def _cookie(self) -> str:
        parts = (part.strip().partition("=") for part in self.headers.get("Cookie", "").split(";"))
        return next((value for name, _, value in parts if name == _COOKIE), "")

    def _file(self, path: str) -> Answer:
        """A published file; nothing hidden, no folder, nothing that a link leads out of the reports to."""
        parts = PurePosixPath(path).parts[1:]
        if any(part.startswith(".") or "\\" in part or ":" in part or "\0" in part for part in parts):
            return Answer(HTTPStatus.NOT_FOUND)
        found = self.server.root.joinpath(*parts)
        if not found.is_file() or not found.resolve().is_relative_to(self.server.root):
            return Answer(HTTPStatus.NOT_FOUND)
        content = found.read_bytes()
        return Answer(HTTPStatus.OK, content, _TYPES.get(found.suffix.lower(), _PLAIN), _scripts(found, content))

    def _send(self, answer: Answer) -> None:
        content = answer.content or f"{answer.status.value} {answer.status.phrase}\n".encode()
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind if answer.content else _PLAIN)
        self.send_header("Content-Length", str(len(content)))
        for name, value in _guards(answer.scripts).items():
            self.send_header(name, value)
        if answer.location:
            self.send_header("Location", quote(answer.location, safe="/#.-_"))
        if answer.cookie:
            self.send_header("Set-Cookie", f"{_COOKIE}={answer.cookie}; Path=/; HttpOnly; SameSite=Strict")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)


def _scripts(file: Path, content: bytes) -> str:
    """The scripts that a page says it holds; what it does not name does not run."""
    head = unescape(content[:_HEAD].decode(errors="replace")) if file.suffix.lower() == ".html" else ""
    said = _SCRIPTS.search(head)
    return said[1] if said else "'none'"


def _guards(scripts: str) -> dict[str, str]:
    """What every answer forbids: other sites, other scripts, frames, guesses of what a file is."""
    policy = (
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "img-src 'self' data:",
        f"script-src {scripts}",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
    return {
        "Content-Security-Policy": "; ".join(policy),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cache-Control": "no-store",
    }
