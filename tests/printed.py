"""What a published page says in digits outside of every element that leads to the record."""

import re
from collections.abc import Iterator, Set

from innocity.language import Language, text
from innocity.presentation.markup import Element, read

_UNLINKED = {  # kinds of numbers that no row of the record holds, or that stand beside with an id, each with its reason
    "arithmetic of rows on the same card": r"^[\d.,;()×÷+=−\- ]+$|得分（满分\d+）|[×÷]\d+",
    "a year, a day or a period": r"\d{4}(年(度|底|末)?(\d+月\d+日)?(?!\d)|、(?=\d{4}年)|-\d\d-\d\d|-Q\d)|第\d季度|^\d{4}$",
    "furniture of the page": r"\[\d+\]|数据表（\d+行）|第\d+版|^\d–\d$",
    "a file, a hash, a version": r"[0-9a-f]{40,64}\+?|SHA-256|\S+\.(xlsx|xls|csv|pdf|docx|html|yaml)|^\d+(\.\d+)+$|[a-z_]+\.\d+\.[a-z_]+",
    "the number of an indicator, work point or promise": r"\d+ (?=[\u4e00-\u9fff])|\d+(-\d+)+(-[a-z])?(?!\d)|第 ?\d+(、\d+)* ?项",
    "a name or words of the plan as they are": r"[“「《][^”」》]*[”」》]|R&D",
    "an assumption, its rule beside it": r"相关(系数)?[\d.]+|大多同起同落（[\d.]+）|不超过\d个|\d+[–-]\d+个数值合计",
    "how many rows of the same page": r"其中\d+项已过期|^\d+项未评估，.*$|^共\d+项|，失[\d.]+分|等，另有\d+[个项]",
    "which part of a plan": r"附件\d",
    "how an axis is drawn": r"(刻度到|超过|接近|从)\d+%(到\d+%)?|不从零",
    "how many names the same sentence lists": r"^\d+项指标的目标值与工作要点",
    "a note of a rule file": r"一年上升[\d.]+个百分点",
    "what a chart that is not drawn would show": r"^\d+项指标中没有一项",
    "what the dagger repeats of the table of conflicts": r"指标\d+(?=另有|，)|，目标值[\d,.]+",
    "a step of a data year that a matter does not name": r"须[+−][\d.,]+.*?，以往最好[+−][\d.,]+",
}
EXEMPT = re.compile("|".join(_UNLINKED.values()))
# Its counts are of the items on the scorecard of each unit, where every item has a row and an id.
_UNCOUNTED = {text("chart.heat_title", Language.ZH_HANS)}
_UNREAD = ("head", "svg", "pre", "code", "template")  # every drawing has its table, whose numbers have ids


def loose(page: str, known: Set[str]) -> Iterator[str]:
    """The texts of a page with a number that nothing leads from to one of the `known` ids and that no kind excuses."""
    named = known | {identifier.rpartition(".")[0] for identifier in known}
    waiting = [read(page)]
    while waiting:
        element = waiting.pop()
        for child in _shown(element):
            if not isinstance(child, str):
                waiting += [] if child.name in _UNREAD or _leads(child, named) else [child]
            elif re.search(r"\d", EXEMPT.sub("", child.strip())):
                yield child.strip()


def _shown(element: Element) -> list[Element | str]:
    """What stands in an element, but for the ordinal that a row begins with and tables that are excused as a whole."""
    caption = element.first("caption") if element.name == "table" else None
    if caption and caption.text in _UNCOUNTED:
        return []
    cells = [one for one in element.own("td", "th") if one.attributes.get("scope") != "rowgroup"]
    ordinal = cells[0] if element.name == "tr" and cells and re.fullmatch(r"\d{1,2}", cells[0].text) else None
    return [child for child in element.children if child is not ordinal]


def _leads(element: Element, named: Set[str]) -> bool:
    told = element.attributes
    card = told.get("href", "").partition("numbers.html#")[2]
    return element.name != "tr" and not named.isdisjoint((told.get("id"), told.get("data-number"), card))
