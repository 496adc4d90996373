"""Explorers of the course: pictures with controls, one kind for each lesson. Importing this does not import matplotlib."""
