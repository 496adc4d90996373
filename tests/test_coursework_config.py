"""The settings of nbgrader: it does nothing at all without them."""

import pytest

from tests.coursework_run import Course

pytest.importorskip("nbgrader")


@pytest.mark.parametrize("command", ["generate_assignment", "autograde"])
def test_nbgrader_stops_where_helpers_cannot_be_imported(tmp_path, command):
    course = Course(tmp_path / "course", "nudge-and-slope")
    broken = tmp_path / "helpers" / "__init__.py"
    broken.parent.mkdir()
    broken.write_text("raise ImportError('no such module')")
    done = course.run(command, course.assignment, helpers=tmp_path)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        "helpers cannot be imported (no such module); activate the course's environment, or run: pip install -e ."
    )
    assert sorted(path.name for path in course.folder.iterdir()) == ["nbgrader_config.py", "source"]
