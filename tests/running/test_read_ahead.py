"""What is read once for many processes."""

import importlib
from pathlib import Path

import pytest

from innocity import language
from innocity.presentation import glyphs
from innocity.running import read_ahead


def test_once_loaded_fonts_and_messages_are_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    importlib.reload(read_ahead)

    def unread(*_: object) -> Path:
        raise AssertionError("read again")

    monkeypatch.setattr(language, "_path", unread)
    monkeypatch.setattr(glyphs, "font_files", unread)
    assert language.text("run.first")
    assert glyphs.missing("表", glyphs.shipped_fonts()) == []
