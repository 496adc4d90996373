"""The helpers of the course: what a lesson has built once, the next lessons import from here."""
