from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.engines.js_settings import MAX_CHARS, Script
from reader.engines.settings import SettingsError

DOCUSAURUS = r"""
// @ts-check
import {themes as prismThemes} from 'prism-react-renderer';
import data from './a.json' with {type: 'json'};
import type {Config} from '@docusaurus/types';
const size = 5;
const base = process.env.BASE ?? '/docs/';
const common = {tags: 'tags.yml', n: size};
const config: Config = {
  title: 'It\'s \u00e9',
  baseUrl: base,
  trailingSlash: false, // a comment
  url: `https://example.org${base}`,
  i18n: {defaultLocale: 'en', locales: ['en', /* one more */ 'fr', ...['de']]},
  presets: [
    ['classic', {blog: {...common, postsPerPage: size, mark: /<!--\s*x/, fn: (a) => a}} satisfies O]
  ],
  theme: prismThemes.github,
};
export default config;
"""


def test_a_docusaurus_config_is_read() -> None:
    blog = {
        "tags": "tags.yml", "n": "5", "postsPerPage": "5", "mark": r"/<!--\s*x/", "fn": None,
    }  # fmt: skip
    assert Script("docusaurus.config.ts", DOCUSAURUS).exported == {
        "title": "It's é",
        "baseUrl": "/docs/",
        "trailingSlash": "false",
        "url": "https://example.org/docs/",
        "i18n": {"defaultLocale": "en", "locales": ["en", "fr", "de"]},
        "presets": [["classic", {"blog": blog}]],
        "theme": None,
    }


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("'a' + \"b\" + 1", "ab1"),
        ("1_000", "1000"),
        ("-5", "-5"),
        ("!0", "true"),
        ("undefined", None),
        ("null", None),
        ("`x`", "x"),
        ("`a\\n${'b'}`", "a\nb"),
        ("`a${f()}`", None),
        ("'\\x41\\u{42}\\u0043\\\n'", "ABC"),
        ("'\\uD800'", "\ufffd"),
        ("Infinity", "Infinity"),
        ("process.env.PORT || 'x'", "x"),
        ("process.env.NODE_ENV === 'production' ? 1 : 2", "1"),
        ("process.env.CI ? 1 : 2", "2"),
        ("f() ? 1 : 2", None),
        ("f() || 1", None),
        ("false || 0 || 'x'", "x"),
        ("'' ?? 'x'", ""),
        ("true && 'x'", "x"),
        ("('x' as const)!", "x"),
        ("[1, , f(), ...g, ...[2]]", ["1", None, "2"]),
        ("{a, b: {c: 1}, ['d' + 1]: 2, 'e-f': 3, 4: 5, g() {}}",
         {"a": "bound", "b": {"c": "1"}, "d1": "2", "e-f": "3", "4": "5"}),
        ("{...twice, ...f(), x: a}.nothing", None),
        ("twice.y", "2"),
        ("twice.y.z", None),
        ("changed", None),
        ("again", None),
        ("self", None),
        ("{...twice, y: 3}", {"x": "1", "y": "3"}),
    ],
)  # fmt: skip
def test_expressions(expression: str, value: object) -> None:
    before = (
        "const a = 'bound', twice = {x: 1, y: 2}, self = self + 'x'; let changed = 1; changed = 2;"
        "function f() { const again = 1 } function g() { const again = 2 }\n"
    )
    script = Script("x.ts", f"{before}export default {{it: {expression}}}")
    assert script.exported == {"it": value}


@pytest.mark.parametrize(
    "text",
    [
        "export default {a: 'x'}",
        "export default {a: 'x'} satisfies Config;",
        "module.exports = {a: 'x'};",
        "exports.default = {a: 'x'};",
        "const c = {a: 'x'}; export {c as default};",
        "const c: Config = {a: 'x'}; module.exports = c;",
        "export default defineConfig({a: 'x'});",
        "export default defineConfig(({mode}) => ({a: 'x'}));",
        "#!/usr/bin/env node\nmodule.exports = function (c) { c.x(); return {a: 'x'}; };",
        "export default async function (c) { const d = {a: 'x'}; return d; }",
        "module.exports = make; async function make() { return {a: 'x'}; }",
        "export default () => { return {a: 'x'} }",
    ],
)
@pytest.mark.parametrize("name", ["x.config.ts", "x.config.mts"])
def test_exports(text: str, name: str) -> None:
    assert Script(name, text).exported == {"a": "x"}


def test_quotes_are_told() -> None:
    said = Script("x.js", "export default ['1', 1]").exported
    assert isinstance(said, list)
    assert [getattr(one, "quoted", None) for one in said] == [True, False]


def test_named_exports() -> None:
    text = "export const config = {dir: 1}; exports.b = 2; const c = 3; export {c as d};"
    assert Script("x.js", text).named == {"config": {"dir": "1"}, "b": "2", "d": "3"}


def test_calls_are_found_wherever_they_stand() -> None:
    text = "export default c => {\n c.add('posts', api => api.all());\n if (x) add({n: 1}) }"
    one, two = Script("x.js", text).calls("add")
    assert (one.name, one.values, one.line) == ("add", ("posts", None), 2)
    assert one.texts == ("'posts'", "api => api.all()")
    assert (two.values, two.line) == (({"n": "1"},), 3)


def test_the_script_of_an_astro_page() -> None:
    text = "---\nconst x = paginate(posts, { pageSize: 3 });\n---\n<p>{x</p>\n---\n"
    assert [one.values[1] for one in Script("x.astro", text).calls("paginate")] == [
        {"pageSize": "3"}
    ]
    assert Script("x.astro", "<p>no script</p>").exported is None


def test_jsx_stands_in_javascript() -> None:
    text = "const e = <p>{a}</p>; export default {x: 1}"
    assert Script("x.js", text).exported == {"x": "1"}


def test_a_mistake_has_its_line() -> None:
    with pytest.raises(SettingsError) as error:
        Script("x.js", "const a = 1;\nexport default {a: [1, };\n")
    assert error.value.line == 2
    with pytest.raises(SettingsError):
        Script("x.js", " " * (MAX_CHARS + 1))


@pytest.mark.parametrize(
    "text",
    [
        "export default " + "[" * 100_000 + "]" * 100_000,
        "export default 1" + "+1" * 80_000,
        "export default " + "(" * 60_000 + "1" + ")" * 60_000,
        "const v0 = 'xxxxxxxxxx';"
        + "".join(f"const v{i} = v{i - 1} + v{i - 1};" for i in range(1, 60))
        + "export default v59",
        "const v0 = [1, 2];"
        + "".join(f"const v{i} = [...v{i - 1}, ...v{i - 1}];" for i in range(1, 40))
        + "export default [v10, v20, v30]",
        "const v0 = [1, 2];"
        + "".join(f"const v{i} = [v{i - 1}, v{i - 1}];" for i in range(1, 40))
        + "export default v39 === v38 ? 1 : 2",
        "const a = b, b = a; export default a",
        "export default a; a = " * 10,
        "const f = () => f; export default f",
        "export default f(" * 1000 + ")" * 1000,
    ],
    ids=range(10),
)
def test_hostile_scripts_end(text: str) -> None:
    started = time.process_time()
    with suppress(SettingsError):
        script = Script("x.js", text)
        read = [script.exported, *script.calls("f")]
        assert read
    assert time.process_time() - started < 5


@given(st.text(alphabet="export default{}[]()=>'\"`$:,.1a\n/*\\ \ud800é", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    for name in ("x.js", "x.ts", "x.astro"):
        try:
            script = Script(name, text)
        except SettingsError:
            continue
        assert script.exported is None or isinstance(script.exported, (str, list, dict))
