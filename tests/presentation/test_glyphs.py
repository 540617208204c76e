"""Characters that the fonts lack."""

from pathlib import Path

import pytest

from innocity.presentation.glyphs import collection, digests, faces, font_files, missing, own_fonts, shipped_fonts

FONTS = shipped_fonts()


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


def test_several_folders_draw_what_any_of_them_draws(tmp_path: Path) -> None:
    assert missing("湘😀", tmp_path, FONTS) == ["😀"]


@pytest.mark.parametrize(("named", "folder"), [("", None), ("fonts", Path("fonts"))])
def test_own_fonts(monkeypatch: pytest.MonkeyPatch, named: str, folder: Path | None) -> None:
    monkeypatch.setenv("INNOCITY_FONTS", named)
    assert own_fonts() == folder


def test_font_files_and_their_digests(tmp_path: Path) -> None:
    for name in ("b.TTF", "a.otf", "a.txt"):
        (tmp_path / name).write_bytes(b"")
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert font_files(tmp_path) == [tmp_path / "a.otf", tmp_path / "b.TTF"]
    assert digests(str(tmp_path)) == [(tmp_path / "a.otf", empty), (tmp_path / "b.TTF", empty)]
    assert [font_files(None), font_files(tmp_path / "none"), digests("")] == [[], [], []]


def test_shipped_families() -> None:
    assert collection((FONTS,)).families() == ["Noto Sans SC", "Noto Serif SC"]


@pytest.mark.parametrize(
    ("families", "expected"),
    [
        pytest.param(["Noto Sans SC"], {}, id="none"),
        pytest.param(
            ["FZXiaoBiaoSong-B05S", "FangSong_GB2312", "KaiTi", "SimHei"],
            {"xiaobiaosong": "FZXiaoBiaoSong-B05S", "fangsong": "FangSong_GB2312", "kai": "KaiTi", "hei": "SimHei"},
            id="all, by their Latin names",
        ),
        pytest.param(
            ["方正小标宋简体", "仿宋"], {"xiaobiaosong": "方正小标宋简体", "fangsong": "仿宋"}, id="Chinese names"
        ),
        pytest.param(["STFangsong", "FangSong"], {"fangsong": "FangSong"}, id="the first of several"),
    ],
)
def test_faces(families: list[str], expected: dict[str, str]) -> None:
    assert faces(families) == {**expected, "rest": "|".join(families)}


def test_a_folder_without_fonts_draws_nothing(tmp_path: Path) -> None:
    assert missing("ba", tmp_path) == ["a", "b"]
