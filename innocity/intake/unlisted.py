"""Names that no table lists: the listed ones that look most alike, and for the office what would list the new one."""

from pathlib import PurePosixPath

from innocity import csvfile
from innocity.csvfile import LIST_MARK
from innocity.facts import Alias
from innocity.framework import Framework
from innocity.intake.matching import Dictionary, normalise
from innocity.intake.rules import Place, Rules
from innocity.language import text
from innocity.tables import Finding

_NOT_IN_A_UNIT = frozenset({LIST_MARK, ",", "\n"})


def unlisted_indicator(name: str, place: Place, framework: Framework, words: Dictionary, rules: Rules) -> Finding:
    """An indicator's name that is not known, with up to three that are; the office is given the row for `aliases.csv`."""
    alias = words.bare(name)
    alike = [words.indicators.codes[spelling] for spelling in words.indicators.nearest(alias)]
    if not alike:
        return place.finding(rules, "unknown_indicator", got=name)
    expected = " / ".join(framework.indicator(code).name(rules.language) for code in alike)
    line = _alias_line(alias, alike[0], place)
    for_office = text("remedy.alias", rules.language, line=line)
    return place.finding(rules, "unknown_indicator", got=name, expected=expected, for_office=for_office)


def unlisted_unit(name: str, place: Place, words: Dictionary, rules: Rules) -> Finding:
    """A unit's name that is not known, with up to three that are; the office is told how `units.csv` would list it."""
    alias, alike = normalise(name), words.units.nearest(name)
    if not alike or set(alias) & _NOT_IN_A_UNIT:
        return place.finding(rules, "unknown_unit", got=name, expected=" / ".join(alike) or None)
    for_office = text("remedy.unit_alias", rules.language, code=words.units.codes[alike[0]], alias=alias)
    return place.finding(rules, "unknown_unit", got=name, expected=" / ".join(alike), for_office=for_office)


def _alias_line(alias: str, code: str, place: Place) -> str:
    """The row as the file holds it: one line, quoted as CSV, nothing in it that a spreadsheet takes for a formula."""
    source = f"{PurePosixPath(place.file or '').name} {place.cell}"
    seen = " ".join("".join(one if one.isprintable() else " " for one in source).split())
    row = Alias(kind="indicator", alias=alias, code=code, source=seen)
    return csvfile.render([row], Alias).splitlines()[-1]
