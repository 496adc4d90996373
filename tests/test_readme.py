"""The commands of the README and of the contributing page are whole, and name files that exist.

Continuous integration runs the README's.
"""

import os
import re
import stat
import subprocess
import sys

import pytest

from helpers.network import seven_nodes
from helpers.pictures import network_picture
from tests.refresh import ROOT, lesson_paths

README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / ".github/CONTRIBUTING.md").read_text(encoding="utf-8")
FILE = re.compile(
    r"(?<![\w.-])(?:notebooks|tests|helpers|binder)[/\\][\w/\\.-]*\w|(?<![\w./\\-])[\w-]+\.(?:txt|toml|md)\b"
)


def section(title):
    """Return the text below a heading."""
    return re.search(rf"(?ms)^## {title}\n(.*?)(?=^## |\Z)", README)[1]


def commands(title, language):
    """Return the lines of the code blocks of a section."""
    return [
        line
        for block in re.findall(rf"(?s)```{language}\n(.*?)```", section(title))
        for line in block.splitlines()
        if line
    ]


@pytest.mark.parametrize("title", ["Start", "Test"])
@pytest.mark.parametrize("language", ["bash", "powershell"])
def test_each_system_has_one_command(title, language):
    (command,) = commands(title, language)
    assert "-m venv .venv" in command
    assert "-e ." in command
    assert ("pytest" if title == "Test" else "jupyter lab") in command


@pytest.mark.parametrize("title", ["Start", "Test"])
def test_windows_does_the_same(title):
    (posix,), (windows,) = commands(title, "bash"), commands(title, "powershell")
    translated = posix.replace("python3 -m", "py -m").replace(".venv/bin/", ".venv\\Scripts\\").replace(" &&", ";")
    assert translated == windows


def test_every_path_in_the_readme_exists():
    named = {path.replace("\\", "/") for path in FILE.findall(README)}
    named |= {target for target in re.findall(r"\]\(([^):#]+)\)", README)}
    assert {"tests/requirements.txt", "requirements.txt", "notebooks/00-start-here.ipynb", "LICENSE"} <= named
    assert {path for path in named if not (ROOT / path).exists()} == set()


def test_every_test_that_contributors_are_told_to_run_exists():
    named = {word for line in re.findall(r"`([^`]*-m pytest [^`]*)`", CONTRIBUTING) for word in FILE.findall(line)}
    assert "tests/test_links.py" in named
    assert {path for path in named if not (ROOT / path).exists()} == set()


def test_a_fixed_lesson_is_tested_by_all_tests_of_lessons():
    (command,) = re.findall(
        r"`([^`]*-m pytest [^`]*)`", CONTRIBUTING.partition("## Fix a lesson\n")[2].partition("\n## ")[0]
    )
    every = {path.relative_to(ROOT).as_posix() for path in ROOT.glob("tests/test_lesson*.py")}
    assert every and every - set(command.split()) == set(), "name it in step 4 of Fix a lesson in CONTRIBUTING.md"


def test_the_set_up_is_that_of_the_test_command():
    (test,) = commands("Test", "bash")
    (set_up,) = re.findall(r"```bash\n(.+)\n```", CONTRIBUTING)
    assert test.startswith(f"{set_up} && ")


def test_every_lesson_is_in_the_table():
    listed = re.findall(r"\]\(notebooks/([\w-]+)\.ipynb\)", README)
    assert listed == [path.stem for path in lesson_paths()]


def test_readme_says_what_to_replace_in_the_binder_link():
    assert "OWNER and REPOSITORY are to be replaced" in README


@pytest.mark.skipif(sys.platform == "win32", reason="a bash script")
def test_ci_runs_the_readmes_command(tmp_path):
    """Runs .ci/run on a repository whose README has this README's Test section with a stand-in for the command."""
    script = ROOT / ".ci/run"
    assert script.stat().st_mode & stat.S_IXUSR
    (command,) = commands("Test", "bash")
    clean = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")} | {"PATH": os.environ["PATH"]}

    def run(text):
        repository = tmp_path / "repository"
        repository.mkdir(exist_ok=True)
        (repository / ".ci").mkdir(exist_ok=True)
        (repository / ".ci/run").write_bytes(script.read_bytes())
        (repository / ".ci/run").chmod(0o755)
        (repository / "README.md").write_text(README.replace(command, text), encoding="utf-8")
        identity = ["-c", "user.name=test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
        for words in (["init", "-q"], ["add", "."], [*identity, "commit", "-q", "-m", "test"]):
            subprocess.run(["git", *words], cwd=repository, env=clean, check=True)
        (repository / "uncommitted").touch()
        (tmp_path / "temporary").mkdir(exist_ok=True)
        environment = clean | {"CI": "true", "TMPDIR": str(tmp_path / "temporary")}
        done = subprocess.run([repository / ".ci/run"], env=environment, capture_output=True, text=True, check=False)
        assert list((tmp_path / "temporary").iterdir()) == [], "the clone is left behind"
        return done

    passing = run("echo pytest; ls; test ! -e uncommitted")
    assert passing.returncode == 0, passing.stderr
    assert passing.stdout.splitlines() == ["+ echo pytest; ls; test ! -e uncommitted", "pytest", "README.md"]
    assert run("echo pytest; exit 3").returncode == 3


def test_workflow_runs_the_same_commands():
    workflow = (ROOT / ".github/workflows/tests.yml").read_text(encoding="utf-8")
    (windows,) = commands("Test", "powershell")
    assert windows.replace("py -m", "python -m", 1) in workflow
    assert "run: .ci/run" in workflow
    assert re.findall(r"uses: \S+@(\S+)", workflow)
    assert all(re.fullmatch(r"v\d+", version) for version in re.findall(r"uses: \S+@(\S+)", workflow))


def test_the_picture_is_what_the_engine_computes():
    net = seven_nodes("all ones")
    net.forward(1)
    title = "The gradient of the loss at every one of 23 parameters"
    picture = network_picture(net, net.backward(10), parameters="gradients", target=10, title=title)
    assert (ROOT / ".github" / "seven-nodes.svg").read_text(encoding="utf-8") == picture.svg + "\n"


def test_the_minutes_are_those_of_the_lessons():
    table = dict(re.findall(r"\(notebooks/([\w-]+\.ipynb)\).*\| (\d+) \|", README))
    told = {p.name: re.search(r"About (\d+) minutes", p.read_text(encoding="utf-8"))[1] for p in lesson_paths()}
    assert table == told
    assert sum(map(int, told.values())) / 60 == pytest.approx(4.5, abs=0.25)
    assert len(told) == 10 and "ten lessons, four and a half hours" in README


def test_the_start_command_opens_lesson_00_with_the_whole_course_in_the_file_browser():
    # A notebook named as an argument would make its folder the root, and links to the README would lead nowhere.
    for (command,) in (commands("Start", "bash"), commands("Start", "powershell")):
        assert command.endswith("jupyter lab --LabApp.default_url=/lab/tree/notebooks/00-start-here.ipynb")
