"""The facts of a programme, one class a file of `params/framework/`, one instance a row."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal, Self

from pydantic import Field, model_validator

from innocity.csvfile import Row
from innocity.language import Language

Code = str
Slug = Field(pattern=r"^[a-z][a-z0-9_]*$")


class Answer(StrEnum):
    """The value of a yes/no indicator."""

    YES = "yes"
    NO = "no"


Value = Answer | Decimal


class Blank(StrEnum):
    """Why a cell holds no value; none of these is ever a zero."""

    EMPTY = "empty"
    DASH = "dash"
    NOT_APPLICABLE = "not_applicable"
    NONE_YET = "none_yet"
    NOTHING = "nothing"


class Direction(StrEnum):
    """Which way an indicator is meant to go."""

    HIGHER = "higher"
    LOWER = "lower"
    YES_NO = "yes_no"


class Kind(StrEnum):
    """What sort of quantity an indicator is."""

    STOCK = "stock"
    FLOW = "flow"
    RATIO = "ratio"
    RUNNING_MEAN = "running_mean"
    YES_NO = "yes_no"


class Phasing(StrEnum):
    """How an indicator's step of a year comes about within the year."""

    LINEAR = "linear"
    DAYS = "days"
    SEASONAL = "seasonal"
    EVENT = "event"
    ANNUAL = "annual"


class ValueStatus(StrEnum):
    """How settled a value is, least settled first."""

    ESTIMATED = "estimated"
    PROVISIONAL = "provisional"
    FINAL = "final"
    REVISED = "revised"


class Named(Row):
    """A row that carries its name in every language."""

    name_zh_hans: str
    name_zh_hant: str
    name_en: str

    def name(self, language: Language) -> str:
        """The name in this language."""
        return str(getattr(self, f"name_{language.suffix}"))


class Indicator(Named):
    """One row of annex 1."""

    number: int
    code: Code = Slug
    group_zh_hant: str
    group_zh_hans: str
    group_en: str
    measure: str
    direction: Direction
    kind: Kind
    frequency: Literal["monthly", "quarterly", "annual", "event"]
    lag_days: int = Field(ge=0)
    phasing: Phasing
    decimals: int = Field(ge=0, le=6)
    collectors: tuple[Code, ...] = ()
    source: str

    def group(self, language: Language) -> str:
        """The name of its group in this language."""
        return str(getattr(self, f"group_{language.suffix}"))


class Target(Row):
    """The value promised for a year, in one of its versions."""

    indicator: Code
    year: int
    value: Value
    measure: str
    revision: int = Field(ge=1)
    effective_from: date
    document: str
    note: str | None = None


class Approved(Row):
    """A baseline or target as approved: the guard against a quiet change."""

    indicator: Code
    year: int
    role: Literal["baseline", "target"]
    value: Value
    measure: str
    document: str
    source: str


class WorkPoint(Row):
    """One row of annex 2."""

    code: str = Field(pattern=r"^\d+-\d+$")
    area: int
    area_zh_hans: str
    area_zh_hant: str
    area_en: str
    point: int
    title_zh_hans: str
    title_zh_hant: str
    title_en: str
    leads: tuple[Code, ...]
    responsible: tuple[Code, ...]
    source: str

    def title(self, language: Language) -> str:
        """Its title in this language."""
        return str(getattr(self, f"title_{language.suffix}"))


class Commitment(Row):
    """One number promised inside a work point."""

    code: str = Field(pattern=r"^\d+-\d+-[a-z]$")
    work_point: str
    order: int
    statement_zh_hans: str
    statement_zh_hant: str
    statement_en: str
    basis: Literal["level", "increase", "growth"]
    operator: Literal["≥", "≤", ">", "=", "≈"]
    value: Decimal | None = None
    items: tuple[str, ...] = ()
    items_zh_hant: tuple[str, ...] = ()
    items_en: tuple[str, ...] = ()
    measure: str
    deadline: date | None = None
    recurrence: Literal["once", "yearly", "none"]
    is_aspirational: bool
    relation: Literal["same", "conflicts", "part_of", "new"]
    indicator: Code | None = None
    note: str | None = None
    source: str

    def statement(self, language: Language) -> str:
        """What is promised, in this language."""
        return str(getattr(self, f"statement_{language.suffix}"))

    @model_validator(mode="after")
    def _must_name_every_item(self) -> Self:
        counts = [len(names) for names in (self.items_zh_hant, self.items_en, self.items)]
        if set(counts) - {0, counts[-1]}:
            raise ValueError(f"items_zh_hant, items_en, items hold {counts}; expected as many names as items, or none")
        return self

    def item_name(self, item: str, language: Language) -> str:
        """One of its items in this language; as the plan writes it where there is no translation."""
        names = {Language.ZH_HANT: self.items_zh_hant, Language.EN: self.items_en}.get(language, ())
        return dict(zip(self.items, names, strict=False)).get(item, item)

    @property
    def figures(self) -> int:
        """How many separate figures the row holds."""
        return max(1, len(self.items))


class Unit(Named):
    """A government body, or a collective name that stands for several."""

    code: Code = Slug
    kind: Literal["body", "county", "park", "university", "group", "office"]
    full_zh_hans: str
    full_zh_hant: str
    aliases: tuple[str, ...] = ()
    members: tuple[Code, ...] = ()
    source: str


class Measure(Named):
    """What a value is counted in, and its factor to the canonical measure.

    `figure_en` is how English writes a figure in it, `{value} persons`; empty where the name follows in brackets.
    """

    measure: str
    canonical: str
    factor: Decimal = Field(gt=0)
    upper_limit: Decimal | None = None
    change_in: Literal["points", "per_cent"]
    is_printed: bool
    is_whole: bool = False
    figure_en: str = Field(default="", pattern=r"^([^{}]*\{value\}[^{}]*)?$")
    source: str


class Alias(Row):
    """Another spelling of an indicator, a work point, a commitment, a header, a word to choose or a label in a head.

    `work_header` are the headers of the forms of work points and commitments that a form of indicators does not have.
    """

    kind: Literal[
        "indicator",
        "work_point",
        "commitment",
        "header",
        "work_header",
        "status",
        "declared",
        "answer",
        "blank",
        "head",
    ]
    alias: str
    code: Code
    source: str
