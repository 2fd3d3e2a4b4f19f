"""Newest frame to each viewer, at the viewer's pace.

All of it runs on the trainer thread, after each slice and each call, so it needs no
lock. A viewer holds credit: frames that it has not confirmed as drawn. Without credit
nothing is built for it, and what it gets next is fresh.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from time import perf_counter
from typing import Any

from app.training.fitting import Adaptations
from app.training.problem import Problem
from app.training.session import Session
from app.training.settings import Settings
from app.web.frames import Shown, frame_payload
from app.web.maps import Painter
from app.web.messages import UNSET, View
from app.web.protocol import (
    CREDIT,
    FRAME_SECONDS,
    GHOST_SECONDS,
    HEALTH_SECONDS,
    LAYERS_SECONDS,
    MAP_SECONDS,
    POINTS_SECONDS,
    SLOW_CREDIT,
    SLOW_SECONDS,
    TWIN_SECONDS,
    ServerEvent,
)
from app.web.runs import data_payload, run_payload, settings_payload
from app.web.scenes import Mark, Scene
from app.web.twin_frames import twin_mark, twin_payload

Edition = tuple[Settings, int, bool, Problem, Adaptations]
Send = Callable[[str, ServerEvent, Any], None]
# What a frame carries only now and then, and at most how often.
PICTURES = {
    "maps": MAP_SECONDS,
    "output": MAP_SECONDS,
    "layers": LAYERS_SECONDS,
    "norms": LAYERS_SECONDS,
    "pulls": MAP_SECONDS,
    "health": HEALTH_SECONDS,
    "ghost": GHOST_SECONDS,
    "twin": TWIN_SECONDS,
    "twin_output": MAP_SECONDS,
    "points": POINTS_SECONDS,
}
# Shown to everybody, where there are such.
ALWAYS = ("ghost", "twin")


@dataclass
class Viewer:
    """One connection that watches a session.

    Attributes:
        name: the connection's name. shown: what its frames carry.
        in_flight: (seq, last epoch, time sent) of each frame not confirmed yet.
        drawn_epoch: the last epoch whose errors the viewer is known to have.
        edition: which settings and changes it was told.
        changes: how many changes of the run it was told. problem: the points.
        pictures: the weights last shown in each picture, and when.
    """

    name: str
    shown: Shown = field(default_factory=Shown)
    in_flight: deque[tuple[int, int, float]] = field(default_factory=deque)
    drawn_epoch: int = -1
    generation: int = -1
    edition: Edition | None = None
    changes: int = 0
    problem: Problem | None = None
    credit: int = CREDIT
    wanted: bool = True
    seq: int = 0
    version: int = -1
    sent_at: float = 0.0
    pictures: dict[str, tuple[Mark, float]] = field(default_factory=dict)

    def confirm(self, seq: int, now: float) -> None:
        """Take in that frame `seq`, and so all before it, is on the screen."""
        while self.in_flight and self.in_flight[0][0] <= seq:
            number, epoch, sent_at = self.in_flight.popleft()
            self.drawn_epoch = max(self.drawn_epoch, epoch)
            if number == seq:
                is_slow = now - sent_at > SLOW_SECONDS
                self.credit = SLOW_CREDIT if is_slow else CREDIT

    def start_anew(self, generation: int) -> None:
        """Forget what belonged to another picture."""
        self.generation = generation
        self.drawn_epoch = -1
        self.in_flight = deque((seq, -1, at) for seq, _, at in self.in_flight)
        self.pictures.clear()


class Watch:
    """A session with its viewers."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.viewers: dict[str, Viewer] = {}
        self._scene: Scene | None = None
        self._twin_scene: Scene | None = None

    @property
    def parts(self) -> tuple[object, ...]:
        """All that takes memory."""
        return self._scene, self._twin_scene

    @property
    def scene(self) -> Scene:
        """What drawing the session's present network needs."""
        run = self.session.run
        if self._scene is None or not self._scene.is_of(run):
            self._scene = Scene(run.course, run.shown_problem)
        return self._scene

    @property
    def mark(self) -> Mark:
        """What names the weights that are shown."""
        run = self.session.run
        course = run.course
        visited = run.visit and run.visit.epoch
        place = (course.update, course.edits, run.is_restored, visited)
        return (self.session.generation, *place)

    def mark_of(self, picture: str) -> Mark | None:
        """Return what names the state of a picture; None where there is none."""
        twin = self.session.twin
        if picture.startswith("twin"):
            return twin_mark(twin, self.session.run, picture) if twin else None
        if picture == "pulls":  # not known yet in full training, but once it is held
            return (*self.mark, self.session.run.state)
        if picture != "ghost":
            return self.mark
        run, ghost = self.session.run, self.session.run.ghost
        if ghost is None:
            return None
        shown = run.present_epoch, run.course.history.sealed
        return (*shown, *run.course.key, *ghost.mark)

    def paint(self, picture: str, mark: Mark) -> Any:
        """Return a picture for a frame."""
        run, twin = self.session.run, self.session.twin
        if not picture.startswith("twin") or twin is None:
            return self.scene.picture(picture, mark, run)
        if picture == "twin":
            return twin_payload(twin, run)
        course = twin.run.course
        if self._twin_scene is None or self._twin_scene.course is not course:
            self._twin_scene = Scene(course)
        return self._twin_scene.picture("output", mark, twin.run)

    @property
    def edition(self) -> Edition:
        """What names the settings and changes in force, and the points shown."""
        run = self.session.run
        shown = run.shown_problem, run.adapted
        return run.settings, run.course.edits, run.is_recovering, *shown

    def record(self) -> None:
        """Have updates recorded while somebody inspects them, and only then."""
        trainer = self.session.run.course.trainer
        shown = [viewer.shown for viewer in self.viewers.values()]
        trainer.records = any(each.inspect or each.pulls for each in shown)


