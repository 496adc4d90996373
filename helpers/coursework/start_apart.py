"""Start a student's kernel: set its limits, shut it in, then run it. Runs in the new process, from a private copy."""

import json
import os
import runpy
import sys


def main():
    """Read the limits from COURSEWORK_ROOM/limits.json and become the kernel."""
    room = os.environ["COURSEWORK_ROOM"]
    with open(os.path.join(room, "limits.json"), encoding="utf-8") as file:
        limits = json.load(file)
    _limit(limits)
    sys.path[:] = [path for path in sys.path if path]
    from helpers.coursework.landlock import shut_in

    shut_in(limits["readable"], limits["writable"])
    sys.argv[0] = "ipykernel_launcher"
    runpy.run_module("ipykernel_launcher", run_name="__main__", alter_sys=True)


def _limit(limits):
    try:
        import resource
    except ImportError:  # Windows has none
        return
    for name, most in limits["resources"].items():
        try:
            resource.setrlimit(getattr(resource, name), (most, most))
        except (AttributeError, ValueError, OSError):  # not on this system
            continue


if __name__ == "__main__":
    main()
