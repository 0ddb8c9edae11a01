"""What an index raises that its users must know of."""


class LostError(Exception):
    """The index had to be emptied; it works again, and wants to be filled."""


class StoppedError(Exception):
    """Somebody else writes to the index, and waiting for them was told to end."""
