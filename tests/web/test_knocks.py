import json
import secrets

import pytest

from app.web.knocks import MOST, Knocks
from tests.server import Server
from tests.web.raw import PATH, answer


def test_a_name_is_remembered_for_a_while() -> None:
    knocks = Knocks()
    names = [secrets.token_hex(16) for _ in range(MOST + 1)]
    for name in names:
        knocks.remember(f"EIO=4&knock={name}&transport=websocket")
    assert names[0] not in knocks
    assert all(name in knocks for name in names[1:])


@pytest.mark.parametrize(
    "query", ["", "knock=", "knock=x", "knock=" + "A" * 32, "x=" + "a" * 32, "%ff&&=="]
)
def test_anything_else_is_not(query: str) -> None:
    knocks = Knocks()
    knocks.remember(query)
    assert len(knocks._names) == 0
    assert None not in knocks


def test_a_page_learns_that_its_socket_came_without_upgrade(server: Server) -> None:
    mine, other = secrets.token_hex(16), secrets.token_hex(16)
    assert answer(server.url, f"{PATH}&knock={mine}").status == 400
    for name, is_missing in ((mine, True), (other, False)):
        told = json.loads(answer(server.url, f"/healthz?knock={name}").content)
        assert told["upgrade_missing"] is is_missing
