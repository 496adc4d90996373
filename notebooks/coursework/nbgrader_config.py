"""Settings of nbgrader for this folder: run its commands from here. What they do is told in README.md."""

import os
import sys
import sysconfig
from pathlib import Path

# How long one cell and one whole notebook may take, in seconds.
CELL, NOTEBOOK = 30, 300

HERE = Path(__file__).resolve().parent
if (HERE.parent.parent / "helpers").is_dir():
    sys.path.insert(0, str(HERE.parent.parent))  # helpers is found, also where the course is not installed
# nbgrader calls alembic by name: found also where the environment is not activated.
os.environ["PATH"] = os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", os.defpath)])

from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor  # noqa: E402
from nbgrader import preprocessors as own  # noqa: E402

try:
    from helpers.coursework.hiding import HideTests
    from helpers.coursework.judging import Judge, Tidy
    from helpers.coursework.kernel import RunApart
except Exception as error:  # nbgrader would go on without these settings: full points for all, and no protection
    sys.exit(f"helpers cannot be imported ({error}); activate the course's environment, or run: pip install -e .")

c = get_config()  # noqa: F821

c.CourseDirectory.course_id = "backpropagation"
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback", "helpers"]

c.ClearSolutions.code_stub = {"python": "# your work here"}
c.ClearSolutions.text_stub = "Your answer here."

c.Autograde.sanitize_preprocessors = [
    Tidy,
    own.ClearOutput,
    own.DeduplicateIds,
    own.OverwriteKernelspec,
    own.OverwriteCells,
    own.CheckCellMetadata,
]
c.Autograde.autograde_preprocessors = [
    RunApart,
    own.LimitOutput,
    Judge,
    own.SaveAutoGrades,
    own.AssignLatePenalties,
    own.CheckCellMetadata,
]
c.GenerateFeedback.preprocessors = [own.GetGrades, HideTests, own.ClearMarkScheme, CSSHTMLHeaderPreprocessor]

c.RunApart.timeout = CELL
c.RunApart.whole_time = NOTEBOOK
c.RunApart.iopub_timeout = 5
