"""HTML -> Typst markup."""

from base64 import b64encode

import pytest

from innocity.presentation.markup import read
from innocity.presentation.typesetting import typeset
from innocity.presentation.typst_text import literal

SVG = '<svg xmlns="http://www.w3.org/2000/svg"/>'


def _typeset(html: str) -> str:
    return typeset(read(html)).strip()


@pytest.mark.parametrize(
    ("html", "markup"),
    [
        pytest.param("<p>湘潭</p>", '#"湘潭";', id="paragraph"),
        pytest.param("<p>a <strong>b</strong> c</p>", '#"a"; #strong[#"b";]; #"c";', id="strong keeps its blanks"),
        pytest.param("<em>a</em>", '#emph[#"a";];', id="emphasis"),
        pytest.param("<p>中\n文</p>", '#"中文";', id="a line end between Chinese characters is no blank"),
        pytest.param("<p>中\n<b>文</b>\n字</p>", '#"中";#strong[#"文";];#"字";', id="nor is one beside an element"),
        pytest.param("<p>one\n two</p>", '#"one two";', id="but one between words is"),
        pytest.param("10<sup>4</sup>", '#"10";#super[#"4";];', id="a power stays a power"),
        pytest.param("CO<sub>2</sub>", '#"CO";#sub[#"2";];', id="subscript"),
        pytest.param("a<br>b", '#"a";#linebreak();#"b";', id="line break"),
        pytest.param('<p class="note">注</p>', '#note[#"注";]', id="small print"),
        pytest.param('<a href="#x">a</a><a href="https://b.example">b</a>', '#"a";#"b";', id="links are plain text"),
        pytest.param("<video>a</video>", '#"a";', id="unknown elements leave their text"),
        pytest.param("<!-- a --><script>b</script><style>c</style>", "", id="comments, scripts and styles leave none"),
        pytest.param('<span class="state met">● 已完成</span>', '#"● 已完成";', id="state"),
        pytest.param("<h1>a</h1>", "", id="the title is set elsewhere"),
        pytest.param("<ul><li>a</li><li>b</li></ul>", '#list([#"a";], [#"b";])', id="list"),
        pytest.param('<ol start="3"><li>a</li></ol>', '#enum(start: 3, [#"a";])', id="numbered list"),
        pytest.param('<ol start="x)"><li>a</li></ol>', '#enum(start: 1, [#"a";])', id="number that is none"),
        pytest.param("<code>f(x)</code>", '#code[#"f(x)";];', id="code"),
        pytest.param(
            "<pre><code>a\n  b\n</code></pre>", '#lines[#"a";#linebreak();#"  b";]', id="preformatted lines stay lines"
        ),
        pytest.param(
            "<dl><dt>a</dt><dd>b</dd><dd>c</dd></dl>",
            '#terms(([#"a";], [#"b";#parbreak();#"c";]))',
            id="definitions",
        ),
        pytest.param(
            '<dl class="figures"><div><dt>a</dt><dd>1</dd><dd>n</dd></div><div><dt>b</dt><dd>2</dd></div></dl>',
            '#key-figures(2, is-crowded: false, ([#"a";], ([#"1";],[#"n";],)), ([#"b";], ([#"2";],)))',
            id="key figures",
        ),
        pytest.param(
            '<figure><img src="data:image/png;base64,AAE=" alt="图"><figcaption>一</figcaption></figure>',
            '#chart(caption: [#"一";])[#image(bytes((0,1,)), format: "png", alt: "图");]',
            id="picture",
        ),
        pytest.param(
            f'<figure><img src="data:image/svg+xml;base64,{b64encode(SVG.encode()).decode()}" alt="a"></figure>',
            f'#chart(caption: none)[#image(bytes({literal(SVG)}), format: "svg", alt: "a");]',
            id="chart without caption",
        ),
        pytest.param('<img src="x.png" alt="图">', '#"图";', id="no picture is fetched"),
    ],
)
def test_elements(html: str, markup: str) -> None:
    assert _typeset(html) == markup


def test_details_are_opened() -> None:
    assert _typeset("<details><summary>a</summary><p>b</p></details>").split() == ['#summary[#"a";]', '#"b";']


def test_the_figures_behind_a_chart_are_left_out() -> None:
    assert _typeset('<details class="chart-data"><summary>a</summary><p>b</p></details>').strip() == ""


def test_headings_skip_no_level() -> None:
    html = "<h3>a</h3><h4>b</h4><h2>c</h2><h5>d</h5>"
    levels = [line.split("[")[0] for line in _typeset(html).split("\n") if line]
    assert levels == [f"#heading(level: {level})" for level in (1, 2, 1, 2)]


def test_table() -> None:
    html = (
        '<table class="wide"><caption>表</caption><thead><tr><th>组</th><th class="num">值</th></tr></thead>'
        '<tbody><tr><th rowspan="2">a</th><td class="num">1</td></tr><tr><td class="num">2</td></tr></tbody></table>'
    )
    side = {"left": "align: left + horizon", "right": "align: right + horizon", "center": "align: center + horizon"}
    assert _typeset(html) == (
        '#data-table(setting: "small", caption: [#"表";], remark: none, is-brief: true, '
        "columns: (5.7fr,5.7fr,), is-one-piece: true, rows: 3, header-rows: 1, header: ("
        f'table.cell(x: 0, y: 0, rowspan: 1, colspan: 1, breakable: false, {side["center"]})[#"组";],'
        f'table.cell(x: 1, y: 0, rowspan: 1, colspan: 1, breakable: false, {side["right"]})[#"值";],), '
        f'table.cell(x: 0, y: 1, rowspan: 2, colspan: 1, breakable: false, {side["left"]})[#"a";], '
        f'table.cell(x: 1, y: 1, rowspan: 1, colspan: 1, breakable: false, {side["right"]})[#"1";], '
        f'table.cell(x: 1, y: 2, rowspan: 1, colspan: 1, breakable: false, {side["right"]})[#"2";])'
    )


@pytest.mark.parametrize(("note", "is_brief"), [("注", "true"), ("注" * 999, "false")])
def test_the_note_of_a_table_goes_with_it(note: str, is_brief: str) -> None:
    html = f'<figure class="table"><table><tr><td>a</td></tr></table><p class="note">{note}</p></figure>'
    markup = _typeset(html)
    assert f'remark: [#"{note}";], is-brief: {is_brief}' in markup
    assert "#note" not in markup
