"""Screens: the main one, and the panels that open over it."""
