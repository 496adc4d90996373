"""Try a function that a learner wrote: its exceptions, its endless loops and its prints stay inside."""

import io
import re
import sys
from contextlib import redirect_stderr, redirect_stdout
from copy import deepcopy

from helpers.checks.answers import is_unanswered, kind
from helpers.checks.feedback import not_yet, unanswered

MOST_STEPS = 1_000_000


class TooLong(BaseException):  # no Exception, or a learner's own `except Exception` would swallow it
    """End a function that runs on and on."""


class Failed(Exception):
    """Say in one line how a function failed."""


def no_function(answer):
    """Return the feedback for an answer that is no function; None for one that is."""
    if is_unanswered(answer):
        return unanswered()
    if not callable(answer):
        return not_yet(f"Your answer is {kind(answer)}; give the function itself, without calling it.")
    return None


def tried(function, arguments):
    """Return function(*arguments), called with copies; raises `Failed` where it fails.

    It is stopped after MOST_STEPS steps of the interpreter, counted and not timed, so that every machine stops at the
    same place. What is a single step and long (a sleep, a huge power, input) cannot be stopped from here, nor
    can a bare `except:` around an endless loop; for those there is the stop button. What it prints is not shown.
    """
    counter, before = _StepCounter(), sys.gettrace()
    try:
        with redirect_stdout(_Nowhere()), redirect_stderr(_Nowhere()):
            sys.settrace(counter.call)
            try:
                return function(*deepcopy(arguments))
            finally:
                sys.settrace(before)
    except TooLong:
        raise Failed("it does not come to an end; look for a loop that never stops") from None
    except RecursionError:
        raise Failed("it makes too many calls inside calls (RecursionError)") from None
    except SystemExit:
        raise Failed("it calls exit; return the result") from None
    except Exception as error:
        raise Failed(f"it stops with {_in_one_line(error)}") from None


def call_text(function, arguments):
    """Write a call as one would type it: slope(1)."""
    name = getattr(function, "__name__", "your function")
    name = "your function" if name == "<lambda>" or not isinstance(name, str) else name
    return f"{name}({', '.join(map(repr, arguments))})"


class _StepCounter:
    def __init__(self):
        self.steps = 0

    def call(self, frame, event, argument):
        frame.f_trace = self.step  # before the next line, or Python 3.13 and newer count no operation
        frame.f_trace_lines, frame.f_trace_opcodes = False, True  # a loop on a single line starts no new line
        return self.step

    def step(self, frame, event, argument):
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise TooLong
        return self.step


class _Nowhere(io.TextIOBase):
    def writable(self):
        return True

    def write(self, text):
        return len(text)


def _in_one_line(error):
    try:
        text = " ".join(str(error).split())
    except Exception:  # an exception that cannot even be written
        text = ""
    text = re.sub(r" at 0x[0-9a-fA-F]+", "", text)  # an address differs from run to run
    text = text if len(text) <= 120 else f"{text[:119]}…"
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
