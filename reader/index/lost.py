"""The one failure of an index that its users must know of."""


class LostError(Exception):
    """The index had to be emptied; it works again, and wants to be filled."""
