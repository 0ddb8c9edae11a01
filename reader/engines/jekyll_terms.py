"""The terms of one of Jekyll's posts: `site.categories`, `site.tags`, and the authors of themes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from reader.engines import jekyll_posts as posts
from reader.engines.jekyll_urls import downcased
from reader.engines.jekyll_values import identity, scalar, text, truthy
from reader.model import Term
from reader.source import fields as read
from reader.source.frontmatter import Value

if TYPE_CHECKING:
    from reader.source.fields import Fields


def terms(
    fields: Fields, authors: Mapping[str, str], autopaged: Callable[[str], bool]
) -> dict[str, tuple[Term, ...]]:
    """The terms by field; `autopaged` says whether a field's have pages of jekyll-paginate-v2."""
    found: dict[str, tuple[Term, ...]] = {}
    others = read.terms(fields)
    if fields.document.front.form == posts.BROKEN:
        # What the settings give a post stands as it is.
        said = (fields.values.get("categories"), fields.values.get("tags"))
        categories, tags = (list(one) if isinstance(one, list) else [] for one in said)
    else:
        categories, tags = posts.categories(fields.values), posts.tags(fields.values)
    for field, values in (("category", categories), ("tag", tags)):
        if not autopaged(field):
            named = _exact(field, values)
        else:
            # Its pages have no post that is hidden, no more than home has.
            named = () if truthy(fields.values.get("hidden")) else _merged(field, values)
        if named:
            found[field] = named
    others["author"] = _people(fields, authors, others.get("author", []))
    for field, names in others.items():
        if names and field not in ("category", "tag"):
            found[field] = tuple(Term(field, name, name) for name in dict.fromkeys(names))
    return found


def _exact(field: str, values: Sequence[Value]) -> tuple[Term, ...]:
    """Each value as it is; what a post names twice twice."""
    return tuple(
        Term(field, _key(field, value), name) for value in values if (name := text(value)).strip()
    )


def _key(field: str, value: Value) -> str:
    """The identity of a value. The likelier of a number and its text is found by the bare name.

    A category that is a number stands there as a text too; a tag does not.
    """
    if field == "tag" or isinstance(scalar(value), str):
        said = identity(value)
        return said if field == "tag" else text(value)
    return f"(number) {text(value)}"


def _merged(field: str, values: Sequence[Value]) -> tuple[Term, ...]:
    """Each name in lower case once, parted at `,` and `;` (`Utils.ap_index_posts_by`)."""
    found: dict[str, Term] = {}
    for value in values:
        for part in text(value).replace(";", ",").split(","):
            if name := part.strip():
                found.setdefault(downcased(name), Term(field, downcased(name), name))
    return tuple(found.values())


def _people(fields: Fields, authors: Mapping[str, str], names: list[str]) -> list[str]:
    """The authors, those that are keys by the name that the data files give them."""
    for key in ("author", "authors"):
        value = fields.values.get(key)
        if isinstance(value, str) and (name := authors.get(str(value).strip())):
            return [name]
    return [authors.get(name, name) for name in names]
