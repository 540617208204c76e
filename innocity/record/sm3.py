"""SM3, the digest of GB/T 32905-2016: from OpenSSL where it has it, else computed here."""

import hashlib

_BLOCK = 64
_WORD = 0xFFFFFFFF
_START = (0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E)


def sm3(content: bytes) -> str:
    """The SM3 of a content, in hexadecimal."""
    try:
        return hashlib.new("sm3", content).hexdigest()
    except ValueError:  # an OpenSSL that was built without it
        return computed(content)


def computed(content: bytes) -> str:
    """The same without OpenSSL, some hundred kilobytes a second."""
    length = (8 * len(content)).to_bytes(8, "big")
    padded = content + b"\x80" + bytes(-(len(content) + 9) % _BLOCK) + length
    state: tuple[int, ...] = _START
    for start in range(0, len(padded), _BLOCK):
        state = _compressed(state, padded[start : start + _BLOCK])
    return "".join(f"{word:08x}" for word in state)


def _compressed(state: tuple[int, ...], block: bytes) -> tuple[int, ...]:
    """The compression function CF of chapter 5.3.3, in the names of the standard."""
    words = _expanded(block)
    a, b, c, d, e, f, g, h = state
    for j in range(64):
        constant = 0x79CC4519 if j < 16 else 0x7A879D8A
        ss1 = _turned(_turned(a, 12) + e + _turned(constant, j), 7)
        ss2 = ss1 ^ _turned(a, 12)
        ff = a ^ b ^ c if j < 16 else (a & b) | (a & c) | (b & c)
        gg = e ^ f ^ g if j < 16 else (e & f) | (~e & g)
        tt1 = (ff + d + ss2 + (words[j] ^ words[j + 4])) & _WORD
        tt2 = (gg + h + ss1 + words[j]) & _WORD
        a, b, c, d, e, f, g, h = (
            tt1,
            a,
            _turned(b, 9),
            c,
            tt2 ^ _turned(tt2, 9) ^ _turned(tt2, 17),
            e,
            _turned(f, 19),
            g,
        )
    return tuple(old ^ new for old, new in zip(state, (a, b, c, d, e, f, g, h), strict=True))


def _expanded(block: bytes) -> list[int]:
    """The 68 words of message expansion."""
    words = [int.from_bytes(block[start : start + 4], "big") for start in range(0, _BLOCK, 4)]
    for j in range(16, 68):
        mixed = words[j - 16] ^ words[j - 9] ^ _turned(words[j - 3], 15)
        spread = mixed ^ _turned(mixed, 15) ^ _turned(mixed, 23)
        words.append(spread ^ _turned(words[j - 13], 7) ^ words[j - 6])
    return words


def _turned(word: int, bits: int) -> int:
    """A word of 32 bits turned to the left."""
    word, bits = word & _WORD, bits % 32
    return (word << bits | word >> (32 - bits)) & _WORD
