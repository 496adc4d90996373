"""Run a submission apart: a kernel of its own, in a room of its own, with limits, that nothing outlives.

The room is a temporary folder with a fresh copy of `helpers`, taken when grading began. The kernel finds that copy
first, works in a copy of what was submitted, and can write nowhere else (on Linux 5.13 or newer; see `landlock`).
"""

import json
import os
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

import zmq
from jupyter_client.manager import AsyncKernelManager
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat.v4 import new_output
from nbgrader.preprocessors import Execute
from traitlets import Integer

HELPERS = Path(__file__).resolve().parent.parent
MEGABYTE = 1024**2
READABLE = ("/usr", "/lib", "/lib64", "/bin", "/etc", "/proc", "/sys/devices", "/sys/fs/cgroup", "/dev", "/opt/conda")
WRITABLE = ("/dev/null", "/dev/zero", "/dev/shm", "/dev/tty")
PASSED_ON = ("PATH", "LANG", "LC_ALL", "TZ", "SYSTEMROOT", "COURSEWORK_TERM", "NBGRADER_EXECUTION")

# Read once: what a submission does to files cannot change what the next one is run with.
_SNAPSHOT = {path.relative_to(HELPERS): path.read_bytes() for path in sorted(HELPERS.rglob("*")) if path.is_file()}


class ApartKernelManager(AsyncKernelManager):
    """Start the kernel by `start_apart`, in its room."""

    room = None

    async def start_kernel(self, **options):
        """Start the kernel where the room says, and with nothing else of this process's environment."""
        environment, folder = dict(self.room.environment), str(self.room.work)
        return await super().start_kernel(**{**options, "env": environment, "cwd": folder})

    def format_kernel_cmd(self, extra_arguments=None):
        """Return the command that starts the kernel, which is always this Python's."""
        start = self.room.path / "copy" / "helpers" / "coursework" / "start_apart.py"
        return [sys.executable, "-P", "-B", str(start), "-f", self.connection_file, *(extra_arguments or [])]


class Room:
    """Hold the temporary folder of one run, and end what is left of the run with it."""

    def __init__(self, student, submitted, limits):
        self.path = Path(tempfile.mkdtemp(prefix="coursework-")).resolve()
        self.work, copy = self.path / "work", self.path / "copy"
        for path, content in _SNAPSHOT.items():
            if "__pycache__" not in path.parts:
                (copy / "helpers" / path).parent.mkdir(parents=True, exist_ok=True)
                (copy / "helpers" / path).write_bytes(content)
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
            "PYTHONPATH": str(copy),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONNOUSERSITE": "1",
            "OPENBLAS_NUM_THREADS": "1",
            "OMP_NUM_THREADS": "1",
        }

    def close(self):
        """Kill what still runs in the room, and remove it."""
        for process in _processes_of(str(self.path)):
            try:
                os.kill(process, signal.SIGKILL)
            except OSError:
                pass
        shutil.rmtree(self.path, ignore_errors=True)


class RunApart(Execute):
    """Run a notebook apart and to its end, whatever it does: a kernel that dies costs the cells after it, no more."""

    kernel_manager_class = ApartKernelManager
    whole_time = Integer(300, help="seconds that one notebook may take, all cells together").tag(config=True)
    memory = Integer(2048, help="megabytes of memory that a kernel may use").tag(config=True)
    file_size = Integer(20, help="megabytes that a file written by a kernel may have").tag(config=True)
    output_size = Integer(200, help="kilobytes of output that are kept of a cell").tag(config=True)
    flood_size = Integer(20_000, help="kilobytes of output of a cell after which its kernel is ended").tag(config=True)

    def __init__(self, **options):
        super().__init__(**{**options, "kernel_manager_class": ApartKernelManager, "shutdown_kernel": "immediate"})

    def preprocess(self, nb, resources, km=None):
        """Run all cells, in the room of the student whose folder it is."""
        limits = {
            "RLIMIT_AS": self.memory * MEGABYTE,
            "RLIMIT_FSIZE": self.file_size * MEGABYTE,
            "RLIMIT_CPU": self.whole_time,
            "RLIMIT_CORE": 0,
        }
        folder = resources.get("metadata", {}).get("path") or "."
        self._room = Room(resources["nbgrader"]["student"], folder, limits)
        self._end, self._put_out = time.monotonic() + self.whole_time, 0
        self._stopped = ""
        try:
            return super().preprocess(nb, resources, km)
        finally:
            self._room.close()

    def create_kernel_manager(self):
        """Return a manager whose kernel is started in the room."""
        manager = super().create_kernel_manager()
        manager.room = self._room
        manager.connection_file = str(self._room.path / "connection.json")
        manager.context.setsockopt(zmq.MAXMSGSIZE, self.flood_size * 1024)  # what is larger is not even received
        return manager

    def preprocess_cell(self, cell, resources, index):
        """Run one cell; once the kernel is gone, run no more."""
        if self._stopped or cell.cell_type != "code":
            return cell, resources
        self._put_out = 0
        try:
            return super().preprocess_cell(cell, resources, index)
        except DeadKernelError:
            if self._put_out > self.flood_size * 1024:
                self._stop(cell, "OutputFlood", "the cell put out too much, so the kernel was ended")
            else:
                self._stop(cell, "KernelDied", "the kernel ended in this cell; no cell after it was run")
        except CellTimeoutError:
            self._stop(cell, "CellTimeoutError", "the cell could not be interrupted; no cell after it was run")
        return cell, resources

    def process_message(self, msg, cell, cell_index):
        """Keep an output up to the limit, and end the kernel in a flood."""
        if msg["msg_type"] in ("stream", "display_data", "execute_result", "error", "update_display_data"):
            before = self._put_out
            self._put_out += len(str(msg["content"]))
            if self._put_out > self.output_size * 1024:
                if before <= self.output_size * 1024:
                    cell.outputs.append(new_output("stream", name="stdout", text="... Output truncated ...\n"))
                if self._put_out > self.flood_size * 1024:
                    self._kill()
                return None
        if msg["msg_type"].startswith("comm"):  # no widget is alive in a notebook that is graded
            return None
        return super().process_message(msg, cell, cell_index)

    def set_widgets_metadata(self):
        """Leave widgets out."""

    def _get_timeout(self, cell):
        return max(1, min(super()._get_timeout(cell) or self.whole_time, int(self._end - time.monotonic())))

    def _stop(self, cell, name, reason):
        self._stopped = reason
        self._kill()
        error = new_output("error", ename=name, evalue=reason, traceback=[f"{name}: {reason}"])
        cell.outputs = [*cell.get("outputs", []), error]
        cell.execution_count = cell.get("execution_count") or 0

    def _kill(self):
        for process in {getattr(self.km.provisioner, "pid", None), *_processes_of(str(self._room.path))} - {None}:
            try:
                os.kill(process, signal.SIGKILL)
            except OSError:
                pass


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
