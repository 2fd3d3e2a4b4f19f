import numpy as np

from app.engine import Layout
from app.web.scenes import Scene, bias_places
from tests.web.sessions import session, train


def test_the_biases_stand_after_each_layers_weights() -> None:
    assert bias_places(Layout((2, 3, 1))).tolist() == [6, 7, 8, 12]


def test_a_picture_is_painted_once_for_the_same_weights() -> None:
    made = session()
    scene = Scene(made.run.course)
    first = scene.picture("maps", (1, 0), made.run)
    assert scene.picture("maps", (1, 0), made.run) is first
    train(made, 3)
    again = scene.picture("maps", (1, 3), made.run)
    assert again["cells"] != first["cells"]
    assert scene.picture("output", (1, 3), made.run)["size"] == 50


def test_what_few_viewers_ask_for_is_made_when_it_is_asked_for() -> None:
    made = session()
    scene = Scene(made.run.course)
    assert "judge" not in vars(scene)
    problem = made.run.course.problem
    assert scene.rows_of(problem) is scene.rows_of(problem)
    assert np.array_equal(scene.rows_of(problem).of_training, problem.split.train)


def test_other_points_need_another_scene_and_have_rows_of_their_own() -> None:
    made = session()
    course = made.run.course
    scene, before = Scene(course), course.problem
    assert scene.is_of(made.run)
    made.edit({"added": [{"x": [1, 1], "target": 0}]})
    assert not scene.is_of(made.run)
    assert scene.rows_of(course.problem).of_training[-1] == 200
    assert scene.rows_of(before).of_training == before.split.train.tolist()
