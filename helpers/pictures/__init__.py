"""Pictures of the course: numbers in, a Picture out. Importing this does not import matplotlib."""

from helpers.pictures.graph_picture import graph_picture
from helpers.pictures.network_picture import network_picture
from helpers.pictures.picture import Picture, picture_of

__all__ = ["Picture", "graph_picture", "network_picture", "picture_of"]
