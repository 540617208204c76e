"""All that one unit sends at one time: its file with every table in it, and the evidence beside."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from innocity.demo.entries import Entry, Scribe
from innocity.demo.grids import Grid, Placed
from innocity.demo.layouts import UnitBy
from innocity.demo.proofs import Proof, ProofFault, choose_proofs, delivered
from innocity.demo.sheets import MARK, lay_out, open_sheet
from innocity.demo.styles import Ink
from innocity.demo.truth import EvidenceTruth, Truth
from innocity.demo.work_layouts import WorkLayout
from innocity.demo.work_lines import WorkLine
from innocity.demo.work_sheets import PlacedWork, put_table
from innocity.demo.writing import as_file
from innocity.facts import Unit
from innocity.period import Period

_PACKED = 0.4
_INDICATORS = "指标数据"


@dataclass(frozen=True)
class Words:
    """What a return says before it is laid out: lines about indicators, work points and promised numbers."""

    entries: list[Entry]
    reports: list[WorkLine]
    promises: list[WorkLine]

    def faulty(self, fault: str) -> "Words":
        """The same words in a return that is wrong as a whole."""
        return Words(
            [one.faulty(fault) for one in self.entries],
            [one.faulty(fault) for one in self.reports],
            [one.faulty(fault) for one in self.promises],
        )


@dataclass(frozen=True)
class Parcel:
    """What is sent: the file's name, its sheets, where each line stands in it, and the evidence."""

    unit: Unit
    period: Period
    scribe: Scribe
    work_layout: WorkLayout
    name: str
    folder: str
    grids: list[Grid]
    placed: list[Placed]
    work: list[PlacedWork]
    proofs: list[Proof]
    is_packed: bool

    def files(self) -> dict[str, bytes]:
        """Every file by its path below the period's folder."""
        evidence, _ = delivered(self.proofs, self.folder, is_packed=self.is_packed)
        return {self.name: as_file(self.grids, self.scribe.layout, self.period.cut_off), **evidence}

    def truths(self, returns: str) -> Iterator[Truth]:
        """The truth about every line; `returns` is the period's folder as tables name it."""
        said = {"period": str(self.period), "file": f"{returns}/{self.name}", "unit": self.unit.code}
        is_workbook = self.scribe.layout.is_workbook
        for one in self.placed:
            entry = one.entry
            nature = {"value": entry.truth, "style": entry.style, "fault": entry.fault, "careful_reader": entry.careful}
            place = {"sheet": _INDICATORS if is_workbook else None, "cell": one.cell, "indicator": entry.sketch.code}
            yield Truth.model_validate({**said, **place, **nature, "layout": str(self.scribe.layout)})
        for work in self.work:
            line, table = work.line, "reports" if work.line.is_report else "promises"
            nature = {"value": line.value, "style": line.style, "fault": line.fault, "careful_reader": line.careful}
            place = {"sheet": work.sheet if is_workbook else None, "cell": work.cell, "about": line.about}
            layout = self.work_layout.told(table, work.columns, self.scribe.layout)
            more = {"item": line.item, "said": line.said, "layout": layout}
            yield Truth.model_validate({**said, **place, **nature, **more})

    def evidence(self, returns: str) -> Iterator[EvidenceTruth]:
        """The truth about every piece of evidence."""
        _, names = delivered(self.proofs, self.folder, is_packed=self.is_packed)
        claims = {one.entry.inks["evidence"].value: (_INDICATORS, one.cell) for one in self.placed}
        claims |= {work.line.inks["evidence"].value: (work.sheet, work.cell) for work in self.work}
        for proof in self.proofs:
            sheet, cell = claims.get(proof.name, (None, None))
            yield EvidenceTruth(
                period=str(self.period),
                unit=self.unit.code,
                return_file=f"{returns}/{self.name}",
                sheet=sheet if self.scribe.layout.is_workbook else None,
                cell=cell,
                claimed=proof.name if cell else None,
                file=f"{returns}/{names[proof.name]}" if proof.is_delivered else None,
                fault=proof.fault,
            )


