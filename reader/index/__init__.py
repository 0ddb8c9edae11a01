"""Posts in SQLite: a cache that may be deleted at any moment."""
