"""A copy of the project to break on purpose, and its tests run there, so that tests can be tested."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
# A failure is all that is asked for, not its smallest example, which can take half a minute to find.
CONFTEST = """from hypothesis import Phase, settings

settings.register_profile("first failure", phases=[Phase.explicit, Phase.generate])
settings.load_profile("first failure")
"""
SUPPORT = ("__init__.py", "reference.py", "random_graphs.py", "drawn.py", "memory.py")


def copy_of_project(folder, suite, without=()):
    """Copy the helpers, but for some of their folders, and the test files of `suite`; return the folder."""
    shutil.copytree(ROOT / "helpers", folder / "helpers", ignore=shutil.ignore_patterns(*without, "__pycache__"))
    (folder / "tests" / "data").mkdir(parents=True)
    for name in (*SUPPORT, *suite):
        shutil.copy(ROOT / "tests" / name, folder / "tests" / name)
    for file in (ROOT / "tests" / "data").glob("*.json"):
        shutil.copy(file, folder / "tests" / "data" / file.name)
    (folder / "conftest.py").write_text(CONFTEST)
    (folder / "pytest.ini").write_text("[pytest]\nfilterwarnings = error::RuntimeWarning\n")
    return folder


def break_in(path, right, wrong):
    """Replace the one place of a file that reads `right`; what comes out is broken, not unreadable."""
    source = path.read_text(encoding="utf-8")
    assert source.count(right) == 1, f"the line to break is not in {path.name} once: {right}"
    path.write_text(source.replace(right, wrong), encoding="utf-8")
    compile(path.read_text(encoding="utf-8"), path.name, "exec")


def run_suite(folder, *files):
    """Run test files of the copy in a process of its own, up to the first failure."""
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    environment["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # none is needed, and they take two seconds to load
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-c", "pytest.ini"]
    command += [f"tests/{name}" for name in files]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


def assert_noticed(folder, file, right, wrong, suite):
    """Break a file of the copy's helpers, and check that the test file `suite` fails there."""
    break_in(folder / "helpers" / file, right, wrong)
    outcome = run_suite(folder, suite)
    assert outcome.returncode == 1 and " failed" in outcome.stdout, outcome.stdout[-2000:] + outcome.stderr[-500:]
