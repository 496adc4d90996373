"""Binder builds the locked environment and opens the first lesson."""

import re
import subprocess
import sys
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.refresh import ROOT


@pytest.fixture(scope="module")
def dockerfile():
    """Render what Binder would build, which needs no Docker."""
    options = ["--no-build", "--no-run", "--debug", "--user-id", "1000", "--user-name", "jovyan", "."]
    done = subprocess.run(
        [sys.executable, "-m", "repo2docker", *options],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout + done.stderr


on_posix = pytest.mark.skipif(sys.platform == "win32", reason="repo2docker runs on Linux and macOS only")


@on_posix
def test_dockerfile_installs_binders_requirements(dockerfile):
    assert re.search(r'pip install[^\n]*-r "?binder/requirements\.txt', dockerfile)


@on_posix
def test_dockerfile_has_the_python_of_runtime_txt(dockerfile):
    version = (ROOT / "binder/runtime.txt").read_text(encoding="utf-8").strip().removeprefix("python-")
    assert re.search(rf"python={re.escape(version)}\b", dockerfile)


def test_binders_requirements_are_the_lock_and_the_helpers():
    assert (ROOT / "binder/requirements.txt").read_text(encoding="utf-8").split("\n") == [
        "-r ../requirements.txt",
        "-e .",
        "",
    ]
    assert not list(ROOT.glob("binder/environment.y*ml")), "it would win over requirements.txt"


def test_the_link_opens_the_first_lesson_in_jupyterlab():
    links = re.findall(r"https://mybinder\.org/v2/[^\s)]+", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert links
    for link in links:
        parts = urlsplit(link)
        assert re.fullmatch(r"/v2/gh/[^/]+/[^/]+/HEAD", parts.path)
        (place,) = parse_qs(parts.query)["urlpath"]
        assert place == "lab/tree/notebooks/00-start-here.ipynb"
        assert (ROOT / place.removeprefix("lab/tree/")).exists()
