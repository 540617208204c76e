"""The head of an official document: read strictly, absent for most periods."""

from pathlib import Path

import pytest

from innocity.document_head import DocumentHead, load_document_head
from innocity.errors import UsageError
from innocity.period import Period
from innocity.workspace import Workspace

PERIOD = Period(2022, 4)


def _loaded(folder: Path, content: str) -> DocumentHead | None:
    path = Workspace(folder).document_head(PERIOD)
    path.parent.mkdir(parents=True)
    path.write_text(content, encoding="utf-8")
    return load_document_head(Workspace(folder), PERIOD)


def test_most_periods_have_none(tmp_path: Path) -> None:
    assert load_document_head(Workspace(tmp_path), PERIOD) is None


@pytest.mark.parametrize(
    ("content", "head"),
    [
        pytest.param('organ: "某市文件"\n', DocumentHead(organ="某市文件"), id="the organ alone"),
        pytest.param(
            'organ: "某市文件"\nnumber: "某办〔2023〕15号"\nseal: true\n',
            DocumentHead(organ="某市文件", number="某办〔2023〕15号", seal=True),
            id="number and seal",
        ),
    ],
)
def test_what_it_says(tmp_path: Path, content: str, head: DocumentHead) -> None:
    assert _loaded(tmp_path, content) == head


def test_it_is_no_period_of_its_own(tmp_path: Path) -> None:
    _loaded(tmp_path, 'organ: "某市文件"\n')
    assert Workspace(tmp_path).periods() == []


@pytest.mark.parametrize(
    ("content", "got"),
    [
        pytest.param("seal: true\n", "organ: ", id="no organ"),
        pytest.param('organ: ""\n', "organ: ''", id="an empty organ"),
        pytest.param('organ: "某市"\nnumber: "某办[2023]5号"\n', "number: '某办[2023]5号'", id="other brackets"),
        pytest.param(
            'organ: "某市"\nnumber: "某办〔2023〕05号"\n', "number: '某办〔2023〕05号'", id="a number with zeros"
        ),
        pytest.param('organ: "某市"\nseal: "yes"\n', "seal: 'yes'", id="a seal that is a word"),
        pytest.param('organ: "某市"\nlogo: "a"\n', "logo: 'a'", id="an unknown key"),
    ],
)
def test_faults(tmp_path: Path, content: str, got: str) -> None:
    with pytest.raises(UsageError) as fault:
        _loaded(tmp_path, content)
    assert str(fault.value).startswith("2022-Q4.document.yaml：版头有误：")
    assert got in str(fault.value)
