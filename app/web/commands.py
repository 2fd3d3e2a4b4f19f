"""What each event does; all of it on the trainer thread, between two updates."""

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from typing import Any

from app.training.background import Background
from app.training.changes import checked_changes
from app.training.errors import SettingsError
from app.training.link import read_link, write_link
from app.training.manager import Manager, Recovery
from app.training.permalink import fitted_query
from app.training.scheduler import Scheduler
from app.training.session import Session
from app.training.states import Command
from app.training.validation import check_value, resolve, setting_name
from app.web.chain import nudged
from app.web.clients import Client
from app.web.entries import HORIZON
from app.web.epoch_errors import epoch_errors
from app.web.examination import Examination
from app.web.ghosts import Ghosts
from app.web.inspection import training_example
from app.web.messages import (
    UNSET,
    Assign,
    Back,
    Beside,
    Branch,
    Drawn,
    EditPoints,
    Empty,
    Errors,
    Examine,
    Export,
    Hello,
    Look,
    Nudge,
    Pick,
    Probe,
    Read,
    Recover,
    Resume,
    Set,
    Speed,
    Step,
    View,
    Visit,
    Walk,
    read_recover,
)
from app.web.places import parameter, require
from app.web.protocol import ClientEvent, ErrorCode, ProtocolError
from app.web.publisher import Publisher
from app.web.rebuilds import Rebuilds
from app.web.rewinding import Rewinding
from app.web.tabs import Tabs
from app.web.twins import Twins
from app.web.unsealing import Unsealing
from app.web.verification import Verification
from app.web.visits import Visits

Answer = dict[str, Any]
Work = Callable[..., Answer | Future[Answer]]


