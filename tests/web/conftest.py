"""One real server for the tests that talk to it; each test is a new visitor."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from tests.server import Server
from tests.web.client import Client, visit

Connect = Callable[..., Client]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("data"))
    yield server
    status = server.stop()
    output = "".join(server.output)
    assert status == 0, output
    assert "Traceback" not in output, output


@pytest.fixture
def connect(server: Server) -> Iterator[Connect]:
    """Open connections, of one new browser unless told otherwise; all are closed."""
    with ExitStack() as stack:
        own = visit(server.url)

        def open_one(cookie: str | None = None, confirms: bool = True) -> Client:
            kept = own if cookie is None else cookie
            return stack.enter_context(Client(server.url, kept, confirms))

        yield open_one


@pytest.fixture
def page(connect: Connect) -> Client:
    """A page that has said hello."""
    client = connect()
    client.hello()
    return client
