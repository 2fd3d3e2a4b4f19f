"""Files that lead back to a run: read on the server, opened in the page's own place."""

from typing import Any

from flask import Flask, Response, jsonify
from werkzeug.exceptions import RequestEntityTooLarge

from app.training.errors import SettingsError
from app.training.manager import BusyError
from app.training.run_file import MOST_BYTES, RunFile, read_run_file, too_large
from app.training.scheduler import Scheduler, SchedulerClosedError
from app.training.session import Session
from app.web.clean import clean
from app.web.downloads import refusal
from app.web.file_requests import FileRequests
from app.web.protocol import ErrorCode, ProtocolError, failure, success
from app.web.publisher import Publisher
from app.web.rebuilds import Rebuilds


class Uploads:
    """The route by which a page opens a file."""

    def __init__(
        self,
        scheduler: Scheduler,
        publisher: Publisher,
        requests: FileRequests,
        rebuilds: Rebuilds,
    ) -> None:
        self._scheduler = scheduler
        self._publisher = publisher
        self._requests = requests
        self._rebuilds = rebuilds

    def register(self, app: Flask) -> None:
        """Add the route to an application."""
        app.add_url_rule("/open", "open", self.open, methods=["POST"])

    def open(self) -> Response:
        """Begin to compute the file's run in the session that the request names.

        Undo brings back the run before. A file that is none of ours changes nothing;
        the answer is an acknowledgement like a socket's.
        """
        try:
            with self._requests.uploaded(MOST_BYTES) as (session, data):
                run_file = read_run_file(data)
                self._scheduler.call(session, self._show, session, run_file)
        except RequestEntityTooLarge:
            return _answer(failure(too_large().as_dict()))
        except SettingsError as error:
            return _answer(failure(error.as_dict()))
        except ProtocolError as error:
            return refusal(error)
        except (BusyError, SchedulerClosedError) as error:
            return refusal(ProtocolError(ErrorCode.BUSY, None, f"{error}"))
        return _answer(success(**_told(run_file)))

    def _show(self, session: Session, run_file: RunFile) -> None:
        self._rebuilds.admit(session, run_file.settings)
        session.open(run_file.settings, run_file.changes, run_file.update)
        self._publisher.want(session)


def _told(run_file: RunFile) -> dict[str, Any]:
    """Return what the page has to know of a file that was opened."""
    recorded = run_file.recorded
    return {
        "update": run_file.update,
        "view": run_file.view,
        "recorded": None
        if recorded is None
        else {
            "epoch": recorded.epoch,
            **recorded.errors,
            "versions": recorded.versions,
        },
    }


def _answer(content: dict[str, Any]) -> Response:
    response = jsonify(clean(content))
    response.headers["Cache-Control"] = "no-store"
    return response
