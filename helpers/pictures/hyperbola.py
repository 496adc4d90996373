"""Where a product is one number: the lines of equal x * y on a plane."""

import math


def hyperbola(plane, level):
    """Return the lines in the frame on which x * y is `level`, in pixels."""
    (low, high), (bottom, top) = (plane.x.low, plane.x.high), (plane.y.low, plane.y.high)
    if abs(level) <= 1e-9 * max(abs(low), abs(high)) * max(abs(bottom), abs(top)):  # no eye tells it from 0
        axes = [[(0.0, bottom), (0.0, top)]] if low <= 0 <= high else []
        axes += [[(low, 0.0), (high, 0.0)]] if bottom <= 0 <= top else []
        return [[plane.place(*point) for point in axis] for axis in axes]
    curves = []
    for sign in (1, -1):  # the branch with x > 0, then that with x < 0
        # Turned into the positive quarter: x from `first` to `last`, y = size / x.
        near, far = sorted((sign * low, sign * high))
        turned = sign * math.copysign(1, level)
        least, most = sorted((turned * bottom, turned * top))
        size = abs(level)
        if far <= 0 or most <= 0:
            continue
        first = max(near, size / most)
        last = min(far, size / least) if least > 0 else far
        if not 0 < first < last:
            continue
        # Even in the logarithm of x, as the curve is symmetric there; a nearly straight line needs few points.
        pieces = 1 + math.ceil(6 * math.log(last / first))
        xs = [first * (last / first) ** (k / pieces) for k in range(pieces + 1)]
        curves.append([plane.place(sign * x, turned * size / x) for x in xs])
    return curves
