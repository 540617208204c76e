"""The pages that are made while they are asked for: the run that is under way, the form for a review, ways by meaning."""

import json
import re
import secrets
from dataclasses import dataclass
from datetime import date
from hmac import compare_digest
from http import HTTPStatus
from urllib.parse import parse_qs

from innocity.errors import UsageError
from innocity.language import Language, text
from innocity.parameters import load_parameters
from innocity.period import Period
from innocity.presentation import formats
from innocity.presentation.portal import rendered
from innocity.record.reviews import ReviewVerdict
from innocity.running.portal import released
from innocity.running.progress import Progress, progress
from innocity.running.reviewed import sections
from innocity.running.reviewing import take_down
from innocity.workspace import Workspace

_HTML = "text/html; charset=utf-8"
_JSON = "application/json; charset=utf-8"
_REVIEW = re.compile(r"/review/([0-9]{4}-Q[1-4])")
_AS_OF = re.compile(r"/as-of/([0-9]{4}-[0-9]{2}-[0-9]{2})")
_FIELDS = ("token", "by", "verdict", "section", "why")


@dataclass(frozen=True)
class Answer:
    """What is sent back; `scripts` are those that may run on it."""

    status: HTTPStatus
    content: bytes = b""
    kind: str = _HTML
    scripts: str = "'none'"
    location: str = ""
    cookie: str = ""


class Pages:
    """The made pages of one workspace in one language; its token dies with it."""

    def __init__(self, workspace: Workspace, language: Language) -> None:
        self._workspace = workspace
        self._language = language
        self._token = secrets.token_urlsafe(32)

    def get(self, path: str) -> Answer | None:
        """The page that is made at this address; None where there is none."""
        if path == "/run":
            return self._run()
        if path == "/progress.json":
            content = json.dumps([self._worded(one) for one in progress(self._workspace)], ensure_ascii=False)
            return Answer(HTTPStatus.OK, content.encode(), _JSON)
        if asked := _REVIEW.fullmatch(path):
            return self._form(Period.parse(asked[1]), {})
        if path in ("/latest", "/released") or _AS_OF.fullmatch(path):
            return self._way(path)
        return None

    def post(self, path: str, body: str, cookie: str) -> Answer:
        """Take a review in: back to the period on the portal, or to the form with what is wrong in it."""
        asked = _REVIEW.fullmatch(path)
        if not asked:
            return Answer(HTTPStatus.NOT_FOUND)
        told = parse_qs(body, keep_blank_values=True, strict_parsing=True, max_num_fields=len(_FIELDS), errors="strict")
        given = {name: told.get(name, [""])[0] for name in _FIELDS}
        if not (self._is_token(given["token"]) and self._is_token(cookie)):
            return Answer(HTTPStatus.FORBIDDEN)
        period = Period.parse(asked[1])
        try:
            take_down(self._workspace, period, given["by"], given["verdict"], given["why"], given["section"] or None)
        except UsageError as fault:
            return self._form(period, {**given, "fault": str(fault)})
        return Answer(HTTPStatus.SEE_OTHER, location=f"/index.html#{period}")

    def _is_token(self, given: str) -> bool:
        return compare_digest(given.encode(), self._token.encode())

    def _run(self) -> Answer:
        shown = [self._worded(one) for one in progress(self._workspace)]
        return self._page("run.html.j2", title=text("portal.run_title", self._language), runs=shown)

    def _worded(self, one: Progress) -> dict[str, object]:
        return {**one.as_json(), "state": text(f"run.state_{one.state.value}", self._language)}

    def _form(self, period: Period, given: dict[str, str]) -> Answer:
        if not (self._workspace.reports(period) / "report.html").is_file():
            return Answer(HTTPStatus.NOT_FOUND)
        name = formats.period(str(period), self._language)
        answer = self._page(
            "review.html.j2",
            title=text("portal.review_title", self._language, period=name),
            period=str(period),
            sections=sections(self._workspace.reports(period)),
            verdicts=[(one.value, text(f"review.{one.value}", self._language)) for one in ReviewVerdict],
            token=self._token,
            given=dict.fromkeys((*_FIELDS, "fault"), "") | given,
        )
        status = HTTPStatus.UNPROCESSABLE_ENTITY if given else HTTPStatus.OK
        return Answer(status, answer.content, scripts=answer.scripts, cookie=self._token)

    def _page(self, template: str, **values: object) -> Answer:
        page = rendered(template, self._language, **values)
        said = re.search(r"script-src ([^;\"]+)", page)
        return Answer(HTTPStatus.OK, page.encode(), scripts=said[1] if said else "'none'")

    def _way(self, path: str) -> Answer:
        """To the report that an address means; nowhere while there is none."""
        published = [
            one for one in self._workspace.periods() if (self._workspace.reports(one) / "report.html").is_file()
        ]
        asked = _AS_OF.fullmatch(path)
        if path == "/released":
            last = released(self._workspace)
            published = [one for one in published if str(one) == last]
        elif asked:
            day = date.fromisoformat(asked[1])
            days = {one: load_parameters(self._workspace.period_file(one)).as_of_date for one in published}
            published = sorted((one for one in published if days[one] <= day), key=lambda one: (days[one], one))
        if not published:
            return Answer(HTTPStatus.NOT_FOUND)
        return Answer(HTTPStatus.FOUND, location=f"/{published[-1]}/report.html")
