"""The kinds of findings, `params/rules/findings.csv`: code, severity, what is said, how to mend it."""

from dataclasses import dataclass
from typing import Self

from innocity import csvfile
from innocity.csvfile import Row
from innocity.errors import InnocityError
from innocity.facts import Answer, Value
from innocity.language import Language, text
from innocity.tables import Finding, Severity
from innocity.workspace import CODE, Workspace


class Rule(Row):
    """One kind of finding, in every language."""

    code: str
    severity: Severity
    message_zh_hans: str
    message_zh_hant: str
    message_en: str
    remedy_zh_hans: str
    remedy_zh_hant: str
    remedy_en: str

    def message(self, language: Language) -> str:
        """What is wrong, in this language."""
        return str(getattr(self, f"message_{language.suffix}"))

    def remedy(self, language: Language) -> str:
        """How to mend it, in this language."""
        return str(getattr(self, f"remedy_{language.suffix}"))


@dataclass(frozen=True)
class Rules:
    """Every kind of finding by code, and the office's language, in which remedies are recorded."""

    by_code: dict[str, Rule]
    language: Language

    @classmethod
    def of(cls, workspace: Workspace, language: Language) -> Self:
        """The rules of a workspace; InnocityError when the table is faulty."""
        rows = csvfile.read(workspace.rules / "findings.csv", Rule)
        return cls({rule.code: rule for rule in rows}, language)

    def find(self, code: str) -> Rule:
        """The kind of finding with this code; InnocityError when the workspace's table is older than the checks."""
        if code not in self.by_code:
            own = Workspace(CODE).rules / "findings.csv"
            raise InnocityError("error.no_rule", code=code, own=own.as_posix())
        return self.by_code[code]

    def worded(self, value: Value) -> str:
        """A value as the office reads it: a decimal as it is, an answer in its word."""
        return text(f"answer.{value.value}", self.language) if isinstance(value, Answer) else f"{value:f}"


@dataclass(frozen=True)
class Place:
    """Where in the returns a finding is: as much of it as is known."""

    file: str | None = None
    unit: str | None = None
    sheet: str | None = None
    cell: str | None = None
    indicator: str | None = None
    about: str | None = None  # the work point or commitment, where it is one

    def finding(
        self, rules: Rules, code: str, *, got: object = None, expected: object = None, for_office: str | None = None
    ) -> Finding:
        """A finding of this kind at this place; its remedy ends with what the office alone can do."""
        rule = rules.find(code)
        steps = [rule.remedy(rules.language), *([for_office] if for_office else [])]
        return Finding(
            severity=rule.severity,
            code=code,
            unit=self.unit,
            indicator=self.indicator,
            about=self.about,
            file=self.file,
            sheet=self.sheet,
            cell=self.cell,
            got=None if got is None else str(got),
            expected=None if expected is None else str(expected),
            remedy=text("format.clause_mark", rules.language).join(steps),
        )
