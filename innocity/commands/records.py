"""`verify` and `trace`: is the record intact, and where does a number come from?"""

import argparse

from innocity.commands.asked import asked_language, asked_periods
from innocity.exits import Exit


def verify(arguments: argparse.Namespace) -> int:
    from innocity.language import current
    from innocity.running.verification import tell
    from innocity.workspace import Workspace

    language = asked_language(arguments.lang) or current()
    workspace = Workspace.at(arguments.workspace)
    named = asked_periods([arguments.period], workspace) if arguments.period else []
    is_intact = tell(workspace, named, arguments.head, language, is_json=arguments.json)
    return Exit.DONE if is_intact else Exit.MISMATCH


def trace(arguments: argparse.Namespace) -> int:
    from innocity.language import current
    from innocity.running import trace as traced
    from innocity.workspace import Workspace

    language = asked_language(arguments.lang) or current()
    workspace = Workspace.at(arguments.workspace)
    period = asked_periods([arguments.period] if arguments.period else [], workspace)[-1]
    print(traced.trace(workspace, period, arguments.number, language, is_json=arguments.json))
    return Exit.DONE
