"""A run's record and its curves as files, from the server's own full history."""

import json
from collections.abc import Callable
from typing import Any

from flask import Flask, Response, jsonify

from app.training.curve_table import curve_table
from app.training.result import curves, record
from app.training.scheduler import Scheduler, SchedulerClosedError
from app.training.session import Session
from app.web.file_requests import FileRequests
from app.web.protocol import ErrorCode, ProtocolError, failure

STATUS = {
    ErrorCode.REFUSED: 403,
    ErrorCode.NO_RUN: 404,
    ErrorCode.BUSY: 503,
}


class Downloads:
    """The routes of what a page saves."""

    def __init__(self, scheduler: Scheduler, requests: FileRequests) -> None:
        self._scheduler = scheduler
        self._requests = requests

    def register(self, app: Flask) -> None:
        """Add the routes to an application."""
        app.add_url_rule("/record.json", "record", self.record)
        app.add_url_rule("/curves.csv", "curves", self.curves)

    def record(self) -> Response:
        """Return the run's RUN.json, as far as it has come."""
        return self._file(
            "application/json",
            lambda session: record(session.run.course),
            lambda content: json.dumps(content, allow_nan=False) + "\n",
        )

    def curves(self) -> Response:
        """Return every epoch's errors and accuracies as CSV."""
        return self._file(
            "text/csv",
            lambda session: curves(session.run.course.history),
            curve_table,
        )

    def _file(
        self,
        kind: str,
        read: Callable[[Session], dict[str, Any]],
        write: Callable[[dict[str, Any]], str],
    ) -> Response:
        try:
            with self._requests.admitted() as session:
                # Between two updates; what is made of it does not hold up others.
                content = self._scheduler.call(session, read, session)
                response = Response(
                    write(content), content_type=f"{kind}; charset=utf-8"
                )
        except ProtocolError as error:
            return refusal(error)
        except SchedulerClosedError as error:
            return refusal(ProtocolError(ErrorCode.BUSY, None, f"{error}"))
        response.headers["Cache-Control"] = "no-store"
        return response


def refusal(error: ProtocolError) -> Response:
    """Return the answer that carries an error, in the one shape."""
    response = jsonify(failure(error.as_dict()))
    response.status_code = STATUS.get(ErrorCode(error.code), 400)
    response.headers["Cache-Control"] = "no-store"
    return response
