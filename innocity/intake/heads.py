"""Whose return a file is and for which period, by the heads of its forms, its folder and its name."""

import re
from pathlib import PurePosixPath

from innocity.intake.forms import Form
from innocity.intake.matching import Dictionary, read_period
from innocity.intake.rules import Place, Rules
from innocity.intake.unlisted import unlisted_unit
from innocity.period import Period
from innocity.tables import Finding, Receipt

_NAME_PARTS = re.compile(r"[\s_\-—()（）]+")


def find_sender(
    forms: list[Form], receipt: Receipt, name: str, words: Dictionary, rules: Rules
) -> tuple[str | None, list[Finding]]:
    """The unit that the heads name, else the folder, else the file name, and a finding where these disagree.

    None where no unit is known, or the heads name one that is not known, or more than one.
    """
    heads = [(form.sheet, head) for form in forms if (head := form.head.get("unit"))]
    sheet, head = heads[0] if heads else (None, None)
    place = Place(receipt.file, sheet=sheet, cell=head.coordinate if head else None)
    in_heads = {words.units.find(cell.text) for _, cell in heads}
    if None in in_heads or len(in_heads) > 1:
        said = list(dict.fromkeys(cell.text for _, cell in heads))
        if len(said) == 1:
            return None, [unlisted_unit(said[0], place, words, rules)]
        return None, [place.finding(rules, "unknown_unit", got=" / ".join(said))]
    said = [*(cell.text for _, cell in heads), *_names_around(name)]
    known = [(text, code) for text in said if (code := words.units.find(text))]
    if not known:
        return None, [place.finding(rules, "unknown_unit", got=name)]
    text, unit = known[0]
    others = dict.fromkeys(other for other, code in known if code != unit)
    if not others:
        return unit, []
    return unit, [place.finding(rules, "unit_disagrees", got=text, expected=" / ".join(others))]


def period_faults(forms: list[Form], receipt: Receipt, period: Period, rules: Rules) -> list[Finding]:
    """Every form that names another period than the file was sent for; at least one form must name it."""
    heads = [(form.sheet, head) for form in forms if (head := form.head.get("period"))]
    if not heads:
        place = Place(receipt.file, receipt.unit, forms[0].sheet)
        return [place.finding(rules, "period_missing", expected=period)]
    return [
        Place(receipt.file, receipt.unit, sheet, head.coordinate).finding(
            rules, "period_missing" if said is None else "wrong_period", got=head.text, expected=period
        )
        for sheet, head in heads
        if (said := read_period(head.text)) != period
    ]


def _names_around(name: str) -> list[str]:
    """What may name the unit outside the form: the folders, nearest first, the file name and its parts."""
    path = PurePosixPath(name)
    return [*reversed(path.parts[:-1]), path.stem, *_NAME_PARTS.split(path.stem)]
