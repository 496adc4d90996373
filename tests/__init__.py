"""Tests of the course: its helpers, its notebooks and the promises of its README."""
