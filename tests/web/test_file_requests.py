"""Which requests for files are answered."""

import io
import threading

import pytest
from flask import Flask
from werkzeug.exceptions import RequestEntityTooLarge

from app.training.manager import Manager
from app.training.owners import stranger
from app.training.scheduler import Scheduler
from app.training.validation import resolve
from app.web import file_requests
from app.web.file_requests import FILES_AT_ONCE, FileRequests
from app.web.identity import Browsers
from app.web.protocol import ProtocolError

APP = Flask("test")


@pytest.fixture
def scheduler():
    scheduler = Scheduler()
    scheduler.start()
    yield scheduler
    scheduler.close()


@pytest.fixture
def browsers():
    return Browsers("a key of a test")


@pytest.fixture
def manager(scheduler):
    return Manager(scheduler)


@pytest.fixture
def requests(scheduler, manager, browsers):
    return FileRequests(scheduler, manager, browsers)


def joined(scheduler, manager, owner):
    return scheduler.call(None, lambda: manager.join(owner, "tab", resolve({}))[0])


def ask(session, cookies="", **headers):
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    if cookies:
        given["Cookie"] = cookies
    return APP.test_request_context(f"/record.json?run={session.id}", headers=given)


def refusal(requests):
    with pytest.raises(ProtocolError) as caught, requests.admitted():
        pass
    return str(caught.value.code)


def test_a_browser_gets_its_own_and_no_other(scheduler, manager, browsers, requests):
    mine, other = browsers.new(), browsers.new()
    session = joined(scheduler, manager, browsers.read(mine))
    with ask(session, f"{browsers.cookie}={mine}"), requests.admitted() as found:
        assert found is session
    with ask(session, f"{browsers.cookie}={other}"):
        assert refusal(requests) == "no_run"
    with ask(session):
        assert refusal(requests) == "no_run"


def test_without_cookies_the_name_of_the_run_is_enough(
    scheduler, manager, browsers, requests
):
    session = joined(scheduler, manager, stranger())
    with ask(session), requests.admitted() as found:
        assert found is session


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_other_sites_are_refused(scheduler, manager, browsers, requests, site):
    session = joined(scheduler, manager, stranger())
    with ask(session, Sec_Fetch_Site=site):
        assert refusal(requests) == "refused"


def test_a_session_may_not_ask_too_often(scheduler, manager, browsers, requests):
    session = joined(scheduler, manager, stranger())
    with ask(session):
        for _ in range(int(FILES_AT_ONCE)):
            with requests.admitted():
                pass
        assert refusal(requests) == "busy"


def test_one_at_a_time(scheduler, manager, browsers, requests, monkeypatch):
    monkeypatch.setattr(file_requests, "WAIT_SECONDS", 0.01)
    session = joined(scheduler, manager, stranger())
    inside, done = threading.Event(), threading.Event()

    def hold():
        with ask(session), requests.admitted():
            inside.set()
            done.wait(10)

    thread = threading.Thread(target=hold)
    thread.start()
    assert inside.wait(10)
    with ask(session):
        assert refusal(requests) == "busy"
        done.set()
        thread.join(10)
        with requests.admitted():
            pass


def test_a_body_that_comes_slowly_holds_up_nobody(
    scheduler, manager, browsers, requests
):
    session = joined(scheduler, manager, stranger())
    asked, sent = threading.Event(), threading.Event()
    read = []

    class Slow(io.BytesIO):
        def readinto(self, buffer):
            asked.set()
            sent.wait(10)
            return super().readinto(buffer)

    def upload():
        path = f"/open?run={session.id}"
        with (
            APP.test_request_context(
                path, method="POST", input_stream=Slow(b"{}"), content_length=2
            ),
            requests.uploaded(10) as (_, data),
        ):
            read.append(data)

    thread = threading.Thread(target=upload)
    thread.start()
    assert asked.wait(10)
    with ask(session), requests.admitted() as found:
        assert found is session
    sent.set()
    thread.join(10)
    assert read == [b"{}"]


def test_a_body_that_is_too_long_is_not_read(scheduler, manager, browsers, requests):
    session = joined(scheduler, manager, stranger())
    path = f"/open?run={session.id}"
    with (
        APP.test_request_context(path, method="POST", data=b"x" * 11),
        pytest.raises(RequestEntityTooLarge),
        requests.uploaded(10),
    ):
        pass
