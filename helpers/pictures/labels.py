"""Where along its arrow each label goes, so that no two labels overlap and few hide another arrow."""

from helpers.pictures.geometry import overlap, passes_through, point_along

# The middle first, then further and further towards either end.
_PARTS = (0.5, *(part for step in range(1, 12) for part in (0.5 - 0.03 * step, 0.5 + 0.03 * step)))
_GAP = 4.0  # pixels between two labels


def placed(lines, width, height, obstacles, rounds=4):
    """Return {key: (x, y)}, the middle of each line's label of width x height pixels.

    lines: {key: [(x, y), …]}. obstacles: boxes (middle x, middle y, width, height) to keep clear of.
    """
    spots = {key: [point_along(points, part) for part in _PARTS] for key, points in lines.items()}
    costs = {key: [_cost(key, spot, lines, width, height, obstacles) for spot in spots[key]] for key in lines}
    costs = {key: [cost + step for step, cost in enumerate(row)] for key, row in costs.items()}
    chosen = {key: spots[key][0] for key in lines}
    for _ in range(rounds):  # each label in turn takes the best spot among the others where they are now
        before = dict(chosen)
        for key in lines:
            others = [(*spot, width, height) for other, spot in chosen.items() if other != key]
            chosen[key] = min(zip(costs[key], spots[key], strict=True), key=lambda choice: _crowded(*choice, others))[1]
        if chosen == before:
            break
    return chosen


def _crowded(cost, spot, others):
    box = (*spot, *others[0][2:]) if others else None
    return cost + sum(1000 for other in others if overlap(box, other, _GAP))


def _cost(key, spot, lines, width, height, obstacles):
    """Weigh a spot: a node under the label is out of the question, another arrow under it unwelcome."""
    box = (*spot, width, height)
    hidden = sum(passes_through(points, box) for other, points in lines.items() if other != key)
    return 1000 * sum(overlap(box, other, _GAP / 2) for other in obstacles) + 12 * hidden
