"""The locks are exact, agree with each other and hold all that pyproject.toml asks for."""

import re
import tomllib

import pytest

from tests.refresh import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
DIRECT = PROJECT["project"]["dependencies"]
GROUPS = PROJECT["dependency-groups"]
LOCKS = {
    "requirements.txt": DIRECT,
    "tests/requirements.txt": DIRECT + GROUPS["test"],
    "tests/benchmarks/requirements.txt": GROUPS["benchmarks"],
}
EXACT = re.compile(r"(?P<name>[a-z0-9][a-z0-9._-]*)==(?P<version>[0-9][a-z0-9.!+]*)( ; .+)?")
COMMAND = "#    uv pip compile --universal --python-version 3.11 --fork-strategy fewest --no-annotate"


def read(name):
    """Return the comments and the packages of a lock."""
    content = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return [x for x in content if x.startswith("#")], [x for x in content if x and not x.startswith("#")]


def versions(name):
    """Return the version of each package in a lock, refusing a line that allows more than one."""
    found = {}
    for line in read(name)[1]:
        match = EXACT.fullmatch(line)
        assert match, f"{name}: {line} is not exact"
        assert match["name"] not in found, f"{name}: {match['name']} stands in it twice"
        found[match["name"]] = match["version"]
    return found


def normal(requirement):
    """Return the name of a requirement as locks spell it."""
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", requirement)[0]).lower()


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_holds_what_the_project_asks_for(lock):
    missing = {normal(requirement) for requirement in LOCKS[lock]} - set(versions(lock))
    assert not missing, f"{lock} lacks {missing}; run the command in its first lines"


@pytest.mark.parametrize("requirements", [DIRECT, *GROUPS.values()], ids=["course", *GROUPS])
def test_nothing_is_asked_for_twice(requirements):
    names = [normal(requirement) for requirement in requirements]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("lock", ["tests/requirements.txt", "tests/benchmarks/requirements.txt"])
def test_locks_agree(lock):
    base, other = versions("requirements.txt"), versions(lock)
    differing = {name: (base[name], other[name]) for name in base.keys() & other.keys() if base[name] != other[name]}
    assert not differing
    if lock == "tests/requirements.txt":
        assert base.keys() <= other.keys()


def test_the_same_systems_get_the_same_packages():
    assert set(read("requirements.txt")[1]) <= set(read("tests/requirements.txt")[1])


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_says_how_it_is_made(lock):
    comments, _ = read(lock)
    assert comments[1].startswith(COMMAND)
    assert comments[1].endswith(f"-o {lock}")
    assert not re.search(r"(^|\s)/|\.\./|[A-Z]:\\", comments[1])


def test_lock_is_for_the_oldest_python_supported():
    oldest = PROJECT["project"]["requires-python"].removeprefix(">=")
    assert f"--python-version {oldest} " in COMMAND
