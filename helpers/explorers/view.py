"""What an explorer shows at one moment, and how it travels to the page."""

import json
import zlib
from dataclasses import dataclass, field

from helpers.pictures.picture import Picture


@dataclass(frozen=True)
class View:
    """Hold a picture, the arithmetic below it and the sentence that is read aloud.

    lines: `helpers.pictures.lines.Line`s. says: one or two sentences with the numbers that matter.
    targets: {data-name in the picture: what it is called}, what can be chosen there, in the order of the arrow keys.
    columns: how many of them stand in a row, for the arrow keys up and down.
    chosen: the one of them that is chosen, or "".
    drags: {data-name: ({"control": name, "axis": "x" or "y", "pixels": (p, q), "values": (v, w)}, …)}: what moves
    with the mouse, and which value of which slider belongs to which place in the picture.
    controls: {name: what differs now from the control's own}: "label", "low", "high", "step", "text", "disabled".
    playing: the number of this frame while frames follow by themselves, or 0.
    progress: (done, of how many, how that is written), for work that takes its time. notice: what stopped it, or "".
    """

    picture: Picture
    says: str
    lines: tuple = ()
    targets: dict = field(default_factory=dict)
    chosen: str = ""
    drags: dict = field(default_factory=dict)
    controls: dict = field(default_factory=dict)
    playing: int = 0
    progress: tuple = ()
    notice: str = ""
    columns: int = 1


def packed(view, values, notice):
    """Return a view, the values of the controls and a notice as compressed JSON: what one move costs the network."""
    content = {
        "svg": view.picture.svg,
        "lines": [{"kind": item.kind, "cells": item.coloured()} for item in view.lines],
        "says": view.says,
        "targets": view.targets,
        "columns": view.columns,
        "chosen": view.chosen,
        "drags": view.drags,
        "controls": view.controls,
        "values": values,
        "notice": notice or view.notice,
        **({"playing": view.playing} if view.playing else {}),
        **({"progress": view.progress} if view.progress else {}),
    }
    return zlib.compress(json.dumps(content, separators=(",", ":"), ensure_ascii=False).encode(), 1)
