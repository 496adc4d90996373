"""Explorers of the course: pictures with controls, every lesson has one. No matplotlib is imported here."""

from importlib import import_module

_MODULES = {
    "Nudge": "nudge",
    "Slope": "slope",
    "Hill": "hill",
    "GraphStepper": "stepper",
    "SevenNodes": "seven_nodes",
    "Cost": "cost",
    "Digits": "digits",
    "Trainer": "trainer",
}
__all__ = [*_MODULES]


def __getattr__(name):
    """Import an explorer when it is first asked for: a lesson pays for its own only."""
    if name not in _MODULES:
        raise AttributeError(f"there is no explorer {name!r}; choose from {', '.join(_MODULES)}")
    return getattr(import_module(f"helpers.explorers.{_MODULES[name]}"), name)
