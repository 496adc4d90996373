"""A long row of numbers as a short curve: of every stretch the smallest and the largest, in the order they came."""


class Thinned:
    """Keep the extremes of at most `most` stretches of a row that grows; all but the last are of equal length.

    count: how many numbers the row holds. stretch: how many go into one, which doubles when there is no room left.
    """

    def __init__(self, most=80):
        """most: an even number."""
        self.most, self.stretch, self.count, self._extremes = most, 1, 0, []

    def extend(self, numbers):
        """Add numbers at the end of the row."""
        for number in numbers:
            here = (number, self.count)
            if self.count % self.stretch:
                low, high = self._extremes[-1]
                self._extremes[-1] = min(low, here), max(high, here)
            else:
                if len(self._extremes) == self.most:
                    self._join()
                self._extremes.append((here, here))
            self.count += 1

    def points(self):
        """Return [(place in the row, number), …]."""
        return sorted({(place, number) for stretch in self._extremes for number, place in stretch})

    def _join(self):
        """Make one stretch of every two."""
        pairs = zip(self._extremes[::2], self._extremes[1::2])
        self._extremes = [(min(a[0], b[0]), max(a[1], b[1])) for a, b in pairs]
        self.stretch *= 2
