"""A body's Markdown to blocks of inline runs: the only room that knows markdown-it."""
