"""One immutable value for what a list shows, and the language it is read from and printed as."""

from reader.query.fields import NONE, SORTS, STATES, date_span, field_name
from reader.query.values import Chip, Filter, Query, Sort, Word

__all__ = [
    "NONE", "SORTS", "STATES", "Chip", "Filter", "Query", "Sort", "Word", "date_span", "field_name",
]  # fmt: skip
