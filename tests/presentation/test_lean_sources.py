"""Style sheets and scripts lose what only their writers read, and nothing that a browser reads."""

import pytest

from innocity.presentation.lean_sources import lean_script, lean_style


@pytest.mark.parametrize(
    ("sheet", "lean"),
    [
        ("", ""),
        ("/* Of all. */\na , b {\n  color: red;\n  margin: 0 1em;\n}\n", "a,b{color:red;margin:0 1em}"),
        ("td :is(a, b):hover { top: calc(1em - 2px); }", "td :is(a,b):hover{top:calc(1em - 2px)}"),
        (
            "@media screen and (min-width: 48rem) {\n  a > b { x: y }\n}",
            "@media screen and (min-width:48rem){a > b{x:y}}",
        ),
        ('p { font: 1rem/1.8 "Noto Sans SC", serif !important; }', 'p{font:1rem/1.8 "Noto Sans SC",serif !important}'),
    ],
)
def test_a_style_sheet_keeps_the_blanks_between_words(sheet: str, lean: str) -> None:
    assert lean_style(sheet) == lean


@pytest.mark.parametrize(
    ("script", "lean"),
    [
        ("", ""),
        ("// What it is for.\n\nconst a = 1;\n  // why\n  b(a);\n", "const a = 1;\nb(a);\n"),
        ('go("https://a"); // to a\n', 'go("https://a"); // to a\n'),
    ],
)
def test_a_script_keeps_its_lines_of_code(script: str, lean: str) -> None:
    assert lean_script(script) == lean
