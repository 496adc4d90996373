"""Run a submission apart: a kernel of its own, in a room of its own, with limits, that nothing outlives."""

import sys
import time

import zmq
from jupyter_client.manager import AsyncKernelManager
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat.v4 import new_output
from nbgrader.preprocessors import Execute
from traitlets import Integer

from helpers.coursework.room import Room

MEGABYTE = 1024**2


class ApartKernelManager(AsyncKernelManager):
    """Start the kernel by `start_apart`, in its room."""

    room = None

    async def start_kernel(self, **options):
        """Start the kernel where the room says, and with nothing else of this process's environment."""
        environment, folder = dict(self.room.environment), str(self.room.work)
        return await super().start_kernel(**{**options, "env": environment, "cwd": folder})

    def format_kernel_cmd(self, extra_arguments=None):
        """Return the command that starts the kernel, which is always this Python's."""
        start = str(self.room.helpers / "coursework" / "start_apart.py")
        return [sys.executable, "-P", "-B", start, "-f", self.connection_file, *(extra_arguments or [])]


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
        self._room.kill(getattr(self.km.provisioner, "pid", None))
