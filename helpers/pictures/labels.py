"""Where along its arrow each label goes, so that no two labels overlap and few hide another arrow."""

from helpers.pictures.geometry import overlap, passes_through, point_along

_REACH = 0.33  # parts of a line's length from its middle to the last places for its label
_GAP = 4.0  # pixels between two labels


def placed(lines, width, height, obstacles, rounds=4, clear=0, step=0.03):
    """Return {key: (x, y)}, the middle of each line's label of width x height pixels.

    lines: {key: [(x, y), …]}. obstacles: boxes (middle x, middle y, width, height) to keep clear of.
    clear: so many pixels from everything, other lines too; if 0, a label may hide a line where it has to.
    step: from one place that is tried to the next, as a part of the line.
    """
    spots = {key: [point_along(points, part) for part in _parts(step)] for key, points in lines.items()}
    costs = {key: [_cost(key, spot, lines, width, height, obstacles, clear) for spot in spots[key]] for key in lines}
    costs = {key: [cost + far for far, cost in enumerate(row)] for key, row in costs.items()}
    chosen = {key: spots[key][0] for key in lines}
    for _ in range(rounds):  # each label in turn takes the best spot among the others where they are now
        before = dict(chosen)
        for key in lines:
            others = [(*spot, width, height) for other, spot in chosen.items() if other != key]
            choices = zip(costs[key], spots[key], strict=True)
            chosen[key] = min(choices, key=lambda choice: _crowded(*choice, others, max(clear, _GAP)))[1]
        if chosen == before:
            break
    return chosen


def _parts(step):
    """Return parts of a line: the middle first, then further and further towards either end."""
    return (0.5, *(part for k in range(1, round(_REACH / step) + 1) for part in (0.5 - step * k, 0.5 + step * k)))


def _crowded(cost, spot, others, gap):
    box = (*spot, *others[0][2:]) if others else None
    return cost + sum(1000 for other in others if overlap(box, other, gap))


def _cost(key, spot, lines, width, height, obstacles, clear):
    """Weigh a spot: a node under the label is out of the question, another arrow under it unwelcome at least."""
    box, wider = (*spot, width, height), (*spot, width + 2 * clear, height + 2 * clear)
    hidden = sum(passes_through(points, wider) for other, points in lines.items() if other != key)
    hits = sum(overlap(box, other, clear or _GAP / 2) for other in obstacles)
    return 1000 * hits + (1000 if clear else 12) * hidden
