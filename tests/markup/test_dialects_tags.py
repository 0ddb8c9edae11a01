"""Shortcodes and template tags: what is read of them, as blocks and inside a line."""

from __future__ import annotations

import pytest

from reader.markup.blocks import Callout, Code, Figure, Paragraph, Quote
from tests.markup.shown import blocks, said

INLINE = [
    # Hugo
    ("Made by {{< param maker >}}.", "Made by ‹maker›."),
    ("See [it]({{< ref `a b.md` >}}).", "See it (a b.md)."),
    ("See [it]({{<relref \"a.md#x\">}} 'Title').", "See it (a.md#x)."),
    ("Press {{< kbd >}}Ctrl{{< /kbd >}} now.", "Press Ctrl now."),
    ("One {{< odd a b=\"c d\" >}} two", "One ▸ odd a b=c d two"),
    ("One {{< odd\n  a >}} two", "One ▸ odd a two"),
    ("Write {{</* note */>}} and `{{%/* note */%}}`", "Write {{< note >}} and {{% note %}}"),
    ("Code `{{< note >}}` stays, {{< never closed", "Code {{< note >}} stays, {{< never closed"),
    ("In {{< comment >}}not {{< this >}}{{< /comment >}}line", "In line"),
    # Liquid and Nunjucks
    ("{% if a %}One{%- else -%}two{% endif %}", "One two"),
    ("{% if a %}yes{% elsif b %}maybe{% else %}no{% endif %}.", "yes maybe no."),
    ("a {# not\nthis #} b{% if c %}{#- nor #}{% endif %}", "a b"),
    ("a {# this #} b", "a {# this #} b"),
    ("a {# {% if b %}", "a {#"),
    ("So {% if a %}yes {% else %} no{% endif %}", "So yes no"),
    ("[a]({% if b %}/c{% else %}/d{% endif %})", "a (/c /d)"),
    ("See {{< button href=\"/a\" >}}b *c*{{< /button >}} d", "See b c (/a) d"),
    ("{{< button relref=\"/a b\" >}}\nc\n{{< /button >}}", "c (/a b)"),
    ("<p>{{< button href=\"/a\" >}}b{{< /button >}}</p>", "b (/a)"),
    ("See {{< button href=\"/a\" >}} b", "See ▸ button href=/a b"),
    ("See {{< button href=\"/a\" >}}[b](c){{< /button >}}", "See b (c)"),
    ("In {{< tab \"One\" >}}first{{< /tab >}}{{< tab \"Two\" >}}second{{< /tab >}}",
     "In One first Two second"),
    ("a {% assign x = 'b' %} c", "a c"),
    ("a {% comment %}{% raw %}{% endcomment %} c", "a c"),
    ("a {% raw %}{{ b }} {% c %}{% endraw %} d", "a {{ b }} {% c %} d"),
    ("a `{% raw %}{{ b }}{% endraw %}` d", "a {{ b }} d"),
    ("a {% include thing.html b=\"c\" %} d", "a ▸ include thing.html b=c d"),
    ("a {% include pic.html src=\"/b.png\" %} d", "a ▸ include pic.html src=/b.png d"),
    ("[a]({% post_url 2020-01-02-b %}) [c]({% link _posts/d.md %})",
     "a (2020-01-02-b) c (_posts/d.md)"),
    ("So {% post_link other-post 'the other post' %} says", "So the other post (other-post) says"),
    ("[a]({{ site.baseurl }}/b) {{ '/c' | relative_url }}", "a (/b) /c"),
    ("<a href=\"{{ site.url }}/b\">c</a>", "c (/b)"),
    ("Version {{ release.tag | upcase }} is out", "Version ‹release.tag› is out"),
    ("Unclosed {% tag and {{ variable", "Unclosed {% tag and {{ variable"),
    ("\\`{{ a.b }} and `` ` {{ a.b }} ``", "`‹a.b› and ` {{ a.b }}"),
    # Zola
    ("A {{ odd(a=\"b\", c=1) }} d", "A ▸ odd a=b c=1 d"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "read"), INLINE)
def test_inside_a_line(text: str, read: str) -> None:
    assert said(text) == [read]
    assert said(f"- {text}".replace("\n", "\n  ")) == [f"- {read}"]


