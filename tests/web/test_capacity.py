import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.web.capacity import HTTP_DESCRIPTORS, OWN_DESCRIPTORS, capacity
from tests.server import ROOT


def test_with_enough_descriptors_nothing_is_cut() -> None:
    assert capacity(250, None) == capacity(250, 1_000_000)
    assert capacity(250, None).places == 250
    assert capacity(250, None).sockets >= 250 + 8


@given(places=st.integers(1, 100_000), descriptors=st.integers(64, 1_000_000))
def test_all_connections_together_fit_into_the_descriptors(
    places: int, descriptors: int
) -> None:
    room = capacity(places, descriptors)
    threads = room.requests + room.quick
    taken = room.sockets + 2 * threads + 2 * room.queued + room.arriving
    assert taken + OWN_DESCRIPTORS <= descriptors + 4  # none is less than two
    assert 1 <= room.places <= places
    assert room.places < room.sockets
    assert min(room.requests, room.quick, room.queued, room.arriving) >= 2


def test_256_descriptors_still_hold_a_class_of_thirty_three_times() -> None:
    room = capacity(250, 256)
    assert 90 <= room.places < 250
    assert room.requests >= 4


LIMITED = """
import logging, resource, sys
logging.basicConfig(format="%(message)s")
from app.web.capacity import of_this_process
soft, hard = int(sys.argv[1]), int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
room = of_this_process(250)
print(room.places, *resource.getrlimit(resource.RLIMIT_NOFILE))
"""


def of_process(soft: int, hard: int) -> tuple[list[int], str]:
    run = subprocess.run(
        [sys.executable, "-c", LIMITED, str(soft), str(hard)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [int(number) for number in run.stdout.split()], run.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such limit")
def test_the_soft_limit_is_raised_as_far_as_it_is_needed_and_allowed() -> None:
    needed = OWN_DESCRIPTORS + HTTP_DESCRIPTORS + capacity(250, None).sockets
    numbers, said = of_process(128, 4096)
    assert numbers == [250, needed, 4096]
    assert said == ""


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such limit")
def test_too_few_are_told_in_one_line_with_the_way_out() -> None:
    (places, soft, hard), said = of_process(128, 256)
    assert (soft, hard) == (256, 256)
    assert places == capacity(250, 256).places
    assert said.count("\n") == 1
    assert f"256 files: {places} pages can be open at once, not the 250" in said
    assert "ulimit -n" in said
