"""Running sums that can be changed in the middle and grown at the end."""

from __future__ import annotations

from collections.abc import Iterable


class Sums:
    """Numbers >= 0 with the sums of their beginnings (a Fenwick tree); each step is O(log n)."""

    def __init__(self, values: Iterable[int] = ()) -> None:
        self._values: list[int] = []
        self._tree: list[int] = [0]
        self.total = 0
        for value in values:
            self.append(value)

    def __len__(self) -> int:
        return len(self._values)

    def __getitem__(self, index: int) -> int:
        return self._values[index]

    def append(self, value: int) -> None:
        """Add a number at the end."""
        self._values.append(value)
        self.total += value
        place = len(self._values)
        below, floor = place - 1, place - (place & -place)
        while below > floor:
            value += self._tree[below]
            below -= below & -below
        self._tree.append(value)

    def __setitem__(self, index: int, value: int) -> None:
        change = value - self._values[index]
        if not change:
            return
        self._values[index] = value
        self.total += change
        place, size = index + 1, len(self._tree)
        while place < size:
            self._tree[place] += change
            place += place & -place

    def before(self, index: int) -> int:
        """The sum of the numbers before `index`."""
        total = 0
        while index > 0:
            total += self._tree[index]
            index -= index & -index
        return total

    def find(self, target: int) -> int:
        """The first index whose number brings the sum above `target`; the length if none does."""
        place, step = 0, 1 << len(self._values).bit_length()
        while step:
            after = place + step
            if after < len(self._tree) and self._tree[after] <= target:
                place = after
                target -= self._tree[after]
            step >>= 1
        return place