@pytest.mark.parametrize(
    ("text", "engine", "read"),
    [
        ("So are {{ braces }} here.", "", "So are {{ braces }} here."),
        ("So are {{ braces }} here.{% if x %}", "", "So are ‹braces› here."),
        ("So are {{ braces }} here.", "jekyll", "So are ‹braces› here."),
        ("So is {{ page.title }} here.", "hugo", "So is {{ page.title }} here."),
        ("So is {{ $labels.job }} here.", "", "So is {{ $labels.job }} here."),
        ("So is {{ f(x) }} here.", "hugo", "So is {{ f(x) }} here."),
        ("So are {{}} and {x}, {1, 2} here.", "", "So are {{}} and {x}, {1, 2} here."),
    ],
)
def test_braces_are_tags_where_the_body_says_so(text: str, engine: str, read: str) -> None:
    assert said(text, engine) == [read]


@pytest.mark.parametrize(
    ("text", "kind", "title"),
    [
        ("{{% note %}}\nA *b*.\n{{% /note %}}", "note", "Note"),
        ("{{< callout type=\"warning\" title=\"Mind\" >}}\nA *b*.\n{{< /callout >}}",
         "warning", "Mind"),
        ("{{% alert color=\"primary\" %}}A *b*.{{% /alert %}}", "note", "Note"),
        ("{% hint style=\"warning\" %}\nA *b*.\n{% endhint %}", "warning", "Warning"),
        ("{{< hint danger >}}\n\nA *b*.\n\n{{</ hint >}}", "danger", "Danger"),
        ("{{% notice tip \"Do so\" %}}\nA *b*.{{% /notice %}}", "tip", "Do so"),
        ("{% note warn %}\nA *b*.\n{% endnote %}", "warning", "Warning"),
        ("{% note %}A *b*.{% endnote %}", "note", "Note"),
        ("{{< details \"More\" >}}\nA *b*.\n{{< /details >}}", "details", "More"),
    ],
)  # fmt: skip
def test_callouts(text: str, kind: str, title: str) -> None:
    (callout,) = blocks(text)
    assert isinstance(callout, Callout)
    assert callout.kind == kind
    assert "".join(span.text for span in callout.title.runs()) == title
    (paragraph,) = callout.children
    assert isinstance(paragraph, Paragraph)
    assert [span.text for span in paragraph.inline.runs()] == ["A ", "b", "."]
    assert (callout.line, callout.end) == (1, text.count("\n") + 2)


@pytest.mark.parametrize(
    ("text", "label", "source"),
    [
        ("{{< youtube x1y2 >}}", "youtube", "https://www.youtube.com/watch?v=x1y2"),
        ("{% vimeo 123 %}", "vimeo", "https://vimeo.com/123"),
        ("{{< gist someone 12 >}}", "gist", "https://gist.github.com/someone/12"),
        ("{{< x user=\"someone\" id=\"12\" >}}", "x", "https://x.com/someone/status/12"),
        ("{{ youtube(id=\"x1y2\") }}", "youtube", "https://www.youtube.com/watch?v=x1y2"),
        ("{% embed https://a.example/?b=c %}", "embed", "https://a.example/?b=c"),
        ("{% include youtube.html id=\"x1\" %}", "youtube", "https://www.youtube.com/watch?v=x1"),
        ("{{< figure\n  src=\"a.png\"\n  alt=\"b\" >}}", "image", "a.png"),
        ("{% asset_img left a.png %}", "image", "a.png"),
        ("{% include image.html url=\"/a.png\" %}", "image", "/a.png"),
        ("![b]({{ site.baseurl }}/a.png){: .wide}", "image", "/a.png"),
        ("![b]({static}/a.png)", "image", "a.png"),
    ],
)  # fmt: skip
def test_pictures_and_embeds(text: str, label: str, source: str) -> None:
    (figure,) = blocks(text)
    assert isinstance(figure, Figure)
    assert (figure.label, figure.source) == (label, source)


def test_a_figure_has_its_caption() -> None:
    (figure,) = blocks('{{< figure src="a.png" alt="b" caption="A *cat*" link="/c" >}}')
    assert isinstance(figure, Figure)
    assert (figure.alt, figure.link) == ("b", "/c")
    assert figure.caption is not None
    assert [span.text for span in figure.caption.runs()] == ["A ", "cat"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ('{{< highlight go "linenos=table" >}}\nx := `{{ y }}`\n{{< /highlight >}}', "go"),
        ("{% highlight go linenos %}\nx := `{{ y }}`\n{% endhighlight %}", "go"),
        ("{% codeblock lang:go %}\nx := `{{ y }}`\n{% endcodeblock %}", "go"),
        ("{%- highlight go -%}\nx := `{{ y }}`\n{%- endhighlight -%}", "go"),
        ("- a\n\n  {% highlight go %}\n  x := `{{ y }}`\n  {% endhighlight %}", "go"),
    ],
)
def test_code(text: str, language: str) -> None:
    found = blocks(text)[0]
    code = found.items[0].children[-1] if hasattr(found, "items") else found
    assert isinstance(code, Code)
    assert (code.language, code.text) == (language, "x := `{{ y }}`")


