"""Sort keys as bytes, so that a database orders posts as the engine does.

Each part is self-delimiting, so that no part runs into the next one, and reversing a part is
turning its bits round. The string encoding is FoundationDB's tuple layer's, with two bytes at the
end instead of one.
"""

from __future__ import annotations

from dataclasses import dataclass

_SMALL = (b"\0", *(bytes([1, number]) for number in range(1, 256)))
_INVERTED = bytes(range(255, -1, -1))


@dataclass(frozen=True, slots=True)
class Desc:
    """A part of an order that counts downwards."""

    part: int | str | Desc


def order_key(*parts: int | str | Desc) -> bytes:
    """Bytes that compare as the tuple of the parts does; a place holds ints or strings."""
    return b"".join([_encode(part) for part in parts])


def _encode(part: int | str | Desc) -> bytes:
    if isinstance(part, Desc):
        return _encode(part.part).translate(_INVERTED)
    if isinstance(part, str):
        # UTF-8 sorts as code points do; a file name's stray bytes are lone surrogates.
        return part.encode("utf-8", "surrogatepass").replace(b"\0", b"\0\xff") + b"\0\0"
    if part < 0:
        return b"\x00" + _magnitude(-part).translate(_INVERTED)
    return b"\x01" + _magnitude(part)


def _magnitude(number: int) -> bytes:
    """A number from 0 on: its length in bytes first, so that longer is greater."""
    if number < 256:
        return _SMALL[number]
    size = (number.bit_length() + 7) // 8
    length = bytes([size]) if size < 255 else b"\xff" + size.to_bytes(8, "big")
    return length + number.to_bytes(size, "big")
