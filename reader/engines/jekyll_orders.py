"""The order of a list that jekyll-paginate-v2 pages (generator/utils.rb, `sort_values`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.engines.jekyll_pages import Paging
from reader.engines.jekyll_urls import downcased
from reader.engines.jekyll_values import scalar
from reader.engines.order import Desc, order_key

if TYPE_CHECKING:
    from reader.source.fields import Fields

_MICRO = 1_000_000


def order(paging: Paging, fields: Fields, moment: int | None, path: str) -> bytes:
    """By the key that is set, what lacks it first; ties by date, then by path."""
    build = 1 << 62  # what is dated at the build comes after the past
    last: list[int | str] = [build if moment is None else moment, path]
    parts: list[int | str] = last
    if (key := paging.field.strip().lower()) != "date":
        value = fields.values.get(key)
        said = scalar(value)
        if isinstance(said, (bool, int, float)) and abs(said) < 1e15:
            parts = [1, int(said * _MICRO), *last]
        elif said is None:
            parts = [0, 0, *last]
        else:
            parts = [2, downcased(str(said)), *last]
    return order_key(*(parts if paging.ascending else [Desc(one) for one in parts]))
