"""How each word of a role looks: Textual's style texts, over the variables of its themes.

A table and not component classes: those are all worked out whenever the stylesheet is applied,
these only where a post has them.
"""

from __future__ import annotations

from collections.abc import Mapping

LOOKS: Mapping[str, str] = {
    # The head, and what the reader does to the text.
    "title": "bold $foreground",
    "facts": "$foreground-muted",
    "terms": "$foreground-muted",
    "state": "bold $text-accent",
    "problem": "$text-warning",
    "hint": "$foreground-muted",
    "match": "$foreground on $warning-muted",
    "match-current": "bold reverse",
    "word": "on $warning-muted 60%",
    "link-current": "bold reverse",
    "selection": "on $primary 50%",
    "copied": "on $success-muted",
    # What markup and layout give out.
    "h1": "bold $text-primary",
    "h2": "bold $text-primary",
    "h3": "bold $foreground",
    "h4": "bold italic $foreground",
    "h5": "italic $foreground",
    "h6": "italic $foreground-muted",
    "strong": "bold",
    "em": "italic",
    "strike": "strike",
    "code": "$text-accent",
    "kbd": "bold $foreground on $panel",
    "mark": "$foreground on $warning-muted",
    "sub": "italic",
    "sup": "italic",
    "image": "italic $foreground-muted",
    "chip": "$foreground-muted on $surface",
    "label": "bold $foreground-muted",
    "dim": "$foreground-muted",
    "quote": "$foreground-muted",
    "marker": "$text-primary",
    "done": "$text-success",
    "fold": "$foreground-muted",
    "source": "$foreground-muted",
    "rule": "$foreground 30%",
    "frame": "$foreground 30%",
    "head": "bold",
    "link": "underline $text-primary",
    "math": "italic $text-accent",
    "footnote": "$text-primary",
    "back": "$text-primary",
    "term": "bold $foreground",
    "block": "on $surface",
    "callout": "bold",
    "callout-note": "$text-primary",
    "callout-tip": "$text-success",
    "callout-important": "$text-accent",
    "callout-warning": "$text-warning",
    "callout-caution": "$text-error",
    # Code, by the kinds that `layout.highlight` tells apart.
    "tok-comment": "italic $foreground-muted",
    "tok-keyword": "$text-primary",
    "tok-string": "$text-success",
    "tok-number": "$text-accent",
    "tok-function": "bold $foreground",
    "tok-class": "bold $foreground",
    "tok-builtin": "$text-primary",
    "tok-decorator": "$text-accent",
    "tok-tag": "$text-primary",
    "tok-attribute": "$text-accent",
    "tok-constant": "$text-accent",
    "tok-deleted": "$text-error",
    "tok-inserted": "$text-success",
    "tok-heading": "bold $foreground",
    "tok-prompt": "$foreground-muted",
    "tok-output": "$foreground-muted",
    "tok-error": "$text-error",
}

# What says it without colours, and in the terminal's own sixteen.
COLOURLESS: Mapping[str, str] = {
    "match": "underline",
    "word": "underline",
    "selection": "reverse",
    "copied": "reverse",
}
SIXTEEN: Mapping[str, str] = {
    "match": "ansi_black on ansi_yellow",
    "word": "underline ansi_yellow",
    "mark": "ansi_black on ansi_yellow",
    "selection": "ansi_white on ansi_blue",
    "copied": "ansi_black on ansi_green",
}
