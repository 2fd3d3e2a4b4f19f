from app.web.payloads import SERVER_PAYLOADS
from app.web.protocol import ServerEvent


def test_every_event_of_the_server_has_its_payload() -> None:
    assert set(SERVER_PAYLOADS) == set(ServerEvent)


def test_a_run_can_be_told_from_a_frame() -> None:
    assert "run" in SERVER_PAYLOADS["frame"].__annotations__
    assert "id" in SERVER_PAYLOADS["run"].__annotations__
