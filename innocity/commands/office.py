"""What the office does with returns, short of a run; the page over all periods, and what reviewers say of one."""

import argparse
import sys
from typing import TYPE_CHECKING

from innocity.commands.asked import asked_language, asked_periods
from innocity.exits import Exit

if TYPE_CHECKING:
    from innocity.language import Language
    from innocity.running.status import PeriodStatus


def desk(arguments: argparse.Namespace) -> int:
    """Whatever is done with returns, short of a run."""
    from innocity.running.desk import Desk
    from innocity.workspace import Workspace

    language = asked_language(arguments.lang)
    workspace = Workspace.at(arguments.workspace)
    period = asked_periods([arguments.period] if arguments.period else [], workspace)[-1]
    return Exit.FINDINGS if Desk.of(workspace, period, language).do(arguments) else Exit.DONE


def status(arguments: argparse.Namespace) -> int:
    """Who has sent what, and what of it no run has read yet."""
    import json

    from innocity.language import Language
    from innocity.parameters import load_parameters
    from innocity.presentation.status import as_plain, lines
    from innocity.running.reviewing import state
    from innocity.running.status import status as standing
    from innocity.workspace import Workspace

    asked = asked_language(arguments.lang)
    workspace = Workspace.at(arguments.workspace)
    period = asked_periods([arguments.period] if arguments.period else [], workspace)[-1]
    language = asked or Language(load_parameters(workspace.period_file(period)).language)
    found = standing(workspace, period)
    if arguments.json:
        rows = [{**as_plain(row), "unread": found.unread_of(row.unit)} for row in found.rows]
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        print("\n".join(_since(found, language)), file=sys.stderr)
    else:
        print("\n".join([*lines(found.rows, found.framework, language), *_since(found, language)]))
        print(state(workspace, period, language))
    return Exit.DONE


def _since(found: "PeriodStatus", language: "Language") -> list[str]:
    """As of when the lines stand, and what has changed since."""
    from innocity.language import text
    from innocity.presentation.listing import plain

    if found.run_id is None:
        return [text("desk.as_read", language)]
    told = [text("desk.as_run", language, run=plain(found.run_id))]
    told += [text(f"desk.unread_{one.how.value}", language, file=plain(one.file)) for one in found.unread]
    told += [text("desk.rested_on", language, file=plain(name)) for name in found.changed]
    return told


def portal(arguments: argparse.Namespace) -> int:
    """The page over all periods, and what reviewers say of one."""
    from innocity.running.opening import OPENING
    from innocity.workspace import Workspace

    language = asked_language(arguments.lang)
    OPENING[arguments.command](arguments, Workspace.at(arguments.workspace), language)
    return Exit.DONE