class Commands:
    """Carries out messages; each answer is what its acknowledgement holds."""

    def __init__(
        self,
        scheduler: Scheduler,
        manager: Manager,
        publisher: Publisher,
        twins: Twins,
        background: Background,
    ) -> None:
        self._scheduler = scheduler
        self._manager = manager
        self._publisher = publisher
        self._verification = Verification(scheduler)
        self._rewinding = Rewinding(scheduler)
        self._ghosts = Ghosts(scheduler, background, manager.admit)
        self._unsealing = Unsealing(scheduler, publisher)
        self._twins = twins
        self._tabs = Tabs(scheduler, manager)
        self.rebuilds = Rebuilds(manager)
        self._examination = Examination(scheduler)
        self._visits = Visits(scheduler, self._shown)
        self._of_session: Mapping[ClientEvent, Work] = {
            ClientEvent.PLAY: self._play,
            ClientEvent.PAUSE: self._pause,
            ClientEvent.RESET: self._reset,
            ClientEvent.UNDO: self._undo,
            ClientEvent.STEP: self._step,
            ClientEvent.BACK: self._back,
            ClientEvent.WALK: self._walk,
            ClientEvent.PICK: self._pick,
            ClientEvent.EDIT: self._edit,
            ClientEvent.EXAMINE: self._examine,
            ClientEvent.OPEN_TEST: self._open_test,
            ClientEvent.GHOST: self._look,
            ClientEvent.TWIN: self._twin,
            ClientEvent.OPEN: self._open,
            ClientEvent.VISIT: self._visit,
            ClientEvent.ERRORS: self._errors,
            ClientEvent.RESUME: self._resume,
            ClientEvent.BRANCH: self._branch,
            ClientEvent.SET: self._set,
            ClientEvent.ASSIGN: self._assign,
            ClientEvent.NUDGE: self._nudge,
            ClientEvent.CHECK: self._check,
            ClientEvent.SPEED: self._speed,
            ClientEvent.VIEW: self._view,
            ClientEvent.PROBE: self._probe,
            ClientEvent.EXPORT: self._export,
            ClientEvent.READ: self._read,
            ClientEvent.DRAWN: self._drawn,
        }

    def run(
        self, client: Client, event: ClientEvent, message: Any
    ) -> Answer | Future[Answer]:
        """Carry out one event and return its answer, or when it will be known.

        Raises:
            ProtocolError, SettingsError, BusyError: it cannot be done; nothing was.
        """
        if event is ClientEvent.HELLO:
            return self._hello(client, message)
        session = client.session
        if session is None:
            raise ProtocolError(
                ErrorCode.NO_RUN, None, f"{event} needs a run: say hello first"
            )
        if event is ClientEvent.OPEN:  # checking takes long: not on the trainer thread
            message = _checked(message)
        work = self._of_session[event]
        return self._scheduler.call(session, work, client, session, message)

    def attach(self, client: Client) -> None:
        """Begin to send a client its run."""
        session = client.session
        if session is not None:
            self._scheduler.call(session, self._publisher.attach, session, client.sid)

    def leave(self, client: Client) -> None:
        """Send nothing more to a client that is gone."""
        session, client.session = client.session, None
        if session is not None:
            self._scheduler.call(None, self._part, session, client.sid)
            self._tabs.left()

    def _part(self, session: Session, sid: str) -> None:
        self._publisher.detach(session, sid)
        self._manager.leave(session, sid)

    def _hello(self, client: Client, message: Hello) -> Answer:
        self.leave(client)
        fitted, errors = fitted_query(message.query)
        settings = fitted.settings
        shared, wrong = read_link(message.query, settings)
        told = [error.as_dict() for error in (*errors, *wrong)]
        recovery = None
        if message.recover is not None:
            try:
                recovery = _recovery(message.recover)
            except (ProtocolError, SettingsError) as error:
                told.append(error.as_dict())
        if shared is not None and message.run is None:  # else the page has its run
            recovery = Recovery(settings, shared.changes, shared.update, is_linked=True)

        def join() -> tuple[Session, bool, bool]:
            asked = client.owner, message.tab, settings, message.run, recovery
            is_copy = self._tabs.is_taken(client.owner, message)
            enter = self._manager.join_copy if is_copy else self._manager.join
            session, resumed = enter(*asked)
            if session.run.settings == settings and not session.run.adapted:
                session.run.adapted = fitted.adapted
            self._manager.watch(session, client.sid, message.page)
            return session, resumed, is_copy and resumed

        self._tabs.wait(client.owner, message)
        session, resumed, copied = self._scheduler.call(client.owner, join)
        client.session, client.is_waiting = session, True
        if client.is_gone:  # it was lost while it was being answered
            self.leave(client)
        return {
            "run": session.id,
            "tab": session.tab,
            "resumed": resumed,
            "copied": copied,
            "errors": told,
        }

    def _play(self, _client: Client, session: Session, _message: Empty) -> Answer:
        session.play()
        return self._shown(session)

    def _pause(self, _client: Client, session: Session, _message: Empty) -> Answer:
        session.pause()
        return self._shown(session)

    def _reset(self, _client: Client, session: Session, _message: Empty) -> Answer:
        self.rebuilds.admit(session, session.run.settings)
        session.reset()
        return self._shown(session)

    def _undo(self, _client: Client, session: Session, _message: Empty) -> Answer:
        session.undo()
        return self._shown(session)

    def _step(self, _client: Client, session: Session, message: Step) -> Answer:
        session.step(message.unit.value)
        return self._shown(session)

    def _back(
        self, _client: Client, session: Session, message: Back
    ) -> Answer | Future[Answer]:
        unit = message.unit.value

        def back() -> Answer:
            session.back(unit)
            return self._shown(session)

        return self._rewinding.do(session, lambda run: run.nearing(unit), back)

    def _walk(
        self, _client: Client, session: Session, message: Walk
    ) -> Answer | Future[Answer]:
        def walk() -> Answer:
            session.walk(message.by)
            return self._shown(session)

        run = session.run
        if message.by == 1 or run.position > 0 or run.visit is not None:
            return walk()
        return self._rewinding.do(session, lambda run: run.nearing("update"), walk)

    def _visit(
        self, _client: Client, session: Session, message: Visit
    ) -> Answer | Future[Answer]:
        return self._visits.begin(session, message.epoch)

    def _errors(self, _client: Client, session: Session, message: Errors) -> Answer:
        return epoch_errors(session, message.epoch)

    def _resume(
        self, _client: Client, session: Session, message: Resume
    ) -> Answer | Future[Answer]:
        epoch = message.epoch

        def resume() -> Answer:
            if session.run.is_behind(epoch):
                self.rebuilds.admit(session, session.run.settings)
            session.resume(epoch)
            self._unsealing.begin(session)
            return self._shown(session)

        return self._rewinding.do(
            session, lambda run: run.nearing_epoch(Command.RESUME, epoch), resume
        )

    def _branch(
        self, _client: Client, session: Session, message: Branch
    ) -> Answer | Future[Answer]:
        epoch = message.epoch

        def branch() -> Answer:
            self.rebuilds.admit(session, session.run.settings)
            session.branch(epoch)
            self._unsealing.begin(session)
            return self._shown(session)

        return self._rewinding.do(
            session, lambda run: run.nearing_epoch(Command.BRANCH, epoch), branch
        )

    def _pick(self, _client: Client, session: Session, message: Pick) -> Answer:
        session.pick(training_example(session.run, message.point))
        return self._shown(session)

    def _edit(self, _client: Client, session: Session, message: EditPoints) -> Answer:
        session.edit(message.edit)
        if session.run.course.update == 0:
            self._publisher.renew(session)  # the first errors are those of the points
        return self._shown(session)

    def _examine(
        self, _client: Client, session: Session, message: Examine
    ) -> Answer | Future[Answer]:
        return self._examination.begin(session, message.point, message.units)

    def _open_test(
        self, _client: Client, session: Session, _message: Empty
    ) -> Answer | Future[Answer]:
        session.open_test()
        self._shown(session)
        return self._unsealing.begin(session)

    def _look(self, _client: Client, session: Session, message: Look) -> Answer:
        self._ghosts.begin(session, message.horizon)
        return self._shown(session) | {"horizon": message.horizon}

    def _twin(self, _client: Client, session: Session, message: Beside) -> Answer:
        if message.name is None:
            self._twins.end(session)
        elif message.value is UNSET:
            raise ProtocolError(ErrorCode.MISSING, "value", "value must be given")
        else:
            self._twins.begin(session, message.name, message.value)
        return self._shown(session)

    def _open(self, _client: Client, session: Session, recovery: Recovery) -> Answer:
        self.rebuilds.admit(session, recovery.settings)
        session.open(recovery.settings, recovery.changes, recovery.update)
        return self._shown(session)

    def _assign(self, _client: Client, session: Session, message: Assign) -> Answer:
        require(session.run.course.problem.layout, message.focus)
        name = parameter(message.focus)
        before = session.assign({name: message.value})[name]
        return self._shown(session) | {"before": before, "after": message.value}

    def _nudge(self, _client: Client, session: Session, message: Nudge) -> Answer:
        require(session.run.course.problem.layout, message.focus)
        return nudged(session.run, message.focus, message.by)

    def _check(
        self, _client: Client, session: Session, _message: Empty
    ) -> Future[Answer]:
        return self._verification.begin(session)

    def _set(self, _client: Client, session: Session, message: Set) -> Answer:
        wanted = session.rebuilds_with(message.settings)
        if wanted is not None:
            self.rebuilds.admit(session, wanted)
        rebuilt = session.set(message.settings)
        names, now = map(setting_name, message.settings), session.run.settings.as_dict()
        in_force = {name: now[name] for name in names if name is not None}
        return self._shown(session) | {"rebuilt": rebuilt, "settings": in_force}

    def _speed(self, _client: Client, session: Session, message: Speed) -> Answer:
        session.set_speed(message.updates_per_second)
        return self._shown(session)

    def _shown(self, session: Session) -> Answer:
        """Promise every viewer a frame: a finished command always leads to one."""
        self._publisher.want(session)
        return {}

    def _view(self, client: Client, session: Session, message: View) -> Answer:
        self._publisher.view(session, client.sid, message)
        return {}

    def _probe(self, _client: Client, session: Session, message: Probe) -> Answer:
        try:
            return {"output": self._publisher.painter(session).probe(message.x)}
        except ValueError as error:
            raise ProtocolError(
                ErrorCode.RANGE, "x", f"x must be a list of {error}"
            ) from None

    def _export(self, _client: Client, session: Session, message: Export) -> Answer:
        course = session.run.course
        # Where it is being computed again, the rest is still to come.
        changes = [c for c in course.changes if c.update <= course.update + 1]
        if message.twin:
            if session.twin is None:
                raise ProtocolError(ErrorCode.STATE, "twin", "there is no twin")
            course, changes = session.twin.run.course, session.twin.changes
        return {
            "settings": course.first_settings.as_dict(),
            "changes": [change.as_dict() for change in changes],
            "update": course.update,
            "epoch": course.epoch,
            "within_epoch": course.trainer.cursor > 0,
            "link": write_link(course.first_settings, changes, course.update),
        }

    def _read(self, _client: Client, _session: Session, message: Read) -> Answer:
        check = HORIZON if message.name == "horizon" else check_value
        value = check(message.name, message.text)
        return {"value": list(value) if isinstance(value, tuple) else value}

    def _drawn(self, client: Client, session: Session, message: Drawn) -> Answer:
        self._publisher.confirm(session, client.sid, message.seq)
        return {}


def _recovery(payload: Any) -> Recovery:
    """Return a page's memory of its run, checked like any other input."""
    return _checked(read_recover(payload))


def _checked(recover: Recover) -> Recovery:
    """Return the recipe of a run, checked like any other input."""
    settings = resolve(recover.settings)
    changes = checked_changes(settings, recover.changes)
    return Recovery(settings, changes, recover.update)
