"""Coursework: the numbers of each student, the questions asked about them, and how they are graded."""
