"""What learners do with cells: run one twice, go back and run an earlier one again. Nothing may break or change."""

import nbformat
import pytest
from jupyter_client.manager import start_new_kernel

from tests.refresh import lesson_paths


class Kernel:
    """Run cells in one kernel and hear what it says of them."""

    def __init__(self, folder):
        self.manager, self.client = start_new_kernel(kernel_name="python3", cwd=str(folder))

    def run(self, cell):
        """Return what a cell prints and shows as text; raises AssertionError for an error or a warning."""
        said = []

        def hear(message):
            content = message["content"]
            assert message["msg_type"] != "error", f"{cell.id}: {content['ename']}: {content['evalue']}"
            if message["msg_type"] == "stream":
                assert content["name"] != "stderr", f"{cell.id}: {content['text']}"
                said.append(content["text"])
            elif message["msg_type"] in ("display_data", "execute_result"):
                said.append(content["data"].get("text/plain", ""))

        self.client.execute_interactive(cell.source, output_hook=hear, timeout=120, store_history=False)
        return "".join(said)

    def close(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


@pytest.mark.parametrize("path", lesson_paths(), ids=lambda path: path.stem)
def test_cells_may_be_run_twice_and_backwards(path):
    cells = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    kernel = Kernel(path.parent)
    try:
        for cell in cells:
            assert kernel.run(cell) == kernel.run(cell), f"{cell.id} shows something else the second time"
        for cell in reversed(cells):
            kernel.run(cell)
    finally:
        kernel.close()
