"""A Hugo site of any number of posts of about a thousand words, to measure with.

python -m tests.benchmarks.many FOLDER COUNT
"""

from __future__ import annotations

import sys
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random

_WORDS = 50_000
_SETTINGS = 'title = "Many posts"\nbaseURL = "https://example.org/"\n[pagination]\npagerSize = 10\n'
_ONSETS = [
    "b",
    "c",
    "d",
    "f",
    "g",
    "h",
    "k",
    "l",
    "m",
    "n",
    "p",
    "r",
    "s",
    "t",
    "v",
    "w",
    "st",
    "tr",
    "pl",
    "br",
]
_VOWELS = ["a", "e", "i", "o", "u", "ai", "ea", "ou"]
_ENDS = ("", "n", "r", "s", "t", "ng", "l", "d")


def vocabulary(random: Random) -> list[str]:
    """Made words, the short ones first, none twice."""
    words: dict[str, None] = {}
    while len(words) < _WORDS:
        syllables = 1 + (len(words) > 200) + (len(words) > 8_000)
        parts = (
            random.choice(_ONSETS) + random.choice(_VOWELS) + random.choice(_ENDS)
            for _ in range(syllables)
        )
        words["".join(parts)] = None
    return list(words)


class Writer:
    """Writes posts whose words are as unevenly common as those of real texts (Zipf's law)."""

    def __init__(self, seed: int = 1) -> None:
        self.random = Random(seed)
        self.words = vocabulary(self.random)
        self.weights = list(accumulate(1 / (rank + 2.7) for rank in range(_WORDS)))

    def some(self, count: int) -> list[str]:
        """So many words."""
        return self.random.choices(self.words, cum_weights=self.weights, k=count)

    def paragraph(self, count: int) -> str:
        """Sentences with a link, a strong word and a piece of code here and there."""
        words = self.some(count)
        words[0] = words[0].capitalize()
        for at in range(12, count, 14):
            words[at - 1] += "."
            words[at] = words[at].capitalize()
        words[3] = f"**{words[3]}**"
        words[7] = f"`{words[7]}`"
        words[9] = f"[{words[9]}](https://example.org/{words[9]})"
        return f"{' '.join(words)}."

    def body(self) -> str:
        """About a thousand words under headings, with a list and a block of code."""
        parts = []
        for section in range(6):
            parts.append(f"## {' '.join(self.some(4)).capitalize()}")
            parts += [self.paragraph(self.random.randrange(50, 95)) for _ in range(2)]
            if section == 2:
                parts.append("\n".join(f"- {' '.join(self.some(9))}" for _ in range(4)))
            if section == 4:
                parts.append(f"```python\n{self.some(1)[0]} = '{' '.join(self.some(6))}'\n```")
        return "\n\n".join(parts)

    def post(self, number: int, day: date) -> str:
        """A whole post: 400 authors, 40 categories, 1,000 tags, each as uneven as words."""
        random = self.random
        title = f"{' '.join(self.some(5)).capitalize()} {number}"
        author = f"Author {int(400 * random.random() ** 2)}"
        category = f"Category {int(40 * random.random() ** 2)}"
        tags = sorted({f"tag {int(1000 * random.random() ** 3)}" for _ in range(3)})
        front = [
            f"title: {title}", f"date: {day}T{number % 24:02}:{number % 60:02}:00Z",
            f"authors: [{author}]", f"categories: [{category}]", f"tags: [{', '.join(tags)}]",
        ]  # fmt: skip
        return "\n".join(["---", *front, "---", "", self.body(), ""])


def site(folder: Path, count: int) -> Path:
    """`folder` as a Hugo site with `count` posts of twenty years."""
    writer, first = Writer(), date(2005, 1, 1)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "hugo.toml").write_text(_SETTINGS, encoding="utf-8")
    for number in range(count):
        day = first + timedelta(days=number * 7300 // count)
        path = folder / "content" / "posts" / f"{day:%Y}" / f"{number:06}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(writer.post(number, day), encoding="utf-8")
    return folder


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    site(Path(sys.argv[1]), int(sys.argv[2]))
