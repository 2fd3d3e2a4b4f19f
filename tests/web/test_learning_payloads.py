from typing import get_args

from app.web import learning_payloads
from app.web.payloads import SERVER_PAYLOADS


def test_frames_carry_each_now_and_then_and_null_where_there_is_none() -> None:
    parts = {"layers": "Layers", "norms": "Norms", "pulls": "Pulls", "health": "Health"}
    declared = SERVER_PAYLOADS["frame"].__annotations__
    for part, name in parts.items():
        payload = getattr(learning_payloads, f"{name}Payload")
        assert get_args(declared[part]) == (payload, type(None))
