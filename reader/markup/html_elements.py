"""HTML's elements by what they do to the text that stands in them."""

from __future__ import annotations

HEADINGS = {f"h{level}": level for level in range(1, 7)}
# What begins and ends a line.
BREAKS = frozenset({
    "address", "article", "aside", "body", "center", "dialog", "div", "fieldset", "figcaption",
    "footer", "form", "header", "hgroup", "html", "legend", "main", "nav", "option", "p", "search",
    "section", "summary", "caption",
})  # fmt: skip
# What becomes a block with blocks in it.
CONTAINERS = frozenset({
    "ul", "ol", "li", "blockquote", "table", "pre", "details", "dl", "dt", "dd", "figure",
})  # fmt: skip
PARTS = ("dt", "dd")
UNSEEN = frozenset({"script", "style", "template", "head"})
# What stands beside other text wherever it is drawn, as in a picture.
SPACED = frozenset({"title", "desc", "text", "tspan"})