def test_code_of_hexo_has_its_title() -> None:
    assert said("{% codeblock The title lang:js %}\na\n{% endcodeblock %}", "hexo") == [
        "The title", "```js", "a", "```",
    ]  # fmt: skip


def test_a_quote_tells_who_said_it() -> None:
    quote = blocks("{% blockquote Someone, a book %}\nA.\n{% endblockquote %}")[0]
    assert isinstance(quote, Quote)
    assert len(quote.children) == 2
    assert said('{% quote(author="Someone") %}\nA.\n{% end %}') == ["> A.", "> — Someone"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("{% if a %}\nOne\n{% else %}\nTwo\n{% endif %}", ["One Two"]),
        ("{% if a %}{% assign b = 1 %}\n\nOne\n\n{% endif %}", ["One"]),
        ("{% comment %}\n\nhidden\n\n{% endcomment %}\n\nOne", ["One"]),
        ("{{< tabs >}}\n{{% tab \"A\" %}}\none\n{{% /tab %}}\n{{< /tabs >}}", ["A", "one"]),
        ("{{< box >}}\n- one\n\n{{< /box >}}", ["- one"]),
        ("{{< rawhtml >}}\n<b>one</b>\n{{< /rawhtml >}}", ["one"]),
        ("{{< odd >}}\n\nOne", ["▸ odd", "One"]),
        ("{{< note >}}\nnever closed", ["▸ note", "never closed"]),
        ("{% raw %}\nA {{ b.c }} and\n\n> {% d %}\n{% endraw %}\n{{ b.c }}",
         ["A {{ b.c }} and", "> {% d %}", "‹b.c›"]),
        ("```\n{% raw %}\n{{ a }}\n{% endraw %}\n{{</* b */>}}\n```",
         ["```", "{{ a }}", "{{< b >}}", "```"]),
        ("```\n{% if a %}\n{{< b >}}\n```", ["```", "{% if a %}", "{{< b >}}", "```"]),
        ("One\n{{< youtube a >}}\nTwo",
         ["One", "[youtube] https://www.youtube.com/watch?v=a", "Two"]),
        ("> {{< note >}}\n> One\n> {{< /note >}}\n> Two", ["> > [!NOTE]", "> > One", "> Two"]),
        ("- {{% note %}}\n  One\n  {{% /note %}}\n- Two", ["- > [!NOTE]", "  > One", "- Two"]),
        ("<div>\n{% include a.html %}\n<b>b</b>\n</div>", ["▸ include a.html b"]),
        ("[a]: {{ site.url }}/b\n\n[a]", ["a (/b)"]),
        ("[a]: {% link b.md %} \"c\"\n\n[a]", ["a (b.md)"]),
    ],
)  # fmt: skip
def test_on_lines_of_their_own(text: str, lines: list[str]) -> None:
    assert said(text) == lines
    for chunk in (1, 2, 3):
        assert said(text, chunk=chunk) == lines


def test_headings_are_without_tags() -> None:
    assert said("## The {{< param a >}} way {% if b %}") == ["## The ‹a› way"]


def test_line_numbers_point_into_the_file() -> None:
    text = (
        '{% if a %}\nOne\n\n{{< figure\n  src="a.png" >}}\n\n{% note %}\nTwo\n{% endnote %}\n\nEnd'
    )
    assert [(b.line, b.end) for b in blocks(text)] == [(2, 3), (4, 6), (7, 10), (11, 12)]


@pytest.mark.parametrize(
    ("source", "read"),
    [
        (r"a \{{ site.name }} b", r"a \‹site.name› b"),
        (r"a \\{{ site.name }} b", r"a \‹site.name› b"),
        ("<pre>a {{ site.name }}</pre>", "a ‹site.name›"),
        (r"x\{% include a.html %}", r"x\▸ include a.html"),
    ],
)
def test_no_mark_is_left_behind_a_backslash_or_in_code(source: str, read: str) -> None:
    assert read in said(source)
