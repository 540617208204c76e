"""Integers written in Chinese, in the standard way: what the reader of numerals is held against."""

_DIGITS = "零一二三四五六七八九"
_FINANCIAL = str.maketrans("一二三四五六七八九十百千万亿", "壹贰叁肆伍陆柒捌玖拾佰仟萬億")


def chinese(number: int) -> str:
    """An integer below 10^16 in Chinese numerals: 10500 is 一万零五百."""
    for scale, mark in ((10**8, "亿"), (10**4, "万")):
        if number >= scale:
            head, tail = divmod(number, scale)
            gap = "零" if 0 < tail < scale // 10 else ""
            return chinese(head) + mark + (gap + chinese(tail) if tail else "")
    return _section(number)


def financial(number: int) -> str:
    """The same in the characters of banks: 壹万零伍佰."""
    return chinese(number).translate(_FINANCIAL)


def _section(number: int) -> str:
    for scale, mark in ((1000, "千"), (100, "百"), (10, "十")):
        if number >= scale:
            head, tail = divmod(number, scale)
            gap = "零" if 0 < tail < scale // 10 else ""
            return _DIGITS[head] + mark + (gap + _section(tail) if tail else "")
    return _DIGITS[number]
