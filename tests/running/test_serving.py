"""The server: only this machine, only what is published, only its own scripts; a review only from its own form."""

import json
import re
import socket
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from threading import Thread
from urllib.parse import urlencode

import pytest
from published import FIRST, city

from innocity.language import Language
from innocity.record.reviews import ReviewVerdict, read_reviews
from innocity.running.portal import bring_up_to_date
from innocity.running.progress import followed
from innocity.running.serving import PortalServer, serve
from innocity.workspace import Workspace

GIVEN = {"by": "王审", "verdict": "changes", "section": "section-2", "why": "数字\n要核对"}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace with one period published and a secret beside the reports."""
    made = city(tmp_path_factory.mktemp("served"))
    bring_up_to_date(made)
    (made.root / "secret.txt").write_text("秘密", encoding="utf-8")
    (made.published / ".hidden").write_text("秘密", encoding="utf-8")
    (made.published / "way.txt").symlink_to(made.root / "secret.txt")
    (made.published / "bare.html").write_text("<script>alert(1)</script>", encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def server(workspace: Workspace) -> Iterator[PortalServer]:
    """A server on a free port."""
    with PortalServer(workspace, 0, Language.ZH_HANS) as running:
        thread = Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def asked(
    server: PortalServer, path: str, method: str = "GET", body: str | None = None, **headers: str
) -> tuple[HTTPResponse, str]:
    """What the server answers; headers are named with `_` for `-`."""
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=30)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, body, named)
    answer = connection.getresponse()
    content = answer.read().decode()
    connection.close()
    return answer, content


def post(server: PortalServer, given: dict[str, str], **headers: str) -> tuple[HTTPResponse, str]:
    """A form sent as its own page would send it, but for the headers that are given."""
    form, page = asked(server, "/review/2022-Q4")
    token = re.search(r'name="token" value="([^"]+)"', page)
    assert token
    own = {
        "Origin": server.address.rstrip("/"),
        "Cookie": (form.getheader("Set-Cookie") or "").partition(";")[0],
        "Content_Type": "application/x-www-form-urlencoded",
    }
    body = urlencode({"token": token[1], **given})
    return asked(server, "/review/2022-Q4", "POST", body, **{**own, **headers})


@pytest.mark.parametrize(
    ("path", "kind", "told"),
    [
        ("/", "text/html; charset=utf-8", "报告总览"),
        ("/index.en.html", "text/html; charset=utf-8", "All Reports"),
        ("/2022-Q4/report.html", "text/html; charset=utf-8", "总体情况"),
        ("/2022-Q4/report.html?x=1", "text/html; charset=utf-8", "总体情况"),
        ("/2022-Q4/fingerprint.json", "application/json; charset=utf-8", "outputs"),
        ("/2022-Q4/inputs/params/programme.yaml", "text/plain; charset=utf-8", "evaluation_year"),
        ("/run", "text/html; charset=utf-8", "运行情况"),
        ("/review/2022-Q4", "text/html; charset=utf-8", "二、指标 完成"),
    ],
)
def test_what_is_published_is_given(server: PortalServer, path: str, kind: str, told: str) -> None:
    answer, content = asked(server, path)
    assert (answer.status, answer.getheader("Content-Type")) == (200, kind)
    assert told in content
    assert answer.getheader("X-Content-Type-Options") == "nosniff"
    assert "frame-ancestors 'none'" in (answer.getheader("Content-Security-Policy") or "")


@pytest.mark.parametrize(
    "path",
    [
        "/secret.txt",
        "/../secret.txt",
        "/2022-Q4/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/2022-Q4/..%5c..%5csecret.txt",
        "//etc/passwd",
        "/way.txt",
        "/.hidden",
        "/2022-Q4/",
        "/2022-Q4",
        "/review/2099-Q1",
        "/review/x",
        "/C:/secret.txt",
        "/a%00b",
        "/released",
        "/as-of/1999-01-01",
    ],
)
def test_nothing_else_is(server: PortalServer, path: str) -> None:
    answer, content = asked(server, path)
    assert answer.status == 404
    assert "秘密" not in content


@pytest.mark.parametrize("path", ["/%ff", "/as-of/2023-13-01"])
def test_what_cannot_be_meant_is_turned_away(server: PortalServer, path: str) -> None:
    assert asked(server, path)[0].status == 400


@pytest.mark.parametrize(
    ("path", "way"), [("/latest", "/2022-Q4/report.html"), ("/as-of/2030-01-01", "/2022-Q4/report.html")]
)
def test_a_report_is_found_by_its_meaning(server: PortalServer, path: str, way: str) -> None:
    answer, _ = asked(server, path)
    assert (answer.status, answer.getheader("Location")) == (302, way)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "localhost:1", ""])
def test_another_name_for_this_machine_is_turned_away(server: PortalServer, host: str) -> None:
    assert asked(server, "/", Host=host)[0].status == 421


def test_its_own_name_is_not(server: PortalServer) -> None:
    assert asked(server, "/", Host=f"localhost:{server.server_port}")[0].status == 200


def test_it_listens_on_the_loopback_address_alone(server: PortalServer) -> None:
    assert server.socket.getsockname()[0] == "127.0.0.1"


def test_a_head_is_an_answer_without_content(server: PortalServer) -> None:
    answer, content = asked(server, "/", "HEAD")
    assert (answer.status, content) == (200, "")
    assert int(answer.getheader("Content-Length") or 0) > 1000


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE"])
def test_no_other_method_is_known(server: PortalServer, method: str) -> None:
    assert asked(server, "/", method)[0].status == 501


def test_only_scripts_that_a_page_names_may_run(server: PortalServer) -> None:
    named, page = asked(server, "/")
    own = re.search(r"script-src ('sha256-[^']+')", page)
    assert own
    assert f"script-src {own[1]};" in (named.getheader("Content-Security-Policy") or "")
    bare, _ = asked(server, "/bare.html")
    assert "script-src 'none';" in (bare.getheader("Content-Security-Policy") or "")


def test_a_review_goes_into_the_record_and_onto_the_portal(server: PortalServer, workspace: Workspace) -> None:
    answer, _ = post(server, GIVEN)
    assert (answer.status, answer.getheader("Location")) == (303, "/index.html#2022-Q4")
    last = read_reviews(workspace.reviews(FIRST))[-1]
    assert (last.by, last.verdict, last.section, last.why) == (
        "王审",
        ReviewVerdict.CHANGES,
        "section-2",
        "数字\n要核对",
    )
    assert "<strong>王审</strong>" in asked(server, "/")[1]


@pytest.mark.parametrize(
    ("given", "headers", "status"),
    [
        ({"token": "x"}, {}, 403),
        ({"token": "值"}, {}, 403),
        ({}, {"Cookie": "innocity=x"}, 403),
        ({}, {"Cookie": ""}, 403),
        ({}, {"Origin": "http://evil.example"}, 403),
        ({}, {"Origin": "null"}, 403),
        ({}, {"Content_Type": "text/plain"}, 403),
        ({}, {"Host": "evil.example"}, 421),
        ({"why": "x" * 70_000}, {}, 413),
        ({"more": "1", "still": "2"}, {}, 400),
        ({"by": ""}, {}, 422),
        ({"verdict": "maybe"}, {}, 422),
        ({"section": "section-99"}, {}, 422),
        ({"why": "\u202e"}, {}, 422),
    ],
)
def test_a_review_from_elsewhere_or_of_nothing_is_refused(
    server: PortalServer, workspace: Workspace, given: dict[str, str], headers: dict[str, str], status: int
) -> None:
    before = read_reviews(workspace.reviews(FIRST))
    assert post(server, {**GIVEN, **given}, **headers)[0].status == status
    assert read_reviews(workspace.reviews(FIRST)) == before


def test_what_was_refused_is_kept_in_the_form_as_text(server: PortalServer) -> None:
    _, page = post(server, {**GIVEN, "by": '"><script>', "verdict": "maybe"})
    assert "&#34;&gt;&lt;script&gt;" in page
    assert '"><script>' not in page
    assert "maybe" in page


def test_the_token_is_another_one_at_every_start(server: PortalServer, workspace: Workspace) -> None:
    with PortalServer(workspace, 0, Language.ZH_HANS) as other:
        cookies = {asked(server, "/review/2022-Q4")[0].getheader("Set-Cookie")}
        made = other.pages.get("/review/2022-Q4")
    assert made
    assert made.cookie not in str(cookies)
    assert all("HttpOnly; SameSite=Strict" in str(cookie) for cookie in cookies)


def test_a_run_can_be_followed(server: PortalServer, workspace: Workspace) -> None:
    assert json.loads(asked(server, "/progress.json")[1]) == []
    with followed(workspace.progress(FIRST), lambda _: None) as say:
        say("第一步 <b>")
    (told,) = json.loads(asked(server, "/progress.json")[1])
    assert (told["period"], told["state"], told["lines"]) == ("2022-Q4", "已完成", ["第一步 <b>"])
    assert "第一步 &lt;b&gt;" in asked(server, "/run")[1]


def test_a_port_that_is_taken_is_told(workspace: Workspace) -> None:
    from innocity.errors import InnocityError

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(InnocityError, match=str(port)):
            serve(workspace, port, Language.ZH_HANS, lambda _: None)


def test_an_interrupt_ends_it_in_peace(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(_: str) -> None:
        raise KeyboardInterrupt

    serve(workspace, 0, Language.ZH_HANS, interrupted)
    assert capsys.readouterr().out == "已结束\n"


def test_a_report_that_was_altered_cannot_be_reviewed(server: PortalServer, workspace: Workspace) -> None:
    report = workspace.reports(FIRST) / "report.html"
    kept: bytes = report.read_bytes()
    report.write_bytes(kept + b" ")
    try:
        answer, told = post(server, GIVEN)
    finally:
        report.write_bytes(kept)
    assert answer.status == 500
    assert "report.html" in told
