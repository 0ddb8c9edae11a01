"""What a body says of itself: heading, teaser, first paragraph, what it holds."""

from __future__ import annotations

import pytest

from reader.source.body import features, first_paragraph, heading, shortened, teaser


@pytest.mark.parametrize(
    "mark",
    ["<!--more-->", "<!-- more -->", "<!-- MORE -->", "<!-- truncate -->", "{/* truncate */}",
     "<!-- TEASER_END -->", "<!-- TEASER_END: Read on -->", "<!-- PELICAN_END_SUMMARY -->"],
)  # fmt: skip
def test_the_more_mark_in_all_spellings(mark: str) -> None:
    assert teaser(f"# Heading\n\nAbove\nit.\n\n{mark}\n\nBelow.") == "Above it."


def test_other_comments_are_no_mark() -> None:
    assert teaser("Above.\n<!-- moreover, this -->\nBelow.") == ""


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("# Heading\nText under it.", "Text under it."),
        ("![only a picture](a.png)\n\nText.", "only a picture"),
        ("```\ncode\n```\nText.", "Text."),
        ("---\n\n| a | b |\n|---|---|\n\nText.", "Text."),
        ("<!-- hidden -->\n\nText with a [link](x).", "Text with a link."),
        ("{% include x %}\n\nimport X from 'y'\n\nText.", "Text."),
        ("{{< lead >}}Led by this.{{< /lead >}}\n\nText.", "Led by this."),
        ("{% highlight py %}\ncode\n\nmore\n{% endhighlight %}\n\nText.", "Text."),
        ("important things first", "important things first"),
        ("{{% note %}}\nNoted.\n{{% /note %}}", "Noted."),
        ("", ""),
    ],
)
def test_the_first_paragraph(body: str, text: str) -> None:
    assert first_paragraph(body) == text


def test_shortening_cuts_at_a_word() -> None:
    assert shortened("one two three", 13) == "one two three"
    assert shortened("one two, three", 11) == "one two…"
    assert shortened("unbroken", 5) == "unbr…"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("# One", "One"),
        ("Text\n\n#  One  ##\n", "One"),
        ("One\n===\n", "One"),
        ("~~~\n# not\n~~~\n# One", "One"),
        ("## Two\n#Three\n    # four\n", ""),
        ("#\n", ""),
    ],
)
def test_headings(body: str, text: str) -> None:
    assert heading(body) == text


@pytest.mark.parametrize(
    ("body", "has"),
    [
        ("Text with [a link](x), a | bar and $5 to $10.", set()),
        ("![a](b)", {"image"}),
        ('<img src="a">', {"image"}),
        ("```\n![a](b)\n| - |\n$$\n```", {"code"}),
        ("> ~~~\n> x\n> ~~~\n", {"code"}),
        ("{% highlight py %}", {"code"}),
        ("{{< highlight go >}}", {"code"}),
        ("{% asset_img cat.png %}", {"image"}),
        ('{{< figure src="cat.png" >}}', {"image"}),
        ("a\n\n| a | b |\n|:--|--:|\n", {"table"}),
        ("a | b\n--- | ---\n", {"table"}),
        ("$$x$$", {"math"}),
        ("so $x^2$ holds", {"math"}),
        ("\\(x\\)", {"math"}),
    ],
)
def test_features(body: str, has: set[str]) -> None:
    assert features(body) == has
