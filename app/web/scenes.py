"""What drawing one network needs, made once and shared by all its viewers."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.engine import Layout
from app.training.course import Course
from app.training.point_errors import PointErrors
from app.training.problem import Problem
from app.training.run import Run
from app.web.ghosts import ghost_payload
from app.web.health import Judge
from app.web.inspection import Rows
from app.web.layers import layers_payload
from app.web.maps import Painter
from app.web.norms import norms_payload
from app.web.points import points_payload
from app.web.pulls import pulls_payload

Mark = tuple[object, ...]


def bias_places(layout: Layout) -> NDArray[np.intp]:
    """Return where in a vector (P,) in wire order the biases stand, layer by layer."""
    is_bias = layout.weight_mask[layout.wire_order] == 0.0
    return np.flatnonzero(is_bias)


class Scene:
    """A network's painter, its last pictures, and where its parts stand."""

    def __init__(self, course: Course, problem: Problem | None = None) -> None:
        self.course = course
        self._problem = problem or course.problem
        self.painter = Painter(course)
        self.biases = bias_places(course.problem.layout)
        self._rows: Rows | None = None
        self._painted: dict[str, tuple[Mark, Any]] = {}

    def is_of(self, run: Run) -> bool:
        """Tell whether it is made for the network and the points that `run` shows."""
        return self.course is run.course and self._problem is run.shown_problem

    def rows_of(self, problem: Problem) -> Rows:
        """Return where in the data the training examples of an update stand."""
        if self._rows is None or self._rows.problem is not problem:
            self._rows = Rows(problem)
        return self._rows

    @cached_property
    def point_errors(self) -> PointErrors:
        """Computes the error of each point."""
        return PointErrors(self.course, self._problem)

    @cached_property
    def judge(self) -> Judge:
        """Tells which units learn no more."""
        return Judge(self.course, self._problem)

    def picture(self, name: str, mark: Mark, run: Run) -> Any:
        """Return the picture `name`, computed once for the weights named `mark`.

        `maps`, `output`, `layers`, `norms`, `pulls`, `health`, `ghost` or `points`:
        what frames carry only now and then.
        """
        known = self._painted.get(name)
        if known is None or known[0] != mark:
            known = self._painted[name] = (mark, self._paint(name, run))
        return known[1]

    def _paint(self, name: str, run: Run) -> Any:
        paint: dict[str, Callable[[], Any]] = {
            "layers": lambda: layers_payload(run),
            "norms": lambda: norms_payload(run),
            "pulls": lambda: pulls_payload(run),
            "ghost": lambda: ghost_payload(run, run.ghost) if run.ghost else None,
            "health": lambda: self.judge.payload(run.shown_theta),
            "points": lambda: points_payload(self.point_errors.of(run.shown_theta)),
            "maps": self.painter.maps,
            "output": self.painter.output,
        }
        if name in {"maps", "output"}:
            self.painter.show(run.shown_theta)
        return paint[name]()
