"""`verify`, `trace`, `reproduce`, `release`, `bundle`: is the record intact, where is a number from, make it official."""

import argparse
import os

from innocity.commands.asked import asked_language, asked_periods
from innocity.exits import Exit


def verify(arguments: argparse.Namespace) -> int:
    from innocity.language import current
    from innocity.running.verification import tell
    from innocity.workspace import Workspace

    language = asked_language(arguments.lang) or current()
    workspace = Workspace.at(arguments.workspace)
    named = asked_periods([arguments.period], workspace) if arguments.period else []
    is_intact = tell(workspace, named, arguments.head, arguments.signers, language, is_json=arguments.json)
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


def reproduce(arguments: argparse.Namespace) -> int:
    from innocity.language import current
    from innocity.presentation.listing import plain
    from innocity.running.reproduction import reproduce as made_again
    from innocity.running.reproduction import summary
    from innocity.workspace import Workspace

    language = asked_language(arguments.lang) or current()
    workspace = Workspace.at(arguments.workspace)
    [period] = asked_periods([arguments.period], workspace)
    jobs = os.cpu_count() or 1
    found = made_again(workspace, period, jobs, lambda line: print(line, flush=True))
    for one in (*found.lost, *found.differences, *found.versions):
        print(plain(one.sentence(language)))
    print(summary(found, language))
    return Exit.MISMATCH if found.lost or found.differences else Exit.DONE


def release(arguments: argparse.Namespace) -> int:
    from innocity.language import text
    from innocity.running.releasing import release as make_official
    from innocity.workspace import Workspace

    asked_language(arguments.lang)
    workspace = Workspace.at(arguments.workspace)
    [period] = asked_periods([arguments.period], workspace)
    done = make_official(workspace, period, arguments.releaser, arguments.why)
    print(text("release.done", period=period, number=done.number, folder=done.folder))
    print(text("release.print", head=done.head.printed))
    return Exit.DONE


def bundle(arguments: argparse.Namespace) -> int:
    from innocity.language import current, text
    from innocity.running.bundling import bundle as pack
    from innocity.running.verification import listed, verdict
    from innocity.workspace import Workspace

    language = asked_language(arguments.lang) or current()
    workspace = Workspace.at(arguments.workspace)
    [period] = asked_periods([arguments.period], workspace)
    found = verdict(workspace, [period])
    if found.faults:
        print("\n".join(listed(found, language)))
        print(text("bundle.not_intact", period=period))
        return Exit.MISMATCH
    file, count = pack(workspace, period, arguments.to)
    print(text("bundle.done", period=period, count=count, size=file.stat().st_size, file=file))
    return Exit.DONE
