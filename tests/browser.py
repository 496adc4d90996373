"""JupyterLab or Notebook 7 and a real browser, for the tests of what a reader sees and does.

Nothing leaves the machine: the server listens on the loopback address.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

pytest.register_assert_rewrite("tests.explorer_page", "tests.explorer_walk")  # so that their failures show numbers

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
NO_CHROMIUM = "no Chromium found: install it (Debian: apt-get install chromium) to test the explorers in a browser"
REQUIRED = os.environ.get("BROWSER_TESTS") == "required"
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
# No question about news, every cell drawn at once, no dialog about unsaved changes.
SETTINGS = {
    "@jupyterlab/apputils-extension": {"notification": {"fetchNews": "false", "checkForUpdates": False}},
    "@jupyterlab/notebook-extension": {"tracker": {"windowingMode": "none"}},
}
DARK = {"@jupyterlab/apputils-extension": {"themes": {"theme": "JupyterLab Dark"}}}
BAD_OUTPUT = ", ".join(
    f'.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.{kind}"]' for kind in ("error", "stderr")
)


@contextmanager
def server(folder, scratch, app="lab", dark=False):
    """Serve `folder` and give the address; `scratch` is an empty folder for the server's own files."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    for settings in (SETTINGS, DARK if dark else {}):
        for extension, plugins in settings.items():
            for plugin, values in plugins.items():
                file = Path(scratch) / "settings" / extension / f"{plugin}.jupyterlab-settings"
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(json.dumps(values), encoding="utf-8")
    places = {"JUPYTERLAB_SETTINGS_DIR": "settings", "JUPYTERLAB_WORKSPACES_DIR": "workspaces"}
    places |= {"JUPYTER_RUNTIME_DIR": "runtime", "JUPYTER_CONFIG_DIR": "config", "IPYTHONDIR": "ipython"}
    environment = os.environ | {name: str(Path(scratch) / place) for name, place in places.items()}
    command = [sys.executable, "-m", "jupyter", app, "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}"]
    command += ["--IdentityProvider.token=", "--ServerApp.password=", f"--ServerApp.root_dir={folder}"]
    command += ["--ServerApp.port_retries=0", "--expose-app-in-browser"]
    log = Path(scratch) / "server.log"
    with log.open("w") as out:
        process = subprocess.Popen(command, env=environment, stdout=out, stderr=out, stdin=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(address, process, log)
        yield address
    finally:
        process.terminate()  # the server shuts its kernels down
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_for(address, process, log):
    """Return once the server answers."""
    for _ in range(600):
        try:
            urllib.request.urlopen(address + "/api/status", timeout=1)
            return
        except OSError:
            if process.poll() is not None:
                raise RuntimeError(log.read_text()) from None
            time.sleep(0.1)
    raise RuntimeError(f"the server did not start in a minute: {log.read_text()}")


@contextmanager
def chromium():
    """Give a headless browser; a test is skipped where there is none, or fails if BROWSER_TESTS is "required"."""
    if CHROMIUM is None:
        (pytest.fail if REQUIRED else pytest.skip)(NO_CHROMIUM)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS, headless=True)
        try:
            yield browser
        finally:
            browser.close()


def open_notebook(page, address, path, app="lab"):
    """Open a notebook and wait until its kernel is ready."""
    page.goto(f"{address}/lab/tree/{path}?reset" if app == "lab" else f"{address}/notebooks/{path}")  # as if new
    page.wait_for_selector(".jp-NotebookPanel .jp-Notebook-cell", timeout=60_000)
    # Asked of the program, not of the page: in a narrow window the toolbar hides what it says of the kernel.
    page.wait_for_function(
        "window.jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'", timeout=60_000
    )


def run_all(page):
    """Run all cells, and return the texts of the errors and warnings among the outputs."""
    # The promise resolves when the last cell is done; the [n]: of a stored notebook are there before it runs.
    page.evaluate("async () => { await window.jupyterapp.commands.execute('notebook:run-all-cells'); }")
    page.wait_for_timeout(300)  # widgets are drawn just after the last reply
    return page.locator(BAD_OUTPUT).all_inner_texts()
