"""The room in which a submission is run: a temporary folder with a fresh copy of `helpers`, taken when grading began.

The kernel finds that copy first, works in a copy of what was submitted, and can write nowhere else (on Linux 5.13 or
newer; see `landlock`).
"""

import json
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path

HELPERS = Path(__file__).resolve().parent.parent
READABLE = ("/usr", "/lib", "/lib64", "/bin", "/etc", "/proc", "/sys/devices", "/sys/fs/cgroup", "/dev", "/opt/conda")
WRITABLE = ("/dev/null", "/dev/zero", "/dev/shm", "/dev/tty")
PASSED_ON = ("PATH", "LANG", "LC_ALL", "TZ", "SYSTEMROOT", "COURSEWORK_TERM", "NBGRADER_EXECUTION")

# Read once: what a submission does to files cannot change what the next one is run with.
_SNAPSHOT = {path.relative_to(HELPERS): path.read_bytes() for path in sorted(HELPERS.rglob("*")) if path.is_file()}


class Room:
    """Hold the temporary folder of one run, and end what is left of the run with it."""

    def __init__(self, student, submitted, limits):
        self.path = Path(tempfile.mkdtemp(prefix="coursework-")).resolve()
        self.work, self.helpers = self.path / "work", self.path / "copy" / "helpers"
        for path, content in _SNAPSHOT.items():
            if "__pycache__" not in path.parts:
                (self.helpers / path).parent.mkdir(parents=True, exist_ok=True)
                (self.helpers / path).write_bytes(content)
        shutil.copytree(
            submitted, self.work, symlinks=True, ignore=shutil.ignore_patterns("helpers", "helpers.py", "*.ipynb")
        )
        for name in ("home", "tmp"):
            (self.path / name).mkdir()
        allowed = {
            "readable": [*READABLE, sys.prefix, sys.base_prefix, str(self.path)],
            "writable": [*WRITABLE, *(str(self.path / name) for name in ("work", "home", "tmp"))],
            "resources": limits,
        }
        (self.path / "limits.json").write_text(json.dumps(allowed), encoding="utf-8")
        self.environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ} | {
            "COURSEWORK_ROOM": str(self.path),
            "COURSEWORK_STUDENT": student,
            "HOME": str(self.path / "home"),
            "TMPDIR": str(self.path / "tmp"),
            "IPYTHONDIR": str(self.path / "home" / "ipython"),
            "PYTHONPATH": str(self.helpers.parent),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONNOUSERSITE": "1",
            "OPENBLAS_NUM_THREADS": "1",
            "OMP_NUM_THREADS": "1",
        }

    def kill(self, kernel=None):
        """Kill what runs in the room; kernel: its process, for a system that does not tell what runs where."""
        for process in {kernel, *_processes_of(str(self.path))} - {None}:
            try:
                os.kill(process, signal.SIGKILL)
            except OSError:
                pass

    def close(self):
        """Kill what still runs in the room, and remove it."""
        self.kill()
        shutil.rmtree(self.path, ignore_errors=True)


def _processes_of(room):
    """Return the processes that were started in a room, also those that left their group."""
    mark, found = f"COURSEWORK_ROOM={room}".encode(), []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (entry / "environ").read_bytes().split(b"\0"):
                found.append(int(entry.name))
        except (OSError, ValueError):
            continue
    return found
