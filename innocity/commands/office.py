"""What the office does with returns, short of a run; the page over all periods, and what reviewers say of one."""

import argparse

from innocity.commands.asked import asked_language, asked_periods
from innocity.exits import Exit


def desk(arguments: argparse.Namespace) -> int:
    """Whatever is done with returns, short of a run."""
    from innocity.running.desk import Desk
    from innocity.workspace import Workspace

    language = asked_language(arguments.lang)
    workspace = Workspace.at(arguments.workspace)
    period = asked_periods([arguments.period] if arguments.period else [], workspace)[-1]
    return Exit.FINDINGS if Desk.of(workspace, period, language).do(arguments) else Exit.DONE


def portal(arguments: argparse.Namespace) -> int:
    """The page over all periods, and what reviewers say of one."""
    from innocity.running.opening import OPENING
    from innocity.workspace import Workspace

    language = asked_language(arguments.lang)
    OPENING[arguments.command](arguments, Workspace.at(arguments.workspace), language)
    return Exit.DONE
