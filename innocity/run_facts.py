"""What a run consisted of, for those who describe it: its steps with their executions, and every file with its digest."""

from collections.abc import Mapping
from dataclasses import dataclass

from innocity.language import Language


@dataclass(frozen=True)
class Execution:
    """One execution of a step's code: what it was given, what it left, and the parameters that it says it worked with.

    Files go by their names from the workspace's root. `cells` is the number of code cells that ran, in their order.
    """

    name: str
    taken: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    used: Mapping[str, object] | None = None
    cells: int = 0
    error: str | None = None


@dataclass(frozen=True)
class Step:
    """A step of the plan: its name, its code by name from the repository's root, and its executions, none if not reached."""

    name: str
    code: str
    code_sha256: str
    executions: tuple[Execution, ...] = ()

    @property
    def is_notebook(self) -> bool:
        """Whether a kernel runs its code."""
        return self.code.endswith(".ipynb")


@dataclass(frozen=True)
class RunFacts:
    """One run, without anything that only the clock or the machine knows.

    `place` is the folder of its reports, by name; `inputs` and `outputs` give the sha256 of files by name, `senders` the
    unit of a return by name of the file, `rows` the number of rows of a table. `error` is why it failed, if it did.
    `languages` are those of its editions, where there are several; `folder` is that of the edition in `language`, by its
    name from `place`: nothing for the first, `en/` for another.
    """

    title: str
    office: str
    origin: str
    place: str
    language: Language
    as_of: str
    actor: str | None
    version: str
    libraries: Mapping[str, str]
    environment: Mapping[str, str]
    parameters: Mapping[str, object]
    inputs: Mapping[str, str]
    outputs: Mapping[str, str]
    senders: Mapping[str, str]
    rows: Mapping[str, int]
    steps: tuple[Step, ...]
    lock_sha256: str
    error: str | None = None
    languages: tuple[Language, ...] = ()
    folder: str = ""

    @property
    def asked(self) -> dict[str, tuple[object, ...]]:
        """What was asked for by each parameter: one value, of languages as many as there are editions."""
        further = {"language": tuple(one.value for one in self.languages)} if self.languages else {}
        return {**{name: (value,) for name, value in self.parameters.items()}, **further}

    @property
    def executions(self) -> tuple[Execution, ...]:
        """Every execution, in the order of the steps."""
        return tuple(one for step in self.steps for one in step.executions)
