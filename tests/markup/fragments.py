"""Markdown-like text for property tests: pieces that meet each other's edges."""

from __future__ import annotations

from hypothesis import strategies as st

LINES = [
    "", "", " ", "\t", "text of a line", "*emphasis* and **strong**", "a `code` span",
    "# Heading", "### Third *level*", "===", "---", "***", "- item", "- ", "* other", "+ plus",
    "  - inner", "    - deep", "      more", "1. one", "2) two", "10. ten", "   cont",
    "    indented", "\tindented", "> quote", "> > twice", ">", "> - item in quote", "> ```",
    "```", "```python", "~~~", "~~~~ x", "| a | b |", "|---|:-:|", "| 1 | 2 | 3 |", "a | b",
    "--- | ---", "[label]: /target", "[label]:", "/target", "'title'", '"open title',
    "[x]: <a b> 'c'", "[label]", "[text][label]", "![alt](p.png)", "![alt][label]", "[^1]: note",
    "text[^1] and[^2]", "    of a note", "[^2]:", "a^[note *here*] b",
    "> [!NOTE] *title*", "> [!x]-", ":::note", "::: {.a}", ":::", "::::", "!!! note", "??? x",
    ": detail", "term", "$$", "$a_1$ $5", "\\[x^2", "\\]", ":tada:", "[[page|alias]]",
    "- [ ] task", "- [x] done", "<div>", "</div>", "<table>", "<tr><td>cell", "</table>", "<!--",
    "-->", "<!-- all -->", "<pre>", "</pre>", "<script>", "</script>", "<ul><li>one", "</ul>",
    "<b>bold</b> <br> text", "<?php", "?>", "<a href='x'>", "https://example.org",
    "line with two spaces  ", "backslash\\", "&amp; &nbsp; &#0;", "\\[label]: no", "[a\\]b]: /x",
    "<details><summary>more</summary>", "<details open>", "<summary>s</summary>", "</details>",
    "text</details>", "<dl><dt>t<dd>d", "</dl>", "漢字かな交じり文。",
    "👩\u200d👩\u200d👧 🇩🇪 é",
    "a\xa0b",
]  # fmt: skip

lines = st.one_of(st.sampled_from(LINES), st.text(max_size=30))
documents = st.lists(lines, max_size=24).map("\n".join)
words = st.text(
    st.characters(exclude_categories=["C", "Z"], exclude_characters="\u034f\u115f\u1160\u3164"),
    min_size=1,
    max_size=40,
)
