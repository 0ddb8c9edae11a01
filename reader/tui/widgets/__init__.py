"""Widgets: each draws one thing and says by messages what was done to it."""
