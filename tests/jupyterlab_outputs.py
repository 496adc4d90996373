"""Make nbval see the outputs of a cell as JupyterLab shows and stores them.

Without this, untagged notebooks with widgets fail although nothing is wrong with them, and a
picture may differ from the stored one without a word.
"""

import nbval.plugin
from nbformat import from_dict
from nbval.kernel import RunningKernel
from nbval.plugin import IPyNbCell

from tests.refresh import PNG, keep_stored

OUTPUTS = {"stream", "display_data", "execute_result", "update_display_data", "clear_output"}


def pytest_configure(config):
    """Find the sanitize file from any working directory."""
    config.option.nbval_sanitize_with = str(config.rootpath / config.option.nbval_sanitize_with)


class LabLikeKernel(RunningKernel):
    """A kernel whose messages reach nbval the way a front end would take them."""

    def __init__(self, *args, **kwargs):
        self.capturing = {}  # Output widget -> the id of the request whose outputs it takes, or ""
        self.shown = {}  # display id -> data of the output shown under it
        super().__init__(*args, **kwargs)

    def execute_cell_input(self, cell_input, allow_stdin=None):
        """Run a cell as one with a number: nbval's anonymous cells have no `_`, `In` or `expression;`."""
        return self.kc.execute(cell_input, store_history=True, allow_stdin=allow_stdin, stop_on_error=False)

    def get_message(self, stream, timeout=None):
        """Return the next message that changes what the cell itself shows."""
        while True:
            message = super().get_message(stream, timeout=timeout)
            if stream != "iopub":
                return message
            self.note_captures(message)
            if not self.is_captured(message) and not self.is_update(message):
                return message

    def note_captures(self, message):
        """Follow which requests the Output widgets capture, as `interact` and `with output:` make them do."""
        kind, content = message["msg_type"], message["content"]
        if kind not in ("comm_open", "comm_msg"):
            return
        state = content["data"].get("state", {})
        if state.get("_model_name") == "OutputModel":
            self.capturing[content["comm_id"]] = ""
        if content["comm_id"] in self.capturing and "msg_id" in state:
            self.capturing[content["comm_id"]] = state["msg_id"]

    def is_captured(self, message):
        """Tell whether an Output widget takes this output, so that it is not stored in the cell.

        An error passes even then: a widget's callback that raises must fail its cell.
        """
        request = message["parent_header"].get("msg_id")
        return message["msg_type"] in OUTPUTS and bool(request) and request in self.capturing.values()

    def is_update(self, message):
        """Put the data of `handle.update(...)` into the output it updates, and tell whether it was one."""
        kind, content = message["msg_type"], message["content"]
        display_id = content.get("transient", {}).get("display_id")
        if display_id and kind in ("display_data", "execute_result"):
            # nbval keeps a NotebookNode as it is and copies a dict: only a node can be updated later.
            self.shown[display_id] = content["data"] = from_dict(content["data"])
        elif kind == "update_display_data" and display_id in self.shown:
            self.shown[display_id].clear()
            self.shown[display_id].update(content["data"])
        return kind == "update_display_data"


def compare_outputs(self, test, ref, skip_compare=None):
    """Compare the pictures as well, which nbval leaves out: up to what another machine's rendering may change."""
    keep_stored(test, ref)
    return _compare(self, test, ref, [kind for kind in skip_compare or self.parent.skip_compare if kind != PNG])


_compare = IPyNbCell.compare_outputs
IPyNbCell.compare_outputs = compare_outputs
nbval.plugin.RunningKernel = LabLikeKernel
