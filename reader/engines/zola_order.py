"""How Zola compares titles and slugs: the `natural_lexical_cmp` of the lexical-sort crate."""

from __future__ import annotations

import re

from reader.patterns import lazy

_DIGITS = lazy("[0-9]+")


def natural(text: str) -> str:
    """A key that sorts without case or accents, 9 before 10, signs before letters."""
    if not text.isascii():
        from text_unidecode import unidecode

        text = unidecode(text)
    return _DIGITS.sub(_padded, text.lower()) + "\0" + text


def _padded(digits: re.Match[str]) -> str:
    run = digits[0].lstrip("0")
    return f"{len(run):09}{run}"
