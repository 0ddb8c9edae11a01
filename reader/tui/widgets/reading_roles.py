"""The words that roles are made of: each is a component class `reading--<word>` for app.tcss."""

from __future__ import annotations

# The head, and what the reader does to the text.
_PANE = "title facts terms state problem hint match match-current link-current selection"
# What markup and layout give out.
_TEXT = (
    "h1 h2 h3 h4 h5 h6 strong em code strike link image mark kbd sub sup chip dim label"
    " rule quote marker done fold source frame head"
)
_CODE = (
    "comment keyword string number function class builtin decorator tag attribute variable"
    " constant operator deleted inserted heading prompt output error"
)

ROLES: frozenset[str] = frozenset(
    [*_PANE.split(), *_TEXT.split(), *(f"tok-{kind}" for kind in _CODE.split())]
)
