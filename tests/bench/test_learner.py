from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bench.learner import Learner, RefusedError, knock, sign_of_life
from tests.web.inside import Inside, inside


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Inside]:
    with inside(tmp_path, max_sockets=1) as server:
        yield server


def test_a_learner_holds_a_place_until_it_leaves(server: Inside) -> None:
    learner = Learner(server.url)
    learner.come()
    assert len(server.lobby) == 1
    learner.leave()
    learner.leave()
    again = Learner(server.url)
    again.come()
    again.leave()
    assert (learner.refused, again.refused) == (0, 0)


def test_who_finds_no_place_knows_when_to_try_again(server: Inside) -> None:
    first, second = Learner(server.url), Learner(server.url)
    first.come()
    with pytest.raises(RefusedError) as refused:
        second.come(tries=1)
    assert 1 <= refused.value.seconds <= 60
    assert second.refused == 1
    first.leave()


def test_a_refused_handshake_is_known_from_its_answer(server: Inside) -> None:
    for number in range(server.playground.lobby._sockets):
        server.lobby.enter(f"browser {number}", "192.0.2.7")
    with pytest.raises(RefusedError):
        knock(server.url, "")


def test_a_sign_of_life_takes_some_time(server: Inside) -> None:
    assert sign_of_life(server.url) > 0
