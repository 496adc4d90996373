"""Explorers of the course: pictures with controls, one kind for each lesson. No matplotlib is imported here."""
