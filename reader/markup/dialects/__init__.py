"""What blog engines put into Markdown: shortcodes, template tags, components, attribute lists."""
