"""What is measured and in which order: rounds in which every side makes the same period in turn, then what is long, once."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from innocity.bench import sides
from innocity.bench.measured import Taken, take
from innocity.bench.scratch import Scratch, change_one_return
from innocity.bench.sides import Made
from innocity.workspace import Workspace

Say = Callable[[str], None]
UNITS = 16  # and four districts: twenty scorecards
ROUNDS = 3
FEW = 2  # units where many cities are made
PERIODS = 12
CITIES = 10
WINDOW = 4  # an even number of ends, for cities end two by two
TIMES = 5  # for what takes less than a second


@dataclass
class Course:
    """One go through all that is measured; `rounds` holds what each took, by name, a round for each time."""

    scratch: Scratch
    say: Say
    rounds: list[dict[str, Taken]] = field(default_factory=list)
    _units: list[str] = field(default_factory=list)
    _tables: dict[str, bytes] = field(default_factory=dict)

    def go(self, *, is_full: bool) -> None:
        """One round and the plain commands; or three rounds, and what is long."""
        (city,) = self.scratch.cities("city", UNITS, periods=1)
        for number in range(ROUNDS if is_full else 1):
            self.rounds.append({})
            ways = [self._innocity, self._process, self._floor]
            for way in ways if number % 2 == 0 else reversed(ways):
                way(city)
        self._plain(city, "commands")
        if is_full:
            self._plain(city, "commands_with_pdf")
            made = self._edition(city)
            self._note("one_job", sides.run([made.workspace], made.period, count=1))
            self._many_periods()
            self._many_cities()

    def _innocity(self, city: Path) -> None:
        """A cold run, the same again, one after a return has changed; and what takes no time."""
        made = self._edition(city)
        cold = sides.run([made.workspace], made.period)
        self._units, self._tables = made.units, made.tables
        self._note("innocity", cold)
        self._note("innocity_pages", cold.until(max(made.stages_ended, made.cards_ended)))
        self._note("innocity_cards", made.cards_took)
        ended = made.ended
        self._note("unchanged", sides.run([made.workspace], made.period))
        made.require_end(ended)
        change_one_return(city, made.workspace, made.period)
        self._note("changed", sides.run([made.workspace], made.period))
        made.require_other_tables(self._tables)
        self._short(made.workspace)

    def _process(self, city: Path) -> None:
        self._plain(city, "process")

    def _plain(self, city: Path, way: str) -> None:
        made = self._edition(city)
        taken = sides.plain(way, self.scratch.folder, [made], [self._units])
        made.require_tables(self._tables)
        self._note(way, taken)
        self._note(f"{way}_cards", Taken(made.cards_ended - made.stages_ended))

    def _floor(self, city: Path) -> None:
        made = self._edition(city)
        for name, taken in sides.floor(self.scratch.folder, made, self._units).items():
            self._note(name, taken)
        made.require_tables(self._tables)

    def _short(self, workspace: Workspace) -> None:
        """What is over before one has looked up."""
        for name, command in (
            ("python", [sys.executable, "-c", ""]),
            ("command_line", [sys.executable, "-c", "import innocity.cli"]),
            ("status", sides.command("status", "--workspace", str(workspace.root))),
        ):
            taken = [take(command, sides.environment()) for _ in range(TIMES)]
            self._note(name, sorted(taken, key=lambda one: one.seconds)[TIMES // 2])

    def _many_periods(self) -> None:
        """A back-fill: all periods of a city; to plain tools each is a whole run, so that one of theirs is told so many times."""
        (city,) = self.scratch.cities("periods", UNITS, periods=PERIODS - 1)
        workspace = self.scratch.copy(city)
        made = [Made(workspace, period) for period in workspace.periods()]
        self._note("backfill", sides.run([workspace]))
        self._growth("period", [one.ended for one in made])
        for way in ("commands", "process"):
            self._note(f"backfill_{way}", self.rounds[-1][way].times(len(made)))

    def _many_cities(self) -> None:
        """One period of each of several small cities."""
        cities = self.scratch.cities("cities", FEW, periods=0, cities=CITIES)
        made = [self._edition(city) for city in cities]
        self._note("cities", sides.run([one.workspace for one in made]))
        self._growth("city", sorted(one.ended for one in made))
        again = [self._edition(city) for city in cities]
        self._note("cities_process", sides.plain("process", self.scratch.folder, again, [one.units for one in made]))
        for one, its in zip(made, again, strict=True):
            its.require_tables(one.tables)

    def _growth(self, what: str, ended: Sequence[float]) -> None:
        """What a further one takes among the first of them, and among the last; the start of the very first is left out."""
        self._note(f"first_by_{what}", Taken((ended[WINDOW] - ended[0]) / WINDOW))
        self._note(f"last_by_{what}", Taken((ended[-1] - ended[-1 - WINDOW]) / WINDOW))

    def _edition(self, city: Path) -> Made:
        workspace = self.scratch.copy(city)
        return Made(workspace, workspace.periods()[-1])

    def _note(self, name: str, taken: Taken) -> None:
        self.rounds[-1][name] = taken
        self.say(f"{len(self.rounds)}  {name:24}{taken.seconds:9.2f} s")
