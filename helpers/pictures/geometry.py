"""Lines and boxes in the plane: what arrows and labels need to keep out of each other's way."""

import math
from itertools import pairwise


def shortened(points, start, end):
    """Cut lengths `start` and `end`, in pixels, off a line through `points`."""
    (x, y), *rest = points
    first = _towards((x, y), rest[0], start)
    last = _towards(points[-1], points[-2], end)
    return [first, *points[1:-1], last]


def _towards(point, goal, distance):
    length = math.dist(point, goal) or 1.0
    return tuple(p + (g - p) * distance / length for p, g in zip(point, goal, strict=True))


def shifted(points, distance):
    """Move a line sideways: to the right of its direction on the screen, for a positive distance in pixels."""
    moved = []
    for index, (x, y) in enumerate(points):
        before, after = points[max(index - 1, 0)], points[min(index + 1, len(points) - 1)]
        length = math.dist(before, after) or 1.0
        moved.append((x - (after[1] - before[1]) * distance / length, y + (after[0] - before[0]) * distance / length))
    return moved


def point_along(points, part):
    """Return the point at a part (0 to 1) of the length of a line."""
    pieces = list(pairwise(points))
    left = part * sum(math.dist(*piece) for piece in pieces)
    for start, end in pieces:
        length = math.dist(start, end)
        if left <= length:
            return _towards(start, end, left)
        left -= length
    return points[-1]


def border_of_box(towards, width, height):
    """Return how far the border of a box is from its middle, in the direction (dx, dy) = `towards`."""
    dx, dy = (abs(part) for part in towards)
    length = math.sqrt(dx * dx + dy * dy) or 1.0
    return length * min(width / 2 / dx if dx else math.inf, height / 2 / dy if dy else math.inf)


def overlap(one, other, margin=0.0):
    """Say whether two boxes (middle x, middle y, width, height) come closer than `margin` pixels."""
    # Written out, not as a loop: thousands of these stand between a kernel's start and its first network.
    return (
        abs(one[0] - other[0]) < (one[2] + other[2]) / 2 + margin
        and abs(one[1] - other[1]) < (one[3] + other[3]) / 2 + margin
    )


def passes_through(points, box):
    """Say whether a line through `points` passes through a box (middle x, middle y, width, height)."""
    return any(_enters(start, end, box) for start, end in pairwise(points))


def _enters(start, end, box):
    """Clip one straight piece against the box, side by side, and say whether anything is left of it."""
    low, high = 0.0, 1.0
    for i in (0, 1):
        step, side = end[i] - start[i], box[i + 2] / 2
        if step == 0:
            if abs(start[i] - box[i]) > side:
                return False
            continue
        near, far = sorted(((box[i] - side - start[i]) / step, (box[i] + side - start[i]) / step))
        low, high = max(low, near), min(high, far)
    return low < high
