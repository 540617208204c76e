"""A run told by hand, and the validator of another project called on a crate without a network."""

import io
import json
from pathlib import Path
from typing import Any

import requests
import rocrate
from requests.adapters import BaseAdapter, HTTPAdapter
from requests_cache import CachedSession
from rocrate_validator.models import Severity, ValidationSettings
from rocrate_validator.services import validate
from urllib3.response import HTTPResponse

from innocity.language import Language
from innocity.run_facts import Execution, RunFacts, Step

PLACE = "reports/2022-Q4"
RETURN = "data/raw/2022-Q4/甲局/报表 1.xlsx"
ASKED = {"period": "2022-Q4", "target_year": 2023, "due_on": ""}
CONTEXT = "https://w3id.org/ro/crate/1.1/context"
ACCEPTED = {"Accept": "application/ld+json, application/json, */*;q=0.1"}
# The terms that the wheel's own context, which is a newer one, maps elsewhere.
TERMS = {
    "ComputationalWorkflow": "https://bioschemas.org/ComputationalWorkflow",
    "FormalParameter": "https://bioschemas.org/FormalParameter",
    "input": "https://bioschemas.org/ComputationalWorkflow#input",
    "output": "https://bioschemas.org/ComputationalWorkflow#output",
}


def run_facts(**changes: Any) -> RunFacts:
    """A run of one notebook, one scorecard and the reports, over one return; `changes` replace what it says."""
    table, notebook = "data/processed/2022-Q4/receipts.csv", f"{PLACE}/notebooks/1_returns.ipynb"
    card = f"{PLACE}/notebooks/scorecards/alpha.ipynb"
    outputs = (table, notebook, card, f"{PLACE}/report.html", f"{PLACE}/report.pdf", f"{PLACE}/workflow/plan.py")
    told: dict[str, Any] = {
        "title": "某市 2022-Q4",
        "office": "办公室",
        "origin": "some-city/programme",
        "place": PLACE,
        "language": Language.ZH_HANS,
        "as_of": "2023-04-20",
        "actor": None,
        "version": "0123abcd+",
        "libraries": {"python": "3.11.7", "papermill": "2.7.0"},
        "environment": {"PYTHONHASHSEED": "0"},
        "parameters": ASKED,
        "inputs": {RETURN: "a" * 64, "params/periods/2022-Q4.yaml": "b" * 64},
        "outputs": {
            **{name: f"{place:064x}" for place, name in enumerate(outputs)},
            f"{PLACE}/inputs/params/periods/2022-Q4.yaml": "b" * 64,
        },
        "senders": {RETURN: "alpha"},
        "rows": {"receipts": 1},
        "steps": (
            Step(
                "1_returns",
                "notebooks/1_returns.ipynb",
                "c" * 64,
                (Execution("1_returns", (f"{PLACE}/inputs/", RETURN), (table, notebook), ASKED, 8),),
            ),
            Step(
                "scorecards",
                "notebooks/5_scorecard.ipynb",
                "d" * 64,
                (Execution("scorecards/alpha", (table,), (card,), {**ASKED, "unit": "alpha"}, 5),),
            ),
            Step(
                "reports",
                "innocity/presentation/report.py",
                "e" * 64,
                (Execution("reports", (table,), (f"{PLACE}/report.html", f"{PLACE}/report.pdf")),),
            ),
        ),
        "lock_sha256": "f" * 64,
    }
    return RunFacts(**{**told, **changes})


class _Shipped(BaseAdapter):
    """Answers every request with the context that came with the library."""

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        shipped = Path(rocrate.__file__).parent / "data" / "ro-crate.jsonld"
        context = json.loads(shipped.read_text(encoding="utf-8"))["@context"]
        body = io.BytesIO(json.dumps({"@context": {**context, **TERMS}}).encode())
        headers = {"Content-Type": "application/ld+json"}
        return HTTPAdapter().build_response(
            request, HTTPResponse(body=body, headers=headers, status=200, preload_content=False)
        )

    def close(self) -> None:
        """Nothing is open."""


def filled_cache(folder: Path) -> Path:
    """A cache in which the validator finds all that it would ask a network for."""
    cache = folder / "cache"
    with CachedSession(cache_name=str(cache), backend="sqlite", expire_after=-1) as session:
        session.mount("https://", _Shipped())
        session.get(CONTEXT, headers=ACCEPTED)
    return cache


def faults(crate: Path, cache: Path) -> list[str]:
    """What the validator finds at its required level; nothing in a valid crate."""
    settings = ValidationSettings(
        rocrate_uri=str(crate),
        profile_identifier="provenance-run-crate-0.5",
        requirement_severity=Severity.REQUIRED,
        offline=True,
        cache_path=str(cache),
    )
    result = validate(settings)
    found = [str(issue.message) for issue in result.get_issues()]
    return found or ([] if result.passed() else ["not passed"])
