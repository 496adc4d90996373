"""Pictures of the course: numbers in, a Picture out. Importing this does not import matplotlib."""

from helpers.on_demand import importing

_MODULES = {
    "Picture": "picture",
    "area_picture": "area",
    "confusion_picture": "confusion",
    "cost_picture": "cost",
    "curve_picture": "curves",
    "digit_picture": "digit",
    "drawings_picture": "drawings",
    "graph_picture": "graph",
    "map_picture": "contours",
    "network_picture": "network",
    "picture_of": "picture",
    "series_picture": "series",
}
__all__ = [*_MODULES]
__getattr__ = importing(__name__, "picture", _MODULES)
