"""The error of each point."""

import numpy as np

from app.training.point_errors import PointErrors
from app.training.session import Session
from app.training.validation import resolve


def session(**given):
    long = {"early_stopping": False, "max_epochs": 20_000}
    return Session("owner", "tab", resolve(long | given))


def errors(made):
    return PointErrors(made.run.course).of(made.run.shown_theta)


def by_hand(made, row):
    """Cross-entropy of one point, written out here."""
    problem, a = made.run.course.problem, made.run.course.problem.x[:, row]
    views = problem.layout.views(made.run.course.theta)
    for weights in views[:-1]:
        a = np.append(np.tanh(weights @ a), 1.0)
    o = 1 / (1 + np.exp(-(views[-1] @ a)[0]))
    return float(-np.log(o if problem.points.target[row] else 1 - o))


def test_each_point_has_the_error_of_the_weights_shown():
    made = session()
    made.play()
    made.run.advance(40)
    problem, sent = made.run.course.problem, errors(made)
    for row in (*problem.split.train[:3], *problem.split.validation[:3]):
        np.testing.assert_allclose(sent[row], by_hand(made, row), rtol=1e-6)
    mean = sent[problem.split.train].mean()
    np.testing.assert_allclose(mean, made.run.course.trainer.measure().train)


def test_nothing_is_known_of_a_sealed_test_set_nor_of_removed_points():
    made = session()
    problem = made.run.course.problem
    row = int(problem.split.train[0])
    made.edit({"removed": [row], "added": [{"x": [1, 1], "target": 0}]})
    sent = errors(made)
    assert len(sent) == 201
    assert (sent[problem.split.test] == -1).all()
    assert sent[row] == -1
    np.testing.assert_allclose(sent[200], by_hand(made, 200), rtol=1e-6)
    made.open_test()
    row = int(problem.split.test[7])
    np.testing.assert_allclose(errors(made)[row], by_hand(made, row), rtol=1e-6)


def test_sets_without_points_have_no_errors():
    made = session(validation_share=0, test_share=0, early_stopping=False)
    assert (errors(made) >= 0).all()
