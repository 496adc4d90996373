"""Pictures of the course: numbers in, a Picture out. Importing this does not import matplotlib."""

from helpers.pictures.area_picture import area_picture
from helpers.pictures.confusion_picture import confusion_picture
from helpers.pictures.contours import map_picture
from helpers.pictures.curves import curve_picture
from helpers.pictures.digit_picture import digit_picture
from helpers.pictures.drawings import drawings_picture
from helpers.pictures.graph_picture import graph_picture
from helpers.pictures.network_picture import network_picture
from helpers.pictures.picture import Picture, picture_of
from helpers.pictures.series import series_picture

__all__ = [
    "Picture",
    "area_picture",
    "confusion_picture",
    "curve_picture",
    "digit_picture",
    "drawings_picture",
    "graph_picture",
    "map_picture",
    "network_picture",
    "picture_of",
    "series_picture",
]
