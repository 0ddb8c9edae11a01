"""Posts made to measure with: our own sentences, as many and as long as asked for."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from reader.source.frontmatter import split

LAST_LINE = "This is the last line of all."

_SENTENCES = (
    "A post is a file, and a folder of posts is a blog that has not been printed yet.",
    "What **matters** is on the page, and what is *not* on the page does not wait for it.",
    "The list takes a third of the screen; [the text](https://example.org/text) takes the rest.",
    "A name such as `page_size` stands in a face of its own, so that it can be told from a word.",
    "Some lines are long because what they tell is long, and then they are broken at a space.",
    "Others are short.",
)
_CODE = """```python
def pages(posts: list[str], size: int) -> list[list[str]]:
    # Every page but the last is full.
    return [posts[at : at + size] for at in range(0, len(posts), size)]
```"""
_TABLE = """| field | posts | written as |
|---|---:|---|
| category | 12 | `categories`, a list or one word |
| author | 7 | `author`, `authors`, or a map with a name |"""
_LIST = """- the first of three points
- the second, which has two of its own
  1. one
  2. two
- [x] the third, which is done"""
_QUOTE = "> What is quoted stands behind a bar,\n> however many lines it takes."


def document(size: int) -> str:
    """Markdown of at least `size` bytes with every common kind of block, the last line known."""
    parts = ["# A document to measure with"]
    length, number = len(parts[0]), 0
    while length < size:
        number += 1
        paragraph = " ".join(_SENTENCES[(number + i) % len(_SENTENCES)] for i in range(4))
        block = [f"## Section {number}", paragraph, _LIST, paragraph]
        block.append((_CODE, _TABLE, _QUOTE)[number % 3])
        parts += block
        length += sum(map(len, block)) + 2 * len(block)
    return "\n\n".join([*parts, LAST_LINE]) + "\n"


def gallery(size: int) -> str:
    """Markdown of at least `size` bytes: the post of every construct, again and again."""
    post = Path(__file__).parents[2] / "posts" / "everything-it-draws.md"
    body = split(post.name, post.read_text(encoding="utf-8"))[1]
    sections = range(1, size // len(body.encode()) + 2)
    return "\n\n".join([*(f"## Section {n}\n\n{body}" for n in sections), LAST_LINE]) + "\n"


def posts(folder: Path, count: int) -> Path:
    """`folder` with `count` posts in it: 40 categories, 200 authors, ten years of dates."""
    first = date(2015, 1, 1)
    for number in range(count):
        day = first + timedelta(days=number * 3650 // count)
        text = (
            f"---\ntitle: Post number {number}\ndate: {day}\nauthor: Author {number % 200}\n"
            f"categories: [Category {number % 40}]\ntags: [even, all]\n---\n\n"
            f"{_SENTENCES[number % 5]}\n\n{_SENTENCES[(number + 1) % 5]}\n"
        )
        path = folder / str(day.year) / f"{number:06}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder
