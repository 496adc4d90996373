"""Explorers of the course: pictures with controls, every lesson has one. No matplotlib is imported here."""

from helpers.on_demand import importing

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
__getattr__ = importing(__name__, "explorer", _MODULES)