def pack(
    words: Words, unit: Unit, said: Period, number: str, scribe: Scribe, work_layout: WorkLayout, *, is_final: bool
) -> Parcel:
    """Lay out a return that speaks of the period `said`; evidence comes with the final one alone."""
    named = scribe.script(
        *scribe.chance.choice(((unit.name_zh_hans, unit.name_zh_hant), (unit.full_zh_hans, unit.full_zh_hant)))
    )
    layout = scribe.layout
    words, proofs = _claiming(words, scribe, work_layout) if is_final else (words, [])
    grids, placed, work = _sheets(words, scribe, work_layout, named if layout.unit_by is UnitBy.HEAD else None, said)
    names = {
        UnitBy.HEAD: f"收件/报表{number}",
        UnitBy.FOLDER: f"{named}/报表{number}",
        UnitBy.FILE: f"{named}_报表_{number}",
    }
    return Parcel(
        unit=unit,
        period=scribe.period,
        scribe=scribe,
        work_layout=work_layout,
        name=f"{names[layout.unit_by]}{layout.kind.suffix}",
        folder=f"{unit.name_zh_hans}/佐证材料{number}",
        grids=grids,
        placed=placed,
        work=work,
        proofs=proofs,
        is_packed=scribe.chance.random() < _PACKED,
    )


def _claiming(words: Words, scribe: Scribe, work: WorkLayout) -> tuple[Words, list[Proof]]:
    """The same with the names of files in some sound lines that have a place for them, and these files."""
    entries = [one for one in words.entries if one.fault is None and "evidence" in scribe.layout.columns]
    lines = [one for one in words.reports if one.fault is None and "evidence" in work.reports]
    proofs = choose_proofs(scribe.chance, len(entries) + len(lines))
    names = [proof.name for proof in proofs if proof.fault is not ProofFault.UNCLAIMED]
    claims = {id(one): Ink(name) for one, name in zip((*entries, *lines), names, strict=False)}

    def inked(inks: dict[str, Ink], claim: Ink | None) -> dict[str, Ink]:
        return inks if claim is None else {**inks, "evidence": claim}

    return Words(
        [replace(one, inks=inked(one.inks, claims.get(id(one)))) for one in words.entries],
        [replace(one, inks=inked(one.inks, claims.get(id(one)))) for one in words.reports],
        words.promises,
    ), proofs


def _sheets(
    words: Words, scribe: Scribe, work: WorkLayout, head: str | None, said: Period
) -> tuple[list[Grid], list[Placed], list[PlacedWork]]:
    """The sheets of a file: indicators, work below them or on sheets of its own, a guide before and a draft behind."""
    first, placed = Grid(_INDICATORS), list[Placed]()
    if words.entries:
        first, placed = lay_out(_INDICATORS, words.entries, scribe, head, said)
    else:
        open_sheet(first, "示例市工作报送情况", len(work.reports), scribe, head, said)
    grids, found = [first], []
    tables = (("工作要点", "工作要点进展情况表", work.reports, words.reports), ("量化承诺", "量化承诺完成情况表", work.promises, words.promises))  # fmt: skip
    for name, title, columns, lines in tables:
        if lines:
            grid = first if work.is_below or not words.entries else Grid(name)
            grids += [grid] if grid is not first else []
            found += put_table(grid, f"示例市{title}（{MARK}）", columns, lines, scribe, work)
    if scribe.layout.is_second_sheet:
        guide = Grid("填表说明")
        guide.put(1, 1, f"填表说明（{MARK}）：请如实填报。")
        grids.insert(0, guide)
    if scribe.layout.has_hidden_sheet and words.entries:
        grids.append(_draft(words.entries, scribe, head, said))
    return grids, placed, found


def _draft(entries: list[Entry], scribe: Scribe, unit: str | None, period: Period) -> Grid:
    """A hidden sheet with an older state of the same form: nothing of it counts."""
    older = [replace(entry, inks={**entry.inks, "value": Ink(7)}, is_hidden=False) for entry in entries]
    grid, _ = lay_out("草稿", older, scribe, unit, period)
    grid.is_hidden = True
    return grid
