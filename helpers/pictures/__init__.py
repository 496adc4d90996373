"""Pictures of the course: numbers in, a Picture out. Importing this does not import matplotlib."""

from importlib import import_module

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


def __getattr__(name):
    """Import a picture when it is first asked for: who shows one does not wait for all."""
    if name not in _MODULES:
        raise AttributeError(f"there is no picture {name!r}; choose from {', '.join(_MODULES)}")
    return getattr(import_module(f"helpers.pictures.{_MODULES[name]}"), name)
