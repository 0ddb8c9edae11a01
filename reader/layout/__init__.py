"""Blocks to lines of spans at a width: no colours, no screen."""
