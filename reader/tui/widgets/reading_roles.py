"""The words that roles are made of: each is a component class `reading--<word>` for app.tcss."""

from __future__ import annotations

ROLES: frozenset[str] = frozenset(
    # The head, and what the reader does to the text.
    "title facts terms state problem hint match match-current link-current selection"
    # Headings and inline looks.
    " h1 h2 h3 h4 h5 h6 strong em code strike link image mark kbd sub sup chip dim label"
    .split()
)
