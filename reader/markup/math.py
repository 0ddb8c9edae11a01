"""TeX's mathematics as Unicode text, by pylatexenc.

What pylatexenc leaves out is put in here: scripts as Unicode's raised and lowered letters, brackets
where a fraction would be read wrongly without, and that an unknown command makes no text at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from itertools import chain
from typing import Any
from unicodedata import decomposition, normalize

from reader.patterns import lazy
from reader.sanitize import harmless

# Longer or deeper formulas are shown as written.
_LENGTH, _DEPTH = 4000, 24
# Signs that are shown, while those that have a meaning are still there.
_SHOWN = {"\ufdd2": "{", "\ufdd3": "}", "\ufdd4": "^", "\ufdd5": "_"}
_MARKED = {"^": "\ufdd4", "_": "\ufdd5"}
_GROUP = lazy(r"([_^])[ ]*\{([^{}]*)\}")
_SINGLE = lazy(r"([_^])[ ]*([^\s{}()_^\\])")
_SIZES = lazy(r"\\(?:left|right|middle|[bB]igg?[lrm]?)(?![A-Za-z])[ ]*\.?")
_ACCENTS = {"hat": "\u0302", "widehat": "\u0302", "vec": "\u20d7", "dot": "\u0307",
            "ddot": "\u0308", "tilde": "\u0303", "widetilde": "\u0303", "bar": "\u0304",
            "check": "\u030c", "breve": "\u0306", "acute": "\u0301", "grave": "\u0300",
            "overline": "\u0305"}  # fmt: skip
_SPACES = lazy(r"[ \t\xa0\u2000-\u200a]+")
_RELATIONS = lazy("(?<=[^ (]) *([≤≥≠≈≡∼≃≅∝∈∉⊂⊆⊃⊇→←↔⇒⇐⇔↦⟹⟺×]) *(?=[^ )])")
_ATOM = lazy(r"[\w.′'\u0300-\u036f\u20d0-\u20ff\u2070-\u209f²³¹]+|\([^()]*\)|\S")
_SIMPLE = {"ne": "≠", "le": "≤", "ge": "≥", "argmax": "argmax", "argmin": "argmin", "lvert": "|",
           "rvert": "|", "lVert": "‖", "rVert": "‖", "colon": ":", "implies": "⟹", "iff": "⟺",
           "lbrace": "\ufdd2", "rbrace": "\ufdd3", "{": "\ufdd2", "}": "\ufdd3", "dots": "…",
           "dotsc": "…",
           "dotsb": "⋯", "limits": "", "nolimits": "", "nonumber": "",
           "notag": "", "displaystyle": "", "textstyle": "", "scriptstyle": "",
           "qquad": " ", "!": "", ",": " ", ":": " ", ";": " ", ">": " ", " ": " ", "hfill": " ",
           "prime": "′", "bmod": "mod", "land": "∧", "lor": "∨", "lnot": "¬", "gets": "←",
           "square": "□", "checkmark": "✓", "hline": "", "|": "‖", "Pr": "Pr",
           "quad": "  "}  # fmt: skip

# pylatexenc has no types.
_Node = Any


class _UnknownError(Exception):
    """A command that has no text."""


def unicode_math(tex: str) -> str | None:
    """TeX without its delimiters as text; several lines where the formula has them.

    None where it cannot be: a command without a sign of its own, braces that do not match.
    """
    if len(tex) > _LENGTH or not _is_balanced(tex):
        return None
    if not tex.strip():
        return None
    if "\\" not in tex and not any(sign in tex for sign in "_^{}&~$%#"):
        return harmless(tex.strip())
    from pylatexenc.latexwalker import LatexWalkerError

    try:
        text = _converter().latex_to_text(
            f"${_SIZES.sub('', tex).strip()}$", tolerant_parsing=False
        )
    except (LatexWalkerError, _UnknownError, RecursionError, ValueError, IndexError):
        return None
    text = _scripts(text)
    if "\\" in text:
        return None
    text = _RELATIONS.sub(r" \1 ", text)
    lines = [_SPACES.sub(" ", line).strip() for line in text.split("\n")]
    return harmless("\n".join(line for line in lines if line)) or None


def _is_balanced(tex: str) -> bool:
    depth, deepest = 0, 0
    for sign in re.findall(r"\\.|[{}]|\\(?:begin|end)\b", tex, re.DOTALL):
        depth += (sign == "{") - (sign == "}")
        deepest = max(deepest, depth)
        if depth < 0:
            return False
    return depth == 0 and deepest <= _DEPTH and tex.count("\\begin") <= _DEPTH


def _scripts(text: str) -> str:
    """Text whose scripts are raised or lowered, and whose braces that group are gone."""
    for _ in range(_DEPTH + 1):
        text = _SINGLE.sub(_script, text)
        fewer = _GROUP.sub(_script, text)
        if fewer == text:
            break
        text = fewer
    text = text.replace("{", "").replace("}", "")
    for sign, shown in _SHOWN.items():
        text = text.replace(sign, shown)
    return text


def _script(found: re.Match[str]) -> str:
    sign, inside = found[1], found[2].strip()
    if sign == "^" and inside in ("∘", "′", "'", "′′"):
        return inside.replace("∘", "°")
    raised = _raised()[sign]
    tight = inside.replace(" ", "")
    if tight and all(letter in raised for letter in tight):
        return "".join(raised[letter] for letter in tight)
    return f"{_MARKED[sign]}{inside}" if len(inside) < 2 else f"{_MARKED[sign]}({inside})"


@cache
def _raised() -> dict[str, dict[str, str]]:
    """Each script's letters by the letters they stand for."""
    scripts: dict[str, dict[str, str]] = {"^": {"-": "⁻"}, "_": {"-": "₋"}}
    kinds = {"<super>": scripts["^"], "<sub>": scripts["_"]}
    ranges = ((0xB2, 0xBA), (0x2B0, 0x2E5), (0x2070, 0x209D), (0x1D2C, 0x1D6B), (0x2C7C, 0x2C7E))
    for code in chain.from_iterable(map(range, *zip(*ranges, strict=True))):
        kind, _, letter = decomposition(chr(code)).partition(" ")
        if kind in kinds and " " not in letter:
            kinds[kind].setdefault(chr(int(letter, 16)), chr(code))
    return scripts


