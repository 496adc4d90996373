"""How fast the engines of the lessons are, next to a limit and to other engines: `python -m tests.benchmarks`."""
