"""HTML before it is read: what is hidden is taken out, and what is not closed is text."""

from __future__ import annotations

from html import escape

from reader.patterns import lazy

# What hides text or quotes it: its opening, and what ends it.
_OPENING = lazy(r"<!--|<!\[CDATA\[|<[!?]")
_CLOSING = {"<!--": "-->", "<![CDATA[": "]]>", "<!": ">", "<?": ">"}


def visible(source: str) -> str:
    """HTML without comments, declarations and instructions, on the same lines.

    html.parser looks for the end of each to the end of the text again and again. What is not
    closed is text, but for a comment, which hides the rest.
    """
    parts = []
    at = 0
    unclosed = set()
    while (opening := _OPENING.search(source, at)) is not None:
        sign = opening.group()
        parts.append(source[at : opening.start()])
        # `<!-->` is a whole comment.
        inside = opening.end() - 2 if sign == "<!--" else opening.end()
        close = -1 if sign in unclosed else source.find(_CLOSING[sign], inside)
        if close < 0:
            unclosed.add(sign)
            if sign == "<!--":
                return "".join(parts)
            parts.append(escape(sign))
            at = opening.end()
            continue
        at = close + len(_CLOSING[sign])
        if sign == "<![CDATA[":
            parts.append(escape(source[inside:close]))
        else:
            parts.append("\n" * source.count("\n", opening.start(), at))
    return "".join([*parts, source[at:]])


def whole_tags(html: str) -> str:
    """HTML whose last tag is closed: a sign that opens another one behind it is text.

    html.parser looks for the end of each such tag to the end of the text.
    """
    end = html.rfind(">") + 1
    return html[:end] + html[end:].replace("<", "&lt;")
