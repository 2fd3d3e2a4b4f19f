"""A frame tells of early stopping exactly what is declared."""

from app.web.frames import stopping_payload
from app.web.stopping_payloads import (
    CautionPayload,
    CriterionPayload,
    StoppingPayload,
)
from tests.web.sessions import session, train


def test_each_field_is_sent_and_no_other() -> None:
    made = session(early_stopping=True, max_epochs=5, start_epoch=2)
    train(made, 10_000)
    sent = stopping_payload(made.run)
    assert set(sent) == set(StoppingPayload.__annotations__)
    (criterion,) = sent["criteria"]
    assert set(criterion) == set(CriterionPayload.__annotations__)
    made.set({"start_epoch": 900})
    (caution,) = stopping_payload(made.run)["cautions"]
    assert set(caution) == set(CautionPayload.__annotations__)
