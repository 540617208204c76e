"""Characters that the fonts lack."""

from pathlib import Path

import pylopdf_fonts_zh_cn
import pytest

from innocity.presentation.glyphs import missing

FONTS = pylopdf_fonts_zh_cn.sans_path().parent


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("湘潭市 2023年:≥ 3.0%,①●▲×−", [], id="what reports hold"),
        pytest.param("創新型城市評價", [], id="Traditional Chinese"),
        pytest.param("好😀坏✔好😀", ["✔", "😀"], id="each once, sorted"),
        pytest.param("a\tb\n\r\u3000\u00a0\u200b\u200d", [], id="blanks need no glyph"),
        pytest.param("✓\ufe0f", [], id="nor do variation selectors"),
        pytest.param("a\x07", ["\x07"], id="a control character is no blank"),
    ],
)
def test_missing(text: str, expected: list[str]) -> None:
    assert missing(text, FONTS) == expected


def test_a_folder_without_fonts_draws_nothing(tmp_path: Path) -> None:
    assert missing("ba", tmp_path) == ["a", "b"]
