"""The terminal front: screens and widgets on the library."""
