"""The kept tables of a real period, to be read as a run's own."""

import re
import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from innocity.language import Language
from innocity.parameters import load_parameters
from innocity.period import Period
from innocity.running.tracing import write_lineage
from innocity.stage import Stage
from innocity.tables import Attainment, Evidence
from innocity.workspace import CODE, Workspace

PERIOD = Period(2022, 4)
_TRACED = TemporaryDirectory()  # gone with the process


def stage(language: Language = Language.ZH_HANS) -> Stage:
    """The last stage of the period's run, in a language."""
    workspace = Workspace.at(CODE)
    parameters = load_parameters(workspace.period_file(PERIOD)).model_copy(update={"language": language.value})
    return Stage("4_report", parameters, workspace, CODE / "tests" / "golden" / str(PERIOD))


@cache
def traced(language: Language = Language.ZH_HANS) -> Stage:
    """The same with the way from its numbers to the cells beside its tables, which the record makes and is not kept."""
    held = replace(stage(language), output=Path(_TRACED.name) / language)
    shutil.copytree(stage().output, held.output, dirs_exist_ok=True)
    write_lineage(held)
    return held


def untranslated(said: str) -> bool:
    """Whether a text has Chinese in it besides names that have no other form: items, documents, what was claimed and sent."""
    held = stage()
    evidence = held.read(Evidence)
    names = {item for one in held.framework.commitments for item in one.items}
    names |= {row.target_document for row in held.read(Attainment)}
    names |= {row.claimed for row in evidence if row.claimed} | {name for row in evidence for name in _ends(row.file)}
    known = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.search("[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]", re.sub(known, "", said)) is not None


def _ends(file: str | None) -> list[str]:
    return [file.rpartition("/")[2]] if file else []