def _bracketed(text: str) -> str:
    text = text.strip()
    return text if _ATOM.fullmatch(_scripts(text)) else f"({text})"


@cache
def _converter() -> _Node:
    from pylatexenc import latex2text, latexwalker, macrospec

    def argument(node: _Node, index: int, converter: _Node) -> str:
        found = node.nodeargd.argnlist[index] if node.nodeargd is not None else None
        if found is None:
            return ""
        nodes = found.nodelist if hasattr(found, "nodelist") else [found]
        return str(converter.nodelist_to_text(nodes))

    def fraction(node: _Node, l2tobj: _Node) -> str:
        above, below = (argument(node, index, l2tobj) for index in (0, 1))
        return f"{_bracketed(above)}/{_bracketed(below)}"

    def choice(node: _Node, l2tobj: _Node) -> str:
        return f"C({argument(node, 0, l2tobj)}, {argument(node, 1, l2tobj)})"

    def root(node: _Node, l2tobj: _Node) -> str:
        which, inside = argument(node, 0, l2tobj), argument(node, 1, l2tobj)
        sign = {"": "√", "2": "√", "3": "∛", "4": "∜"}.get(which.strip(), f"^{{{which}}}√")
        return sign + _bracketed(inside)

    def accented(name: str) -> Callable[[_Node, _Node], str]:
        def make(node: _Node, l2tobj: _Node) -> str:
            inside = argument(node, 0, l2tobj).strip()
            if len(inside) == 1:
                return normalize("NFC", inside + _ACCENTS[name])
            return f"{name.removeprefix('wide')}({inside})"

        return make

    def said(node: _Node, l2tobj: _Node) -> str:
        return argument(node, 0, l2tobj)

    def stacked(node: _Node, l2tobj: _Node) -> str:
        return f"{argument(node, 1, l2tobj)}^{{{argument(node, 0, l2tobj)}}}"

    def modulo(node: _Node, l2tobj: _Node) -> str:
        return f" (mod {argument(node, 0, l2tobj)})"

    def unknown(node: _Node, l2tobj: _Node) -> str:
        raise _UnknownError

    text = latex2text.MacroTextSpec
    two = {"frac": fraction, "dfrac": fraction, "tfrac": fraction, "cfrac": fraction,
           "binom": choice, "dbinom": choice, "tbinom": choice, "overset": stacked,
           "stackrel": stacked}  # fmt: skip
    one = {**{name: accented(name) for name in _ACCENTS}, "substack": said,
           "operatorname": said, "operatorname*": said, "underbrace": said,
           "overbrace": said, "underline": said, "boxed": said, "mathrm": said, "text": said,
           "textrm": said, "mathsf": said, "mathtt": said, "texttt": said, "mathit": said,
           "boldsymbol": said, "bm": said, "pmod": modulo, "mathop": said, "mathbin": said,
           "textit": said, "textbf": said, "mbox": said}  # fmt: skip
    one["tag"] = lambda node, l2tobj: f" ({argument(node, 0, l2tobj)})"
    one["label"] = lambda node, l2tobj: ""
    macros = [
        *(macrospec.MacroSpec(name, "{{") for name in two),
        *(macrospec.std_macro(name, False, 1) for name in one),
        *(macrospec.MacroSpec(name, "") for name in _SIMPLE),
        macrospec.MacroSpec("sqrt", "[{"),
    ]
    walker = latexwalker.get_default_latex_context_db()
    walker.add_context_category("formulas", prepend=True, macros=macros)
    shown = latex2text.get_default_latex_context_db()
    shown.add_context_category(
        "formulas",
        prepend=True,
        macros=[
            *(text(name, simplify_repl=make) for name, make in {**two, **one}.items()),
            *(text(name, simplify_repl=sign) for name, sign in _SIMPLE.items()),
            text("sqrt", simplify_repl=root),
        ],
        environments=[latex2text.EnvironmentTextSpec("cases", simplify_repl="\ufdd2 %(body)s")],
    )
    shown.set_unknown_macro_spec(text("", simplify_repl=unknown))

    class Converter(latex2text.LatexNodes2Text):  # type: ignore[misc]
        def latex_to_text(self, latex: str, **options: _Node) -> str:
            parser = latexwalker.LatexWalker(latex, latex_context=walker, **options)
            return str(self.nodelist_to_text(parser.get_latex_nodes()[0]))

    return Converter(
        latex_context=shown,
        math_mode="text",
        keep_braced_groups=True,
        keep_braced_groups_minlen=0,
        strict_latex_spaces="based-on-source",
    )
