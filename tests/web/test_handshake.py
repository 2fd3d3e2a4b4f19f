from wsproto.connection import ConnectionState

from app.web.handshake import HeadedConnection
from app.web.headers import HEADERS
from tests.server import Server
from tests.web.raw import handshake, knock


def test_the_answer_to_a_handshake_has_the_headers() -> None:
    from wsproto.events import AcceptConnection, BytesMessage

    connection = HeadedConnection(HEADERS)
    lines = ["GET / HTTP/1.1", "Host: a"]
    lines += [f"{name}: {value}" for name, value in handshake().items()]
    connection.receive_data(("\r\n".join(lines) + "\r\n\r\n").encode())
    assert list(connection.events())
    head = connection.send(AcceptConnection()).decode()
    assert head.startswith("HTTP/1.1 101 ")
    for name, value in HEADERS:
        assert f"{name}: {value}".lower() in head.lower()
    assert connection.state is ConnectionState.OPEN
    assert connection.send(BytesMessage(b"x")) == b"\x82\x01x"


def test_the_servers_101_has_them_too(server: Server) -> None:
    status, head = knock(server.url)
    assert status == 101
    for name, value in HEADERS:
        assert head.lower().count(f"\r\n{name}: {value}\r\n".lower()) == 1