class Publisher:
    """Sends `run`, `settings` and `frame` messages to all viewers.

    `send(viewer name, event, payload)` must not block and must not raise.
    """

    def __init__(self, send: Send, clock: Callable[[], float] = perf_counter) -> None:
        self._send = send
        self._clock = clock
        self._watches: dict[str, Watch] = {}

    def attach(self, session: Session, name: str) -> None:
        """Begin to show `session` to the connection `name`, from the start."""
        watch = self._watches.setdefault(session.id, Watch(session))
        watch.viewers[name] = Viewer(name)

    def detach(self, session: Session, name: str) -> None:
        """Send nothing more to the connection `name`."""
        watch = self._watches.get(session.id)
        if watch is not None:
            watch.viewers.pop(name, None)
            watch.record()
            if not watch.viewers:
                del self._watches[session.id]

    def view(self, session: Session, name: str, change: View) -> None:
        """Change what frames carry for one viewer."""
        viewer = self._viewer(session, name)
        if viewer is None:
            return
        shown = viewer.shown
        for part in fields(Shown):
            value = getattr(change, part.name)
            if value is not UNSET:
                setattr(shown, part.name, value)
        if any(getattr(change, name, False) is True for name in PICTURES):
            viewer.pictures.clear()
        self._watches[session.id].record()
        viewer.wanted = True

    def confirm(self, session: Session, name: str, seq: int) -> None:
        """Take in that a viewer has drawn frame `seq`."""
        viewer = self._viewer(session, name)
        if viewer is not None:
            viewer.confirm(seq, self._clock())

    def renew(self, session: Session) -> None:
        """Send every viewer of `session` the whole curves once more."""
        watch = self._watches.get(session.id)
        for viewer in watch.viewers.values() if watch else ():
            viewer.start_anew(viewer.generation)
            viewer.wanted = True

    def want(self, session: Session) -> None:
        """Make sure that every viewer of `session` gets another frame."""
        watch = self._watches.get(session.id)
        for viewer in watch.viewers.values() if watch else ():
            viewer.wanted = True

    def held(self, session: Session) -> tuple[object, ...]:
        """Return what is kept to draw `session`: it takes memory."""
        watch = self._watches.get(session.id)
        return () if watch is None else watch.parts

    def painter(self, session: Session) -> Painter:
        """Return the session's painter, showing the weights that are shown now."""
        watch = self._watches.get(session.id) or Watch(session)
        painter = watch.scene.painter
        painter.show(session.run.shown_theta)
        return painter

    def after_slice(self, session: Session) -> float | None:
        """Send what is due; return in how many seconds more will be, if known."""
        watch = self._watches.get(session.id)
        if watch is None:
            return None
        now = self._clock()
        watch.record()
        # A copy: whoever turns out to be gone while it is served leaves the original.
        viewers = list(watch.viewers.values())
        waits = [self._serve(watch, viewer, now) for viewer in viewers]
        known = [wait for wait in waits if wait is not None]
        return min(known) if known else None

    def _viewer(self, session: Session, name: str) -> Viewer | None:
        watch = self._watches.get(session.id)
        return watch.viewers.get(name) if watch else None

    def _serve(self, watch: Watch, viewer: Viewer, now: float) -> float | None:
        session = watch.session
        if viewer.generation != session.generation:
            self._open(watch, viewer)
        elif viewer.edition != watch.edition:
            viewer.edition = watch.edition
            viewer.wanted = True
            # The last change that it knows may have taken in another one.
            news = settings_payload(session, max(viewer.changes - 1, 0))
            viewer.changes = news["changes_from"] + len(news["changes"])
            problem = session.run.shown_problem
            if viewer.problem is not problem:
                viewer.problem, news["data"] = problem, data_payload(problem)
            self._send(viewer.name, ServerEvent.SETTINGS, news)
        return self._frame_when_due(watch, viewer, now)

    def _open(self, watch: Watch, viewer: Viewer) -> None:
        """Send `run`: the picture starts anew, its whole curve included."""
        session = watch.session
        viewer.start_anew(session.generation)
        viewer.edition = watch.edition
        viewer.wanted = True
        viewer.drawn_epoch = len(session.run.course.history) - 1
        payload = run_payload(session, watch.scene.painter)
        viewer.changes = len(payload["changes"])
        viewer.problem = session.run.shown_problem
        self._send(viewer.name, ServerEvent.RUN, payload)

    def _frame_when_due(self, watch: Watch, viewer: Viewer, now: float) -> float | None:
        # The answer to a command neither waits its turn nor for a confirmation: one
        # more frame may be on its way.
        if len(viewer.in_flight) >= viewer.credit + viewer.wanted:
            return None  # its confirmation will bring us here again
        pause = 0.0 if viewer.wanted else viewer.sent_at + FRAME_SECONDS - now
        is_new = viewer.wanted or viewer.version != watch.session.run.version
        if is_new and pause > 0:
            return pause
        wait, picture = _next_picture(watch, viewer, now)
        if not is_new and wait != 0.0:
            return wait
        if pause > 0:
            return pause
        self._frame(watch, viewer, now, picture if wait == 0.0 else None)
        return _next_picture(watch, viewer, now)[0]

    def _frame(
        self, watch: Watch, viewer: Viewer, now: float, picture: str | None
    ) -> None:
        session, shown = watch.session, viewer.shown
        viewer.seq += 1
        first = viewer.drawn_epoch + 1
        scene = watch.scene
        frame = frame_payload(session, shown, viewer.seq, first, scene)
        if picture is not None:
            mark = watch.mark_of(picture) or ()
            viewer.pictures[picture] = mark, now
            painted = watch.paint(picture, mark)
            frame[picture] = painted  # type: ignore[literal-required]
        viewer.wanted = False
        viewer.version = session.run.version
        viewer.sent_at = now
        last_epoch = len(session.run.course.history) - 1
        viewer.in_flight.append((viewer.seq, last_epoch, now))
        self._send(viewer.name, ServerEvent.FRAME, frame)


def _next_picture(
    watch: Watch, viewer: Viewer, now: float
) -> tuple[float | None, str | None]:
    """Return in how many seconds which picture is due; None if the viewer has all.

    One a frame, whichever has waited longest: two at once would be late on the screen.
    """
    waiting = []
    for name, seconds in PICTURES.items():
        known, at = viewer.pictures.get(name, (None, 0.0))
        mark = watch.mark_of(name)
        is_shown = name in ALWAYS or getattr(viewer.shown, name)
        if is_shown and mark is not None and mark != known:
            waiting.append((max(at + seconds - now, 0.0), at, name))
    if not waiting:
        return None, None
    wait, _, name = min(waiting)
    return wait, name
