"""The language and the periods that a command was asked for."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from innocity.language import Language
    from innocity.period import Period
    from innocity.workspace import Workspace


def asked_language(wanted: str | None) -> "Language | None":
    """The language of this name, which is then spoken everywhere; None where none is named, UsageError if it is unknown."""
    from innocity import language
    from innocity.errors import UsageError

    if wanted is None:
        return None
    if wanted not in language.available():
        raise UsageError("error.language", got=wanted, expected=", ".join(language.available()))
    language.use(language.Language(wanted))
    return language.Language(wanted)


def asked_periods(named: Sequence[str], workspace: "Workspace") -> "list[Period]":
    """The periods that are named, else all that have returns, oldest first."""
    from innocity.errors import UsageError
    from innocity.period import Period

    if named:
        known = {str(period): period for period in workspace.periods()}
        for name in named:
            if name not in known:
                raise UsageError("error.unknown_period", got=name, expected=", ".join(known) or "-")
        return [Period.parse(name) for name in named]
    ready = workspace.periods_with_returns()
    if not ready:
        raise UsageError("error.no_returns")
    return ready
