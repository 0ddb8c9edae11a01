"""Read a blog's Markdown posts in the terminal."""

__version__ = "0.1.0"
