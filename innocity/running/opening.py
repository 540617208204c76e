"""The portal shown, and reviews given and listed, from the command line."""

import argparse
import webbrowser

from innocity.errors import UsageError
from innocity.language import Language, current, text
from innocity.period import Period
from innocity.record.reviews import ReviewVerdict
from innocity.running import reviewing
from innocity.running.portal import bring_up_to_date
from innocity.workspace import Workspace


def show(arguments: argparse.Namespace, workspace: Workspace, language: Language | None) -> None:
    """Open the portal in the browser, from its file or from a server on this machine that ends with Ctrl-C."""
    page = bring_up_to_date(workspace)
    if arguments.serve:
        from innocity.running.serving import serve

        serve(workspace, arguments.port, language or current(), _show)
    else:
        print(page)
        webbrowser.open(page.as_uri())


def _show(address: str) -> None:
    print(text("serve.started", address=address), flush=True)
    webbrowser.open(address)


def review(arguments: argparse.Namespace, workspace: Workspace, language: Language | None) -> None:
    """Record a review where a verdict is given; list those of the period in any case."""
    known = {str(period): period for period in workspace.periods()}
    if arguments.period not in known:
        raise UsageError("error.unknown_period", got=arguments.period, expected=", ".join(known) or "-")
    period: Period = known[arguments.period]
    if arguments.verdict is not None:
        given = (arguments.reviewer, arguments.verdict, arguments.why, arguments.section)
        reviewing.take_down(workspace, period, *given)
    elif arguments.reviewer or arguments.why or arguments.section:
        raise UsageError("error.review_verdict", got="-", expected=", ".join(ReviewVerdict))
    print("\n".join(reviewing.listed(workspace, period, language or current())))


OPENING = {"open": show, "review": review}
