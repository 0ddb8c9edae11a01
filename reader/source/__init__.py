"""Files to front matter and fields: what was written, before any engine's rule."""
