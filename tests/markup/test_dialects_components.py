"""MDX: imports, exports, components, expressions."""

from __future__ import annotations

import pytest

from tests.markup.shown import said


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("import A from 'a'\nimport { b } from \"b\";\n\nOne", ["One"]),
        ("import {\n  a,\n\n  b,\n} from 'c'\n\nOne", ["One"]),
        ("export const a = {\n  b: [\n\n  1],\n}\n\nOne", ["One"]),
        ("importing is export work", ["importing is export work"]),
        ("<Tabs>\n<TabItem value=\"a\" label=\"The A\">\n\nOne\n\n</TabItem>\n</Tabs>",
         ["The A", "One"]),
        ("<Box\n  a={{b: 1}}\n  c=\"d\"\n>\n  One *two*\n</Box>", ["One two"]),
        ("In <TabItem label=\"One\">first</TabItem><TabItem label=\"Two\">second</TabItem>",
         ["In One first Two second"]),
        ("<Callout type=\"warning\" title=\"T\">\n\nOne *two*\n\n- a\n\n</Callout>\n\nb",
         ["> [!warning] T", "> One two", "> - a", "b"]),
        ("<Admonition type=\"tip\" title=\"T\">One</Admonition>", ["> [!tip] T", "> One"]),
        ("<Note>\nOne\n<Tip title=\"T\">\ntwo\n</Tip>\n</Note>",
         ["> [!NOTE]", "> One", "> > [!tip] T", "> > two"]),
        ("<Aside type=\"caution\">\n  One\n</Aside>", ["> [!CAUTION]", "> One"]),
        ("One <Note title=\"T\">two</Note> three", ["One T two three"]),
        ("<Note>\nOne", ["‹Note›", "One"]),
        ("<Image src={a} alt=\"b c\" />", ["‹Image: b c›"]),
        ("One <Image src={a} alt=\"b\" title=\"c\" /> two", ["One ‹Image: c — b› two"]),
        ("<Figure caption=\"b\">\n\nOne\n\n</Figure>", ["b", "One"]),
        ("<Chart a=\"b\" />", ["‹Chart›"]),
        ("One <Chart a={() => b} /> two", ["One ‹Chart› two"]),
        ("One <Mark c={d}>two</Mark> three", ["One two three"]),
        ("One <span style={{color: 'red'}} className=\"a\">two</span>", ["One two"]),
        ("<div style={{a: 1}}>\n<img src={require('./b.png').default} alt=\"c\" />\n</div>",
         ["[image: c] (./b.png)"]),
        ("One {/* not\nthis */} two", ["One two"]),
        ("{/* truncate */}\n\nOne", ["One"]),
        ("One {props.two} {'three'}", ["One ‹props.two› three"]),
        ("    One {two}", ["One ‹two›"]),
        ("`<A b={c} />` {d", ["<A b={c} /> {d"]),
        ("```js\nimport a from 'b'\n```", ["```js", "import a from 'b'", "```"]),
    ],
)  # fmt: skip
def test_mdx(text: str, lines: list[str]) -> None:
    assert said(text, mdx=True) == lines
    for chunk in (1, 2, 3):
        assert said(text, mdx=True, chunk=chunk) == lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("import A from './a'\n\n<A b={c} /> {d}", ["‹A› {d}"]),
        ("```js\nimport A from 'a'\n```\n\nVec {d}",
         ["```js", "import A from 'a'", "```", "Vec {d}"]),
        ("import duties from \"x\" rose", ["import duties from \"x\" rose"]),
        ("Some {d}, {/* hidden */}and more", ["Some {d}, and more"]),
    ],
)  # fmt: skip
def test_a_body_that_begins_as_a_module_is_mdx(text: str, lines: list[str]) -> None:
    assert said(text) == lines
